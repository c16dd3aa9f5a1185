"""Sheets while they are being filled: rows, colours, merges, and which row belongs to whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.intake.generator.cells import Value
from tests.intake.generator.people import Client

Row = list[Value]


@dataclass
class Sheet:
    name: str
    rows: list[Row] = field(default_factory=list)
    fills: dict[tuple[int, int], str] = field(default_factory=dict)  # (row from 1, column from 0) -> RRGGBB
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # rows from 1, columns from 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden: bool = False

    def indent(self, columns: int) -> None:
        """Leaves empty columns at the left, as a margin."""
        if columns:
            self.rows = [[None] * columns + row if row else row for row in self.rows]
            self.fills = {(r, c + columns): v for (r, c), v in self.fills.items()}
            self.merges = [(r0, c0 + columns, r1, c1 + columns) for r0, c0, r1, c1 in self.merges]

    def add(self, row: Row) -> int:
        """The row's number, from 1."""
        self.rows.append(row)
        return len(self.rows)


@dataclass
class Record:
    """The truth of one client row."""

    sheet: str
    row: int
    client: Client
    says: dict[str, Any] = field(default_factory=dict)
    must: set[str] = field(default_factory=set)
    may: set[str] = field(default_factory=set)
    also: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def place(self) -> str:
        return f"{self.sheet}!{self.row}"


@dataclass
class Book:
    sheets: list[Sheet] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    skipped: list[tuple[str, int, str]] = field(default_factory=list)
    linked: list[tuple[str, int, str, Record]] = field(default_factory=list)
    duplicates: list[list[Record]] = field(default_factory=list)
    shapes: set[str] = field(default_factory=set)
    date_1904: bool = False

    def sheet(self, name: str) -> Sheet:
        sheet = Sheet(name)
        self.sheets.append(sheet)
        return sheet

    def skip(self, sheet: Sheet, row: int, kind: str) -> None:
        self.skipped.append((sheet.name, row, kind))

    def add_skipped(self, sheet: Sheet, row: Row, kind: str) -> int:
        number = sheet.add(row)
        if any(v not in (None, "") for v in row):
            self.skip(sheet, number, kind)
        return number


def truth_of(book: Book, file: str, *, as_of: str, csv: bool) -> dict[str, Any]:
    """The truth in the form that registers are scored with."""

    def place(sheet: str, row: int) -> str:
        return f"!{row}" if csv else f"{sheet}!{row}"

    def name(sheet: str) -> str | None:
        return None if csv else sheet

    records = []
    for r in book.records:
        entry: dict[str, Any] = {"id": place(r.sheet, r.row), "sheet": name(r.sheet), "row": r.row}
        entry.update({k: v for k, v in r.says.items() if v not in (None, [], "")})
        also = {k: v for k, v in r.also.items() if v}
        also.setdefault("sex", [r.client.sex])
        also.setdefault("status", ["aktif", "berakhir"]) if "status" not in r.says else None
        entry["also_ok"] = also
        entry["must_flag"] = sorted(r.must)
        entry["may_flag"] = sorted(r.may - r.must)
        records.append(entry)
    groups = [[place(r.sheet, r.row) for r in group] for group in book.duplicates if len(group) > 1]
    return {
        "file": file,
        "description": "made up from a seed",
        "shapes": sorted(book.shapes),
        "dirt": [],
        "as_of": as_of,
        "note": "",
        "counts": {
            "records": len(records),
            "must_flag": sum(len(r.must) for r in book.records),
            "duplicate_groups": len(groups),
        },
        "records": records,
        "not_clients": [
            {"sheet": name(s), "row": row, "kind": kind, "text": ""} for s, row, kind in book.skipped
        ],
        "linked_rows": [
            {"sheet": name(s), "row": row, "kind": kind, "record": place(r.sheet, r.row)}
            for s, row, kind, r in book.linked
        ],
        "duplicates": groups,
    }
