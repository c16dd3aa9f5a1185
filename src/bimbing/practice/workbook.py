"""Writes a register as an office keeps it, dirty spots included, for a newcomer to try the import with."""

from datetime import date
from pathlib import Path
from random import Random

import xlsxwriter

from bimbing.practice.people import OFFICERS, Person, people, visit_days
from bimbing.rules.calendar import add_months, month_start
from bimbing.rules.dates import long_date, month_name, short_date

ROWS, MONTHS = 60, 6
HEADINGS = (
    "NO", "NO. REG", "NAMA", "NIK", "TEMPAT TGL LAHIR", "L/P", "ALAMAT", "NO HP", "PERKARA", "PASAL", "LAMA PIDANA",
    "PROGRAM", "NO SK", "TGL SK", "AWAL BIMBINGAN", "AKHIR BIMBINGAN", "ASAL LAPAS", "PK", "STATUS", "KET",
)  # fmt: skip
WIDTHS = (5, 14, 30, 20, 26, 5, 44, 18, 16, 24, 16, 12, 28, 13, 15, 15, 18, 22, 10, 24)


def write_register(path: Path, today: date, *, seed: int) -> None:
    """A master sheet and an attendance matrix of sixty fictional clients who are in no practice office yet."""
    draw = Random(seed)
    persons = people(today, count=ROWS, officers=len(OFFICERS), seed=seed)
    with xlsxwriter.Workbook(
        path, {"default_date_format": "dd-mm-yyyy", "strings_to_formulas": False}
    ) as book:
        bold = book.add_format(
            {"bold": True, "text_wrap": True, "border": 1, "bg_color": "#DDE8E4", "valign": "vcenter"}
        )
        sheet = book.add_worksheet("MASTER DATA")
        sheet.write(0, 0, "DAFTAR KLIEN PEMASYARAKATAN", book.add_format({"bold": True, "font_size": 14}))
        sheet.write(1, 0, "BALAI PEMASYARAKATAN KELAS II BOJONEGORO")
        sheet.write(2, 0, f"KEADAAN {long_date(today).split(', ')[1].upper()}")
        for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
            sheet.write(4, column, heading, bold)
            sheet.set_column(column, column, width)
        sheet.freeze_panes(5, 3)
        for number, person in enumerate(persons, start=1):
            for column, value in enumerate(_cells(person, number, draw)):
                if isinstance(value, date):
                    sheet.write_datetime(4 + number, column, value)
                else:
                    sheet.write(4 + number, column, value)
        sheet.write(6 + ROWS, 1, "JUMLAH")
        sheet.write(6 + ROWS, 2, f"{ROWS} orang")
        sheet.write(9 + ROWS, 16, f"Bojonegoro, {long_date(today).split(', ')[1]}")
        sheet.write(10 + ROWS, 16, "Kepala Bapas")
        _matrix(book, persons, today, seed, bold)


def _cells(person: Person, number: int, draw: Random) -> tuple[object, ...]:
    """One row as a clerk types it. About one row in eight has something to ask about."""
    name = (
        person.name
        + (f" Als {person.alias}" if person.alias else "")
        + (f" bin {person.father}" if person.father else "")
    )
    spot = number % 24
    officer = OFFICERS[person.officer].replace("|", ", ")
    return (
        number,
        f"{700 + number}/{person.programme}/{person.start.year}",
        name,
        3.52215e15 if spot == 3 else person.nik,
        f"{person.birth_place}, {person.birth:%d-%m-%Y}",
        person.sex,
        f"Ds. {person.village} RT {number % 9 + 1:02}/RW {number % 4 + 1:02} Kec. {person.district} Kab. {person.regency}",
        "-" if spot == 5 else person.phone.replace("+62", "0"),
        person.offence.replace("_", " ").title(),
        person.articles,
        f"{person.years} thn" + (f" {person.months} bln" if person.months else ""),
        "P.B" if spot == 7 and person.programme == "PB" else person.programme.replace("_", " "),
        f"PAS-{500 + number}.PK.05.09 TAHUN {person.start.year}",
        "idem" if spot == 9 else person.start,
        person.start,
        "31-02-2027" if spot == 11 else short_date(person.end) if number % 5 == 0 else person.end,
        person.prison,
        f"{OFFICERS[0].split('|')[0]} / {OFFICERS[1].split('|')[0]}" if spot == 13 else officer,
        "Aktif",
        draw.choice(("", "", "", "bekerja di luar kota")),
    )


def _matrix(book: xlsxwriter.Workbook, persons: list[Person], today: date, seed: int, bold: object) -> None:
    sheet = book.add_worksheet("ABSEN")
    months = [add_months(month_start(today), back - MONTHS + 1) for back in range(MONTHS)]
    sheet.write(0, 0, "ABSEN BIMBINGAN KLIEN")
    for column, heading in enumerate(
        ("NO", "NO. REG", "NAMA", *(f"{month_name(month.month).upper()} {month.year}" for month in months))
    ):
        sheet.write(2, column, heading, bold)
    sheet.set_column(1, 2, 24)
    for number, person in enumerate(persons, start=1):
        sheet.write(2 + number, 0, number)
        sheet.write(2 + number, 1, f"{700 + number}/{person.programme}/{person.start.year}")
        sheet.write(2 + number, 2, person.name)
        for day in visit_days(person, today, months=MONTHS, seed=seed):
            if day >= months[0]:
                sheet.write(2 + number, 3 + months.index(month_start(day)), day.day)
