"""One table of clients: letterhead, header, groups, clients with their continuation rows, totals and signatures."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.intake.generator import facts
from tests.intake.generator.cells import Hand, Value
from tests.intake.generator.columns import Plan
from tests.intake.generator.people import MONTHS, TITLES, Client, Office, Officer
from tests.intake.generator.sheets import Book, Record, Row, Sheet

COLOURS = {
    "merah": "FF0000",
    "kuning": "FFFF00",
    "hijau": "92D050",
    "abu-abu": "BFBFBF",
    "biru": "00B0F0",
    "oranye": "FFC000",
}
_LEGEND_WORDS = {
    "dicabut": ("dicabut", "pencabutan", "klien dicabut"),
    "dilimpahkan": ("dilimpahkan", "pelimpahan ke Bapas lain"),
    "berakhir": ("selesai", "berakhir", "sudah bebas murni"),
    "meninggal": ("meninggal", "meninggal dunia"),
    "ditahan": ("ditahan perkara lain", "ditahan lagi"),
    "cabut_sementara": ("pencabutan sementara",),
}


@dataclass
class Style:
    """How a table is laid out."""

    office: Office
    as_of_text: str
    group_by: str | None = None  # "programme", "officer", "year"
    numbers_row: bool = False
    repeat_header: int = 0
    blank_every: int = 0
    total: bool = True
    signature: bool | str = True
    continuation: float = 0.0
    merge_groups: bool = False
    legend: dict[str, str] = field(default_factory=dict)  # state -> colour name
    legend_by_cell: bool = False
    restart_numbers: bool = False
    split_groups: bool = False
    subtotals: bool = False
    footer: bool = False
    numbering: str = "number"  # "number", "text", "dot", "none"
    merged: str = ""  # the key of a column whose cells are joined over neighbours that say the same
    places: bool = False  # rows that only name a district stand between the clients


def letterhead(
    book: Book, sheet: Sheet, rng: random.Random, title: str, office: Office, *, short: bool = False
) -> None:
    lines = [] if short else rng.choice(
        (
            ["KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN RI", f"BALAI PEMASYARAKATAN KELAS II {office.town.upper()}", f"Jl. Veteran No. 12 {office.town} Telp. (0354) 690123"],
            [f"BAPAS KELAS II {office.town.upper()}"],
            [],
            ["KEMENTERIAN HUKUM DAN HAM RI", "KANTOR WILAYAH", f"BALAI PEMASYARAKATAN {office.town.upper()}", ""],
        )
    )  # fmt: skip
    below = rng.choice(
        (
            [],
            [],
            [f"KEADAAN BULAN : {rng.choice(MONTHS).upper()} 2026"],
            [f"TAHUN {rng.choice((2025, 2026))}", ""],
            [""],
        )
    )
    at = rng.choice((0, 0, 0, 1, 3))
    for line in [*lines, title, *below]:
        book.add_skipped(sheet, [None] * (at if line else 0) + [line or None], "title")


def header(book: Book, sheet: Sheet, plan: Plan, *, numbers: bool, kind: str = "header") -> None:
    if plan.two_rows:
        first: Row = [c.parent or c.heading for c in plan.columns]
        second: Row = [c.heading if c.parent else None for c in plan.columns]
        for at in range(1, len(first)):
            if plan.columns[at].parent and plan.columns[at].parent == plan.columns[at - 1].parent:
                first[at] = None
        top = book.add_skipped(sheet, first, kind)
        book.add_skipped(sheet, second, kind)
        start = 0
        for at in range(len(plan.columns) + 1):
            parent = plan.columns[at].parent if at < len(plan.columns) else None
            before = plan.columns[start].parent
            if at == len(plan.columns) or parent != before or parent is None:
                if before and at - 1 > start:
                    sheet.merges.append((top, start, top, at - 1))
                elif not before and at > start:
                    sheet.merges += [(top, i, top + 1, i) for i in range(start, at)]
                start = at
    else:
        book.add_skipped(sheet, [c.heading for c in plan.columns], kind)
    if numbers:
        book.add_skipped(sheet, [i + 1 for i in range(len(plan.columns))], "column numbers")


class Table:
    """Writes clients under a header and remembers the truth of each."""

    def __init__(self, book: Book, sheet: Sheet, hand: Hand, plan: Plan, style: Style) -> None:
        self.book, self.sheet, self.hand, self.plan, self.style = book, sheet, hand, plan, style
        self.rng = hand.rng
        self.number = 0
        self.written: list[Record] = []

    def write(
        self,
        clients: Sequence[Client],
        *,
        says: dict[str, Value] | None = None,
        states: dict[str, str] | None = None,
    ) -> list[Record]:
        header(self.book, self.sheet, self.plan, numbers=self.style.numbers_row)
        for label, context, part in self._groups(clients):
            if label:
                self._group_row(label)
                if self.style.restart_numbers:
                    self.number = 0
            for client in part:
                state = (states or {}).get(client.name) or facts.state_of(self.hand, client)
                if self.style.places and self.rng.random() < 0.1:
                    self.book.add_skipped(self.sheet, [f"KECAMATAN {client.district.upper()}"], "group")
                self._client(client, {**(says or {}), **context}, state)
            if label and self.style.subtotals:
                sub: Row = self.rng.choice(
                    (
                        [None, f"Jumlah = {len(part)} orang"],
                        [None, "SUB TOTAL", len(part)],
                        ["Jumlah", None, len(part)],
                    )
                )
                self.book.add_skipped(self.sheet, list(sub), "subtotal")
        if self.style.merged:
            self._merge_column(self.style.merged)
        if self.style.total:
            self._total()
        return self.written

    def _groups(self, clients: Sequence[Client]) -> list[tuple[str | None, dict[str, Value], list[Client]]]:
        by = self.style.group_by
        if by is None:
            return [(None, {}, list(clients))]
        key: Callable[[Client], str] = {
            "programme": lambda c: c.programme,
            "officer": lambda c: c.officer.full,
            "year": lambda c: str(c.start.year),
        }[by]
        parts: dict[str, list[Client]] = {}
        for client in clients:
            parts.setdefault(key(client), []).append(client)
        letter = self.rng.choice(("roman", "letter", "none", "bare"))
        out: list[tuple[str | None, dict[str, Value], list[Client]]] = []
        for at, (value, part) in enumerate(sorted(parts.items())):
            mark = {"roman": _roman(at) + ". ", "letter": chr(65 + at) + ". ", "none": "", "bare": ""}[letter]
            if by == "programme":
                title = TITLES[value]
                text = self.rng.choice(
                    (
                        title,
                        title,
                        f"KLIEN {title}",
                        f"{title} ({len(part)} ORANG)",
                        f"PROGRAM {title}",
                        title.title(),
                        f"{title} :",
                        f"{title} (LANJUTAN)",
                    )
                )
                out.append((mark + text, {"programme": value}, part))
            elif by == "officer":
                out.append((mark + self._officer_label(part[0].officer), {"officer": value}, part))
            else:
                out.append((f"TAHUN {value}", {}, part))
        return out

    def _officer_label(self, officer: Officer) -> str:
        self.hand.shown.add(officer.full)
        return self.rng.choice((f"PK : {officer.written}", f"PEMBIMBING KEMASYARAKATAN : {officer.written}", f"Nama PK : {officer.written}", f"PK: {officer.written.upper()}"))  # fmt: skip

    def _group_row(self, label: str) -> None:
        at = self.rng.choice((0, 0, 1))
        mark, _, rest = label.partition(". ")
        split = self.style.split_groups and rest and len(mark) <= 4
        row: Row = [mark, rest] if split else [None] * at + [label]
        number = self.book.add_skipped(self.sheet, row, "group")
        if self.style.merge_groups and not split:
            self.sheet.merges.append((number, at, number, len(self.plan.columns) - 1))

    def _client(self, client: Client, says: dict[str, Value], state: str) -> None:
        style, rng = self.style, self.rng
        self.number += 1
        if style.repeat_header and self.number % style.repeat_header == 0:
            header(self.book, self.sheet, self.plan, numbers=style.numbers_row, kind="repeated header")
        if style.blank_every and self.number % style.blank_every == 0:
            self.sheet.add([])
        coloured = bool(style.legend) and not self.plan.has_status
        shown = "aktif" if coloured else state
        record = Record(self.sheet.name, 0, client, dict(says))
        row: Row = []
        for column in self.plan.columns:
            piece = column.fill(self.hand, client, shown)
            if column.key == "no":
                piece.value = {"number": self.number, "text": str(self.number), "dot": f"{self.number}."}.get(
                    self.style.numbering
                )
            row.append(piece.value)
            for name, value in piece.says.items():
                if name == "attendance":
                    record.says.setdefault(name, []).extend(value)
                else:
                    record.says[name] = value
            record.must |= piece.must
            record.may |= piece.may
            for name, values in piece.also.items():
                record.also.setdefault(name, []).extend(values)
        record.row = self.sheet.add(row)
        self._check(record)
        self._by_name(record)
        if coloured:
            self._colour(record, state)
        self.book.records.append(record)
        self.written.append(record)
        if rng.random() < style.continuation:
            self._continue(record)

    def _merge_column(self, key: str) -> None:
        """Joins the cells of a column over rows that follow each other and say the same: only the first keeps its text."""
        at = next((i for i, c in enumerate(self.plan.columns) if c.key == key), None)
        if at is None:
            return
        field = {"officer": "officer", "programme": "programme", "decree_no": "decree_no"}[key]
        runs: list[list[Record]] = []
        for record in self.written:
            last = runs[-1][-1] if runs else None
            alike = last is not None and record.row == last.row + 1 and field in record.says
            if (
                alike
                and last
                and record.says[field] == last.says.get(field)
                and field not in record.must | last.must
            ):
                runs[-1].append(record)
            else:
                runs.append([record])
        for run in runs:
            if len(run) > 1:
                self.sheet.merges.append((run[0].row, at, run[-1].row, at))
                for record in run[1:]:
                    self.sheet.rows[record.row - 1][at] = None

    def _by_name(self, record: Record) -> None:
        """A status behind the name; beside another one it is only asked about."""
        if "status by name" not in record.says:
            return
        told = record.says.pop("status by name")
        shown = record.says.get("status")
        if told is None or shown not in (None, told) or "status" in record.must:
            record.must.add("status")
            record.says.pop("status", None)
            record.also["status"] = [
                "aktif",
                "berakhir",
                *([shown] if shown else []),
                *([told] if told else []),
            ]
        else:
            record.says["status"] = told

    def _check(self, record: Record) -> None:
        """A real end before a real start is asked about."""
        first, last = record.says.get("start_date"), record.says.get("end_date")
        if first and last and last < first:
            record.must.add("start_date|end_date")

    def _colour(self, record: Record, state: str) -> None:
        if "status" in record.says or "status" in record.must:
            return
        colour = self.style.legend.get(state)
        if colour is None:
            if self.hand.dirty(0.1):
                colour = next(c for c in COLOURS if c not in self.style.legend.values())
                record.must.add("status")
                record.says.pop("status", None)
                record.also["status"] = ["aktif", "berakhir"]
                self._fill(record.row, COLOURS[colour])
            return
        record.says["status"] = state
        record.may.add("status")
        self._fill(record.row, COLOURS[colour])

    def _fill(self, row: int, colour: str) -> None:
        only = self.rng.random() < 0.3
        for column in range(len(self.plan.columns)):
            if not only or self.plan.columns[column].key in ("no", "name"):
                self.sheet.fills[row, column] = colour

    def _continue(self, record: Record) -> None:
        keys = [c.key for c in self.plan.columns]
        key = "articles" if "articles" in keys else "offence"
        if key not in keys or "articles" not in record.says:
            return
        drugs = record.client.crime.key == "NARKOTIKA"
        more = (
            "jo 132 UU 35/2009"
            if drugs
            else self.rng.choice(("jo 55 KUHP", "jo. Pasal 64 KUHP", "Jo 65 KUHP", "jo. 56 KUHP"))
        )
        row: Row = [None] * len(keys)
        row[keys.index(key)] = more
        if "phone" in keys and record.says.get("phones") and self.rng.random() < 0.3:
            row[keys.index("phone")] = "081300004321"
            record.says["phones"] = [*record.says["phones"], "+6281300004321"]
            record.may.add("phones")
        number = self.sheet.add(row)
        record.says["articles"] = f"{record.says['articles']} {more}"
        record.may |= {"articles", "offence"}
        self.book.linked.append((self.sheet.name, number, "continuation", record))
        if self.rng.random() < 0.5:
            self.sheet.merges += [
                (record.row, i, number, i) for i, k in enumerate(keys) if k in ("no", "name")
            ]

    def _total(self) -> None:
        n = len(self.written)
        line: Row = self.rng.choice(([None, f"JUMLAH : {n} ORANG"], ["JUMLAH", n], [None, "Jumlah", n], ["TOTAL", None, n], [None, f"Total klien = {n}"]))  # fmt: skip
        self.book.add_skipped(self.sheet, list(line), "total")
        if self.rng.random() < 0.3:
            self.book.add_skipped(self.sheet, [None, f"L = {n - 1}   P = 1"], "summary")


def legend(book: Book, sheet: Sheet, style: Style, rng: random.Random) -> None:
    """What the colours mean: in words, or a coloured cell with the word beside it."""
    if not style.legend:
        return
    sheet.add([])
    book.add_skipped(sheet, [rng.choice(("KETERANGAN WARNA", "Keterangan :", "Ket. warna:"))], "legend")
    for state, colour in style.legend.items():
        word = rng.choice(_LEGEND_WORDS[state])
        if style.legend_by_cell:
            number = book.add_skipped(sheet, [None, word], "legend")
            sheet.fills[number, 0] = COLOURS[colour]
        else:
            sign = rng.choice((" = ", ": ", " : "))
            book.add_skipped(sheet, [f"{colour.title()}{sign}{word}"], "legend")


def signature(book: Book, sheet: Sheet, style: Style, rng: random.Random, width: int) -> None:
    if not style.signature:
        return
    sheet.add([])
    at = rng.choice((1, max(1, width // 2), max(1, width - 3)))
    boss = rng.choice(("Drs. WIRATMO, M.H.", "SUGENG RAHARDJO", "Hj. MARYAM, S.H., M.H.", "YUSTINUS"))
    if style.footer:
        for line in rng.choice((["Catatan : data per tanggal cetak"], ["Halaman 1 dari 3"], ["Dicetak tanggal 12/03/2026 08:15"], ["*) belum lengkap berkas"], ["PB : 10 orang", "CB : 4 orang", "CMB : 1 orang"], ["Sumber : SDP"])):  # fmt: skip
            book.add_skipped(sheet, [None, line], "note")
        sheet.add([])
    if style.signature == "two":
        right = max(4, width - 3)
        for a, b in (
            ("Mengetahui,", f"{style.office.town}, {style.as_of_text}"),
            ("Kepala Bapas", "Kasubsi Bimb. Klien Dewasa"),
            (None, None),
            ("SUTARNO, S.H., M.H.", "ENDANG PURWANTI, S.Sos."),
            ("NIP. 197001011992031001", "NIP. 197502022000032002"),
        ):
            book.add_skipped(sheet, [None, a, *[None] * (right - 2), b], "signature")
        return
    lines = [f"{style.office.town}, {style.as_of_text}", rng.choice(("Kepala Bapas,", "KEPALA", "Kasubsi Bimbingan Klien Dewasa", "Mengetahui,\nKepala Bapas")), "", "", boss, rng.choice(("NIP. 196812311990031001", "NIP 19710405 199503 1 002"))]  # fmt: skip
    for line in lines:
        book.add_skipped(sheet, [None] * at + [line or None], "signature")


def _roman(at: int) -> str:
    return ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"][at]
