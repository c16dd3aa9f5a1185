"""A register comes in: read, understood, previewed, brought in; and brought in a second time.

Then a register of 20,000 dirty rows, in one file and a process of its own, beside the usual importer.
"""

import importlib
import io
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter
from django.db import connection, transaction

from bench import office, peer
from bench.dirty import clean_rows, write_dirty_register
from bench.measure import Bench, timed
from bimbing.intake.actions import Counts, commit, receive
from bimbing.intake.imports.guarded import read_guarded
from bimbing.intake.imports.kept import read_workbook, workbook_found
from bimbing.intake.imports.understand import understand
from bimbing.offices.models import Office, Staff
from bimbing.offices.permissions import Role
from bimbing.practice.people import OFFICERS, Person, visit_days
from bimbing.practice.scale import make_scale, persons
from bimbing.rules.calendar import add_months

#: Rows of one workbook; a larger register is several files.
LARGEST_BOOK = 10_000
MONTHS = 6
DIRTY_ROWS, CLEAN_ROWS = 20_000, 10_000
MONTH_NAMES = ("JAN", "FEB", "MAR", "APR", "MEI", "JUN", "JUL", "AGU", "SEP", "OKT", "NOV", "DES")
TABLES = ("clients_client", "clients_phone", "supervision_case", "supervision_supervision", "supervision_statusevent",
          "supervision_assignment", "attendance_visit", "clients_searchentry")  # fmt: skip
HEADINGS = ("NO", "NO. REG", "NAMA", "NIK", "TEMPAT TGL LAHIR", "L/P", "ALAMAT", "NO HP", "PERKARA", "PASAL", "LAMA PIDANA",
            "PROGRAM", "NO SK", "TGL SK", "AWAL BIMBINGAN", "AKHIR BIMBINGAN", "ASAL LAPAS", "PK", "STATUS", "KET")  # fmt: skip


def run(bench: Bench) -> None:
    office.migrate()
    made = make_scale(clients=1, offices=1, visits=0, at=office.now())
    place, by, today = made.offices[0], made.registrars[0], office.now().date()
    books = list(_books(bench, today))
    taken = [_Taken(path, place, by, today) for path in books]
    clients, visits = sum(one.counts.clients for one in taken), sum(one.counts.visits for one in taken)

    def seconds(name: str) -> float:
        return sum(float(getattr(one, name)) for one in taken)

    bench.add("clients brought in", clients, "clients", goal=bench.size, exact=True)
    bench.add("visits brought in", visits, "visits")
    calamine = sum(timed(lambda path=path: _calamine(path)) for path in books)  # type: ignore[misc]
    openpyxl = sum(timed(lambda path=path: _openpyxl(path)) for path in books)  # type: ignore[misc]
    insert = _raw_insert()
    bench.add(
        "read the workbook, in a guarded process", seconds("reading"), "s", limit=calamine, baseline=openpyxl
    )
    bench.add("understand it", seconds("understanding"), "s", limit=calamine)
    bench.add("preview: compare with the register", seconds("receiving"), "s", limit=insert)
    bench.add("bring it in", seconds("committing"), "s", limit=insert)
    whole = sum(seconds(name) for name in ("reading", "understanding", "receiving", "committing"))
    bench.add(
        "from the file to the register", whole, "s", limit=calamine + insert, baseline=openpyxl + insert
    )
    bench.add("rows a second", bench.size / whole, "1/s", limit=bench.size / (calamine + insert))
    again = [_Again(path, place, by, today) for path in books]
    bench.add("the same file again", sum(one.seconds for one in again), "s", limit=calamine)
    doubled = sum(one.counts.new + one.counts.changed + one.counts.visits for one in again)
    bench.add("rows that the second time changed", doubled, "rows", goal=0, exact=True)
    _dirty(replace(bench, size=max(bench.size, DIRTY_ROWS)), today)


def _dirty(bench: Bench, today: date) -> None:
    """A dirty register into an office that has none, beside the raw figures and the usual importer, in one run."""
    place = Office.objects.create(code="kotor", name="Bapas Kotor", short_name="Bapas Kotor", city="Kotor")
    by = Staff.objects.create(username="kotor", office=place, full_name="Dewi Kotor", role=Role.REGISTRAR)
    path = bench.folder / "kotor.xlsx"
    write_dirty_register(path, today, rows=bench.size)
    words = [sys.executable, "-m", "bench.take", str(path), str(place.pk), str(by.pk)]
    connection.close()
    told = json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout)
    calamine, insert = timed(lambda: _calamine(path)), _raw_insert(of_office=place.pk)
    preview, committed = told["understanding"] + told["keeping"], told["committing"]
    name = "dirty register"
    bench.add(f"{name}: rows read", told["rows"], "rows", goal=bench.size, exact=True)
    bench.add(f"{name}: rows rejected", told["rejected"], "rows")
    bench.add(f"{name}: clients brought in", told["clients"], "clients")
    bench.add(f"{name}: preview", preview, "s", limit=calamine, goal=5)
    bench.add(f"{name}: preview, reading and understanding of it", told["understanding"], "s", limit=calamine)
    bench.add(f"{name}: preview, comparing and keeping of it", told["keeping"], "s")
    bench.add(f"{name}: preview, computing, the child's reading too", told["previewing_computing"], "s")
    bench.add(f"{name}: commit", committed, "s", limit=insert, goal=5)
    bench.add(f"{name}: commit, computing in our thread", told["committing_computing"], "s")
    bench.add(f"{name}: memory, at most", told["memory_mb"], "MB", goal=400)
    bench.add(f"{name}: memory of the child that reads, at most", told["child_mb"], "MB", goal=400)
    ours, ours_computing = (
        bench.size / seconds
        for seconds in (preview + committed, told["previewing_computing"] + told["committing_computing"])
    )
    peers = {pace.way: pace for pace in _peers(bench, today)}
    bench.add(
        f"{name}: rows a second",
        ours,
        "1/s",
        limit=bench.size / (calamine + insert),
        baseline=peers["bulk"].rows_a_second if peers else None,
    )
    for way, pace in peers.items():
        bench.add(
            f"{name}: times django-import-export, {way}",
            ours / pace.rows_a_second,
            "x",
            goal=6 if way == "bulk" else None,
            least=True,
        )
        bench.add(
            f"{name}: times django-import-export, {way}, computing", ours_computing / pace.computing, "x"
        )


def _peers(bench: Bench, today: date) -> list[peer.Pace]:
    """How fast django-import-export is with clean rows; empty where it is not installed."""
    if not peer.is_installed():
        print("django-import-export: not installed, so it is not measured.", file=sys.stderr)
        return []
    rows, path = min(bench.size, CLEAN_ROWS), bench.folder / "bersih.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("REGISTER")
        sheet.write_row(0, 0, peer.FIELDS)
        for place, cells in enumerate(clean_rows(today, rows=rows), start=1):
            sheet.write_row(place, 0, cells)
    return list(peer.paces(path, rows=rows))


class _Taken:
    """One workbook on its way in, with the seconds of each step."""

    def __init__(self, path: Path, place: Office, by: Staff, today: date) -> None:
        kept: dict[str, Any] = {}
        self.reading = timed(lambda: kept.update(book=read_guarded(path)))
        self.understanding = timed(
            lambda: kept.update(
                workbook=workbook_found(
                    understand(kept["book"], today=today), file_name=path.name, digest=path.name * 2
                )
            )
        )
        self.receiving = timed(
            lambda: kept.update(
                batch=receive(office=place, workbook=kept["workbook"], by=by, at=office.now())
            )
        )
        self.committing = timed(
            lambda: kept.update(counts=commit(batch=kept["batch"], by=by, at=office.now()))
        )
        self.counts: Counts = kept["counts"]


class _Again:
    """The same workbook once more, as the command brings it in."""

    def __init__(self, path: Path, place: Office, by: Staff, today: date) -> None:
        kept: list[Counts] = []

        def bring_in() -> None:
            workbook, _ = read_workbook(path, file_name=path.name, today=today)
            kept.append(
                commit(
                    batch=receive(office=place, workbook=workbook, by=by, at=office.now()),
                    by=by,
                    at=office.now(),
                )
            )

        self.seconds = timed(bring_in)
        self.counts = kept[0]


def _calamine(path: Path) -> None:
    """Every cell of every sheet, by the reader that is under ours."""
    book = importlib.import_module("python_calamine").CalamineWorkbook.from_filelike(
        io.BytesIO(path.read_bytes())
    )
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def _openpyxl(path: Path) -> None:
    """Every cell of every sheet, by the usual reader."""
    book = importlib.import_module("openpyxl").load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass
    book.close()


def _raw_insert(of_office: int | None = None) -> float:
    """Seconds to write the rows that are now in the register, or in that of one office, into tables of the same columns
    by one transaction."""
    copies = []
    for table in TABLES:
        rows = office.rows_of(f"SELECT * FROM {table}{_where(table, of_office)}")
        if not rows:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS bench_{table}")
            cursor.execute(f"CREATE TABLE bench_{table} AS SELECT * FROM {table} WHERE 1 = 0")
            cursor.execute(f"SELECT * FROM {table} LIMIT 1")
            columns = ", ".join(f'"{column[0]}"' for column in cursor.description)
        copies.append((f"bench_{table}", columns, [_plain(row) for row in rows]))

    def write() -> None:
        with transaction.atomic():
            for copy in copies:
                office.bulk_insert(*copy)

    return timed(write)


def _where(table: str, office_id: int | None) -> str:
    """The rows of a table that hang on an office."""
    if office_id is None:
        return ""
    if table in ("clients_client", "supervision_supervision"):
        return f" WHERE office_id = {office_id}"
    owner, above = (
        ("client_id", "clients_client")
        if table.startswith("clients_") or table == "supervision_case"
        else ("supervision_id", "supervision_supervision")
    )
    return f" WHERE {owner} IN (SELECT id FROM {above} WHERE office_id = {office_id})"


def _plain(row: Sequence[Any]) -> list[Any]:
    """Values as the driver takes them back; a parsed JSON column as text."""
    return [str(value) if isinstance(value, list | dict) else value for value in row]


def _books(bench: Bench, today: date) -> Iterator[Path]:
    """A register as an office keeps it, master sheet and attendance matrix, in files of at most LARGEST_BOOK rows."""
    everybody = list(persons(today, count=bench.size, officers=len(OFFICERS), seed=7))
    for start in range(0, bench.size, LARGEST_BOOK):
        path = bench.folder / f"register-{start // LARGEST_BOOK + 1}.xlsx"
        _write(path, everybody[start : start + LARGEST_BOOK], start, today)
        yield path


def _write(path: Path, people: Sequence[Person], start: int, today: date) -> None:
    draw = Random(start)
    with xlsxwriter.Workbook(
        path, {"default_date_format": "dd-mm-yyyy", "strings_to_formulas": False}
    ) as book:
        master = book.add_worksheet("MASTER DATA")
        master.write(0, 0, "DAFTAR KLIEN PEMASYARAKATAN")
        master.write_row(2, 0, HEADINGS)
        for place, person in enumerate(people):
            master.write_row(3 + place, 0, _cells(person, start + place + 1, draw))
        months = [add_months(today.replace(day=1), back - MONTHS + 1) for back in range(MONTHS)]
        sheet = book.add_worksheet("ABSEN")
        sheet.write(0, 0, "ABSEN BIMBINGAN KLIEN")
        sheet.write_row(
            2,
            0,
            ["NO", "NO. REG", "NAMA", *(f"{MONTH_NAMES[month.month - 1]} {month.year}" for month in months)],
        )
        for place, person in enumerate(people):
            sheet.write_row(3 + place, 0, [place + 1, _register_no(person, start + place + 1), person.name])
            for day in visit_days(person, today, months=MONTHS - 1, seed=7):
                sheet.write(3 + place, 3 + months.index(day.replace(day=1)), day.day)


def _register_no(person: Person, number: int) -> str:
    return f"{number}/{person.programme}/{person.start.year}"


def _cells(person: Person, number: int, draw: Random) -> list[Any]:
    """One row as a clerk types it: names with alias and father, dates as dates and as text."""
    name = (
        person.name
        + (f" Als {person.alias}" if person.alias else "")
        + (f" bin {person.father}" if person.father else "")
    )
    nik = f"{person.nik[:12]}{number % 10_000:04}"  # nobody shares it, so that every row is a person
    return [
        number,
        _register_no(person, number),
        name,
        nik,
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
        f"{person.end:%d/%m/%Y}" if number % 5 == 0 else person.end,
        person.prison,
        OFFICERS[person.officer].replace("|", ", "),
        "Aktif",
        draw.choice(("", "", "", "bekerja di luar kota")),
    ]
