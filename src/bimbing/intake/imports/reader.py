"""Reads any workbook an office may have into plain rows: xlsx, xlsm, xlsb, xls, ods, csv and tsv.

The type is told by the content, never by the name. Refusals are exceptions with a code each; the sentences live with
the screens. `read` itself is not safe against hostile files: callers outside tests use `guarded.read_guarded`.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from bimbing.intake.imports.appearance import Appearance, ods_appearance, xlsx_appearance
from bimbing.intake.imports.model import Cell
from bimbing.intake.imports.xls_look import xls_appearance

MAX_FILE_BYTES = 40_000_000
MAX_INFLATED_BYTES = 50_000_000
"""Some 60,000 rows of twenty columns."""
MAX_RATIO = 100
MAX_MEMBERS = 400
MAX_SHEETS = 200
MAX_CELLS = 8_000_000
RATIO_FLOOR_BYTES = 2_000_000
"""Below this inflated size a high ratio harms nobody (small parts of clean workbooks reach 200)."""


class FileKind(StrEnum):
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


class FileProblem(Exception):
    """A file that is not taken at all; `code` names the sentence the clerk reads."""

    code = "problem"

    def __init__(self, **params: str) -> None:
        super().__init__(self.code)
        self.params = params


class WrongType(FileProblem):
    code = "wrong_type"


class EmptyFile(FileProblem):
    code = "empty"


class TooLarge(FileProblem):
    code = "too_large"


class Encrypted(FileProblem):
    code = "encrypted"


class Damaged(FileProblem):
    code = "damaged"


class TookTooLong(FileProblem):
    code = "took_too_long"


PROBLEMS: Mapping[str, type[FileProblem]] = {
    c.code: c for c in (WrongType, EmptyFile, TooLarge, Encrypted, Damaged, TookTooLong)
}


@dataclass(slots=True)
class Sheet:
    """One sheet. `rows[r][c]` counts from 0; all other positions (row, column) count from 1 and 0 as Excel shows them.

    `merged` holds (first row, first column, last row, last column), all from 0. `fills` gives `RRGGBB` by
    (row from 1, column from 0). Error cells hold their text (`#REF!`).
    """

    name: str | None
    rows: list[list[Cell]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    fills: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(slots=True)
class Book:
    """A workbook as read. `epoch1904` tells that bare serial numbers count from 1904 (real dates are already right)."""

    file: str
    kind: FileKind
    sheets: list[Sheet]
    epoch1904: bool = False


def read(data: bytes, *, file: str) -> Book:
    """Reads a whole workbook from its bytes; raises a `FileProblem`."""
    kind = sniff(data)
    if kind is FileKind.CSV:
        book = Book(file, kind, [Sheet(None, csv_rows(data))])
    else:
        book = _read_workbook(data, file, kind)
    if not any(cell is not None for sheet in book.sheets for row in sheet.rows for cell in row):
        raise EmptyFile
    return book


def sniff(data: bytes) -> FileKind:
    """Tells the kind of file by its content and refuses what is no spreadsheet, too large or encrypted."""
    if len(data) > MAX_FILE_BYTES:
        raise TooLarge(limit_mb=str(MAX_FILE_BYTES // 1_000_000))
    if not data.strip(b"\x00 \t\r\n"):
        raise EmptyFile
    if data.startswith(b"PK"):
        return _sniff_zip(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _sniff_ole(data)
    head = data[:4096]
    if data.startswith(
        (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ")
    ):
        raise WrongType
    if head.lstrip()[:20].lower().startswith((b"<!doctype", b"<html", b"<?xml", b"<svg", b"<table")):
        raise WrongType
    if _has_controls(decode(head)):
        raise WrongType
    return FileKind.CSV


def _has_controls(text: str) -> bool:
    """Whether a decoded text holds signs that no text file has (what is left of a binary file read as text)."""
    return any(c < " " and c not in "\t\n\r\f\v\x1a" for c in text)


def _sniff_zip(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            names = {m.filename.replace("\\", "/").lower() for m in members}
            _guard_zip(members)
            if any(n.startswith("xl/workbook.") for n in names):
                return FileKind.XLSX
            if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:200]:
                manifest = archive.read("META-INF/manifest.xml") if "meta-inf/manifest.xml" in names else b""
                if b"encryption-data" in manifest:
                    raise Encrypted
                return FileKind.ODS
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError, OSError, ValueError) as error:
        raise Damaged from error
    raise WrongType


def _guard_zip(members: list[zipfile.ZipInfo]) -> None:
    """Refuses a zip bomb by its directory (the child's memory limit is there for a directory that lies)."""
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_INFLATED_BYTES:
        raise TooLarge(limit_mb=str(MAX_INFLATED_BYTES // 1_000_000))
    for member in members:
        if member.flag_bits & 0x1:
            raise Encrypted
        if member.file_size > RATIO_FLOOR_BYTES and member.file_size > MAX_RATIO * max(
            1, member.compress_size
        ):
            raise TooLarge(limit_mb=str(MAX_INFLATED_BYTES // 1_000_000))


def _sniff_ole(data: bytes) -> FileKind:
    """Excel 97 and password-protected xlsx share one container; its directory entries (UTF-16) tell them apart."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Encrypted
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "WORKBOOK", "Book")):
        return FileKind.XLS
    raise WrongType


def _read_workbook(data: bytes, file: str, kind: FileKind) -> Book:
    sheets: list[Sheet] = []
    cells = 0
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        if len(workbook.sheets_metadata) > MAX_SHEETS:
            raise TooLarge(limit_mb=str(MAX_INFLATED_BYTES // 1_000_000))
        looks = _looks(data, kind)
        for meta in workbook.sheets_metadata:
            if meta.typ is not SheetTypeEnum.WorkSheet:
                continue
            source = workbook.get_sheet_by_name(meta.name)
            cells += source.total_height * source.total_width
            if cells > MAX_CELLS:
                raise TooLarge(limit_mb=str(MAX_INFLATED_BYTES // 1_000_000))
            look = looks.sheets.get(meta.name)
            merged = tuple((a[0], a[1], b[0], b[1]) for a, b in source.merged_cell_ranges or ())
            sheet = Sheet(
                meta.name,
                [[_cell(v) for v in row] for row in source.to_python(skip_empty_area=False)],
                hidden=meta.visible is not SheetVisibleEnum.Visible,
                merged=merged,
            )
            if look is not None:
                sheet.hidden_rows, sheet.fills = frozenset(look.hidden_rows), look.fills
                sheet.merged = merged or tuple(look.merged)
                _show_errors(sheet.rows, look.errors)
            sheets.append(sheet)
    except PasswordError as error:
        raise Encrypted from error
    except CalamineError as error:
        raise Damaged from error
    return Book(file, kind, sheets, epoch1904=looks.epoch1904)


def _looks(data: bytes, kind: FileKind) -> Appearance:
    if kind is FileKind.XLSX:
        return xlsx_appearance(data)
    return ods_appearance(data) if kind is FileKind.ODS else xls_appearance(data)


def _show_errors(rows: list[list[Cell]], errors: Mapping[tuple[int, int], str]) -> None:
    """Puts `#REF!` and its kind where calamine leaves an empty cell: a formula that failed is not nothing."""
    for (row, column), text in errors.items():
        if row <= len(rows) and column < len(rows[row - 1]):
            rows[row - 1][column] = text


def _cell(value: Any) -> Cell:
    """calamine's value as ours: '' is None, a whole number is an int, a time of day is text."""
    if value == "" or value is None:
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e17 else value
    if isinstance(value, str | bool | int | datetime | date):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)


def _utf16(head: bytes) -> str:
    """The UTF-16 flavour of a text that has one, by its mark or by where its zero bytes stand."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.3 * len(head) / 2 and even < odd / 10:
        return "utf-16-le"
    if even > 0.3 * len(head) / 2 and odd < even / 10:
        return "utf-16-be"
    return ""


def decode(data: bytes) -> str:
    """Text of a CSV file: UTF-8 (with or without mark), UTF-16, else Windows-1252, which never fails here."""
    if flavour := _utf16(data[:4096]):
        return data.decode(flavour, errors="replace").lstrip("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def csv_rows(data: bytes) -> list[list[Cell]]:
    """Rows of a delimited text; the delimiter is the one that cuts most lines into the same number of cells."""
    text = decode(data)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[4], rest
    else:
        delimiter = find_delimiter(text)
    csv.field_size_limit(200_000)
    try:
        return [
            [v if v.strip() else None for v in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise Damaged from error


def find_delimiter(text: str) -> str:
    sample = text[:60_000]
    if len(sample) < len(text):
        sample = sample.rpartition("\n")[0] or sample
    best, best_score = ";", 0.0
    for delimiter in ";,\t|":
        try:
            widths = Counter(
                len(r) for r in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if any(r)
            )
        except csv.Error:
            continue
        score = _delimiter_score(widths.items())
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _delimiter_score(widths: Iterable[tuple[int, int]]) -> float:
    counted = [(width, lines) for width, lines in widths if width > 1]
    if not counted:
        return 0.0
    total = sum(lines for _, lines in counted)
    width, lines = max(counted, key=lambda item: item[0] * item[1])
    return (width - 1) * lines * lines / total
