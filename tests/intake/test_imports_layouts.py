"""Any wording we know, any order of columns, any letterhead, any margin: the same clients come out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bimbing.intake.imports.headings import PHRASES, Meaning
from bimbing.intake.imports.marks import read_mark
from bimbing.intake.imports.model import Record
from bimbing.intake.imports.reader import Book, FileKind, Sheet
from bimbing.intake.imports.understand import understand
from bimbing.intake.imports.wording import by_wording
from tests.intake.workbooks import TODAY

CELLS: dict[Meaning, list[Any]] = {
    Meaning.NAME: ["SUWARNO bin KARTO", "SITI AMINAH", "MOH. ARIF", "LESTARI", "DWI HANDOKO"],
    Meaning.REGISTER_NO: ["001/PB/2026", "002/CB/2026", "003/PB/2026", "004/CMB/2026", "005/PB/2026"],
    Meaning.NIK: [f"35221510059{n}0001" for n in range(5)],
    Meaning.BIRTH: [
        "Tuban, 10-05-1990",
        "Malang 12 Mei 1985",
        "LAMONGAN/1-2-1979",
        "Blora, 3 Peb 1991",
        "Gresik, 07/08/1988",
    ],
    Meaning.SEX: ["L", "P", "L", "P", "L"],
    Meaning.ADDRESS: [
        "Ds. Ngraho Kec. Ngraho",
        "Jl. Mawar No. 3",
        "Dsn. Krajan Ds. Made",
        "Kec. Kapas Bojonegoro",
        "Ds. Boto RT 01 RW 03",
    ],
    Meaning.PHONE: ["081200000001", "0812-0000-0002 (suami)", 81200000003, "-", "6281200000005"],
    Meaning.SENTENCE: ["3 thn", "1 (satu) tahun 6 bulan", "18 bln", "2 TH 6 BL", "5 th denda 1 M sub 3 bln"],
    Meaning.PROGRAMME: ["PB", "CB", "Pb.", "CMB", "Pembebasan Bersyarat"],
    Meaning.START: [date(2026, 3, 14), "10 Mrt 2026", "25/01/2026", 46091, "01.02.2026"],
    Meaning.END: [date(2028, 3, 24), "10-09-2026", "25/01/2028", "46822", "1 Pebruari 2028"],
    Meaning.OFFICER: [
        "Drs. Budi Hartono",
        "Rina Kusumawati, S.H.",
        "Pak Budi",
        "RINA KUSUMAWATI",
        "Budi Hartono",
    ],
}
EXPECTED = [
    (
        "SUWARNO",
        "KARTO",
        "001/PB/2026",
        date(1990, 5, 10),
        "PB",
        date(2026, 3, 14),
        date(2028, 3, 24),
        "Budi Hartono",
        (3, 0, 0),
    ),
    (
        "SITI AMINAH",
        None,
        "002/CB/2026",
        date(1985, 5, 12),
        "CB",
        date(2026, 3, 10),
        date(2026, 9, 10),
        "Rina Kusumawati",
        (1, 6, 0),
    ),
    (
        "MOH. ARIF",
        None,
        "003/PB/2026",
        date(1979, 2, 1),
        "PB",
        date(2026, 1, 25),
        date(2028, 1, 25),
        "Budi Hartono",
        (0, 18, 0),
    ),
    (
        "LESTARI",
        None,
        "004/CMB/2026",
        date(1991, 2, 3),
        "CMB",
        date(2026, 3, 10),
        date(2028, 3, 10),
        "Rina Kusumawati",
        (2, 6, 0),
    ),
    (
        "DWI HANDOKO",
        None,
        "005/PB/2026",
        date(1988, 8, 7),
        "PB",
        date(2026, 2, 1),
        date(2028, 2, 1),
        "Budi Hartono",
        (5, 0, 0),
    ),
]
WORDINGS = {meaning: [p for p, m in PHRASES.items() if m is meaning] for meaning in CELLS}
TITLES = [
    "DAFTAR KLIEN",
    "BAPAS KELAS II BOJONEGORO",
    "KEADAAN BULAN : MARET 2026",
    "Jl. Raya No. 1 Telp. (0353) 000000",
]


@st.composite
def registers(draw: st.DrawFn) -> list[list[Any]]:
    """The same five clients in some office's own layout."""
    order = draw(st.permutations(list(CELLS)))
    numbered = draw(st.booleans())
    header = [draw(st.sampled_from(WORDINGS[m])) for m in order]
    header = [h.upper() if draw(st.booleans()) else h.title() for h in header]
    body = [[CELLS[m][n] for m in order] for n in range(5)]
    if numbered:
        header = [draw(st.sampled_from(["NO", "No.", "NO URUT"])), *header]
        body = [[n, *row] for n, row in enumerate(body, start=1)]
    rows: list[list[Any]] = [[t] for t in draw(st.lists(st.sampled_from(TITLES), max_size=4, unique=True))]
    rows += [[] for _ in range(draw(st.integers(0, 2)))] + [header]
    if numbered and draw(st.booleans()):
        rows.append(list(range(1, len(header) + 1)))
    cut = draw(st.integers(0, 5))
    rows += body[:cut] + ([[], header] if draw(st.booleans()) else []) + body[cut:]
    if draw(st.booleans()):
        rows += [
            ["JUMLAH", 5],
            [],
            [*[None] * 4, "Bojonegoro, 31 Maret 2026"],
            [*[None] * 4, "Kepala Bapas,"],
        ]
    margin = draw(st.integers(0, 2))
    return [[*[None] * margin, *row] if row else [] for row in rows]


def told(record: Record) -> tuple[object, ...]:
    term = record.sentence.term if record.sentence else None
    return (
        *(record.full_name, record.parent_name, record.register_no, record.birth_date, record.programme),
        *(record.start_date, record.end_date, record.officer, term),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(registers())
def test_five_clients_are_the_same_in_every_layout(rows: list[list[Any]]) -> None:
    found = understand(Book("klien.xlsx", FileKind.XLSX, [Sheet("Data", rows)]), today=TODAY)
    assert [told(r) for r in found.records] == EXPECTED
    assert [r.nik for r in found.records] == CELLS[Meaning.NIK]


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("NM. KLIEN", Meaning.NAME),
        ("Nama Terang", Meaning.NAME),
        ("NOMER REG. KLIEN", Meaning.REGISTER_NO),
        ("NOREG", Meaning.REGISTER_NO),
        ("Tmp/Tgl Lhr", Meaning.BIRTH),
        ("N I K", Meaning.NIK),
        ("BERAKHIRNYA BIMBINGAN", Meaning.END),
        ("TGL AKHIR MS. BIMB.", Meaning.END),
        ("Tgl\nMulai\nBimb.", Meaning.START),
        ("JNS. BIMB.", Meaning.PROGRAMME),
        ("PROGRAM PEMBIMBINGAN", Meaning.PROGRAMME),
        ("Nama Pembimbing (PK)", Meaning.OFFICER),
        ("No. HP Penjamin", Meaning.GUARANTOR_PHONE),
        ("TANGGAL EXPIRASI PIDANA", Meaning.SENTENCE_END),
        ("Tgl Surat Pengakhiran", Meaning.CLOSING),
        ("STATUS PERKAWINAN", Meaning.MARITAL),
        ("Bla Bla", Meaning.UNKNOWN),
    ],
)
def test_wordings_beyond_the_list_are_understood(heading: str, meaning: Meaning) -> None:
    assert by_wording(heading)[0] is meaning


JUNK = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.sampled_from(
        [
            "#REF!",
            "idem",
            "bin",
            "als",
            "( (",
            "PK :",
            "JUMLAH",
            "II. PB",
            "A / B / C",
            "00-00-0000",
            "x" * 40_000,
            "NIP",
            "NO",
            "NAMA",
        ]
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(registers(), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 15), JUNK), max_size=40))
def test_nothing_that_stands_in_a_cell_stops_the_reading(
    rows: list[list[Any]], spots: list[tuple[int, int, Any]]
) -> None:
    for row, column, value in spots:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = value
    found = understand(Book("klien.xlsx", FileKind.XLSX, [Sheet("Data", rows)]), today=TODAY)
    places = [(r.sheet, r.row) for r in found.records]
    assert len(places) == len(set(places))


@settings(max_examples=80, deadline=None)
@given(JUNK, st.integers(1, 12))
def test_a_mark_is_read_or_asked_whatever_stands_there(cell: Any, month: int) -> None:
    reading = read_mark(cell, 2026, month, {})
    assert all(mark.on is None or mark.on.year >= 1 for mark in reading.marks)
