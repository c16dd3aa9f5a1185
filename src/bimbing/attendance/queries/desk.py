"""Who stands at the desk, who is expected, who came. Everything starts from what the staff member may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from bimbing.attendance.models import Visit
from bimbing.cards.models import Card
from bimbing.clients.models import Client
from bimbing.clients.queries import ranked
from bimbing.offices.models import Staff
from bimbing.rules.calendar import month_start
from bimbing.rules.card_code import CodeKind, read_code
from bimbing.rules.duty import ReportState
from bimbing.rules.finding import Fit
from bimbing.supervision.models import Supervision

SHOWN: Final = 12
"""Persons in a column beside the desk, or found by name: more than that is not looked at but narrowed down."""


class Answer(StrEnum):
    """What a code turned out to be."""

    PERSON = "person"
    NOT_YOURS = "not_yours"
    OTHER_OFFICE = "other_office"
    UNKNOWN = "unknown"
    DAMAGED = "damaged"
    NO_CODE = "no_code"


@dataclass(frozen=True, slots=True)
class WhoIs:
    """The answer to a code. `client` and `supervisions` only for PERSON; `office` names where a card belongs.

    `supervisions`: the running ones; `over` is the last one that ended where none runs. `replaced_on` is the day on
    which this very card was replaced by another.
    """

    answer: Answer
    source: Visit.Source = Visit.Source.FOUND
    client: Client | None = None
    supervisions: Sequence[Supervision] = ()
    over: Supervision | None = None
    replaced_on: date | None = None
    office: str = ""


def who_is(code: str, staff: Staff) -> WhoIs:
    """The person behind a scanned or typed code, as far as `staff` may know. A name is NO_CODE."""
    read = read_code(code)
    if read.kind is CodeKind.OTHER:
        return WhoIs(Answer.NO_CODE)
    if read.kind is CodeKind.DAMAGED:
        return WhoIs(Answer.DAMAGED)
    is_token = read.kind is CodeKind.TOKEN
    cards = Card.objects.select_related("client__office", "office")
    found = list(cards.filter(token=read.value) if is_token else cards.filter(short_code=read.value)[:10])
    # A short code is given once in an office, not once in the country.
    card = next((card for card in found if card.client.office_id == staff.office_id), None)
    if card is None:
        names = sorted({card.client.office.name for card in found})
        return (
            WhoIs(Answer.OTHER_OFFICE, office=names[0] if len(names) == 1 else "")
            if found
            else WhoIs(Answer.UNKNOWN)
        )
    source = Visit.Source.SCAN if is_token else Visit.Source.CODE
    is_replaced = card.state == Card.State.REPLACED and card.replaced_at is not None
    replaced_on = timezone.localdate(card.replaced_at) if is_replaced else None
    return person(card.client, staff, source=source, replaced_on=replaced_on)


def person(
    client: Client,
    staff: Staff,
    *,
    source: Visit.Source = Visit.Source.FOUND,
    replaced_on: date | None = None,
) -> WhoIs:
    """A client with the guidances that `staff` may record for."""
    rows = list(
        Supervision.objects.visible_to(staff)
        .filter(client=client)
        .select_related("client", "officer", "programme", "office")
        .present_first()
    )
    if not rows and not staff.sees_whole_office:
        return WhoIs(Answer.NOT_YOURS)
    running = [row for row in rows if row.is_active]
    over = rows[0] if rows and not running else None
    return WhoIs(Answer.PERSON, source, client, running, over, replaced_on)


def find_by_name(text: str, staff: Staff) -> list[tuple[Supervision, bool]]:
    """Running guidances whose client matches every word typed: name, alias, village, number; best first.

    Beside each, whether a letter of what was typed is wrong for him. At most SHOWN + 1.
    """
    if len(text.strip()) < 2:
        return []
    running = Supervision.objects.visible_to(staff).active().order_by()
    theirs = Client.objects.filter(Exists(running.filter(client_id=OuterRef("pk"))))
    found = ranked(theirs, text, office_id=staff.office_id, limit=SHOWN + 1)
    places = {one.client_id: (place, one.fit is Fit.NEAR) for place, one in enumerate(found)}
    rows = running.filter(client_id__in=places).select_related("client", "officer")
    ordered = sorted(rows, key=lambda row: (places[row.client_id], row.pk))
    return [(row, places[row.client_id][1]) for row in ordered[: SHOWN + 1]]


def visit_on(supervision: Supervision, day: date) -> Visit | None:
    """The visit that stands for the day, if there is one."""
    rows = Visit.objects.filter(supervision=supervision, on=day, voided_at__isnull=True)
    return rows.select_related("recorded_by", "outpost").first()


def last_visit(supervision: Supervision) -> Visit | None:
    """The latest visit that stands."""
    return (
        Visit.objects.filter(supervision=supervision, voided_at__isnull=True)
        .select_related("outpost")
        .first()
    )


def visits_seen_by(staff: Staff) -> QuerySet[Visit]:
    """The visits of the guidances that `staff` may see, voided ones too."""
    own = Supervision.objects.visible_to(staff).filter(pk=OuterRef("supervision_id")).order_by()
    return Visit.objects.filter(Exists(own)).select_related(
        "supervision__client", "supervision__officer", "supervision__office", "recorded_by", "outpost"
    )


def came_on(day: date, staff: Staff) -> QuerySet[Visit]:
    """Who came on a day, the last entry first."""
    return visits_seen_by(staff).filter(on=day, voided_at__isnull=True).order_by("-recorded_at", "-pk")


def expected_on(day: date, staff: Staff, *, today: date) -> QuerySet[Supervision]:
    """Who is expected and has not come. Today that includes those whose day in this month has passed."""
    first = month_start(day) if day == today else day
    rows = Supervision.objects.visible_to(staff).active().filter(next_due_on__range=(first, day))
    if day == today:
        rows = rows.filter(report_state=ReportState.NOT_YET)
    came = Visit.objects.filter(on=day, voided_at__isnull=True).values("supervision_id")
    return (
        rows.exclude(pk__in=came)
        .select_related("client", "officer")
        .order_by("-next_due_on", "name_key", "pk")
    )


@dataclass(frozen=True, slots=True)
class Appointment:
    """Somebody who had been told to come on a past day, and when he came (on that day or after), if at all."""

    supervision: Supervision
    came_on: date | None


def told_for(day: date, staff: Staff) -> list[Appointment]:
    """Who had been told, at an earlier visit, to come on a past day, in the order of names."""
    told = visits_seen_by(staff).filter(next_on=day, on__lt=day, voided_at__isnull=True)
    rows = {visit.supervision_id: visit.supervision for visit in told}
    came: dict[int, date] = {}
    later = Visit.objects.filter(supervision_id__in=rows, on__gte=day, voided_at__isnull=True).order_by("on")
    for pk, on in later.values_list("supervision_id", "on"):
        came.setdefault(pk, on)
    ordered = sorted(rows.values(), key=lambda row: (row.name_key, row.pk))
    return [Appointment(row, came.get(row.pk)) for row in ordered]
