"""Draws the small cards: each part of the layout by what it shows. One code for every size."""

from collections.abc import Callable

from bimbing.cards.pdf import pictograms, texts
from bimbing.cards.pdf.faces import CardFace, CardRow, RowKind
from bimbing.cards.pdf.layouts import ACCENT, HAIR, MUTED, RULE, TINT
from bimbing.cards.pdf.leaf_layouts import LeafLayout, Part, What
from bimbing.cards.pdf.qr import qr_path
from bimbing.cards.pdf.surface import Box, Surface
from bimbing.cards.pdf.type import Style

_DATE_COLUMNS = 2
_TICK = 3.2


def draw_part(surface: Surface, layout: LeafLayout, part: Part, face: CardFace, sequence: int) -> None:
    """One part of a card, in the card's own coordinates."""
    if part.what in _SHAPES:
        _SHAPES[part.what](surface, part, face)
    elif part.what is What.DATES:
        _dates(surface, part, coming(face, layout.dates), layout.dates)
    elif part.what is What.SHEET_NO:
        surface.text(part.box, texts.SEQUENCE.format(n=sequence), part.style, part.color, part.align)
    else:
        _words(surface, part, _WORDS[part.what](face))


def coming(face: CardFace, most: int) -> list[CardRow]:
    """The dates still to come, the next one first; visits already made are no longer dates."""
    ahead = [row for row in face.rows if row.came_on is None and row.kind is RowKind.COMING and row.scheduled]
    return ahead[:most]


def _words(surface: Surface, part: Part, words: str) -> None:
    if part.what in _PARAGRAPHS:
        surface.paragraph(part.box, words, part.style, part.color, part.align)
    elif part.lines:
        surface.label(part.box, words, part.style, part.color, part.lines, part.align)
    else:
        surface.text(part.box, words, part.style, part.color, part.align)


_PARAGRAPHS = frozenset({What.CODE_HELP, What.FOUND})


def _rule(surface: Surface, part: Part, face: CardFace) -> None:
    box = part.box
    surface.line(box.x, box.y, box.right, box.y, ACCENT, 1.0)


def _panel(surface: Surface, part: Part, face: CardFace) -> None:
    surface.frame(part.box, ACCENT, 1.0, radius=2, fill=TINT)


def _leaf(surface: Surface, part: Part, face: CardFace) -> None:
    pictograms.calendar_leaf(surface, part.box, face.next_date, ACCENT, part.color)


def _place_sign(surface: Surface, part: Part, face: CardFace) -> None:
    pictograms.office(surface, part.box, ACCENT)


def _call_sign(surface: Surface, part: Part, face: CardFace) -> None:
    pictograms.telephone(surface, part.box, ACCENT)


def _square(surface: Surface, part: Part, face: CardFace) -> None:
    path, side = qr_path(face.qr_text)
    surface.unit_path(part.box, path, side, (0.0, 0.0, 0.0))


def _day_or_line(surface: Surface, part: Part, face: CardFace) -> None:
    day = face.next_date
    if day is None:
        surface.line(part.box.x, part.box.bottom, part.box.right, part.box.bottom, MUTED, 0.7)
    else:
        words = texts.weekday(day) if part.what is What.WEEKDAY else texts.long_date(day)
        surface.text(part.box, words, part.style, part.color, part.align)


def _phone(surface: Surface, part: Part, face: CardFace) -> None:
    if face.office_phone:
        surface.text(part.box, face.office_phone, part.style, part.color, part.align)
    else:
        surface.line(part.box.x, part.box.bottom, part.box.right, part.box.bottom, MUTED, 0.7)


_SHAPES: dict[What, Callable[[Surface, Part, CardFace], None]] = {
    What.RULE: _rule,
    What.PANEL: _panel,
    What.LEAF: _leaf,
    What.PLACE_SIGN: _place_sign,
    What.CALL_SIGN: _call_sign,
    What.SQUARE: _square,
    What.WEEKDAY: _day_or_line,
    What.DAY: _day_or_line,
    What.PHONE: _phone,
}


def _dates(surface: Surface, part: Part, rows: list[CardRow], most: int) -> None:
    """Boxes to tick, each with its day; without a day a line for the pen."""
    box, deep = part.box, -(-most // _DATE_COLUMNS)
    width, height = box.w / _DATE_COLUMNS, box.h / deep
    bold = Style("bold", part.style.size, part.style.smallest, tabular=True)
    for place in range(most):
        column, row = divmod(place, deep)
        x, y = box.x + column * width, box.y + row * height
        surface.frame(Box(x, y + (height - _TICK) / 2, _TICK, _TICK), RULE, 0.7, radius=0.5)
        cell = Box(x + _TICK + 1.6, y, width - _TICK - 3.2, height)
        day = rows[place].scheduled if place < len(rows) else None
        if day is None:
            surface.line(cell.x, cell.bottom - 1.4, cell.right, cell.bottom - 1.4, HAIR, 0.5)
        else:
            words = f"{texts.weekday(day)}, {texts.short_date(day)}"
            surface.text(cell, words, bold if place == 0 else part.style, part.color)


def _programme(face: CardFace) -> str:
    return face.programme if face.profile.programme else ""


def _contact(face: CardFace) -> str:
    return " · ".join(words for words in (face.office_address, face.office_phone) if words)


def _printed(face: CardFace) -> str:
    return texts.PRINTED.format(date=face.printed_on.strftime("%d-%m-%Y"), version=face.version)


_WORDS: dict[What, Callable[[CardFace], str]] = {
    What.OFFICE: lambda face: face.letterhead[-1] if face.letterhead and face.profile.letterhead else "",
    What.CONTACT: _contact,
    What.TITLE: lambda face: face.title or texts.WORDING[face.privacy].title,
    What.NEXT_CAPTION: lambda face: texts.NEXT_VISIT if face.next_date else texts.NEXT_VISIT_BY_HAND,
    What.PLACE: lambda face: face.next_place or face.outpost,
    What.NAME: lambda face: face.shown_name,
    What.NUMBER: lambda face: face.register_no,
    What.PROGRAMME: _programme,
    What.CODE_CAPTION: lambda face: texts.CARD_CODE,
    What.CODE: lambda face: face.short_code,
    What.CODE_HELP: lambda face: texts.SHOW_CARD,
    What.VALIDITY: lambda face: texts.VALID_UNTIL.format(end=texts.long_date(face.end)) if face.end else "",
    What.PRINTED: _printed,
    What.HEADING: lambda face: texts.TABLE_HEADING,
    What.TABLE_NAME: lambda face: face.shown_name,
    What.CALL_HEADING: lambda face: (
        texts.CALL_HEADING if face.office_phone else texts.CALL_HEADING_WITHOUT_PHONE
    ),
    What.OFFICER: lambda face: f"{texts.WORDING[face.privacy].officer}: {face.officer_name}",
    What.FOUND: lambda face: texts.FOUND.format(address=face.office_address) if face.office_address else "",
}
