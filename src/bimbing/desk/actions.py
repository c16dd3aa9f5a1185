"""Verbs that touch several apps at once: the fact below and the standing above it, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from bimbing.attendance.actions import settle
from bimbing.audit.actions import record
from bimbing.backup.actions import ask_for_backup
from bimbing.backup.models import Backup
from bimbing.clients.actions import NewClient, StaleVersion, add_clients, edit_client
from bimbing.clients.models import Client
from bimbing.offices.actions import add_holiday, remove_holiday, set_duty_rule, withdraw_duty_rule
from bimbing.offices.models import DutyRule, Holiday, Office, Staff
from bimbing.rules.calendar import month_start
from bimbing.rules.name_keys import fold
from bimbing.rules.register_no import register_key
from bimbing.rules.status import Status
from bimbing.supervision import actions as supervision_actions
from bimbing.supervision.actions import Offence
from bimbing.supervision.models import Case, Supervision


class AlreadyRegistered(Exception):
    """The same guidance of the same person stands in the register: the form was sent twice. `row` is that one."""

    def __init__(self, row: Supervision) -> None:
        super().__init__(str(row))
        self.row = row


class SameProgrammeRuns(Exception):
    """A guidance of this programme runs for this person already; whether two are meant must be said. `row` is it."""

    def __init__(self, row: Supervision) -> None:
        super().__init__(str(row))
        self.row = row


class NumberTaken(Exception):
    """The register number that was typed belongs to somebody else of this section."""


@dataclass(frozen=True, slots=True)
class GuidanceEdit:
    """What is corrected in a guidance and its case, and at which versions it was decided. `offences`: all of them, the
    primary first; None where they stay."""

    version: int
    case_version: int
    columns: Mapping[str, Any] = field(default_factory=dict)
    case: Mapping[str, Any] = field(default_factory=dict)
    offences: Sequence[Offence] | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Registration:
    """One client as he comes through the door. `person` is somebody new, or somebody the register knows.

    `case`, `columns`: columns of Case and Supervision. An empty `register_no` in `columns` is drawn from the book.
    `known_case`: a further programme of a verdict that the register knows. `ends`: the guidance that this one follows,
    which ends on the day this one starts. `beside_running`: that the same programme runs already was seen and is meant.
    """

    person: NewClient | Client
    case: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, Any] = field(default_factory=dict)
    known_case: Case | None = None
    ends: Supervision | None = None
    beside_running: bool = False


@transaction.atomic
def register_client(*, office: Office, entry: Registration, by: Staff, at: datetime) -> Supervision:
    """Enter a client with his case, his guidance and its number, or a further guidance of somebody known.

    The book of the section is locked first: registrations of a section come one by one, so that a number is never
    drawn twice and a form sent twice is one client. Raises AlreadyRegistered, NumberTaken, and SameProgrammeRuns where
    nobody has said that two guidances of one programme at once are meant.
    """
    person, columns = entry.person, dict(entry.columns)
    section = person.section if isinstance(person, Client) else person.fields["section"]
    today = at.date()
    book = supervision_actions.open_book(office=office, section=section, year=today.year)
    if row := _same_guidance(office, person, columns):
        raise AlreadyRegistered(row)
    if not entry.beside_running and (row := _same_programme(office, entry)):
        raise SameProgrammeRuns(row)
    if columns["start_date"] < (this_month := month_start(today)):
        columns["counted_from"] = this_month  # who came before that, nobody here has recorded
    key = register_key(columns.get("register_no", ""))
    if not key:
        columns["register_no"] = supervision_actions.draw_register_no(
            book=book, programme=columns["programme_id"], on=today
        )
    elif is_number_taken(office=office, section=section, key=key):
        raise NumberTaken
    client = (
        person
        if isinstance(person, Client)
        else add_clients(office=office, entries=[person], by=by, at=at)[0]
    )
    guidance = supervision_actions.NewSupervision(
        client=client, case=entry.case, columns=columns, known_case=entry.known_case
    )
    (row,) = supervision_actions.add_supervisions(office=office, entries=[guidance], by=by, at=at)
    settle(supervision_ids=[row.pk], as_of=today)
    if entry.ends is not None:
        change_status(
            supervision=entry.ends,
            version=entry.ends.version,
            status=Status.BERAKHIR,
            on=columns["start_date"],
            by=by,
            at=at,
            document_no=columns["decision_no"],
            reason=f"dilanjutkan {columns['programme_id']}, {row.register_no}",
        )
    return row


def is_number_taken(*, office: Office, section: str, key: str, but: int = 0) -> bool:
    """Whether a register number (as `register_key` writes it) stands in the section's register already; with `but`,
    with another guidance than that one."""
    rows = Supervision.objects.filter(office=office, section=section, register_key=key)
    return rows.exclude(status=Status.BATAL).exclude(pk=but).exists()


def _same_programme(office: Office, entry: Registration) -> Supervision | None:
    """The running guidance of the same programme of somebody known, unless this one ends it."""
    if not isinstance(entry.person, Client):
        return None
    rows = Supervision.objects.filter(
        office=office, client=entry.person, programme_id=entry.columns["programme_id"]
    )
    return rows.active().exclude(pk=entry.ends.pk if entry.ends else 0).select_related("programme").first()


def _same_guidance(
    office: Office, person: NewClient | Client, columns: Mapping[str, Any]
) -> Supervision | None:
    same = {name: columns[name] for name in ("programme_id", "decision_no", "start_date", "end_date")}
    rows = Supervision.objects.filter(office=office, **same).exclude(status=Status.BATAL)
    if isinstance(person, Client):
        return rows.filter(client=person).first()
    known = {name: person.fields.get(name) for name in ("birth_date", "birth_year")}
    return rows.filter(
        client__name_key=fold(person.fields["full_name"]),
        client__nik=person.fields.get("nik", ""),
        **{f"client__{name}": value for name, value in known.items()},
    ).first()


@transaction.atomic
def change_status(
    *,
    supervision: Supervision,
    version: int,
    status: Status,
    on: date,
    by: Staff,
    at: datetime,
    new_end: date | None = None,
    **papers: Any,
) -> None:
    """`supervision.actions.change_status`, with the standing settled. `papers`: the fields of its Papers.

    `new_end` moves the end of the guidance by hand (detention in another case is not counted as probation, KUHP
    art. 72), with the reason among the papers.
    """
    supervision_actions.change_status(
        supervision=supervision, version=version, status=status, on=on, by=by, at=at, **papers
    )
    if new_end is not None:
        supervision_actions.edit_supervision(
            supervision=supervision,
            version=supervision.version,
            changes={"end_date": new_end},
            by=by,
            at=at,
            reason=papers.get("reason", ""),
        )
    settle(supervision_ids=[supervision.pk], as_of=at.date())


@dataclass(frozen=True, slots=True)
class End:
    """One guidance of several that are ended together: its version as it was looked at, its day, its letter."""

    supervision: Supervision
    version: int
    on: date
    document_no: str


def end_guidances(*, ends: Sequence[End], written_on: date, by: Staff, at: datetime) -> list[Supervision]:
    """End several guidances with letters of one day; each by itself, so that one refused keeps back no other.

    Gives those that somebody else changed meanwhile: they are as they were.
    """
    kept = []
    for end in ends:
        try:
            change_status(
                supervision=end.supervision,
                version=end.version,
                status=Status.BERAKHIR,
                on=end.on,
                by=by,
                at=at,
                document_no=end.document_no,
                document_date=written_on,
            )
        except (StaleVersion, supervision_actions.StatusRefused):
            kept.append(end.supervision)
    return kept


@transaction.atomic
def correct_status_event(
    *,
    supervision: Supervision,
    version: int,
    event_id: int,
    changes: Mapping[str, Any],
    reason: str,
    by: Staff,
    at: datetime,
) -> bool:
    """`supervision.actions.correct_status_event`, with the standing settled; whether anything differed."""
    differences = supervision_actions.correct_status_event(
        supervision=supervision,
        version=version,
        event_id=event_id,
        changes=changes,
        reason=reason,
        by=by,
        at=at,
    )
    if differences:
        settle(supervision_ids=[supervision.pk], as_of=at.date())
    return bool(differences)


@transaction.atomic
def hand_over(
    *,
    supervision: Supervision,
    version: int,
    officer: Staff,
    since: date,
    by: Staff,
    at: datetime,
    reason: str = "",
) -> None:
    """Give a client to another officer; see `supervision.actions.hand_over`."""
    supervision_actions.hand_over(
        supervision=supervision, version=version, officer=officer, since=since, by=by, at=at, reason=reason
    )


@transaction.atomic
def edit_guidance(*, supervision: Supervision, edit: GuidanceEdit, by: Staff, at: datetime) -> bool:
    """Correct a guidance and its case together, with the standing settled where the duty depends on it; whether
    anything changed.

    Raises StaleVersion if one of the two moved on since, and then neither is written; NumberTaken for a register
    number of somebody else. A number is decided with the register book locked, as at the door.
    """
    if number := register_key(edit.columns.get("register_no", "")):
        office = supervision.office
        supervision_actions.open_book(office=office, section=supervision.section, year=at.date().year)
        if is_number_taken(office=office, section=supervision.section, key=number, but=supervision.pk):
            raise NumberTaken
    rows = Supervision.objects.select_for_update(of=("self", "case")).select_related("case")
    row = rows.get(pk=supervision.pk)
    of_case = supervision_actions.edit_case(
        case=row.case,
        version=edit.case_version,
        changes=edit.case,
        offences=edit.offences,
        subject_id=row.pk,
        by=by,
        at=at,
        reason=edit.reason,
    )
    of_row = supervision_actions.edit_supervision(
        supervision=row, version=edit.version, changes=edit.columns, by=by, at=at, reason=edit.reason
    )
    if not supervision_actions.DUTY_COLUMNS.isdisjoint(of_row):
        settle(supervision_ids=[row.pk], as_of=at.date())
    return bool(of_case or of_row)


@transaction.atomic
def edit_person(
    *,
    client: Client,
    version: int,
    changes: Mapping[str, Any],
    by: Staff,
    at: datetime,
    reason: str = "",
    phones: Sequence[tuple[str, str]] | None = None,
    guarantors: Sequence[Mapping[str, str]] | None = None,
) -> bool:
    """`clients.actions.edit_client`, carried into the client's supervisions and the search; whether anything changed.

    Raises StaleVersion. The record is locked first, so that what is compared is what is written over.
    """
    locked = Client.objects.select_for_update().get(pk=client.pk)
    changed = edit_client(
        client=locked,
        version=version,
        changes=changes,
        by=by,
        at=at,
        reason=reason,
        phones=phones,
        guarantors=guarantors,
    )
    if any(not name.startswith("guarantor_") for name in changed):
        supervision_actions.copy_down(client_ids=[locked.pk])
    return bool(changed)


@transaction.atomic
def close_on(*, on: date, name: str, by: Staff, at: datetime) -> None:
    """The office of `by` is closed on a day: days to report that fall on it move, and every standing with them."""
    add_holiday(on=on, name=name, by=by, at=at)
    _settle_office(by.office_id, at.date())


@transaction.atomic
def open_on(*, day: Holiday, by: Staff, at: datetime) -> None:
    """The office is open on a day after all; see `close_on`."""
    remove_holiday(day=day, by=by, at=at)
    _settle_office(by.office_id, at.date())


@transaction.atomic
def count_from(*, valid_from: date, columns: Mapping[str, Any], reason: str, by: Staff, at: datetime) -> None:
    """The office of `by` counts the duty otherwise from a coming day on; every running standing is settled."""
    set_duty_rule(valid_from=valid_from, columns=columns, reason=reason, by=by, at=at)
    _settle_office(by.office_id, at.date())


@transaction.atomic
def count_on_as_before(*, rule: DutyRule, by: Staff, at: datetime) -> None:
    """A rule that does not hold yet is withdrawn; see `count_from`."""
    withdraw_duty_rule(rule=rule, by=by, at=at)
    _settle_office(by.office_id, at.date())


@transaction.atomic
def ask_for_backup_now(*, by: Staff, at: datetime) -> None:
    """Ask for a backup at once, made in the background; the trail tells who asked."""
    job = ask_for_backup(reason=Backup.Reason.BY_HAND, at=at, by_id=by.pk)
    record(by=by, at=at, action="backup.asked", subject="job", subject_id=job.pk)


def _settle_office(office_id: int, today: date) -> None:
    running = Supervision.objects.filter(office_id=office_id).active()
    settle(supervision_ids=running.values_list("pk", flat=True), as_of=today)
