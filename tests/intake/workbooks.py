"""Small workbooks for the tests, written as an office would have them. All persons are fictional."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from bimbing.intake.imports.model import Record, Understood
from bimbing.intake.imports.reader import read
from bimbing.intake.imports.understand import understand

TODAY = date(2026, 11, 24)
Rows = Sequence[Sequence[Any]]


def write_xlsx(
    path: Path,
    sheets: Mapping[str, Rows],
    *,
    merges: Mapping[str, Sequence[str]] | None = None,
    fills: Mapping[tuple[str, int], str] | None = None,
    hidden_rows: Mapping[str, Sequence[int]] | None = None,
) -> Path:
    """A workbook with these cells; `merges` are ranges (`K4:L4`), `fills` colour a whole row (from 1) as `#RRGGBB`."""
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        days = book.add_format({"num_format": "dd-mm-yyyy"})
        colours = {c: book.add_format({"bg_color": c}) for c in set((fills or {}).values())}
        dated = {c: book.add_format({"bg_color": c, "num_format": "dd-mm-yyyy"}) for c in colours}
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                fill = (fills or {}).get((name, number + 1))
                for column, value in enumerate(row):
                    if value is None:
                        continue
                    if isinstance(value, date | datetime):
                        sheet.write_datetime(number, column, value, dated[fill] if fill else days)
                    elif isinstance(value, str) and value.startswith("="):
                        formula, _, result = value.partition("→")
                        sheet.write_formula(number, column, formula, None, result)
                    else:
                        sheet.write(number, column, value, colours.get(fill) if fill else None)
            for cells in (merges or {}).get(name, ()):
                first = rows[int("".join(c for c in cells.split(":")[0] if c.isdigit())) - 1]
                column = ord(cells[0]) - 65
                sheet.merge_range(
                    cells, first[column] if column < len(first) and first[column] is not None else ""
                )
            for number in (hidden_rows or {}).get(name, ()):
                sheet.set_row(number - 1, None, None, {"hidden": True})
    return path


def understood(path: Path) -> Understood:
    """What the workbook is understood to say (read in this process: these files are our own)."""
    return understand(read(path.read_bytes(), file=path.name), today=TODAY)


def of_sheets(tmp_path: Path, sheets: Mapping[str, Rows], **more: Any) -> Understood:
    return understood(write_xlsx(tmp_path / "klien.xlsx", sheets, **more))


def by_name(found: Understood) -> dict[str, Record]:
    return {record.full_name or "": record for record in found.records}


def codes(record: Record, field: str) -> list[str]:
    """The codes of the issues on a field, notes included."""
    return [issue.code for issue in record.issues if issue.field == field]


HEADER = [
    "NO",
    "NAMA",
    "NO REG",
    "TTL",
    "L/P",
    "ALAMAT",
    "NO HP",
    "PERKARA",
    "PIDANA",
    "PROGRAM",
    "NO/TGL SK",
    "MULAI",
    "BERAKHIR",
    "PK",
    "STATUS",
    "KET",
]


def client(number: int, name: str | None, **cells: Any) -> list[Any]:
    """One clean row under HEADER; cells by heading replace the usual ones."""
    usual = [
        number, name, f"{number:03d}/PB/2026", "Bojonegoro, 10-05-1990", "L", "Ds. Ngraho RT.02/03 Kec. Ngraho", f"08120000{number:04d}",
        "Pencurian 363 ayat 1 ke-3 KUHP", "3 thn", "PB", f"PAS-{number}.PK.01.05.09 TAHUN 2026 / 2 Maret 2026", date(2026, 3, 10),
        date(2028, 3, 10), "Budi Hartono", "Aktif", None,
    ]  # fmt: skip
    for heading, value in cells.items():
        usual[HEADER.index(heading.replace("_", " ").replace("LP", "L/P"))] = value
    return usual
