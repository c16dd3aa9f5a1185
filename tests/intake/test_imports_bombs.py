"""Files made to exhaust the reader: each is refused with a sentence, and costs the server next to nothing.

What a file costs is told in seconds of processor time of the bounded child, which other work on the machine does not
change.
"""

from __future__ import annotations

import io
import resource
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bimbing.intake.imports.guarded import read_guarded
from bimbing.intake.imports.reader import FileProblem

MOST_SECONDS = 2.0
_BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{sheets}</sheets></workbook>'
)
_SHEET = '<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>'
_RELATIONS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}</Relationships>'
_RELATION = '<Relationship Id="rId{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
_STRINGS = '<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>'
_ROWS = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{dimension}<sheetData>{rows}</sheetData></worksheet>'
_CELL = '<row r="{row}"><c r="{place}"><v>1</v></c></row>'


def _workbook(rows: str, *, sheets: int = 1, dimension: str = "", strings: str = "") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "xl/workbook.xml", _BOOK.format(sheets="".join(_SHEET.format(n=n + 1) for n in range(sheets)))
        )
        relations = "".join(_RELATION.format(n=n + 1) for n in range(sheets)) + (_STRINGS if strings else "")
        archive.writestr("xl/_rels/workbook.xml.rels", _RELATIONS.format(all=relations))
        archive.writestr("xl/worksheets/sheet1.xml", _ROWS.format(dimension=dimension, rows=rows))
        if strings:
            archive.writestr("xl/sharedStrings.xml", strings)
    return data.getvalue()


def _far_cell() -> bytes:
    """One cell at the far corner: a grid of seventeen thousand million cells."""
    return _workbook(_CELL.format(row=1, place="A1") + _CELL.format(row=1048576, place="XFD1048576"))


def _many_sheets() -> bytes:
    return _workbook(_CELL.format(row=1, place="A1"), sheets=100_000)


def _two_hundred_megabytes() -> bytes:
    return _workbook("<row/>" * 34_000_000)


def _lying_directory() -> bytes:
    """A sheet of 300 MB whose directory says it is small."""
    honest = bytearray(_workbook(" " * 300_000_000))
    directory = honest.rindex(b"PK\x01\x02")
    size = honest.rindex(b"PK\x05\x06")
    while directory >= 0:
        struct.pack_into("<I", honest, directory + 24, 5_000)
        directory = honest.rfind(b"PK\x01\x02", 0, directory)
    assert size > 0
    return bytes(honest)


def _many_strings() -> bytes:
    words = "".join(f"<si><t>{n:x}</t></si>" for n in range(4_000_000))
    return _workbook(
        _CELL.format(row=1, place="A1"),
        strings=f'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{words}</sst>',
    )


def _wide_dimension() -> bytes:
    return _workbook("", dimension='<dimension ref="A1:XFD1048576"/>')


@pytest.mark.parametrize(
    "bomb",
    [_far_cell, _many_sheets, _two_hundred_megabytes, _lying_directory, _many_strings, _wide_dimension],
)
def test_a_bomb_is_refused_at_once(bomb: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "klien.xlsx"
    path.write_bytes(bomb())
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with pytest.raises(FileProblem) as refused:
        read_guarded(path)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert refused.value.code in ("too_large", "damaged", "empty", "took_too_long")
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert spent < MOST_SECONDS
