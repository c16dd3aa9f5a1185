"""Brings a waiting import into the register: all of it in one transaction, or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Max

from bimbing.attendance.actions import ImportedCounts, record_imported_visits, settle
from bimbing.attendance.models import Visit
from bimbing.audit.actions import record
from bimbing.audit.models import Event
from bimbing.clients.actions import add_clients
from bimbing.clients.models import Client
from bimbing.intake.actions.changes import apply_changes
from bimbing.intake.actions.collector import collector_at_rest, keep_what_is_here, sweep
from bimbing.intake.actions.compare import Outcome, Plan
from bimbing.intake.actions.entries import (
    Known,
    case_columns,
    new_client,
    remarks_of,
    status_of,
    supervision_columns,
)
from bimbing.intake.actions.officers import bring_in_officers
from bimbing.intake.actions.receive import counts_of, known_codes, lock_intake, look, today_of
from bimbing.intake.actions.snapshots import Snapshot, difference, snapshots
from bimbing.intake.actions.visits import months_of, visits_of
from bimbing.intake.models import Import, ImportRow
from bimbing.intake.queries.known import chunks
from bimbing.offices.models import Office, Staff, StaffAlias
from bimbing.rules.calendar import add_months, month_start
from bimbing.supervision.actions import NewSupervision, add_supervisions

#: Rows that are objects at the same time; what they share (persons, officers) is known by number from then on.
SLICE: Final = 1000


#: What hears how far a commit is: (step, done, total); the steps are compare, clients, changes, rows, in this order.
Progress = Callable[[str, int, int], None]


class ImportDiscarded(Exception):
    """The import was put aside, or taken back; bring the file in again."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the rows. `new`, `changed`, `same` and `rejected` make up all of them; `doubtful` are those of
    the new and changed ones with an open question. `clients` new persons, `visits` new reports, `officers` new names.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    rejected: int = 0
    doubtful: int = 0
    clients: int = 0
    officers: int = 0
    visits: int = 0
    visits_known: int = 0
    visits_to_come: int = 0


def _unheard(step: str, done: int, total: int) -> None:
    """Nobody waits to hear how far it is."""


def commit(*, batch: Import, by: Staff, at: datetime, progress: Progress = _unheard) -> Counts:
    """Enter everything an import holds. Done twice, it changes nothing and says so (new 0, the rest same).

    Raises ImportDiscarded, and whatever `progress` raises, which hears of every slice; then nothing was entered. The
    rows are laid beside the register once more under the office's lock, so that two people who bring in the same
    workbook at once make one client of each row.
    """
    with collector_at_rest(), transaction.atomic():
        lock_intake(batch.office)
        waiting = Import.objects.select_related("office").select_for_update(of=("self",), no_key=True)
        current = waiting.get(pk=batch.pk)
        if current.state in (Import.State.DISCARDED, Import.State.UNDONE):
            raise ImportDiscarded
        if current.state == Import.State.DONE:
            batch.refresh_from_db()
            return _nothing_new(current)
        counts = _Commit(current, by, at, progress).run()
    batch.refresh_from_db()
    return counts


def _nothing_new(batch: Import) -> Counts:
    rejected = batch.rows.filter(outcome=Outcome.REJECTED).count()
    return Counts(same=batch.rows.count() - rejected, rejected=rejected)


def _sum(one: ImportedCounts, other: ImportedCounts) -> ImportedCounts:
    return ImportedCounts(one.added + other.added, one.already + other.already, one.future + other.future)


class _Commit:
    """One import while it is brought in."""

    def __init__(self, batch: Import, by: Staff, at: datetime, progress: Progress) -> None:
        self.batch, self.by, self.at, self.progress = batch, by, at, progress
        self.office: Office = batch.office
        self.today: date = today_of(self.office, at)
        self.known: Known = known_codes()
        self.officers: Mapping[str, int] = {}
        self.undo: dict[str, Any] = {"events": [_last(Event.objects)]}
        self.counted_from: date | None = None

    def run(self) -> Counts:
        rows = list(self.batch.rows.order_by("pk"))
        self.progress("compare", 0, len(rows))
        for row in rows:
            row.batch = self.batch
        plans = look(office=self.office, rows=rows, today=self.today)
        self.counted_from = self._record_begins(plans)
        acting = [plan for plan in plans if plan.repeats is None and plan.outcome is not Outcome.REJECTED]
        fresh = [plan for plan in acting if plan.makes_supervision]
        edited = [
            plan for plan in acting if plan.supervision_id is not None and plan.outcome is not Outcome.SAME
        ]
        self._officers(fresh, edited)
        clients, visits = 0, ImportedCounts(0, 0, 0)
        before = snapshots(plan.supervision_id for plan in edited if plan.supervision_id)
        first_visit = _last(Visit.objects)
        keep_what_is_here()
        self.progress("clients", 0, len(fresh))
        for start in range(0, len(fresh), SLICE):
            part = fresh[start : start + SLICE]
            clients += self._clients(part)
            self._supervisions(part)
            visits = _sum(visits, self._visits(part))
            sweep()
            self.progress("clients", start + len(part), len(fresh))
        for number, plan in enumerate(edited):
            if number % SLICE == 0:
                self.progress("changes", number, len(edited))
            apply_changes(plan=plan, officers=self.officers, by=self.by, at=self.at, today=self.today)
        visits = _sum(visits, self._visits(edited))
        self.undo["visits"] = [first_visit, _last(Visit.objects)]
        self._keep_old_values(edited, before)
        counts = self._counts(plans, fresh, edited, clients, visits)
        self.progress("rows", 0, len(plans))
        self._close(plans, counts)
        return counts

    def _record_begins(self, plans: Sequence[Plan]) -> date:
        """The first day from which this file knows who came: of its earliest month of reports, else of this month.

        What was before is unknown, not missed: three misses are a ground for revocation, an unkept list is none.
        """
        this_month = month_start(self.today)
        months = sorted(months_of(plan.values for plan in plans))
        known = [date.fromisoformat(f"{month}-01") for month in months if month <= f"{this_month:%Y-%m}"]
        reaches_us = bool(known) and known[-1] >= add_months(this_month, -1)
        return known[0] if reaches_us else this_month

    def _officers(self, fresh: Sequence[Plan], edited: Sequence[Plan]) -> None:
        names = [plan.values["officer"] for plan in (*fresh, *edited) if plan.values.get("officer")]
        staff, spellings = (
            Staff.objects.of_office(self.office.pk),
            StaffAlias.objects.filter(office=self.office),
        )
        known = set(staff.values_list("pk", flat=True)), set(spellings.values_list("pk", flat=True))
        self.officers = bring_in_officers(
            office=self.office,
            names=names,
            found=self.batch.found.get("officers", ()),
            by=self.by,
            at=self.at,
        )
        self.undo |= {
            "officers": sorted(set(self.officers.values()) - known[0]),
            "spellings": sorted(set(spellings.values_list("pk", flat=True)) - known[1]),
        }

    def _clients(self, fresh: Sequence[Plan]) -> int:
        makers = [plan for plan in fresh if plan.person is not None and plan.person.plan is plan]
        entries = [new_client(plan.values, plan.section) for plan in makers]
        for plan, client in zip(
            makers, add_clients(office=self.office, entries=entries, by=self.by, at=self.at), strict=True
        ):
            plan.made = ImportRow.Made.CLIENT
            if plan.person is not None:
                plan.person.pk = client.pk
        return len(makers)

    def _supervisions(self, fresh: Sequence[Plan]) -> None:
        ids = [plan.person.pk for plan in fresh if plan.person is not None and plan.person.pk is not None]
        clients: dict[int, Client] = {}
        for chunk in chunks(ids):
            clients |= Client.objects.in_bulk(chunk)
        entries = [
            self._entry(plan, clients[plan.person.pk or 0]) for plan in fresh if plan.person is not None
        ]
        made = add_supervisions(office=self.office, entries=entries, by=self.by, at=self.at)
        for plan, row in zip(fresh, made, strict=True):
            plan.client_id, plan.supervision_id = row.client_id, row.pk
            plan.made = plan.made or ImportRow.Made.GUIDANCE

    def _entry(self, plan: Plan, client: Client) -> NewSupervision:
        told = status_of(plan.values, self.today)
        columns = supervision_columns(plan.values, self.known) | {
            "officer_id": self.officers.get(plan.values.get("officer") or ""),
            "remarks": remarks_of(plan.values, plan.issues),
            "counted_from": self.counted_from,
        }
        return NewSupervision(
            client=client,
            case=case_columns(plan.values, self.known),
            columns=columns,
            status=told.status,
            status_on=told.on,
            status_reason=told.reason,
        )

    def _visits(self, touched: Sequence[Plan]) -> ImportedCounts:
        """Record the reports, then settle those that the recording did not."""
        ids = {plan.supervision_id for plan in touched if plan.supervision_id is not None}
        rows = [
            visit
            for plan in touched
            if plan.supervision_id is not None
            for visit in visits_of(plan.supervision_id, plan.values, self.today)
        ]
        counts = record_imported_visits(rows=rows, by=self.by, at=self.at)
        settled = {row.supervision_id for row in rows if row.on <= self.today} if counts.added else set()
        settle(supervision_ids=ids - settled, as_of=self.today)
        return counts

    def _keep_old_values(self, edited: Sequence[Plan], before: Mapping[int, Snapshot]) -> None:
        """With each row what it changed, so that `actions.undo` can put it back."""
        after = snapshots(before)
        for plan in edited:
            if (pk := plan.supervision_id) is not None and pk in before:
                plan.row.undo = difference(before[pk], after[pk])
        ImportRow.objects.bulk_update((plan.row for plan in edited), ["undo"], batch_size=100)

    def _counts(
        self,
        plans: Sequence[Plan],
        fresh: Sequence[Plan],
        edited: Sequence[Plan],
        clients: int,
        visits: ImportedCounts,
    ) -> Counts:
        rejected = sum(plan.outcome is Outcome.REJECTED for plan in plans)
        return Counts(
            new=len(fresh),
            changed=len(edited),
            same=len(plans) - len(fresh) - len(edited) - rejected,
            rejected=rejected,
            doubtful=sum(plan.outcome is Outcome.DOUBTFUL for plan in plans),
            clients=clients,
            officers=len(self.undo["officers"]),
            visits=visits.added,
            visits_known=visits.already,
            visits_to_come=visits.future,
        )

    def _close(self, plans: Sequence[Plan], counts: Counts) -> None:
        for plan in plans:
            if plan.repeats is not None:
                plan.client_id, plan.supervision_id = plan.repeats.client_id, plan.repeats.supervision_id
        _write_rows(plans)
        self.batch.state, self.batch.done_at = Import.State.DONE, self.at
        self.batch.counts = counts_of(plans) | {"result": asdict(counts)}
        record(
            by=self.by,
            at=self.at,
            action="import.committed",
            subject="import",
            subject_id=self.batch.pk,
            changes={name: (None, number) for name, number in asdict(counts).items() if number},
            office_id=self.office.pk,
        )
        self.undo["events"].append(_last(Event.objects))
        self.batch.undo = self.undo
        self.batch.save(update_fields=["state", "done_at", "counts", "undo"])


def _last(rows: Any) -> int:
    """The highest number of a table: what comes later has a higher one."""
    return rows.aggregate(last=Max("pk"))["last"] or 0


def _write_rows(plans: Sequence[Plan]) -> None:
    """What each row became. One prepared UPDATE a row: a CASE of thousands is many times slower."""
    quote = connection.ops.quote_name
    table = quote(ImportRow._meta.db_table)  # noqa: SLF001  (Django's own way)
    facts: list[tuple[Any, ...]] = [
        (plan.outcome.value, plan.client_id, plan.supervision_id, str(plan.made), plan.row.pk)
        for plan in plans
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET outcome = %s, client_id = %s, supervision_id = %s, made = %s WHERE id = %s",  # noqa: S608  (our own name)
            facts,
        )
    changed = []
    for plan in plans:
        if plan.row.issues != plan.issues:
            plan.row.issues = plan.issues
            changed.append(plan.row)
    ImportRow.objects.bulk_update(changed, ["issues"], batch_size=100)
