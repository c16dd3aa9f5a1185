"""Nothing leaves its box, whatever a person is called; millimetres on paper are those of the layout."""

import io
import os
import re
from random import Random

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from bimbing.cards.pdf import (
    BOOKLET,
    CARNET,
    CARNET_DENSE,
    CardChoice,
    CardFace,
    CardKind,
    PkNote,
    PkSheetFace,
    Privacy,
    RowKind,
    Sides,
    layout_of,
    render_cards,
    render_carnet,
    render_pk_sheets,
)
from bimbing.cards.pdf.carnet_layouts import CarnetLayout
from bimbing.cards.pdf.faces import CardRow
from bimbing.cards.pdf.fonts import _FILES
from bimbing.cards.pdf.surface import POINTS_PER_MM, Placed
from bimbing.cards.pdf.type import SUBSTITUTE, clean
from tests.cards.pdf_cast import BASE, HOSTILE_NAMES, a_face, page_orders, printed, traced, words_of
from tests.cards.pdf_ruler import measure

_TOLERANCE_MM = 0.02


@pytest.fixture(scope="module", autouse=True)
def _faces() -> None:
    for key in ("regular", "bold", "fallback"):
        pdfmetrics.registerFont(TTFont(f"check-{key}", str(_FILES[key])))


def _width_by_another_hand(line: Placed) -> float:
    """Width in mm by the PDF library's own measure; figures of one width are as wide as the widest figure."""
    font = pdfmetrics.getFont(f"check-{line.style.face}")
    other = pdfmetrics.getFont("check-fallback")
    cell = max(font.stringWidth(digit, 1000) for digit in "0123456789")
    total = 0.0
    for char in line.text:
        if line.style.tabular and char in "0123456789":
            total += cell
        elif ord(char) in font.face.charToGlyph:
            total += font.stringWidth(char, 1000)
        else:
            total += other.stringWidth(char, 1000)
    return (total * line.size / 1000 + line.style.tracking * max(0, len(line.text) - 1)) / POINTS_PER_MM


def _assert_inside(line: Placed, width: float, height: float) -> None:
    box = line.box
    right = line.x + _width_by_another_hand(line)
    assert box.x - _TOLERANCE_MM <= line.x, line
    assert right <= box.right + _TOLERANCE_MM, line
    em = line.size / POINTS_PER_MM
    assert line.baseline - 0.67 * em >= box.y - _TOLERANCE_MM, line
    assert line.baseline <= box.bottom + _TOLERANCE_MM, line
    assert min(box.x, box.y) >= 0, line
    assert box.right <= width, line
    assert box.bottom <= height, line


def test_corpus_is_large_enough() -> None:
    assert len(HOSTILE_NAMES) >= 120


@pytest.mark.parametrize("privacy", list(Privacy))
def test_no_text_leaves_its_box_for_any_name(privacy: Privacy) -> None:
    for name in HOSTILE_NAMES:
        row = CardRow(1, BASE.start, BASE.start, name, RowKind.HOME_VISIT, BASE.end)
        face = a_face(
            privacy=privacy, name=name, officer_name=name, address=name, register_no=name, outpost=name,
            birth_place=name, programme=name, offence=name, office_address=name, office_phone=name, notes=(name,) * 5,
            letterhead=(name,) * 4, next_place=name, signatory_city=name, officer_nip=name, title=name,
            short_code=name, rows=(row,) * 30,
        )  # fmt: skip
        for line in traced(face):
            _assert_inside(line, BOOKLET.width, BOOKLET.height)


def test_no_text_leaves_its_box_on_the_officers_sheet() -> None:
    for name in HOSTILE_NAMES:
        seen: list[Placed] = []
        sheet = PkSheetFace(
            card=a_face(name=name, address=name, register_no=name),
            standing=((name, name),) * 4, phones=(name,) * 3, guarantor=name,
            notes=(PkNote(BASE.printed_on, name, name),) * 3,
        )  # fmt: skip
        render_pk_sheets([sheet], io.BytesIO(), trace=seen.append)
        for line in seen:
            _assert_inside(line, 210, 297)


def test_texts_of_one_page_do_not_lie_on_each_other() -> None:
    for face in (BASE, a_face(privacy=Privacy.FULL), a_face(privacy=Privacy.CHILD)):
        # The repeated drawings come first; page by page, two lines share no ink.
        pages: list[list[Placed]] = [[], []]
        for line in traced(face):
            pages[_page_of(line, pages)].append(line)
        for lines in pages:
            for place, one in enumerate(lines):
                for two in lines[place + 1 :]:
                    assert not _overlap(one, two), (one.text, two.text)


def _page_of(line: Placed, pages: list[list[Placed]]) -> int:
    # Outside is drawn first and ends with the foot of the cover; the inner frame begins with the table's headings.
    return 1 if pages[1] or line.text == "No." else 0


def _overlap(one: Placed, two: Placed) -> bool:
    em1, em2 = one.size / POINTS_PER_MM, two.size / POINTS_PER_MM
    beside = one.x + one.width / POINTS_PER_MM <= two.x or two.x + two.width / POINTS_PER_MM <= one.x
    above = (
        one.baseline + 0.1 * em1 <= two.baseline - 0.6 * em2
        or two.baseline + 0.1 * em2 <= one.baseline - 0.6 * em1
    )
    return not (beside or above)


@pytest.mark.parametrize(
    "name",
    [
        "<b>Budi</b>",
        "{{7*7}}",
        "%s %d",
        'O\'Brien "Bang"',
        "&lt;b&gt;",
        "a\\(b) Tj ET",
        "Suharto",
        "Ma'ruf",
        "${x}",
    ],
)
def test_name_is_printed_letter_for_letter(name: str) -> None:
    reader, report = printed(a_face(name=name))
    assert words_of(reader).count(name) >= 3
    assert report.replaced == []


def test_long_name_shrinks_before_it_is_cut() -> None:
    long = "Raden Mas Suryodiningrat Hadikusumo Prawirodirjo Wijaya"
    assert words_of(printed(a_face(name=long))[0]).count(long) >= 2
    assert "…" in words_of(printed(a_face(name="W" * 300))[0])


def test_replaced_characters_are_reported_with_the_card_they_stand_on() -> None:
    _, report = printed(BASE, a_face(name="Ani 王 \u202eBudi", register_no="R-2"))
    assert [(r.card, r.register_no, set(r.characters)) for r in report.replaced] == [
        (2, "R-2", {"王", "\u202e"})
    ]


@pytest.mark.parametrize(
    ("given", "shown", "lost"),
    [
        ("Ani\u202e", "Ani", "\u202e"),
        ("e\u0301 cafe\u0301", "é café", ""),
        ("a" + "\u0301" * 40, "á", "\u0301"),
        ("王", SUBSTITUTE, "王"),
        ("Đỗ", "Đo", "ỗ"),
        ("١٢", "12", "١٢"),
        ("a\nb\tc", "a b c", ""),
        ("a\x00b", "ab", "\x00"),
        ("Ａｎｉ", "Ani", "Ａｎｉ"),
    ],
)
def test_clean_keeps_what_can_be_shown_and_names_the_rest(given: str, shown: str, lost: str) -> None:
    assert clean(given)[0] == shown
    assert set(clean(given)[1]) == set(lost)


def test_fold_stands_in_the_middle_of_the_sheet() -> None:
    reader, _ = printed(BASE)
    for number in (0, 1):
        found = re.findall(r"([\d.]+) [\d.]+ m ([\d.]+) [\d.]+ l S", page_orders(reader, number))
        on_fold = [
            float(x1) for x1, x2 in found if x1 == x2 and abs(float(x1) / POINTS_PER_MM - 148.5) < 0.01
        ]
        assert len(on_fold) == 3


def test_sheet_is_a4_lying_down_to_a_hundredth_of_a_millimetre() -> None:
    for page in printed(BASE)[0].pages:
        width, height = (float(side) / POINTS_PER_MM for side in page.mediabox[2:])
        assert (round(width, 2), round(height, 2)) == (297.0, 210.0)


def test_no_text_crosses_the_fold() -> None:
    for line in traced(BASE, a_face(rows=BASE.rows * 3)):
        assert line.box.right < BOOKLET.fold - 5 or line.box.x > BOOKLET.fold + 5


# -- all layouts -------------------------------------------------------------------------------------------------

#: 2,000 with BIMBING_NAMES=2000; each is one card of each layout, and one client of each officer's paper.
NAMES = int(os.environ.get("BIMBING_NAMES", "60"))
_PIECES = (
    *HOSTILE_NAMES,
    "Abdul",
    "نور",
    "שרה",
    "</text>",
    "🙂",
    "\u202e",
    "\u2067",
    "' OR 1=1",
    "{{x}}",
    "n" * 300,
)


def many_names(count: int) -> list[str]:
    """As many hostile names, the same in every run: the corpus first, then pieces of it joined."""
    draw = Random(20_26)
    made = list(HOSTILE_NAMES)
    while len(made) < count:
        made.append(" ".join(draw.choice(_PIECES) for _ in range(draw.randint(2, 4)))[:400])
    return made[:count] if count >= len(HOSTILE_NAMES) else draw.sample(made, count)


def hostile_face(name: str, privacy: Privacy) -> CardFace:
    """The name wherever somebody may type."""
    visit = CardRow(1, BASE.start, BASE.start, name, RowKind.HOME_VISIT, BASE.end)
    return a_face(
        privacy=privacy, name=name, officer_name=name, address=name, register_no=name, outpost=name,
        birth_place=name, programme=name, offence=name, office_address=name, office_phone=name, notes=(name,) * 5,
        letterhead=(name,) * 4, next_place=name, signatory_city=name, officer_nip=name, title=name,
        short_code=name, rows=(visit,) * 3,
    )  # fmt: skip


@pytest.mark.parametrize("kind", list(CardKind))
def test_no_hostile_name_leaves_its_box_on_any_card(kind: CardKind) -> None:
    layout = layout_of(kind)
    for number, name in enumerate(many_names(NAMES)):
        seen: list[Placed] = []
        face = hostile_face(name, list(Privacy)[number % len(Privacy)])
        render_cards([face], io.BytesIO(), choice=CardChoice(kind), trace=seen.append)
        for line in seen:
            _assert_inside(line, layout.width, layout.height)


@pytest.mark.parametrize("layout", [CARNET, CARNET_DENSE], ids=["two", "four"])
def test_no_hostile_name_leaves_its_box_in_the_carnet(layout: CarnetLayout) -> None:
    seen: list[Placed] = []
    names = many_names(NAMES)
    faces = (
        PkSheetFace(
            card=hostile_face(name, Privacy.FULL),
            standing=((name, name),) * 4,
            phones=(name,) * 3,
            guarantor=name,
        )
        for name in names
    )
    report = render_carnet(faces, io.BytesIO(), officer=names[0], layout=layout, trace=seen.append)
    assert report.cards == len(names)
    for line in seen:
        _assert_inside(line, layout.width, layout.height)


@pytest.mark.parametrize("kind", list(CardKind))
def test_markup_is_printed_letter_for_letter_on_every_card(kind: CardKind) -> None:
    for name in ("<b>Budi</b>", "{{7*7}}", "%s %d", "&lt;b&gt;", "a\\(b) Tj ET", "Ma'ruf", "${x}"):
        reader, report = printed(a_face(name=name, rows=()), choice=CardChoice(kind))
        assert name in words_of(reader)
        assert report.replaced == []


@pytest.mark.parametrize("kind", [CardKind.A6, CardKind.WALLET_10])
@pytest.mark.parametrize("privacy", list(Privacy))
def test_texts_of_a_small_card_do_not_lie_on_each_other(kind: CardKind, privacy: Privacy) -> None:
    long = "Raden Mas Suryodiningrat Hadikusumo Prawirodirjo Wijaya Kusuma binti Abdurrahman"
    for name in ("Suharto", long):
        face = a_face(name=name, privacy=privacy, rows=BASE.rows[:13])
        for page in measure(printed(face, choice=CardChoice(kind, Sides.LONG))[0]):
            lines = sorted(page.texts, key=lambda text: (text.y, text.x))
            for place, one in enumerate(lines):
                for two in lines[place + 1 :]:
                    clear = two.y - 0.72 * two.size >= one.y + 0.1 * one.size
                    left, right = sorted((one, two), key=lambda text: text.x)
                    beside = left.x + len(left.words) * left.size * 0.45 <= right.x
                    assert clear or beside, (one.words, two.words)
