"""Brings a waiting import into the register: all of it in one transaction, or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max

from bimbing.attendance.actions import (
    ImportedCounts,
    ImportedVisit,
    enter_with_visits,
    record_imported_visits,
    settle,
)
from bimbing.attendance.models import Visit
from bimbing.attendance.queries.duty import DutyReader
from bimbing.audit.actions import record
from bimbing.audit.models import Event
from bimbing.clients.actions import Entered, enter_clients
from bimbing.clients.models import Client
from bimbing.intake.actions.changes import apply_changes
from bimbing.intake.actions.collector import rows_set_aside, set_aside
from bimbing.intake.actions.compare import Outcome, Plan
from bimbing.intake.actions.entries import (
    Known,
    case_columns,
    new_client,
    remarks_of,
    status_of,
    supervision_columns,
)
from bimbing.intake.actions.layouts import remember_layouts
from bimbing.intake.actions.officers import bring_in_officers
from bimbing.intake.actions.receive import (
    counts_of,
    drop_file,
    known_codes,
    lock_intake,
    look,
    rows_of,
    today_of,
)
from bimbing.intake.actions.snapshots import Snapshot, difference, snapshots
from bimbing.intake.actions.visits import months_of, visits_of
from bimbing.intake.models import Import, ImportRow
from bimbing.intake.queries.known import chunks
from bimbing.offices.models import Office, Staff, StaffAlias
from bimbing.rows import update_rows
from bimbing.rules.calendar import add_months, month_start
from bimbing.supervision.actions import NewSupervision, draft_supervisions

#: Rows that are written at the same time; what they share (persons, officers) is known by number from then on.
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
    with rows_set_aside(), transaction.atomic():
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
        self.known: Known = known_codes(self.office.pk)
        self.officers: Mapping[str, int] = {}
        self.undo: dict[str, Any] = {"events": [_last(Event.objects)]}
        self.counted_from: date | None = None
        self.duties = DutyReader()

    def run(self) -> Counts:
        rows = rows_of(self.batch)
        self.progress("compare", 0, len(rows))
        set_aside()
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
        set_aside()
        self.progress("clients", 0, len(fresh))
        for start in range(0, len(fresh), SLICE):
            part = fresh[start : start + SLICE]
            entered = self._clients(part)
            clients += len(entered)
            visits = _sum(visits, self._guidances(part, entered))
            set_aside()
            self.progress("clients", start + len(part), len(fresh))
        for start in range(0, len(edited), SLICE):
            self.progress("changes", start, len(edited))
            part = edited[start : start + SLICE]
            apply_changes(plans=part, officers=self.officers, by=self.by, at=self.at, today=self.today)
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

    def _clients(self, fresh: Sequence[Plan]) -> dict[int, Entered]:
        """Enter the persons whom these rows are the first to name; by number."""
        makers = [plan for plan in fresh if plan.person is not None and plan.person.plan is plan]
        entries = [new_client(plan.values, plan.section, plan.name_key) for plan in makers]
        made = enter_clients(office=self.office, entries=entries, by=self.by, at=self.at)
        for plan, client in zip(makers, made, strict=True):
            plan.made = ImportRow.Made.CLIENT
            if plan.person is not None:
                plan.person.pk = client.pk
        return {client.pk: client for client in made}

    def _guidances(self, fresh: Sequence[Plan], entered: Mapping[int, Entered]) -> ImportedCounts:
        """Enter the guidances of these rows with their reports; settled."""
        clients: dict[int, Client | Entered] = dict(entered)
        ids = (plan.person.pk for plan in fresh if plan.person is not None and plan.person.pk is not None)
        for chunk in chunks(pk for pk in ids if pk not in entered):
            clients |= Client.objects.in_bulk(chunk)
        drafts = draft_supervisions(
            office=self.office,
            entries=[self._entry(plan, clients[plan.person.pk or 0]) for plan in fresh if plan.person],
            at=self.at,
        )
        reports: list[ImportedVisit] = []
        for plan, draft in zip(fresh, drafts, strict=True):
            plan.client_id, plan.supervision_id = draft.client.pk, draft.pk
            plan.made = plan.made or ImportRow.Made.GUIDANCE
            reports.extend(visits_of(draft.pk, plan.values, self.today))
        return enter_with_visits(
            drafts=drafts, visits=reports, by=self.by, at=self.at, today=self.today, reader=self.duties
        )

    def _entry(self, plan: Plan, client: Client | Entered) -> NewSupervision:
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
        update_rows(ImportRow, ("undo",), ((plan.row.pk, plan.row.undo) for plan in edited))

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
        drop_file(self.batch)
        remember_layouts(batch=self.batch, by=self.by, at=self.at)
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
    """What each row became."""
    for start in range(0, len(plans), SLICE):
        part = plans[start : start + SLICE]
        update_rows(
            ImportRow,
            ("outcome", "client_id", "supervision_id", "made"),
            (
                (plan.row.pk, plan.outcome.value, plan.client_id, plan.supervision_id, str(plan.made))
                for plan in part
            ),
        )
        said = [plan for plan in part if plan.row.issues != plan.issues]
        update_rows(ImportRow, ("issues",), ((plan.row.pk, plan.issues) for plan in said))
