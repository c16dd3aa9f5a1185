"""Single cells: a failed formula, and the text in which a row is kept for ever."""

from __future__ import annotations

import re
from datetime import date

from bimbing.intake.imports.columns import letter
from bimbing.intake.imports.headings import Meaning
from bimbing.intake.imports.model import Cell
from bimbing.intake.imports.tables import Row
from bimbing.rules.reading import Doubt, formula_error

ADDRESS_PARTS = (
    (Meaning.NEIGHBOURHOOD, "RT/RW"),
    (Meaning.VILLAGE, "Ds."),
    (Meaning.DISTRICT, "Kec."),
    (Meaning.REGENCY, ""),
    (Meaning.PROVINCE, ""),
)
"""Columns that belong behind the address, with the sign that a bare name gets."""


def broken_formula(cell: Cell) -> Doubt | None:
    """The doubt for `#REF!` and its kind; a text that only begins otherwise is none."""
    return (
        formula_error(cell)
        if isinstance(cell, str) and "#" in cell and cell.lstrip().startswith("#")
        else None
    )


def raw_cells(row: Row) -> dict[str, str]:
    """Every cell that is not empty, as text by column letter; dates in ISO form."""
    return {
        letter(c): (v.isoformat() if isinstance(v, date) else str(v))
        for c, v in enumerate(row)
        if v is not None
    }


_ADDRESS_SIGN = re.compile(
    r"(?:ds|desa|kel|kec|kab|kota|rt|rw|kelurahan|kecamatan|kabupaten|prov|provinsi)\b[. /]*", re.IGNORECASE
)


def longer_address(address: str, part: str, sign: str) -> str:
    """The address with one more part behind it, unless it already says so: (`Jl. Mawar 3`, `Ngraho`, `Kec.`)."""
    bare = _ADDRESS_SIGN.sub("", part, count=1) if _ADDRESS_SIGN.match(part) else part
    shown = part if not sign or bare != part else f"{sign} {part}"
    told = address.casefold()
    if (shown.casefold() in told) or (not sign and bare.casefold() in told):
        return address
    return f"{address}, {shown}" if address else shown
