"""Berita acara serah terima klien: letterhead, the two officers, the clients, three signatures.

The words are the office's own, in Indonesian whatever the language of the screen.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import BinaryIO, Final

from bimbing.cards.pdf import texts
from bimbing.cards.pdf.document import PdfDocument
from bimbing.cards.pdf.layouts import ACCENT, HAIR, INK, MUTED, RULE, SMALL, TINT
from bimbing.cards.pdf.surface import POINTS_PER_MM, Align, Box, Color, Surface, Trace
from bimbing.cards.pdf.type import Style
from bimbing.desk.queries.handing_letter import Letter, LetterRow, Party

_WIDTH, _HEIGHT = 210.0, 297.0
_LEFT, _RIGHT, _BOTTOM = 20.0, 190.0, 277.0
_BODY = Style("regular", 10.5, 8)
_BOLD = Style("bold", 10.5, 8)
_HEAD = Style("bold", 11, 8)
_TITLE = Style("bold", 13, 10, tracking=0.6)
_CELL = Style("regular", 8.5, 6.5, tabular=True)
_CELL_BOLD = Style("bold", 8, 6.5)
_ROW, _TABLE_HEAD, _SIGNATURES = 6.2, 8.0, 56.0
_RED: Color = (0.70, 0.15, 0.12)

#: Heading, width in mm, where the words stand.
_COLUMNS: Final = (
    ("No.", 9.0, Align.RIGHT),
    ("Nama", 50.0, Align.LEFT),
    ("No. register", 37.0, Align.LEFT),
    ("Program", 16.0, Align.LEFT),
    ("Berakhir", 21.0, Align.LEFT),
    ("Lapor terakhir", 22.0, Align.LEFT),
    ("Terlewat", 15.0, Align.RIGHT),
)


def draw_letter(letters: Iterable[Letter], out: BinaryIO, *, trace: Trace | None = None) -> int:
    """Write the records to `out`, each on a page of its own; how many pages. Raises OSError as `out` does."""
    document = PdfDocument(
        out,
        title="Berita acara serah terima klien",
        page_size=(_WIDTH * POINTS_PER_MM, _HEIGHT * POINTS_PER_MM),
        duplex="Simplex",
    )
    for letter in letters:
        for page in _Flow(document, letter, trace).pages():
            document.add_page(page.content(), page.xobjects.values())
    document.close()
    return document.page_count


class _Flow:
    """Where the pen is while the list runs over the pages of one record."""

    def __init__(self, document: PdfDocument, letter: Letter, trace: Trace | None) -> None:
        self._document, self._letter, self._trace = document, letter, trace
        self._pages: list[Surface] = []
        self._at = 0.0

    def pages(self) -> Sequence[Surface]:
        self._new_page()
        self._letterhead()
        self._opening()
        self._table()
        self._closing()
        for number, page in enumerate(self._pages, start=1):
            self._foot(page, number)
        return self._pages

    @property
    def _page(self) -> Surface:
        return self._pages[-1]

    def _new_page(self) -> None:
        self._pages.append(Surface(self._document, _HEIGHT, self._trace))
        self._at = 20.0

    def _line(self, words: str, style: Style, align: Align = Align.LEFT, height: float = 5.2) -> None:
        self._page.text(Box(_LEFT, self._at, _RIGHT - _LEFT, height), words, style, INK, align)
        self._at += height

    def _paragraph(self, words: str, style: Style = _BODY, color: Color = INK) -> None:
        box = Box(_LEFT, self._at, _RIGHT - _LEFT, 40.0)
        self._at += self._page.paragraph(box, words, style, color) + 2.6

    def _letterhead(self) -> None:
        letter = self._letter
        self._at = 16.0
        for line in letter.letterhead:
            self._line(line, _HEAD, Align.CENTER, 5.0)
        if letter.address:
            self._line(letter.address, SMALL, Align.CENTER, 4.4)
        self._at += 1.6
        self._page.line(_LEFT, self._at, _RIGHT, self._at, INK, 1.6)
        self._page.line(_LEFT, self._at + 0.9, _RIGHT, self._at + 0.9, INK, 0.5)
        self._at += 8.0

    def _opening(self) -> None:
        letter = self._letter
        self._line("BERITA ACARA SERAH TERIMA KLIEN", _TITLE, Align.CENTER, 6.4)
        self._line("Nomor: ………………………………", _BODY, Align.CENTER, 6.0)
        if letter.is_undone:
            box = Box(_LEFT, self._at, _RIGHT - _LEFT, 6.0)
            self._page.text(box, "DIBATALKAN: klien kembali kepada PK semula", _BOLD, _RED, Align.CENTER)
            self._at += 6.0
        self._at += 4.0
        self._paragraph(f"Pada hari {_spoken(letter.made_on)} telah diserahterimakan pembimbingan klien:")
        self._party("dari", letter.giver, "klien yang belum mempunyai Pembimbing Kemasyarakatan")
        self._party("kepada", letter.receiver, "")
        self._at += 2.0
        self._paragraph(
            f"sebanyak {_number(letter)}, terhitung mulai {_spoken(letter.since)}. Alasan: {letter.reason.rstrip('.')}."
        )
        self._at += 1.0

    def _party(self, word: str, party: Party, nobody: str) -> None:
        page, y = self._page, self._at
        page.text(Box(_LEFT + 6, y, 20, 5.2), word, _BODY, MUTED)
        page.text(Box(_LEFT + 26, y, 138, 5.2), party.name or nobody, _BOLD if party.name else _BODY, INK)
        self._at += 5.2
        if party.name:
            said = f"Pembimbing Kemasyarakatan{f', NIP {party.nip}' if party.nip else ''}"
            page.text(Box(_LEFT + 26, self._at, 138, 4.8), said, Style("regular", 9.5, 7), MUTED)
            self._at += 6.0

    def _table(self) -> None:
        self._table_head()
        for number, row in enumerate(self._letter.rows, start=1):
            if self._at + _ROW > _BOTTOM - 4:
                self._new_page()
                self._table_head()
            self._row(number, row)
        self._page.line(_LEFT, self._at, _RIGHT, self._at, ACCENT, 0.8)
        self._at += 6.0

    def _table_head(self) -> None:
        box = Box(_LEFT, self._at, _RIGHT - _LEFT, _TABLE_HEAD)
        self._page.rect(box, TINT)
        self._page.line(box.x, box.bottom, box.right, box.bottom, ACCENT, 0.8)
        self._cells([name for name, _width, _align in _COLUMNS], _CELL_BOLD, _TABLE_HEAD, ACCENT)
        self._at += _TABLE_HEAD

    def _row(self, number: int, row: LetterRow) -> None:
        missed = f"{row.missed_run}×" if row.missed_run else "–"
        values = (
            str(number), row.name, row.register_no or "–", row.programme or "–", _day(row.end),
            _day(row.last_visit), missed,
        )  # fmt: skip
        self._cells(values, _CELL, _ROW, INK)
        self._at += _ROW
        self._page.line(_LEFT, self._at, _RIGHT, self._at, HAIR, 0.4)

    def _cells(self, values: Sequence[str], style: Style, height: float, color: Color) -> None:
        x = _LEFT
        for value, (_name, width, align) in zip(values, _COLUMNS, strict=True):
            self._page.text(Box(x + 1.2, self._at, width - 2.4, height), value, style, color, align)
            x += width

    def _closing(self) -> None:
        if self._at + _SIGNATURES > _BOTTOM:
            self._new_page()
        letter = self._letter
        self._paragraph(
            "Keadaan klien di atas ialah keadaan pada saat serah terima. Catatan kehadiran yang lalu tetap tercatat atas"
            " nama petugas yang menerimanya. Demikian berita acara ini dibuat untuk dipergunakan sebagaimana mestinya."
        )
        self._at += 3.0
        place = (
            f"{letter.city}, {texts.long_date(letter.made_on)}"
            if letter.city
            else texts.long_date(letter.made_on)
        )
        third = (_RIGHT - _LEFT) / 3
        self._page.text(Box(_LEFT + 2 * third, self._at, third, 5.2), place, _BODY, INK, Align.CENTER)
        self._at += 6.0
        for column, (title, party) in enumerate(
            (
                ("Yang menyerahkan,", letter.giver),
                ("Mengetahui, Kepala", Party("")),
                ("Yang menerima,", letter.receiver),
            )
        ):
            self._signature(Box(_LEFT + column * third, self._at, third, 30), title, party)

    def _signature(self, box: Box, title: str, party: Party) -> None:
        page = self._page
        page.text(Box(box.x, box.y, box.w, 5), title, _BODY, INK, Align.CENTER)
        name = party.name or "………………………………"
        page.text(Box(box.x + 2, box.y + 21, box.w - 4, 5), name, _BOLD, INK, Align.CENTER)
        page.line(box.x + 6, box.y + 26.2, box.right - 6, box.y + 26.2, RULE, 0.5)
        nip = f"NIP {party.nip or '………………………'}"
        page.text(
            Box(box.x, box.y + 26.6, box.w, 4.6),
            nip,
            Style("regular", 9, 7, tabular=True),
            MUTED,
            Align.CENTER,
        )

    def _foot(self, page: Surface, number: int) -> None:
        letter, y = self._letter, 284.0
        page.line(_LEFT, y - 1, _RIGHT, y - 1, HAIR, 0.4)
        left = f"Serah terima {letter.number} · dicetak {letter.printed_on:%d-%m-%Y} · rahasia, untuk arsip kantor"
        page.text(Box(_LEFT, y, 130, 4), left, SMALL, MUTED)
        right = f"Halaman {number} dari {len(self._pages)}"
        page.text(Box(_LEFT + 130, y, _RIGHT - _LEFT - 130, 4), right, SMALL, MUTED, Align.RIGHT)


def _number(letter: Letter) -> str:
    total = f"{len(letter.rows)} klien"
    return f"{total}, di antaranya {letter.children} klien anak" if letter.children else total


def _spoken(day: date) -> str:
    return f"{texts.WEEKDAYS[day.weekday()]}, {texts.long_date(day)}"


def _day(day: date | None) -> str:
    return texts.short_date(day) if day else "–"
