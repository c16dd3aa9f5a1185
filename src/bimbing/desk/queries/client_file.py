"""The client's file: the person, his guidances, how he stands, and one timeline of everything that happened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Prefetch, QuerySet

from bimbing.attendance.models import Excuse, Visit
from bimbing.attendance.queries.duty import DutyReader, duty_of
from bimbing.audit.models import Event
from bimbing.cards.models import Card, CardPrint
from bimbing.clients.models import Client, Guarantor, Phone
from bimbing.offices.models import Staff
from bimbing.rules.calendar import add_months, month_start
from bimbing.rules.duty import Period, PeriodState, periods
from bimbing.supervision.models import (
    Assignment,
    Case,
    CaseOffence,
    Note,
    StatusEvent,
    Supervision,
    SupervisionQuerySet,
)
from bimbing.supervision.queries import clients_of, supervisions_of
from bimbing.supervision.queries.intervals import OfficeIntervals

#: An opened file is written into the trail once in so long a time.
OPENED_ONCE_IN = timedelta(minutes=10)
#: The strip: so many months back, and so many ahead.
MONTHS_BACK, MONTHS_AHEAD = 11, 2
_EDITS = (
    "client.added", "client.edited", "client.phones", "supervision.added", "supervision.edited", "case.edited",
    "client_proposal.accepted",
)  # fmt: skip


class Kind(StrEnum):
    """What an entry of the timeline is; the words of the address."""

    VISIT = "lapor"
    NOTE = "catatan"
    STATUS = "status"
    CARD = "kartu"
    CHANGE = "perubahan"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `fact` is the row it comes from; the page finds the words."""

    kind: Kind
    on: date
    at: datetime
    fact: Visit | Note | Excuse | StatusEvent | Assignment | Card | CardPrint | Event


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the strip: its first day, the period whose day lies in it (the worst of several), or none."""

    first: date
    period: Period | None
    is_now: bool


@dataclass(frozen=True, slots=True)
class ClientFile:
    """Everything the page of one client shows. `current` is the guidance in the head; None only if all are hidden."""

    client: Client
    supervisions: Sequence[Supervision]
    current: Supervision
    phones: Sequence[Phone]
    guarantors: Sequence[Guarantor]
    card: Card | None
    months: Sequence[Month]
    entries: Sequence[Entry]
    intervals: OfficeIntervals


def file_of(client: Client, staff: Staff, *, as_of: date, supervision_id: int | None = None) -> ClientFile:
    """The file of a client whom `staff` may see, with the guidance asked for (else the running, latest one)."""
    rows = list(
        supervisions_of(staff)
        .filter(client=client)
        .select_related("client", "case", "programme", "officer", "office")
        .prefetch_related(Prefetch("case__offences", queryset=CaseOffence.objects.select_related("offence")))
        .present_first()
    )
    current = next((row for row in rows if row.pk == supervision_id), rows[0])
    cards = list(
        Card.objects.filter(client=client).select_related("issued_by", "replaced_by").order_by("-sequence")
    )
    reader = DutyReader()
    return ClientFile(
        client=client,
        supervisions=rows,
        current=current,
        phones=list(client.phones.all()),
        guarantors=list(client.guarantors.all()),
        card=next((card for card in cards if card.state == Card.State.VALID), None),
        months=_months(reader, current, as_of),
        entries=_timeline(client, [row.pk for row in rows], cards),
        intervals=reader.intervals_of(current.office_id),
    )


def by_case(rows: Iterable[Supervision]) -> list[tuple[Case, list[Supervision]]]:
    """The guidances of each case, in the order of time: the cases by their first guidance, what has no start last."""
    found: dict[int, list[Supervision]] = {}
    for row in sorted(rows, key=lambda row: (row.start_date or date.max, row.pk)):
        found.setdefault(row.case_id, []).append(row)
    return [(guidances[0].case, guidances) for guidances in found.values()]


def cases_of(client: Client, staff: Staff) -> list[tuple[Case, list[Supervision]]]:
    """The cases of a client with their guidances, as far as `staff` may see them. Two queries."""
    offences = Prefetch("case__offences", queryset=CaseOffence.objects.select_related("offence"))
    return by_case(_guidances(client, staff).prefetch_related(offences))


def file_client(staff: Staff) -> QuerySet[Client]:
    """The clients whose file `staff` may open."""
    return clients_of(staff).select_related("office")


def was_opened(client: Client, staff: Staff, *, at: datetime) -> bool:
    """Whether the trail already says that `staff` opened this file within the last minutes."""
    opened = Event.objects.filter(client_id=client.pk, action="client.opened", staff_id=staff.pk)
    return opened.filter(at__gt=at - OPENED_ONCE_IN).exists()


def supervision_for(client: Client, staff: Staff, supervision_id: int) -> Supervision | None:
    """One of the client's guidances, if `staff` may see it."""
    return _guidances(client, staff).filter(pk=supervision_id).first()


def present_supervision(client: Client, staff: Staff) -> Supervision:
    """The guidance of a client whom `staff` may see that is running, or ran last."""
    return _guidances(client, staff).present_first()[0]


def _guidances(client: Client, staff: Staff) -> SupervisionQuerySet:
    rows = supervisions_of(staff).filter(client=client)
    return rows.select_related("client", "case", "programme", "officer", "office")


def officer_names(staff: Staff, events: Iterable[Event]) -> Mapping[int, str]:
    """Names for the officers that changes in the trail mention by number. No query where none does."""
    ids = {value for event in events for value in event.changes.get("officer", ()) if isinstance(value, int)}
    if not ids:
        return {}
    return dict(Staff.objects.filter(pk__in=ids, office_id=staff.office_id).values_list("pk", "full_name"))


# ------------------------------------------------------------------ the strip

#: Of several periods in one month (weekly reporting) the first of these stands for it.
_WORST = (
    PeriodState.MISSED, PeriodState.OPEN, PeriodState.MET, PeriodState.EXCUSED, PeriodState.SUSPENDED,
    PeriodState.FUTURE, PeriodState.NOT_DUE,
)  # fmt: skip


def _months(reader: DutyReader, supervision: Supervision, as_of: date) -> list[Month]:
    facts = duty_of(supervision, reader).facts
    now = month_start(as_of)
    first, last = add_months(now, -MONTHS_BACK), add_months(now, MONTHS_AHEAD)
    if facts is not None:
        first = max(first, month_start(facts.start)) if facts.start <= last else first
        if facts.end is not None and facts.end < as_of:
            # A guidance that is over shows its last year, not months in which nothing could happen.
            last = month_start(facts.end)
            first = max(add_months(last, -MONTHS_BACK), month_start(facts.start))
    known: dict[date, Period] = {}
    until = add_months(last, 1)
    for period in periods(facts, as_of, until=until) if facts is not None else ():
        month = month_start(period.target)
        best = known.get(month)
        if best is None or _WORST.index(period.state) < _WORST.index(best.state):
            known[month] = period
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    months = [add_months(first, step) for step in range(count)]
    return [Month(month, known.get(month), month == now) for month in months]


# ------------------------------------------------------------------ the timeline


def _timeline(client: Client, ids: Sequence[int], cards: Sequence[Card]) -> list[Entry]:
    visits = Visit.objects.filter(supervision_id__in=ids).select_related(
        "recorded_by", "received_by", "voided_by", "outpost"
    )
    notes = Note.objects.filter(supervision_id__in=ids).select_related("by")
    excuses = Excuse.objects.filter(supervision_id__in=ids).select_related("by")
    events = StatusEvent.objects.filter(supervision_id__in=ids).select_related("by")
    assignments = Assignment.objects.filter(supervision_id__in=ids).select_related("officer", "by")
    prints = CardPrint.objects.filter(card__client=client).select_related("by")
    edits = Event.objects.filter(client_id=client.pk, action__in=_EDITS)
    entries = [Entry(Kind.VISIT, visit.on, visit.recorded_at, visit) for visit in visits]
    entries += [Entry(Kind.NOTE, note.on, note.at, note) for note in notes]
    entries += [Entry(Kind.STATUS, excuse.since, excuse.at, excuse) for excuse in excuses]
    entries += [Entry(Kind.STATUS, event.on, event.at, event) for event in events]
    entries += [Entry(Kind.STATUS, assignment.since, assignment.at, assignment) for assignment in assignments]
    entries += [Entry(Kind.CARD, card.issued_at.date(), card.issued_at, card) for card in cards]
    entries += [Entry(Kind.CARD, one.at.date(), one.at, one) for one in prints]
    entries += [Entry(Kind.CHANGE, edit.at.date(), edit.at, edit) for edit in edits]
    entries.sort(key=lambda entry: (entry.on, entry.at), reverse=True)
    return entries
