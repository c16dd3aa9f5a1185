"""The shapes in which offices keep their registers: master sheets, sheets per programme, officer or month, matrices …"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tests.intake.generator import attendance, facts, table
from tests.intake.generator.columns import Planner
from tests.intake.generator.keeper import Keeper
from tests.intake.generator.people import (
    MONTHS,
    TITLES,
    Client,
    add_months,
)
from tests.intake.generator.sheets import Book, Record, Sheet
from tests.intake.generator.table import Table

_SHORT = attendance._SHORT
MIX = ("PB", "PB", "PB", "PB", "CB", "CB", "CMB", "ASIMILASI_RUMAH", "PIB", "PENGAWASAN", "KERJA_SOSIAL", "DIVERSI", "ANAK_SYARAT", "BIMBINGAN_LANJUTAN")  # fmt: skip
FORMATS = ("xlsx", "xlsx", "xlsx", "xlsx", "ods", "csv", "xls")


def _hide_some(keeper: Keeper, sheet: Sheet, records: list[Record]) -> None:
    if keeper.kind != "csv" and keeper.rng.random() < 0.2:
        sheet.hidden_rows |= {r.row for r in records if keeper.rng.random() < 0.3}


def _second_supervision(keeper: Keeper, clients: list[Client]) -> Client | None:
    """A client who went from asimilasi to PB: the same person with a second supervision."""
    first = next((c for c in clients if c.programme == "ASIMILASI_RUMAH"), None)
    if first is None:
        return None
    later = keeper.village.client("PB")
    return replace(
        later,
        name=first.name,
        sex=first.sex,
        nik=first.nik,
        birth=first.birth,
        birth_place=first.birth_place,
        father=first.father,
        father_dead=first.father_dead,
        alias=first.alias,
        phone=first.phone,
    )


def _same_person(book: Book, group: list[Record]) -> None:
    if len(group) > 1:
        book.duplicates.append(group)
        for r in group:
            r.may |= {
                "full_name",
                "nik",
                "register_no",
                "birth_date",
                "start_date",
                "status",
                "end_date",
                "programme",
            }


def master(keeper: Keeper) -> list[Record]:
    """A: one list of everybody."""
    rng, book = keeper.rng, keeper.book
    book.shapes.add("A")
    group = rng.choice((None, None, None, "programme", "officer", "year"))
    sheet = book.sheet(
        rng.choice(("MASTER DATA", "Sheet1", "REGISTER", "Data Klien", f"KLIEN {keeper.as_of.year}"))
    )
    planner = Planner(rng, keeper.hand, full=True)
    plan = planner.plan(programme=group != "programme", officer=group != "officer")
    style = keeper.style(group_by=group)
    if rng.random() < 0.85:
        table.letterhead(book, sheet, rng, f"DAFTAR KLIEN BAPAS {keeper.office.town.upper()}", keeper.office)
    clients = keeper.clients(rng.randint(12, 60))
    if style.merged:
        clients.sort(key=lambda c: c.officer.full if style.merged == "officer" else c.programme)
    again = _second_supervision(keeper, clients) if rng.random() < 0.3 else None
    records = Table(book, sheet, keeper.hand, plan, style).write([*clients, *([again] if again else [])])
    if again:
        _same_person(book, [r for r in records if r.client.name == again.name])
    _hide_some(keeper, sheet, records)
    keeper.finish(sheet, style, len(plan.columns))
    return records


def per_programme(keeper: Keeper) -> list[Record]:
    """B: a sheet per programme, whose name or title alone says it."""
    rng, book = keeper.rng, keeper.book
    book.shapes.add("B")
    planner = Planner(rng, keeper.hand, full=rng.random() < 0.5)
    plan = planner.plan(programme=False, officer=True)
    style = keeper.style()
    out: list[Record] = []
    for programme in rng.sample(
        ("PB", "CB", "CMB", "ASIMILASI_RUMAH", "PIB", "PENGAWASAN", "KERJA_SOSIAL", "DIVERSI"),
        rng.randint(2, 4),
    ):
        short = facts.PROGRAMMES[programme][0]
        sheet = book.sheet(
            rng.choice((short, TITLES[programme].title(), f"KLIEN {short}", f"{short} {keeper.as_of.year}"))[
                :31
            ]
        )
        table.letterhead(book, sheet, rng, f"DAFTAR KLIEN {TITLES[programme]}", keeper.office)
        out += Table(book, sheet, keeper.hand, plan, style).write(
            keeper.clients(rng.randint(2, 15), (programme,)), says={"programme": programme}
        )
        keeper.finish(sheet, style, len(plan.columns))
    return out


def stacked(keeper: Keeper) -> list[Record]:
    """B on one sheet: a table per programme below the other, each with a title and a header of its own."""
    rng, book = keeper.rng, keeper.book
    book.shapes |= {"A", "B"}
    planner = Planner(rng, keeper.hand, full=rng.random() < 0.5)
    plan = planner.plan(programme=False, officer=True)
    sheet = book.sheet(rng.choice(("Sheet1", "DATA", "KLIEN")))
    style = keeper.style()
    style.legend, out = {}, []
    style.total = rng.random() < 0.7
    for at, programme in enumerate(
        rng.sample(("PB", "CB", "CMB", "ASIMILASI_RUMAH", "PENGAWASAN"), rng.randint(2, 4))
    ):
        if at:
            for _ in range(rng.randint(1, 3)):
                sheet.add([])
        title = rng.choice(
            (f"DAFTAR KLIEN {TITLES[programme]}", f"{'ABCDE'[at]}. {TITLES[programme]}", TITLES[programme])
        )
        book.add_skipped(sheet, [title], "title")
        out += Table(book, sheet, keeper.hand, plan, style).write(
            keeper.clients(rng.randint(2, 9), (programme,)), says={"programme": programme}
        )
    keeper.finish(sheet, style, len(plan.columns))
    return out


def with_months(keeper: Keeper) -> list[Record]:
    """A and E in one table: the register goes on into columns of months."""
    rng, book = keeper.rng, keeper.book
    book.shapes |= {"A", "E"}
    sheet = book.sheet(rng.choice(("DATA KLIEN", "REGISTER", f"{keeper.as_of.year}")))
    plan = Planner(rng, keeper.hand, full=False).plan(programme=True, officer=True)
    plan.two_rows = False
    for column in plan.columns:
        if column.parent:
            column.heading, column.parent = f"{column.parent} {column.heading}", None
    plan.columns += attendance.month_columns(keeper.hand)
    style = keeper.style()
    style.legend, style.continuation = {}, 0.0
    table.letterhead(
        book, sheet, rng, f"REGISTER DAN ABSENSI KLIEN TAHUN {keeper.as_of.year}", keeper.office, short=True
    )
    return Table(book, sheet, keeper.hand, plan, style).write(
        keeper.clients(rng.randint(8, 25), ("PB", "CB", "CMB"))
    )


def day_matrix(keeper: Keeper) -> list[Record]:
    """E for one month: a column for each day."""
    keeper.book.shapes.add("E")
    month = keeper.rng.randint(1, keeper.as_of.month)
    sheet = keeper.book.sheet(
        keeper.rng.choice((f"{MONTHS[month - 1].upper()} {keeper.as_of.year}", "ABSEN"))
    )
    attendance.write_days(keeper.book, sheet, keeper.hand, keeper.clients(keeper.rng.randint(6, 20)), month)
    return keeper.book.records


def per_officer(keeper: Keeper) -> list[Record]:
    """D: a sheet per officer, each with columns of its own."""
    rng, book = keeper.rng, keeper.book
    book.shapes.add("D")
    out: list[Record] = []
    for officer in keeper.officers:
        keeper.hand.shown.add(officer.full)
    named = rng.choice(("full", "klien", "first"))
    for officer in keeper.officers:
        planner = Planner(rng, keeper.hand, full=False)
        group = rng.choice((None, "programme"))
        plan = planner.plan(programme=group is None, officer=False, short=rng.random() < 0.3)
        style = keeper.style(group_by=group)
        sheet = book.sheet(
            {"full": officer.full, "klien": f"Klien - {officer.full}", "first": officer.first}[named][:31]
        )
        book.add_skipped(sheet, [rng.choice(("DAFTAR KLIEN BINAAN", "REKAP KLIEN BIMBINGAN"))], "title")
        book.add_skipped(
            sheet,
            [
                rng.choice(
                    (
                        f"PK : {officer.written}",
                        f"NAMA PK : {officer.written}",
                        f"Pembimbing Kemasyarakatan : {officer.written}",
                    )
                )
            ],
            "title",
        )
        sheet.add([])
        mine = [
            replace(c, officer=officer) for c in keeper.clients(rng.randint(3, 14), ("PB", "PB", "CB", "CMB"))
        ]
        out += Table(book, sheet, keeper.hand, plan, style).write(mine, says={"officer": officer.full})
        keeper.finish(sheet, style, len(plan.columns))
    return out


def monthly(keeper: Keeper) -> list[Record]:
    """C: a sheet per month with who came and who ended; the same person on several."""
    rng, book = keeper.rng, keeper.book
    book.shapes.add("C")
    planner = Planner(rng, keeper.hand, full=True)
    plan = planner.plan(programme=True, officer=True)
    out: list[Record] = []
    seen: dict[str, list[Record]] = {}
    for month in range(1, min(keeper.as_of.month, 5) + 1):
        sheet = book.sheet(
            f"{_SHORT[month - 1]} {keeper.as_of.year}"
            if rng.random() < 0.7
            else f"{MONTHS[month - 1]}{month}"
        )
        table.letterhead(
            book,
            sheet,
            rng,
            f"LAPORAN KLIEN BULAN {MONTHS[month - 1].upper()} {keeper.as_of.year}",
            keeper.office,
        )
        style = keeper.style()
        style.legend = {}
        fresh = []
        for client in keeper.clients(rng.randint(3, 10), ("PB", "CB", "CMB")):
            start = date(keeper.as_of.year, month, rng.randint(1, 28))
            moved = (start - client.start).days
            expiry = add_months(client.expiry, moved // 30) if client.expiry else None
            fresh.append(
                replace(
                    client,
                    start=start,
                    decree=add_months(start, -1),
                    expiry=expiry,
                    end=add_months(expiry, 12)
                    if client.programme == "PB" and expiry
                    else expiry or client.end,
                    detained=add_months(client.detained, moved // 30),
                )
            )
        style.total = True
        book.add_skipped(sheet, ["A. PENERIMAAN KLIEN BARU"], "group")
        states = {c.name: "aktif" for c in fresh}
        records = Table(book, sheet, keeper.hand, plan, style).write(fresh, states=states)
        for r in records:
            seen[r.client.name] = [r]
        out += records
        older = [r.client for r in out if r.sheet != sheet.name]
        if older and rng.random() < 0.7:
            ended = rng.sample(older, min(3, len(older)))
            sheet.add([])
            book.add_skipped(sheet, ["B. PENGAKHIRAN BIMBINGAN"], "group")
            again = Table(book, sheet, keeper.hand, plan, style).write(
                ended, states={c.name: "berakhir" for c in ended}
            )
            for r in again:
                r.says.setdefault("status", "berakhir") if "status" not in r.must else None
                r.may.add("status")
                seen[r.client.name].append(r)
            out += again
        keeper.finish(sheet, style, len(plan.columns))
    for group in seen.values():
        if len(group) > 1:
            book.duplicates.append(group)
            for r in group:
                r.may |= {
                    "full_name",
                    "nik",
                    "register_no",
                    "birth_date",
                    "start_date",
                    "status",
                    "end_date",
                    "programme",
                }
    return out


def matrix(keeper: Keeper) -> list[Record]:
    """E: the attendance of the year, which names its clients itself."""
    book = keeper.book
    book.shapes.add("E")
    sheet = book.sheet(keeper.rng.choice(("ABSEN", f"ABSENSI {keeper.as_of.year}", "Sheet1")))
    attendance.write_matrix(
        book, sheet, keeper.hand, [(c, None) for c in keeper.clients(keeper.rng.randint(8, 40))]
    )
    return book.records


def _short_list(keeper: Keeper) -> list[Record]:
    rng, book = keeper.rng, keeper.book
    sheet = book.sheet(rng.choice(("DATA KLIEN", "DAFTAR KLIEN", "KLIEN AKTIF")))
    plan = Planner(rng, keeper.hand, full=False).plan(programme=True, officer=True)
    style = keeper.style()
    style.legend = {}
    table.letterhead(book, sheet, rng, "DATA KLIEN AKTIF", keeper.office, short=True)
    clients = keeper.clients(rng.randint(10, 30), ("PB", "CB", "CMB"))
    return Table(book, sheet, keeper.hand, plan, style).write(clients)


def with_matrix(keeper: Keeper) -> list[Record]:
    """A and E: the list, and the attendance of the same clients on a second sheet."""
    records = _short_list(keeper)
    keeper.book.shapes |= {"A", "E"}
    sheet = keeper.book.sheet(keeper.rng.choice(("ABSENSI", "ABSEN", "REKAP ABSEN")))
    attendance.write_matrix(keeper.book, sheet, keeper.hand, [(r.client, r) for r in records])
    return records


def with_ledger(keeper: Keeper) -> list[Record]:
    """A and F: the list, and the book of who reported on which day."""
    records = _short_list(keeper)
    keeper.book.shapes |= {"A", "F"}
    attendance.write_ledger(keeper.book, keeper.hand, records)
    return records


def with_form(keeper: Keeper) -> list[Record]:
    """A and G: the list, and the answers of an online form."""
    records = _short_list(keeper)
    keeper.book.shapes |= {"A", "G"}
    attendance.write_form(keeper.book, keeper.hand, records)
    return records


SHAPES: dict[str, Callable[[Keeper], list[Record]]] = {
    "master": master, "per_programme": per_programme, "per_officer": per_officer, "monthly": monthly, "matrix": matrix,
    "stacked": stacked, "with_months": with_months, "day_matrix": day_matrix, "with_matrix": with_matrix, "with_ledger": with_ledger, "with_form": with_form,
}  # fmt: skip
