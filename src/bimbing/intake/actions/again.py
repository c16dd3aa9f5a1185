"""A waiting import is read anew, the way a person said: other columns, words of the office, a layout forgotten."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from bimbing.audit.actions import record
from bimbing.intake.actions.collector import rows_set_aside
from bimbing.intake.actions.found import WorkbookFound
from bimbing.intake.actions.layouts import Lesson, learn, remember_layouts
from bimbing.intake.actions.receive import enter_rows, lock_intake, new_rows
from bimbing.intake.models import Import, Layout
from bimbing.intake.queries.decisions import decisions_of
from bimbing.offices.models import Staff

#: So many changed columns or words stand in one line of the trail.
TOLD: Final = 80


class NotWaiting(Exception):
    """The import was decided meanwhile: its rows stay as they are."""


@transaction.atomic
def read_again(*, batch: Import, workbook: WorkbookFound, at: datetime) -> Import:
    """Put the rows of a new reading in the place of the old ones, and lay them beside the register.

    What a person answered for a row (`answers`, `identity`) stays with the row of the same sheet and number. Raises
    NotWaiting, and then nothing was written. The trail is the business of the verb that had it read anew.
    """
    lock_intake(batch.office)
    current = Import.objects.select_for_update(of=("self",)).select_related("office").get(pk=batch.pk)
    if current.state != Import.State.PREVIEW:
        raise NotWaiting
    decisions = decisions_of(current)
    answered = {
        (sheet, row): answers
        for sheet, row, answers in current.rows.values_list("sheet", "row", "answers")
        if answers
    }
    current.rows.all().delete()
    rows = new_rows(current, workbook, decisions)
    for row in rows:
        row.answers = answered.get((row.sheet, row.row), {})
    current.sheets, current.found = list(workbook.sheets), dict(workbook.found or {})
    current.choices = dict(workbook.choices)
    current.save(update_fields=["sheets", "found", "choices"])
    enter_rows(current, rows, at)
    batch.refresh_from_db()
    return batch


@rows_set_aside()
@transaction.atomic
def choose_columns(
    *, batch: Import, workbook: WorkbookFound, by: Staff, at: datetime, remember: bool = False
) -> int:
    """Read a waiting import with the columns that a person chose; `remember` them for the office's next files.

    Gives how many layouts were newly remembered. Raises NotWaiting.
    """
    changes = _columns_changed(batch.sheets, workbook.sheets)
    read_again(batch=batch, workbook=workbook, at=at)
    record(
        by=by,
        at=at,
        action="import.columns_chosen",
        subject="import",
        subject_id=batch.pk,
        changes=changes,
        office_id=batch.office_id,
    )
    return remember_layouts(batch=batch, by=by, at=at, all_tables=True) if remember else 0


@rows_set_aside()
@transaction.atomic
def teach_words(
    *, batch: Import, workbook: WorkbookFound, lessons: Sequence[Lesson], by: Staff, at: datetime
) -> int:
    """Write the office's words down and read a waiting import with them. Gives how many are new or another now.

    `workbook` was read with these words already. Raises NotWaiting.
    """
    read_again(batch=batch, workbook=workbook, at=at)
    changes = learn(office=batch.office, lessons=lessons, by=by, at=at)
    record(
        by=by,
        at=at,
        action="import.words_taught",
        subject="import",
        subject_id=batch.pk,
        changes=dict(list(changes.items())[:TOLD]),
        office_id=batch.office_id,
    )
    return len(changes)


@rows_set_aside()
@transaction.atomic
def forget_layout(
    *, layout: Layout, by: Staff, at: datetime, batch: Import, workbook: WorkbookFound | None
) -> None:
    """Forget a layout; the waiting import that was read by it is read without (`workbook`, None: its file is gone).

    Raises NotWaiting.
    """
    pk, name = layout.pk, layout.name
    layout.delete()
    if workbook is not None:
        read_again(batch=batch, workbook=workbook, at=at)
    record(
        by=by,
        at=at,
        action="layout.forgotten",
        subject="layout",
        subject_id=pk,
        changes={"layout": (name, None)},
        office_id=batch.office_id,
    )


def _columns_changed(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> dict[str, tuple[Any, Any]]:
    """`place letter` -> (old meaning, new meaning), exchanged days and left-out sheets among them."""
    old, new = _told(before), _told(after)
    changed = {name: (old.get(name), new.get(name)) for name in old | new if old.get(name) != new.get(name)}
    return dict(list(changed.items())[:TOLD])


def _told(sheets: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    told: dict[str, str] = {}
    for sheet in sheets:
        place = sheet.get("place", sheet["sheet"])
        told[place] = sheet["kind"]
        for column in sheet["columns"]:
            exchanged = " (d/m)" if column["letter"] in sheet["exchanged"] else ""
            told[f"{place} {column['letter']}"] = f"{column['meaning']}{exchanged}"
    return told
