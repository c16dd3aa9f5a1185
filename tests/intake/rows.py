"""Rows of a workbook as intake takes them: complete where nothing else is said, one word changes one thing."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from bimbing.intake.actions import Counts, RowFound, WorkbookFound, commit, receive
from bimbing.intake.models import Import
from bimbing.offices.models import Staff
from tests.factories import AT

SUWARNO: dict[str, Any] = {
    "full_name": "SUWARNO",
    "aliases": ["WARNO"],
    "parent_name": "KARTO",
    "register_no": "012/PB/2026",
    "nik": "3522151005900001",
    "sex": "L",
    "birth_place": "Bojonegoro",
    "birth_date": "1990-05-10",
    "address": "Ds. Ngraho RT.02/03 Kec. Ngraho Kab. Bojonegoro",
    "phones": [["+6281200000001", "self"]],
    "offence": "PENCURIAN",
    "articles": "363 ayat 1 ke-3 KUHP",
    "sentence": [3, 0, 0],
    "programme": "PB",
    "decree_no": "PAS-123.PK.01.05.09 TAHUN 2026",
    "decree_date": "2026-03-02",
    "start_date": "2026-03-10",
    "end_date": "2028-03-10",
    "sentence_end_date": "2027-03-10",
    "origin": "Lapas Bojonegoro",
    "officer": "Budi Hartono",
    "status": "aktif",
}
SITI: dict[str, Any] = {
    "full_name": "SITI MUNAWAROH",
    "register_no": "013/CB/2026",
    "nik": "3523104105850002",
    "birth_date": "1985-05-01",
    "programme": "CB",
    "start_date": "2026-04-01",
    "end_date": "2026-12-01",
    "officer": "Budi Hartono",
}


def row(
    values: dict[str, Any], number: int = 7, *, sheet: str = "PB", issues: Sequence[Any] = (), **but: Any
) -> RowFound:
    """A row that says `values`, but for what is given by name; None takes a value away."""
    said = {name: value for name, value in (values | but).items() if value is not None}
    return RowFound(
        sheet=sheet, row=number, raw={"B": said.get("full_name", "")}, values=said, issues=list(issues)
    )


def workbook(
    *rows: RowFound, name: str = "register.xlsx", officers: Sequence[dict[str, Any]] = ()
) -> WorkbookFound:
    """A workbook of these rows; the same rows under the same name are the same file."""
    digest = sha256(repr((name, rows)).encode()).hexdigest()
    return WorkbookFound(
        file_name=name, digest=digest, rows=rows, found={"officers": list(officers), "unplaced": []}
    )


def bring_in(by: Staff, *rows: RowFound, name: str = "register.xlsx", **more: Any) -> tuple[Import, Counts]:
    """Receive and commit a workbook of these rows."""
    batch = receive(office=by.office, workbook=workbook(*rows, name=name, **more), by=by, at=AT)
    return batch, commit(batch=batch, by=by, at=AT)


def ask(field: str, code: str, text: str = "", column: str = "K", severity: str = "ask") -> dict[str, Any]:
    """A question that the reader of the file raised."""
    return {
        "field": field,
        "code": code,
        "severity": severity,
        "params": {"raw": text},
        "text": text,
        "column": column,
        "row": 7,
        "proposal": None,
    }
