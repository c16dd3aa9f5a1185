"""What an office teaches Bimbing: the layouts of its tables, and its own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bimbing.audit.actions import record
from bimbing.intake.models import Import, Layout, LearntWord
from bimbing.offices.models import Office, Staff, StaffAlias
from bimbing.rules.name_keys import fold
from bimbing.rules.taught_words import LONGEST_WORD, word_key

#: The code of an officer whom the office does not have yet.
NEW_OFFICER: Final = "new"
#: Columns about which nothing was said: a later version of the program may still recognise them.
_UNSAID: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A word and what it means. `code` is a code of the office, for an officer the number of the member of staff or
    NEW_OFFICER; "" forgets the word.
    """

    field: str
    word: str
    code: str

    @property
    def key(self) -> str:
        return fold(self.word)[:LONGEST_WORD] if self.field == "officer" else word_key(self.word)


def remember_layouts(*, batch: Import, by: Staff, at: datetime, all_tables: bool = False) -> int:
    """Remember the columns of the tables that a person chose in this import (`all_tables`: or only looked at).

    Gives how many layouts are new or another now. What stands remembered already is left alone.
    """
    chosen: Mapping[str, Any] = batch.choices.get("columns", {})
    wanted = {
        sheet["layout"]: sheet
        for sheet in reversed(batch.sheets)
        if sheet.get("layout")
        and (sheet["place"] in chosen or (all_tables and (sheet["records"] or sheet["kind"] in _OF_VISITS)))
    }
    known = {
        layout.key: layout
        for layout in Layout.objects.filter(office_id=batch.office_id, key__in=wanted).select_for_update()
    }
    changed = 0
    for key, sheet in wanted.items():
        columns = {c["letter"]: c["meaning"] for c in sheet["columns"] if c["meaning"] != _UNSAID}
        if (layout := known.get(key)) is not None and layout.columns == columns:
            continue
        _remember(batch, key, sheet, columns, by, at)
        changed += 1
    return changed


_OF_VISITS: Final = ("matrix", "ledger", "form")


def _remember(
    batch: Import, key: str, sheet: Mapping[str, Any], columns: dict[str, str], by: Staff, at: datetime
) -> None:
    name = " · ".join(part for part in (sheet["sheet"], batch.file_name) if part)[:200]
    layout, _new = Layout.objects.update_or_create(
        office_id=batch.office_id,
        key=key,
        defaults={"name": name, "columns": columns, "confirmed_by": by, "confirmed_at": at},
    )
    record(
        by=by,
        at=at,
        action="layout.remembered",
        subject="layout",
        subject_id=layout.pk,
        changes={"layout": (None, name)},
        office_id=batch.office_id,
    )


def learn(*, office: Office, lessons: Sequence[Lesson], by: Staff, at: datetime) -> dict[str, Any]:
    """Write words down, or forget them. Gives `field: word` -> (old code, new code) for what changed.

    A spelling of an officer is also put into the list by which an import finds its staff.
    """
    known = {
        (word.field, word.word_key): word
        for word in LearntWord.objects.filter(office=office).select_for_update()
    }
    changes: dict[str, Any] = {}
    for lesson in lessons:
        before = known.get((lesson.field, lesson.key))
        old = before.code if before else ""
        if not lesson.key or lesson.code == old:
            continue
        if not lesson.code:
            LearntWord.objects.filter(office=office, field=lesson.field, word_key=lesson.key).delete()
        else:
            LearntWord.objects.update_or_create(
                office=office,
                field=lesson.field,
                word_key=lesson.key,
                defaults={
                    "word": lesson.word[:LONGEST_WORD],
                    "code": lesson.code,
                    "learnt_by": by,
                    "learnt_at": at,
                },
            )
        if lesson.field == "officer":
            _learn_officer(office, lesson, old)
        changes[f"{lesson.field}: {lesson.word}"] = (old or None, lesson.code or None)
    return changes


def _learn_officer(office: Office, lesson: Lesson, old: str) -> None:
    spellings = StaffAlias.objects.filter(office=office, name_key=lesson.key)
    if lesson.code.isdecimal():
        StaffAlias.objects.update_or_create(
            office=office, name_key=lesson.key, defaults={"staff_id": int(lesson.code)}
        )
    elif old.isdecimal():
        spellings.filter(staff_id=int(old)).delete()
