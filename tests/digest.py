"""All tables as a few numbers that do not depend on ids: two databases that say the same have the same digest.

A row is told by what it says and by what it is joined to. Numbers of rows are replaced by the rows they name, foreign
keys and the plain numbers of the trail, the imports and the jobs alike, also inside JSON. Then each row takes up,
some rounds long, the digests of those it points to and of those that point to it: two clients of the same words are
told apart by their cases, visits and trail. A table that this file does not know fails the digest.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import AutoField, ForeignKey, Model

from bimbing.supervision.queries.tallies import tally_differences

Key = tuple[str, Any]  # table, primary key

#: Tables that are no model's, and say nothing of their own.
NOT_OURS = {"django_migrations"}
#: What differs between two runs that did the same.
BY_CHANCE = {
    "attendance.Visit": {"request_key"},
    "proposals.Draft": {"key", "page"},
    "reports.KeptMonth": {"counted", "digest"},  # keyed by numbers of rows
    "proposals.Proposal": {"request_key"},
    "supervision.HandOver": {"request_key"},
    "sessions.Session": {"session_key", "session_data", "expire_date"},
    "jobs.Job": {"attempts", "worker", "started_at", "finished_at", "beat_at"},
}
#: Plain numbers that name a row.
NAMES = {
    "intake.ImportRow": {"client_id": "clients.Client", "supervision_id": "supervision.Supervision"},
    "audit.Event": {
        "office_id": "offices.Office",
        "staff_id": "offices.Staff",
        "client_id": "clients.Client",
    },
    "jobs.Job": {"office_id": "offices.Office", "by_id": "offices.Staff", "subject_id": "intake.Import"},
}
SUBJECTS = {
    "backup": "backup.Backup",
    "card": "cards.Card",
    "client": "clients.Client",
    "article_hint": "supervision.ArticleHint",
    "date_rule": "offices.DateRule",
    "duty_rule": "offices.DutyRule",
    "group": "supervision.SavedGroup",
    "handover": "supervision.HandOver",
    "holiday": "offices.Holiday",
    "import": "intake.Import",
    "job": "jobs.Job",
    "layout": "intake.Layout",
    "office": "offices.Office",
    "office_offence": "supervision.OfficeOffence",
    "office_programme": "supervision.OfficeProgramme",
    "outpost": "offices.Outpost",
    "proposal": "proposals.Proposal",
    "printer": "cards.Printer",
    "phase_rule": "supervision.PhaseRule",
    "programme_rule": "supervision.ProgrammeRule",
    "signatory": "offices.Signatory",
    "staff": "offices.Staff",
    "supervision": "supervision.Supervision",
    "visit": "attendance.Visit",
}
#: Keys inside JSON whose numbers name a row (or a list of rows); of some columns only.
IN_JSON = {
    "": {"officer_id": "offices.Staff", "by_id": "offices.Staff", "batch_id": "supervision.HandOver"},
    "audit.Event.changes": {"officer": "offices.Staff"},
    "intake.Import.undo": {"officers": "offices.Staff", "spellings": "offices.StaffAlias"},
    "intake.ImportRow.undo": {"events": "supervision.StatusEvent"},
}
#: First and last number of what an import made: how many rows that is, is what counts.
SPANS = {"intake.Import.undo": {"events": "audit.Event", "visits": "attendance.Visit"}}
#: Sums of other tables, in two or three places as chance has it (what is added up, what is not yet). They are proved.
PROVED = {"supervision.Tally", "supervision.EndingTally", "supervision.TallyChange"}
ROUNDS = 4


def digest(*, without: Iterable[str] = ()) -> dict[str, str]:
    """Table -> number, of all tables but those left out. Raises AssertionError where a table is unknown."""
    models = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    tables = {model._meta.db_table for model in models.values()}
    unknown = set(connection.introspection.table_names()) - tables - NOT_OURS
    assert not unknown, f"The digest does not know {sorted(unknown)}."
    wrong = tally_differences()
    assert not wrong, f"The tallies of the region are not what the register counts: {wrong[:5]}"
    models = {label: model for label, model in models.items() if label not in set(without) | PROVED}
    said: dict[Key, str] = {}
    points: dict[Key, list[tuple[str, Key]]] = {}
    for label, model in models.items():
        for pk, content, to in _rows(label, model):
            said[label, pk], points[label, pk] = _number(content), to
    for _ in range(ROUNDS):
        said = _next_round(said, points)
    by_table: dict[str, list[str]] = defaultdict(list)
    for (label, _pk), number in said.items():
        by_table[label].append(number)
    return {label: _number(sorted(by_table[label])) for label in models}


def _next_round(said: dict[Key, str], points: dict[Key, list[tuple[str, Key]]]) -> dict[Key, str]:
    from_others: dict[Key, list[str]] = defaultdict(list)
    for key, to in points.items():
        for field, target in to:
            from_others[target].append(f"{key[0]}.{field} {said[key]}")
    return {
        key: _number(
            [
                number,
                sorted(f"{field} {said.get(target, 'nobody')}" for field, target in points[key]),
                sorted(from_others[key]),
            ]
        )
        for key, number in said.items()
    }


def _rows(label: str, model: type[Model]) -> Iterator[tuple[Any, Any, list[tuple[str, Key]]]]:
    """(primary key, what the row says, what it points to) of every row."""
    fields = model._meta.concrete_fields
    left_out = BY_CHANCE.get(label, set())
    for row in model._default_manager.order_by("pk").values():
        content: dict[str, Any] = {}
        to: list[tuple[str, Key]] = []
        for field in fields:
            name, value = field.attname, row[field.attname]
            target = _target(label, field, row)
            if isinstance(field, AutoField) or name in left_out:
                continue
            if target and value is not None:
                to.append((name, (target, value)))
            else:
                content[name] = _plain(value, f"{label}.{name}", name, to)
        yield row[model._meta.pk.attname], content, to


def _target(label: str, field: Any, row: dict[str, Any]) -> str:
    """The table that a column's number names; empty where it names none."""
    if isinstance(field, ForeignKey):
        return str(field.related_model._meta.label)
    if label == "audit.Event" and field.attname == "subject_id":
        return SUBJECTS[row["subject_type"]] if row["subject_id"] is not None else ""
    return NAMES.get(label, {}).get(field.attname, "")


def _plain(value: Any, column: str, key: str, to: list[tuple[str, Key]]) -> Any:
    """A value without numbers of rows: those go to `to`. Bytes and JSON as text that sorts."""
    if key in SPANS.get(column, {}) and isinstance(value, list):
        first, last = value
        return apps.get_model(SPANS[column][key])._default_manager.filter(pk__gt=first, pk__lte=last).count()
    target = IN_JSON[""].get(key) or IN_JSON.get(column, {}).get(key)
    if target and isinstance(value, int):
        to.append((key, (target, value)))
        return "a row"
    if isinstance(value, dict):
        return {name: _plain(part, column, name, to) for name, part in sorted(value.items()) if name != "id"}
    if isinstance(value, list | tuple):
        return [_plain(part, column, key, to) for part in value]
    if column == "offices.Staff.password" and str(value).startswith("!"):
        return "none"  # what is no password is drawn by chance
    return bytes(value).hex() if isinstance(value, memoryview | bytes) else value


def _number(content: Any) -> str:
    return sha256(repr(content).encode()).hexdigest()[:24]


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """The tables in which two digests differ; those of whom a differing row is told by are among them."""
    return [table for table in one if one[table] != other[table]]
