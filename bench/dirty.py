"""A register as offices really keep it: one workbook of so many rows, with the dirt that a clerk meets every day."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from bimbing.practice.people import OFFICERS, Person
from bimbing.practice.scale import persons
from bimbing.rules.dates import long_date

HEADINGS = ("NO", "NO. REG", "NAMA", "NIK", "TEMPAT TGL LAHIR", "L/P", "ALAMAT", "NO HP", "PERKARA", "PASAL", "LAMA PIDANA",
            "PROGRAM", "NO SK", "TGL SK", "AWAL BIMBINGAN", "AKHIR BIMBINGAN", "ASAL LAPAS", "PK", "STATUS", "KET")  # fmt: skip
#: One row in so many stands there twice, word for word.
TWICE_EVERY = 250
#: Column -> one cell in so many is empty.
EMPTY_EVERY = {3: 25, 6: 40, 7: 15, 9: 50, 12: 60, 17: 70}
_DATE_FORMS: tuple[Callable[[date], Any], ...] = (
    lambda day: day,
    lambda day: day,
    lambda day: f"{day:%d-%m-%Y}",
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day.day}.{day.month}.{day.year}",
    lambda day: long_date(day).split(", ")[1],
)
_PROGRAMMES = {"PB": ("PB", "P.B", "Pembebasan Bersyarat", "pb."), "CB": ("CB", "C.B", "Cuti Bersyarat")}
_STATUSES = ("Aktif", "AKTIF", "aktif", "", "Aktif", "Aktif", "Selesai", "Dicabut")
_REMARKS = ("", "", "", "", "bekerja di luar kota", "pindah alamat ke Surabaya", "wajib lapor 1x sebulan",
            "sakit, keterangan dokter", "limpahan dari Bapas Madiun")  # fmt: skip


def write_dirty_register(path: Path, today: date, *, rows: int) -> None:
    """Exactly so many rows of clients under a letterhead and a heading, in one sheet."""
    with xlsxwriter.Workbook(
        path, {"default_date_format": "dd-mm-yyyy", "strings_to_formulas": False, "constant_memory": True}
    ) as book:
        sheet = book.add_worksheet("MASTER DATA")
        sheet.write(0, 0, "DAFTAR KLIEN PEMASYARAKATAN")
        sheet.write_row(2, 0, HEADINGS)
        for place, cells in enumerate(_rows(today, rows)):
            sheet.write_row(3 + place, 0, cells)


def clean_rows(today: date, *, rows: int) -> Iterator[list[str]]:
    """Rows of the same columns without any dirt, every cell as plain text, dates as ISO: what a plain importer takes."""
    draw = Random(5)
    people = persons(today, count=rows, officers=len(OFFICERS), seed=7)
    for number, person in enumerate(people, start=1):
        cells = _cells(person, number, draw)
        cells[4], cells[11], cells[18] = person.birth.isoformat(), person.programme, "Aktif"
        cells[13] = cells[14] = person.start.isoformat()
        cells[15] = person.end.isoformat()
        yield [str(cell) for cell in cells]


def _rows(today: date, rows: int) -> Iterator[Sequence[Any]]:
    draw, last, written = Random(11), None, 0
    for number, person in enumerate(persons(today, count=rows, officers=len(OFFICERS), seed=7), start=1):
        if written == rows:
            return
        if last is not None and number % TWICE_EVERY == 0:
            yield last
            written += 1
            if written == rows:
                return
        last = _soiled(_cells(person, number, draw), person, number, draw)
        yield last
        written += 1


def _soiled(cells: list[Any], person: Person, number: int, draw: Random) -> list[Any]:
    dirty = list(cells)
    for column, day in (
        (13, person.start - timedelta(days=8)),
        (14, person.start),
        (15, person.end),
    ):
        dirty[column] = draw.choice(_DATE_FORMS)(day)
    dirty[4] = f"{person.birth_place}, {draw.choice(_DATE_FORMS[2:])(person.birth)}"
    dirty[11] = draw.choice(_PROGRAMMES.get(person.programme, (person.programme.replace("_", " "),)))
    if number % 97 == 0:
        dirty[11] = "PB / CB ?"
    if number % 101 == 0:
        dirty[3] = 3.52215e15
    if number % 6 == 0:
        dirty[7] = f"{dirty[7]} / 08{draw.randrange(10**9, 10**10)} (istri)"
    if number % 9 == 0:
        dirty[2] = f"  {dirty[2].lower()} "
    if number % 11 == 0:
        dirty[17] = dirty[17].split(",")[0].upper()
    dirty[18], dirty[19] = draw.choice(_STATUSES), draw.choice(_REMARKS)
    for column, every in EMPTY_EVERY.items():
        if (number + column) % every == 0:
            dirty[column] = draw.choice(("", "-"))
    return dirty


def _cells(person: Person, number: int, draw: Random) -> list[Any]:
    """One row as a careful clerk types it; nobody shares a NIK, so that every row is a person."""
    name = (
        person.name
        + (f" Als {person.alias}" if person.alias else "")
        + (f" bin {person.father}" if person.father else "")
    )
    return [
        number,
        f"{number}/{person.programme}/{person.start.year}",
        name,
        f"{person.nik[:11]}{number % 100_000:05}",
        f"{person.birth_place}, {person.birth:%d-%m-%Y}",
        person.sex,
        f"Ds. {person.village} RT {number % 9 + 1:02}/RW {number % 4 + 1:02} Kec. {person.district} Kab. {person.regency}",
        person.phone.replace("+62", "0"),
        person.offence.replace("_", " ").title(),
        person.articles,
        f"{person.years} thn" + (f" {person.months} bln" if person.months else ""),
        person.programme.replace("_", " "),
        f"PAS-{500 + number}.PK.05.09 TAHUN {person.start.year}",
        person.start,
        person.start,
        person.end,
        person.prison,
        OFFICERS[person.officer].replace("|", ", "),
        "Aktif",
        draw.choice(("", "", "", "bekerja di luar kota")),
    ]
