"""What the record of a hand-over says, as plain facts: one letter for each pair of officers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from bimbing.desk.queries.handing import items_of
from bimbing.offices.models import Section, Staff
from bimbing.supervision.models import HandOver, HandOverItem
from bimbing.supervision.queries.choices import programme_said


@dataclass(frozen=True, slots=True)
class Party:
    """An officer as a letter names him; empty where the clients had nobody."""

    name: str
    nip: str = ""


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A client as he stood on the day of the hand-over. A child stands by initials."""

    name: str
    register_no: str
    programme: str
    end: date | None
    last_visit: date | None
    missed_run: int


@dataclass(frozen=True, slots=True)
class Letter:
    """One record: who gives whom to whom, from which day, why. `number`: the hand-over's own, for the file."""

    number: int
    letterhead: Sequence[str]
    address: str
    city: str
    giver: Party
    receiver: Party
    made_on: date
    since: date
    reason: str
    rows: Sequence[LetterRow]
    children: int
    printed_on: date
    is_undone: bool


def letter_of(batch: HandOver, *, printed_on: date) -> list[Letter]:
    """The records of a hand-over, receiver after receiver. One query."""
    pairs: dict[tuple[int, int], list[HandOverItem]] = {}
    for item in items_of(batch):
        pairs.setdefault((item.receiver_id, item.giver_id or 0), []).append(item)
    return [_letter(batch, items, printed_on) for items in pairs.values()]


def _letter(batch: HandOver, items: Sequence[HandOverItem], printed_on: date) -> Letter:
    office, first = batch.office, items[0]
    address = " · ".join(part for part in (office.address, office.phone) if part)
    return Letter(
        number=batch.pk,
        letterhead=office.letterhead_lines or (office.name,),
        address=address,
        city=office.city,
        giver=_party(first.giver),
        receiver=_party(first.receiver),
        made_on=timezone.localtime(batch.at).date(),
        since=batch.since,
        reason=batch.reason,
        rows=[_row(item) for item in items],
        children=sum(item.supervision.section == Section.JUVENILE for item in items),
        printed_on=printed_on,
        is_undone=batch.undone_at is not None,
    )


def _party(staff: Staff | None) -> Party:
    return Party(staff.name_with_title, staff.nip) if staff else Party("")


def _row(item: HandOverItem) -> LetterRow:
    row = item.supervision
    return LetterRow(
        name=row.client.list_name,
        register_no=row.register_no,
        programme=programme_said(row.programme.code, row.programme.label) if row.programme else "",
        end=item.end_date,
        last_visit=item.last_visit_on,
        missed_run=item.missed_run,
    )
