"""Who reported when: the matrix of months, the ledger of days, and the answers of an online form."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tests.intake.generator import cells, facts
from tests.intake.generator.cells import Hand, Piece, Value
from tests.intake.generator.columns import Column, Fill
from tests.intake.generator.people import MONTHS, Client
from tests.intake.generator.sheets import Book, Record, Row, Sheet

_SHORT = ["JAN", "FEB", "MAR", "APR", "MEI", "JUN", "JUL", "AGU", "SEP", "OKT", "NOV", "DES"]


@dataclass
class Matrix:
    """How a matrix is kept: which months, and whether a legend explains the letters."""

    months: list[tuple[int, int]]
    legend: bool
    style: str
    heading: str


def make_matrix(hand: Hand) -> Matrix:
    rng = hand.rng
    year = hand.as_of.year
    spans = [(year, m) for m in range(1, 13)]
    if rng.random() < 0.3:
        spans = [(year - 1, m) for m in (10, 11, 12)] + [(year, m) for m in range(1, 10)]
    several = len({y for y, _ in spans}) > 1
    return Matrix(
        [s for s in spans if s <= (hand.as_of.year, hand.as_of.month)],
        rng.random() < 0.6,
        rng.choice(("days", "dates", "ticks", "mixed")),
        rng.choice(("short year", "dash"))
        if several
        else rng.choice(("short", "long", "short year", "under")),
    )


def month_heading(matrix: Matrix, year: int, month: int) -> str:
    return {
        "short": _SHORT[month - 1],
        "long": MONTHS[month - 1].upper(),
        "short year": f"{_SHORT[month - 1]} {year}",
        "dash": f"{_SHORT[month - 1].title()}-{year % 100}",
        "under": _SHORT[month - 1],
    }[matrix.heading]


def _mark(hand: Hand, matrix: Matrix, record: Record, year: int, month: int) -> Value:
    """One month of one client; adds what it says to the record."""
    rng = hand.rng
    said: list[str] = record.says.setdefault("attendance", [])
    if rng.random() < 0.12:
        return rng.choice((None, None, "-"))
    last = calendar.monthrange(year, month)[1]
    if hand.dirty(0.03):
        record.must.add("attendance")
        return 32 if last == 31 else 31
    if hand.dirty(0.3):
        letter = rng.choice(("x", "I", "S", "A", "TH"))
        if letter in ("A", "TH") and not matrix.legend:
            letter = "x"
        if letter == "x" and not matrix.legend:
            record.must.add("attendance")
        return letter
    style = matrix.style if matrix.style != "mixed" else rng.choice(("days", "dates", "ticks"))
    day = date(year, month, rng.randint(1, last))
    if style == "ticks":
        said.append(f"{year}-{month:02d}")
        return rng.choice(("√", "v", "V", "H", "√", "WA", "VC", "✓", "hadir"))
    if style == "days":
        if hand.dirty(0.3) and last > 27:
            second = date(year, month, min(last, day.day + 14)) if day.day < 14 else None
            if second:
                said += [day.isoformat(), second.isoformat()]
                return f"{day.day}, {second.day}"
        said.append(day.isoformat())
        return str(day.day) if hand.text_only or hand.dirty(0.5) else day.day
    said.append(day.isoformat())
    if hand.text_only or hand.dirty():
        return rng.choice((f"{day:%d/%m}", f"{day.day}/{day.month}", f"{day:%d-%m-%Y}", f"{day:%d/%m/%Y}"))
    return day


def _beside(hand: Hand, client: Client, key: str, known: Record | None) -> Piece:
    """A cell between the name and the months; of a listed client it says what the list says."""
    if key == "register":
        piece = facts.register_piece(hand, client, "slash")
        if known:
            piece.value = known.says.get("register_no")
    elif key == "programme":
        piece = facts.programme_piece(hand, client)
        if known:
            piece.value = client.programme
    else:
        piece = cells.officer_piece(hand, client.officer)
    return piece


def _matrix_header(
    book: Book, sheet: Sheet, hand: Hand, matrix: Matrix, extra: list[str], total: bool
) -> None:
    rng, year = hand.rng, hand.as_of.year
    several = len({y for y, _ in matrix.months}) > 1
    columns = ["NO", rng.choice(("NAMA", "NAMA KLIEN", "Nama Klien"))]
    names = {
        "register": ("REG", "NO REG", "No. Register"),
        "programme": ("PROG", "PROGRAM", "Program"),
        "officer": ("PK", "Nama PK"),
    }
    columns += [rng.choice(names[k]) for k in extra]
    tail: Row = [rng.choice(("JML", "JUMLAH", "TOTAL"))] if total else []
    first: Row = [*columns, *[month_heading(matrix, *m) for m in matrix.months], *tail]
    if matrix.heading == "under" and not several:
        top: Row = [*columns, f"TAHUN {year}", *[None] * (len(matrix.months) - 1), *tail]
        number = book.add_skipped(sheet, top, "header")
        second: Row = [*[None] * len(columns), *[month_heading(matrix, *m) for m in matrix.months]]
        book.add_skipped(sheet, second, "header")
        width = len(columns)
        sheet.merges += [(number, width, number, width + len(matrix.months) - 1)]
        sheet.merges += [(number, i, number + 1, i) for i in range(width)]
    else:
        book.add_skipped(sheet, first, "header")


def write_matrix(book: Book, sheet: Sheet, hand: Hand, rows: list[tuple[Client, Record | None]]) -> None:
    """A row for each client; `Record` where the client is already listed on another sheet."""
    rng = hand.rng
    matrix = make_matrix(hand)
    year = hand.as_of.year
    spoken = matrix.heading in ("short", "long")
    title = rng.choice(
        ("DAFTAR HADIR WAJIB LAPOR KLIEN", "ABSENSI BIMBINGAN KLIEN", "REKAP ABSEN LAPOR DIRI KLIEN")
    )
    book.add_skipped(sheet, [f"{title} TAHUN {year}" if spoken and rng.random() < 0.5 else title], "title")
    if spoken and str(year) not in str(sheet.rows[-1][0]):
        book.add_skipped(sheet, [f"TAHUN {year}" if rng.random() < 0.7 else f"TAHUN : {year}"], "title")
    if rng.random() < 0.5:
        sheet.add([])
    extra = [k for k in ("register", "programme", "officer") if rng.random() < 0.6]
    total = rng.random() < 0.5
    _matrix_header(book, sheet, hand, matrix, extra, total)
    for at, (client, known) in enumerate(rows):
        record = known or Record(sheet.name, 0, client)
        piece = cells.name_piece(hand, client)
        if known:
            piece.value = client.name if rng.random() < 0.5 else client.name.title()
        else:
            told = piece.says.pop("status by name", None)
            record.says.update(piece.says)
            record.may |= piece.may
            record.also["status"] = ["aktif", "berakhir", *([told] if told else ["dilimpahkan"])]
        row: Row = [at + 1, piece.value]
        for key in extra:
            p = _beside(hand, client, key, known)
            row.append(p.value)
            if not known:
                record.says.update(p.says)
                record.must |= p.must
                record.may |= p.may
        before = len(record.says.get("attendance", []))
        row += [_mark(hand, matrix, record, *m) for m in matrix.months]
        if total:
            row.append(len(record.says["attendance"]) - before)
        number = sheet.add(row)
        if known:
            book.linked.append((sheet.name, number, "attendance row", record))
        else:
            record.row = number
            book.records.append(record)
    if matrix.legend:
        sheet.add([])
        book.add_skipped(sheet, [None, rng.choice(("Keterangan : √ / v / H = hadir, WA/VC = daring, x = tidak hadir, I = izin, S = sakit, A = alpa, TH = tidak hadir", "Ket: v = hadir; x = tidak hadir; I = izin; S = sakit; A = alpa; TH = tidak hadir"))], "legend")  # fmt: skip


def month_columns(hand: Hand) -> list[Column]:
    """Columns of months behind the columns of a register."""
    matrix = replace(make_matrix(hand), legend=False, heading=hand.rng.choice(("short year", "dash")))

    def fill_of(year: int, month: int) -> Fill:
        def fill(hand: Hand, client: Client, state: str) -> Piece:
            record = Record("", 0, client)
            value = _mark(hand, matrix, record, year, month)
            return Piece(value, record.says, must=record.must)

        return fill

    return [Column(month_heading(matrix, *m), fill_of(*m), key="month") for m in matrix.months]


def write_days(book: Book, sheet: Sheet, hand: Hand, clients: list[Client], month: int) -> None:
    """A column for each day of one month, with a tick on the days of a report."""
    rng, year = hand.rng, hand.as_of.year
    last = calendar.monthrange(year, month)[1]
    book.add_skipped(sheet, [rng.choice(("DAFTAR HADIR KLIEN", "ABSENSI WAJIB LAPOR"))], "title")
    book.add_skipped(sheet, [f"BULAN : {MONTHS[month - 1].upper()} {year}"], "title")
    sheet.add([])
    if rng.random() < 0.5:
        number = book.add_skipped(sheet, ["NO", "NAMA", "PROGRAM", "TANGGAL"], "header")
        book.add_skipped(sheet, [None, None, None, *range(1, last + 1)], "header")
        sheet.merges.append((number, 3, number, 2 + last))
    else:
        book.add_skipped(sheet, ["NO", "NAMA KLIEN", "PROGRAM", *range(1, last + 1)], "header")
    for at, client in enumerate(clients):
        days = sorted(rng.sample(range(1, last + 1), rng.choice((0, 1, 1, 1, 2))))
        row: Row = [
            at + 1,
            client.name,
            client.programme
            if client.programme in ("PB", "CB", "CMB")
            else facts.PROGRAMMES[client.programme][0],
        ]
        row += [rng.choice(("v", "√", "H")) if d in days else None for d in range(1, last + 1)]
        record = Record(
            sheet.name, sheet.add(row), client, {"full_name": client.name, "programme": client.programme}
        )
        record.says["attendance"] = [date(year, month, d).isoformat() for d in days]
        book.records.append(record)


def _lines(hand: Hand, records: list[Record], first: date, days: int) -> list[tuple[date, Record]]:
    out: list[tuple[date, Record]] = []
    for record in records:
        if hand.rng.random() < 0.8:
            out.append((first + timedelta(days=hand.rng.randrange(days)), record))
    return sorted(out, key=lambda line: line[0])


def write_ledger(book: Book, hand: Hand, records: list[Record]) -> None:
    """A sheet per month; each line is one report of a client of the list."""
    rng = hand.rng
    months = sorted(rng.sample(range(1, hand.as_of.month + 1), min(2, hand.as_of.month)))
    for month in months:
        year = hand.as_of.year
        sheet = book.sheet(f"LAPOR {_SHORT[month - 1]}")
        book.add_skipped(sheet, [rng.choice(("BUKU WAJIB LAPOR KLIEN", "BUKU TAMU LAPOR DIRI"))], "title")
        book.add_skipped(sheet, [f"BULAN {MONTHS[month - 1].upper()} {year}"], "title")
        sheet.add([])
        heads: Row = [
            "NO",
            rng.choice(("TANGGAL", "TGL", "HARI/TANGGAL")),
            rng.choice(("NAMA", "NAMA KLIEN")),
            "PROGRAM",
            "PK",
            "KET",
        ]
        book.add_skipped(sheet, heads, "header")
        before: date | None = None
        for at, (day, record) in enumerate(
            _lines(hand, records, date(year, month, 1), calendar.monthrange(year, month)[1])
        ):
            same = day == before and rng.random() < 0.6
            text = rng.choice((f"{day:%d-%m-%Y}", f"{day.day} {MONTHS[month - 1]} {year}", f"{day:%d/%m/%Y}"))
            shown: Value = (
                rng.choice(('"', "idem", "sda", "''"))
                if same
                else text
                if hand.text_only or rng.random() < 0.5
                else day
            )
            note = rng.choice((None, None, "sehat", "lapor WA", "ganti no HP", "diantar istri"))
            number = sheet.add([at + 1, shown, record.client.name.title() if rng.random() < 0.5 else record.client.name, record.client.programme, record.client.officer.first, note])  # fmt: skip
            record.says.setdefault("attendance", []).append(day.isoformat())
            record.may.add("attendance")
            book.linked.append((sheet.name, number, "ledger line", record))
            before = day


def write_form(book: Book, hand: Hand, records: list[Record]) -> None:
    """The answers to an online form; only those that report count."""
    rng = hand.rng
    sheet = book.sheet(rng.choice(("Form Responses 1", "Respon Formulir 1")))
    book.add_skipped(
        sheet,
        [
            rng.choice(("Timestamp", "Stempel Waktu", "Cap waktu")),
            rng.choice(("Nama", "Nama Lengkap Klien")),
            "No. Registrasi",
            "Program Re-integrasi Klien",
            rng.choice(("Keperluan Klien", "Keperluan")),
            "Kondisi",
        ],
        "header",
    )
    words = {
        "PB": "Pembebasan Bersyarat (PB)",
        "CB": "Cuti Bersyarat (CB)",
        "CMB": "Cuti Menjelang Bebas (CMB)",
    }
    for day, record in _lines(hand, records, date(hand.as_of.year, 1, 2), 150):
        reports = rng.random() < 0.75
        need = rng.choice(("Wajib lapor", "Bimbingan rutin", "Wajib Lapor / Bimbingan")) if reports else rng.choice(("Minta surat keterangan", "Izin ke luar kota", "Konsultasi berkas"))  # fmt: skip
        name = record.client.name
        stamp = datetime(day.year, day.month, day.day, rng.randint(7, 20), rng.randint(0, 59), 12)
        number = sheet.add([stamp, rng.choice((name, name.title(), name.lower())), record.says.get("register_no"), words.get(record.client.programme, record.client.programme), need, rng.choice(("Sehat", "baik", "kerja"))])  # fmt: skip
        if reports:
            record.says.setdefault("attendance", []).append(day.isoformat())
        record.may.add("attendance")
        book.linked.append(
            (sheet.name, number, "form answer" if reports else "form answer (no report)", record)
        )
