"""The running guidances whose records lack something or contradict themselves: counted, and named.

One narrow pass over the rows of whoever asks; the checks themselves are `rules.health`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef

from bimbing.clients.models import Phone
from bimbing.offices.models import Staff
from bimbing.offices.queries import conventions_of
from bimbing.rules.calendar import Span
from bimbing.rules.health import Flaw, Flawed, RecordFacts, flaws
from bimbing.rules.status import Status
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries import supervisions_of

#: Names on one page.
PAGE: Final = 50
#: In the address: those without an officer.
NOBODY: Final = "-"

_COLUMNS: Final = (
    "pk", "section", "programme_id", "officer_id", "officer__is_active", "start_date", "end_date", "status",
    "decision_no", "decision_date", "case__offence_id", "case__offence_text", "case__articles", "client__nik",
    "client__birth_date", "client__sex", "client__has_card", "case__sentence_expiry_date", "case__detained_on",
    "case__sentence_years", "case__sentence_months", "case__sentence_days", "case__remission_months",
    "case__remission_days", "case__life_sentence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OfficerHealth:
    """One officer's records: how many there are, how many have nothing to be looked at."""

    pk: int | None
    name: str
    total: int
    sound: int

    @property
    def per_cent(self) -> int:
        return 100 * self.sound // self.total if self.total else 100


@dataclass(frozen=True, slots=True)
class Named:
    """One record with what is wrong in it."""

    row: Supervision
    flaws: Sequence[Flawed]


@dataclass(frozen=True, slots=True)
class Health:
    """The whole: `counts` by flaw among the chosen officer's records, `named` one page of the chosen flaw's."""

    total: int
    sound: int
    counts: Counter[Flaw]
    officers: Sequence[OfficerHealth]
    named: Sequence[Named]
    found: int
    after: int | None

    @property
    def per_cent(self) -> int:
        return 100 * self.sound // self.total if self.total else 100


def health_of(
    staff: Staff, *, today: date, flaw: Flaw | None = None, officer: str = "", after: int | None = None
) -> Health:
    """How sound the records of the running guidances are that the staff member may see. Four queries.

    `officer`: the number of one, or NOBODY. `after`: the last record of the page before.
    """
    conventions = conventions_of(staff.office)
    counts: Counter[Flaw] = Counter()
    totals: Counter[int | None] = Counter()
    sound: Counter[int | None] = Counter()
    listed: list[tuple[int, tuple[Flawed, ...]]] = []
    for pk, officer_id, facts in _facts(staff):
        found = flaws(facts, today=today, settings=conventions.on(facts.start))
        totals[officer_id] += 1
        sound[officer_id] += not found
        if officer and officer != (str(officer_id) if officer_id else NOBODY):
            continue
        counts.update(flawed.flaw for flawed in found)
        if found and (flaw is None or any(flawed.flaw is flaw for flawed in found)):
            listed.append((pk, found))
    page, following = _page(listed, after)
    names = dict(Staff.objects.of_office(staff.office_id).values_list("pk", "full_name"))
    officers = [
        OfficerHealth(pk, names.get(pk, "") if pk else "", total, sound[pk]) for pk, total in totals.items()
    ]
    return Health(
        total=sum(totals.values()),
        sound=sum(sound.values()),
        counts=counts,
        officers=sorted(officers, key=lambda one: (one.per_cent, one.name)),
        named=_named(page),
        found=len(listed),
        after=following,
    )


def _page(
    listed: Sequence[tuple[int, tuple[Flawed, ...]]], after: int | None
) -> tuple[Sequence[tuple[int, tuple[Flawed, ...]]], int | None]:
    """The records behind `after`, and the mark of the page behind these."""
    place = next((place + 1 for place, (pk, _) in enumerate(listed) if pk == after), 0)
    page = listed[place : place + PAGE]
    return page, page[-1][0] if place + PAGE < len(listed) else None


def _named(page: Sequence[tuple[int, tuple[Flawed, ...]]]) -> list[Named]:
    rows = Supervision.objects.select_related("client", "programme", "officer").in_bulk(
        [pk for pk, _ in page]
    )
    return [Named(rows[pk], found) for pk, found in page]


def _facts(staff: Staff) -> Iterator[tuple[int, int | None, RecordFacts]]:
    reached = Exists(Phone.objects.filter(client_id=OuterRef("client_id")).order_by())
    rows: Any = (
        supervisions_of(staff)
        .active()
        .annotate(reached=reached)
        .order_by("name_key", "pk")
        .values_list(*_COLUMNS, "reached")
    )
    for (
        pk, section, programme, officer, works, start, end, status, decision, decided, offence, offence_text, articles,
        nik, born, sex, has_card, expires, detained, years, months, days, less_months, less_days, is_life, has_phone,
    ) in rows.iterator(chunk_size=2000):  # fmt: skip
        yield (
            pk,
            officer,
            RecordFacts(
                section=section,
                programme=programme or "",
                has_officer=officer is not None,
                officer_works=bool(works),
                start=start,
                end=end,
                runs_on=status == Status.AKTIF,
                decision_no=decision,
                decision_date=decided,
                has_offence=bool(offence or offence_text or articles),
                nik=nik,
                birth_date=born,
                sex=sex,
                has_phone=bool(has_phone),
                has_card=bool(has_card),
                expires_on=expires,
                detained_on=detained,
                length=Span(years, months, days),
                remission=Span(0, less_months, less_days),
                is_life=bool(is_life),
            ),
        )
