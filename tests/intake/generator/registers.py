"""Whole workbooks: what an office keeps, in any of the usual shapes, written in any of the usual formats."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from tests.intake.generator import attendance, extras, facts, table, write
from tests.intake.generator.cells import Hand
from tests.intake.generator.columns import Planner
from tests.intake.generator.people import (
    MONTHS,
    OFFICES,
    TITLES,
    Client,
    Office,
    Officer,
    Village,
    add_months,
    make_officers,
)
from tests.intake.generator.sheets import Book, Record, Sheet, truth_of
from tests.intake.generator.table import Style, Table

_SHORT = attendance._SHORT
MIX = ("PB", "PB", "PB", "PB", "CB", "CB", "CMB", "ASIMILASI_RUMAH", "PIB", "PENGAWASAN", "KERJA_SOSIAL", "DIVERSI", "ANAK_SYARAT", "BIMBINGAN_LANJUTAN")  # fmt: skip
FORMATS = ("xlsx", "xlsx", "xlsx", "xlsx", "ods", "csv", "xls")


class Keeper:
    """One office on one day, with the habits of the person who keeps its register."""

    def __init__(self, seed: int, kind: str | None, shape: str | None) -> None:
        self.rng = rng = random.Random(seed)
        self.kind = kind or rng.choice(FORMATS)
        self.shape = shape or rng.choice(list(SHAPES))
        if self.kind == "csv":
            self.shape = (
                self.shape if self.shape in ("matrix", "stacked", "with_months", "day_matrix") else "master"
            )
        self.office: Office = rng.choice(OFFICES)
        self.as_of = date(2026, rng.randint(2, 10), 15)
        self.officers: list[Officer] = make_officers(rng, rng.randint(3, 6))
        self.hand = Hand(
            rng,
            self.as_of,
            dirt=rng.choice((0.0, 0.05, 0.15, 0.3)),
            case=rng.choice(("upper", "title", "any")),
            real_dates=rng.choice((0.0, 0.5, 1.0)),
            swapped=self.kind in ("xlsx", "xls")
            and self.shape in ("master", "monthly", "per_programme")
            and rng.random() < 0.12,
            text_only=self.kind == "csv",
            officers=self.officers,
            separator=rng.choice(("-", "-", "/", ".")),
        )
        self.village = Village(rng, self.office, self.officers, self.as_of)
        self.book = Book(date_1904=self.kind == "xlsx" and rng.random() < 0.05)
        self.hand.ticks = rng.choice(("v", "√", "1", "x", "V"))
        self.hand.serials = not self.book.date_1904

    def clients(self, count: int, mix: tuple[str, ...] = MIX) -> list[Client]:
        return [self.village.client(self.rng.choice(mix)) for _ in range(count)]

    def style(self, *, group_by: str | None = None) -> Style:
        rng = self.rng
        style = Style(
            self.office,
            f"{self.as_of.day} {MONTHS[self.as_of.month - 1]} {self.as_of.year}",
            group_by=group_by,
            numbers_row=rng.random() < 0.3,
            repeat_header=rng.choice((0, 0, 0, 15, 20)),
            blank_every=rng.choice((0, 0, 0, 12)),
            total=rng.random() < 0.5,
            signature=rng.choice((False, False, True, True, "two")),
            split_groups=rng.random() < 0.2,
            subtotals=rng.random() < 0.3,
            footer=rng.random() < 0.25,
            numbering=rng.choice(("number",) * 6 + ("text", "dot", "none")),
            places=rng.random() < 0.05,
            continuation=rng.choice((0.0, 0.0, 0.1)),
            merge_groups=rng.random() < 0.5,
            restart_numbers=rng.random() < 0.5,
        )
        if self.kind in ("xlsx", "ods", "xls") and rng.random() < 0.2 and not self.book.date_1904:
            states = rng.sample(list(table._LEGEND_WORDS), 3)
            style.legend = dict(zip(states, rng.sample(list(table.COLOURS), 3), strict=True))
            style.legend_by_cell = rng.random() < 0.4
        return style

    def finish(self, sheet: Sheet, style: Style, width: int) -> None:
        table.signature(self.book, sheet, style, self.rng, width)
        table.legend(self.book, sheet, style, self.rng)


def _hide_some(keeper: Keeper, sheet: Sheet, records: list[Record]) -> None:
    if keeper.kind != "csv" and keeper.rng.random() < 0.2:
        sheet.hidden_rows |= {r.row for r in records if keeper.rng.random() < 0.3}


def _status_hides(keeper: Keeper, planner: Planner, style: Style) -> None:
    """Where colours carry the status, the words must not contradict them."""


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


def make(
    seed: int, folder: Path, *, kind: str | None = None, shape: str | None = None
) -> tuple[Path, dict[str, Any]]:
    """Writes the register of this seed; gives its path and its truth."""
    keeper = Keeper(seed, kind, shape)
    SHAPES[keeper.shape](keeper)
    if keeper.kind != "csv":
        for extra in extras.ALL:
            if keeper.rng.random() < 0.2:
                extra(keeper.book, keeper.rng, keeper.officers)
        if keeper.rng.random() < 0.2:
            keeper.book.sheets.insert(0, keeper.book.sheets.pop())
    path = folder / f"register-{seed}-{keeper.shape}.{keeper.kind}"
    for sheet in keeper.book.sheets:
        sheet.indent(keeper.rng.choice((0, 0, 0, 0, 0, 1, 2)))
    write.write(path, keeper.book, keeper.rng)
    truth = truth_of(keeper.book, path.name, as_of=keeper.as_of.isoformat(), csv=keeper.kind == "csv")
    return path, truth
