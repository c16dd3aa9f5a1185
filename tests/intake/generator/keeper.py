"""One office on one day: its people, its habits, and the workbook it fills."""

from __future__ import annotations

import random
from datetime import date

from tests.intake.generator import attendance, table
from tests.intake.generator.cells import Hand
from tests.intake.generator.people import (
    MONTHS,
    OFFICES,
    Client,
    Office,
    Officer,
    Village,
    make_officers,
)
from tests.intake.generator.sheets import Book, Sheet
from tests.intake.generator.table import Style

_SHORT = attendance._SHORT
MIX = ("PB", "PB", "PB", "PB", "CB", "CB", "CMB", "ASIMILASI_RUMAH", "PIB", "PENGAWASAN", "KERJA_SOSIAL", "DIVERSI", "ANAK_SYARAT", "BIMBINGAN_LANJUTAN")  # fmt: skip
FORMATS = ("xlsx", "xlsx", "xlsx", "xlsx", "ods", "csv", "xls")


SHAPE_NAMES = (
    "master", "per_programme", "per_officer", "monthly", "matrix", "stacked", "with_months", "day_matrix", "with_matrix", "with_ledger",
    "with_form",
)  # fmt: skip


class Keeper:
    """One office on one day, with the habits of the person who keeps its register."""

    def __init__(self, seed: int, kind: str | None, shape: str | None) -> None:
        self.rng = rng = random.Random(seed)
        self.kind = kind or rng.choice(FORMATS)
        self.shape = shape or rng.choice(SHAPE_NAMES)
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
        self.hand.faulty_names = self.shape == "master" and self.kind != "csv"
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
            merged=rng.choice(("officer", "programme", "officer"))
            if rng.random() < 0.12 and self.kind != "csv"
            else "",
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
