"""The four panels of the folded card. Each takes a surface, its layout and the face, and draws."""

from datetime import date

from bimbing.cards.pdf import pictograms, texts
from bimbing.cards.pdf.document import XObject
from bimbing.cards.pdf.faces import CardFace
from bimbing.cards.pdf.layouts import (
    ACCENT,
    BODY,
    CAPTION,
    HAIR,
    HEADING,
    INK,
    MUTED,
    RULE,
    SMALL,
    SMALL_FIGURES,
    TINT,
    BackLayout,
    BookletLayout,
    CoverLayout,
    IdentityLayout,
)
from bimbing.cards.pdf.qr import qr_path
from bimbing.cards.pdf.surface import Align, Box, Surface
from bimbing.cards.pdf.type import Style

_PARENT = Style("regular", 8.5, 6, tracking=0.25)
_OFFICE = Style("bold", 12.5, 8, tracking=0.3)
_TITLE = Style("bold", 30, 16, tracking=1.2)
_OUTPOST = Style("regular", 12, 8)
_NUMBER = Style("bold", 30, 12)
_HOLDER = Style("regular", 14, 8)
_CODE = Style("bold", 25, 14, tabular=True, tracking=1.0)
_NEXT_LARGE = Style("bold", 29, 14)
_NEXT_CAPTION = Style("regular", 12, 9)
_VALIDITY = Style("regular", 12, 8)
_PLACE = Style("bold", 10.5, 7)
_NOTE_NUMBER = Style("bold", 10, 8)
_PHONE = Style("bold", 22, 10, tabular=True)
_NAME = Style("bold", 21, 10)
_LABEL = Style("regular", 9.5, 7)
_VALUE = Style("bold", 11.5, 7, tabular=True)
_SIGNED = Style("bold", 10.5, 7)
_ADDRESS_ROWS = 1.6
# Below this height of a field its type shrinks with it.
_FIELD_HEIGHT = 8.6


def page_furniture(surface: Surface, layout: BookletLayout) -> None:
    """The marks where to fold: short at the edges, a faint dashed line between."""
    fold = layout.fold
    surface.dashed(fold, 9, fold, layout.height - 9, HAIR, 0.4)
    for top in (0.0, layout.height - 6):
        surface.line(fold, top, fold, top + 6, MUTED, 0.5)


# -- cover -----------------------------------------------------------------------------------------------------


def cover_frame(surface: Surface, layout: CoverLayout, face: CardFace) -> None:
    """What every card of an office has on its cover: letterhead, title, post."""
    box = layout.letterhead
    lines = face.letterhead if face.profile.letterhead else ()
    contact = " · ".join(part for part in (face.office_address, face.office_phone) if part)
    step, at = 4.5, box.y
    for line in lines[:-1][:4]:
        surface.text(Box(box.x, at, box.w, step), line, _PARENT, INK, Align.CENTER)
        at += step
    if lines:
        surface.text(Box(box.x, at, box.w, 6.6), lines[-1], _OFFICE, INK, Align.CENTER)
        at += 6.8
    surface.text(Box(box.x, at, box.w, 4.6), contact, SMALL, MUTED, Align.CENTER)
    at += 6.2
    surface.line(box.x, at, box.right, at, ACCENT, 1.6)
    surface.line(box.x, at + 1, box.right, at + 1, ACCENT, 0.4)
    surface.text(layout.title, face.title or texts.WORDING[face.privacy].title, _TITLE, ACCENT, Align.CENTER)
    surface.text(layout.outpost, face.outpost, _OUTPOST, MUTED, Align.CENTER)
    surface.text(layout.code_caption, texts.CARD_CODE, CAPTION, MUTED)
    surface.paragraph(layout.code_help, texts.SHOW_CARD, CAPTION, INK)


def cover(
    surface: Surface, layout: CoverLayout, face: CardFace, photo: XObject | None, sequence: int
) -> None:
    """What is this client's on the cover."""
    box, align = layout.number_plain, Align.CENTER
    if photo:
        surface.image(layout.photo, photo)
        surface.frame(layout.photo, RULE, 0.5)
        box, align = layout.number_beside_photo, Align.LEFT
    else:
        surface.frame(box, RULE, 0.7, radius=2.5)
    inner = box.inset(0 if photo else 4)
    top = box.y + (box.h - 31) / 2
    surface.text(
        Box(inner.x, top, inner.w, 5), texts.REGISTER_NO, Style("regular", 9, 7, tracking=0.9), MUTED, align
    )
    surface.text(Box(inner.x, top + 6.5, inner.w, 13), face.register_no, _NUMBER, INK, align)
    surface.text(Box(inner.x, top + 22.5, inner.w, 7.5), face.shown_name, _HOLDER, INK, align)
    path, side = qr_path(face.qr_text)
    surface.unit_path(layout.code_square, path, side, (0.0, 0.0, 0.0))
    surface.text(layout.code, face.short_code, _CODE, INK)
    if face.end:
        until = texts.VALID_UNTIL.format(end=texts.long_date(face.end))
        surface.text(layout.validity, until, _VALIDITY, INK, Align.CENTER)
    foot(surface, layout.foot, face, sequence)


def foot(surface: Surface, box: Box, face: CardFace, sequence: int) -> None:
    """Which sheet of the card this is, when it was printed and from which state of the record."""
    surface.line(box.x, box.y - 0.6, box.right, box.y - 0.6, HAIR, 0.4)
    half = box.w / 2
    surface.text(Box(box.x, box.y, half, box.h), texts.SEQUENCE.format(n=sequence), SMALL_FIGURES, MUTED)
    printed = texts.PRINTED.format(date=face.printed_on.strftime("%d-%m-%Y"), version=face.version)
    surface.text(Box(box.x + half, box.y, half, box.h), printed, SMALL_FIGURES, MUTED, Align.RIGHT)


# -- back ------------------------------------------------------------------------------------------------------


def back_frame(surface: Surface, layout: BackLayout, face: CardFace) -> None:
    """What every card of an office has on its back: notes and where to send a found card."""
    surface.text(layout.notes_heading, texts.NOTES_HEADING, HEADING, ACCENT)
    heading = layout.notes_heading
    surface.line(heading.x, heading.bottom + 0.5, heading.right, heading.bottom + 0.5, RULE, 0.5)
    notes = texts.WORDING[face.privacy].notes if face.notes is None else face.notes
    shown = notes[:6]
    step = layout.notes.h / max(5, len(shown))
    for number, note in enumerate(shown):
        row = Box(layout.notes.x, layout.notes.y + step * number, layout.notes.w, step)
        surface.disc(row.x + 3.4, row.y + step / 2, 3.2, TINT)
        surface.text(Box(row.x, row.y, 6.8, step), str(number + 1), _NOTE_NUMBER, ACCENT, Align.CENTER)
        surface.paragraph(Box(row.x + 10, row.y, row.w - 10, step), note, BODY, INK, middle=True)
    if face.office_address:
        surface.line(
            layout.found.x, layout.found.y - 1.5, layout.found.right, layout.found.y - 1.5, HAIR, 0.4
        )
        surface.paragraph(layout.found, texts.FOUND.format(address=face.office_address), SMALL, MUTED)


def back(surface: Surface, layout: BackLayout, face: CardFace) -> None:
    """The next date as large as it goes, and whom to call."""
    surface.frame(layout.panel, ACCENT, 1.2, radius=3, fill=TINT)
    day = face.next_date
    pictograms.calendar_leaf(surface, layout.leaf, day, ACCENT, INK)
    surface.text(layout.caption, texts.NEXT_VISIT if day else texts.NEXT_VISIT_BY_HAND, _NEXT_CAPTION, ACCENT)
    if day:
        surface.text(layout.weekday, texts.weekday(day), _NEXT_LARGE, INK)
        surface.text(layout.day, texts.long_date(day), _NEXT_LARGE, INK)
    else:
        for box in (layout.weekday, layout.day):
            surface.line(box.x, box.bottom, box.right, box.bottom, MUTED, 0.7)
    signs = layout.signs
    pictograms.arrow(surface, Box(signs.x, signs.y + 2.6, 9, 7), ACCENT)
    pictograms.office(surface, Box(signs.x + 12, signs.y, 12, signs.h), ACCENT)
    surface.paragraph(layout.place, face.next_place or face.outpost, _PLACE, INK, middle=True)
    if day:
        surface.text(layout.after, texts.AFTER_THAT, CAPTION, MUTED, Align.CENTER)
    _call(surface, layout.call, face)


def _call(surface: Surface, box: Box, face: CardFace) -> None:
    surface.frame(box, RULE, 0.7, radius=2.5)
    pictograms.telephone(surface, Box(box.x + 5, box.y + 4.5, 18, box.h - 9), ACCENT)
    x, w = box.x + 28, box.w - 32
    phone = face.office_phone
    heading = texts.CALL_HEADING if phone else texts.CALL_HEADING_WITHOUT_PHONE
    surface.text(Box(x, box.y + 2.5, w, 6), heading, BODY, INK)
    if phone:
        surface.text(Box(x, box.y + 9, w, 9.5), phone, _PHONE, INK)
    else:
        surface.line(x, box.y + 17.5, box.right - 4, box.y + 17.5, MUTED, 0.7)
    who = f"{texts.WORDING[face.privacy].officer}: {face.officer_name}"
    surface.text(Box(x, box.y + 19, w, 6), who, BODY, INK)


# -- inside left -----------------------------------------------------------------------------------------------


def heading(surface: Surface, box: Box, title: str, right: str) -> None:
    """The head of an inner page: what it is, and the register number, over a strong rule."""
    surface.text(Box(box.x, box.y, box.w * 0.5, box.h), title, HEADING, ACCENT)
    number = Style("regular", 10, 7, tabular=True)
    surface.text(Box(box.x + box.w * 0.5, box.y, box.w * 0.5, box.h), right, number, MUTED, Align.RIGHT)
    surface.line(box.x, box.bottom + 0.4, box.right, box.bottom + 0.4, ACCENT, 1.1)


def identity(surface: Surface, layout: IdentityLayout, face: CardFace, sequence: int) -> None:
    """Who holds the card, for how long, guided by whom, signed by whom."""
    heading(surface, layout.heading, texts.IDENTITY, face.register_no)
    surface.text(layout.name, face.shown_name, _NAME, INK)
    fields = identity_fields(face)
    has_period = bool(face.start and face.end)
    room = (layout.period.y if has_period else layout.period.bottom) - layout.fields.y
    units = sum(_ADDRESS_ROWS if label == texts.FIELD_ADDRESS else 1 for label, _ in fields)
    height = min(layout.field_height, room / max(1, units))
    at = layout.fields.y
    for label, value in fields:
        rows = _ADDRESS_ROWS if label == texts.FIELD_ADDRESS else 1
        field(
            surface,
            Box(layout.fields.x, at, layout.fields.w, height * rows),
            layout.label_width,
            label,
            value,
        )
        at += height * rows
    if face.start and face.end:
        period(surface, layout.period, face.start, face.end, face.printed_on)
    _signatures(surface, layout, face)
    foot(surface, layout.foot, face, sequence)


def field(surface: Surface, box: Box, label_width: float, label: str, value: str) -> None:
    """A label and its value over a hairline; a long value takes two smaller lines."""
    scale = min(1.0, box.h / _FIELD_HEIGHT)
    label_style = Style("regular", max(8.0, 9.5 * scale), 6.5)
    value_style = Style("bold", max(9.5, 11.5 * scale), 6.5, tabular=True)
    lines = Style("bold", min(10.5, box.h * 72 / 25.4 / 2.7), 6, tabular=True)
    surface.text(Box(box.x, box.y, label_width - 2, box.h), label, label_style, MUTED)
    place = Box(box.x + label_width, box.y, box.w - label_width, box.h)
    surface.label(place, value, value_style, INK, lines)
    surface.line(box.x, box.bottom, box.right, box.bottom, HAIR, 0.4)


def identity_fields(face: CardFace) -> list[tuple[str, str]]:
    """Label and value of each fact the privacy profile lets through, those that are empty left out."""
    profile = face.profile
    birth = texts.long_date(face.birth_date) if face.birth_date else ""
    place = face.birth_place if profile.birth_place else ""
    found = [
        (
            texts.FIELD_BIRTH if place else texts.FIELD_BIRTH_DATE,
            ", ".join(part for part in (place, birth) if part),
        ),
        (texts.FIELD_NIK, face.shown_nik),
        (texts.FIELD_ADDRESS, face.address if profile.address else ""),
        (texts.FIELD_PROGRAMME, face.programme if profile.programme else ""),
        (texts.WORDING[face.privacy].period, _between(face.start, face.end)),
        (texts.FIELD_OUTPOST, face.outpost),
    ]
    if profile.case_facts:
        found += [
            (texts.FIELD_OFFENCE, face.offence),
            (texts.FIELD_ARTICLE, face.article),
            (texts.FIELD_SENTENCE, face.sentence),
        ]
    if profile.personal_facts:
        found += [
            (texts.FIELD_RELIGION, face.religion),
            (texts.FIELD_ETHNICITY, face.ethnicity),
            (texts.FIELD_CITIZENSHIP, face.citizenship),
            (texts.FIELD_EDUCATION, face.education),
            (texts.FIELD_OCCUPATION, face.occupation),
            (texts.FIELD_SKIN, face.skin_colour),
            (texts.FIELD_HEIGHT, f"{face.height_cm} cm" if face.height_cm else ""),
        ]
    found.append((texts.WORDING[face.privacy].officer, face.officer_name))
    return [(label, value) for label, value in found if value]


def _between(start: date | None, end: date | None) -> str:
    if start and end:
        return texts.BETWEEN.format(start=texts.long_date(start), end=texts.long_date(end))
    return texts.long_date(start) if start else f"– {texts.long_date(end)}" if end else ""


def period(surface: Surface, box: Box, start: date, end: date, today: date) -> None:
    """The whole time of guidance as a bar, and where it stood when the card was printed."""
    whole = max(1, (end - start).days)
    done = min(1.0, max(0.0, (today - start).days / whole))
    bar = Box(box.x, box.y + 6.5, box.w, 2.6)
    surface.frame(bar, RULE, 0.5, radius=1.3, fill=TINT)
    if done > 0.02:
        surface.frame(Box(bar.x, bar.y, bar.w * done, bar.h), ACCENT, 0.5, radius=1.3, fill=ACCENT)
    third = box.w / 3
    figures = Style("regular", 9, 7, tabular=True)
    for share, words, align in (
        (0, f"{texts.STARTS} {texts.short_date(start)}", Align.LEFT),
        (2, f"{texts.ENDS} {texts.short_date(end)}", Align.RIGHT),
    ):
        surface.text(Box(box.x + third * share, box.y + 10.5, third, 5.5), words, figures, MUTED, align)


def _signatures(surface: Surface, layout: IdentityLayout, face: CardFace) -> None:
    wording = texts.WORDING[face.privacy]
    place = ", ".join(part for part in (face.signatory_city, texts.long_date(face.printed_on)) if part)
    for box, lines, name, below in (
        (layout.holder, ("", f"{wording.holder},"), face.shown_name, ""),
        (layout.officer, (place, f"{wording.officer},"), face.officer_name, face.officer_nip),
    ):
        for number, line in enumerate(lines):
            surface.text(Box(box.x, box.y + 5.2 * number, box.w, 5.2), line, Style("regular", 10, 7), INK)
        rule = box.y + 34
        surface.text(Box(box.x, rule - 5.6, box.w, 5.2), name, _SIGNED, INK)
        surface.line(box.x, rule, box.right, rule, INK, 0.5)
        if below:
            nip = Style("regular", 9, 6.5, tabular=True)
            surface.text(Box(box.x, rule + 0.8, box.w, 5), f"NIP {below}", nip, INK)
