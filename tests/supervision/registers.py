"""A small register with every group in it, and the slow way to count it."""

import random
from datetime import date, timedelta

from bimbing.cards.models import Card
from bimbing.clients.models import Client, Phone
from bimbing.offices.models import Staff
from bimbing.rules.duty import ReportState
from bimbing.rules.status import ACTIVE, Status
from bimbing.supervision.actions import copy_flags
from bimbing.supervision.models import OffenceCategory, Supervision
from bimbing.supervision.queries.register import NONE, Filters, Group, Lack, Life
from tests.factories import AT, SupervisionFactory

TODAY = date(2026, 11, 24)
NAMES = ("MOH. ARIF", "SUWARNO", "Siti Aminah", "Ahmad", "DJOKO")


def many(officers: list[Staff], count: int, *, seed: int) -> list[Supervision]:
    """`count` supervisions of the officers' office, different in everything that groups them."""
    luck = random.Random(seed)
    for code in ("NARKOTIKA", "PENCURIAN"):
        OffenceCategory.objects.get_or_create(code=code, defaults={"label": code.title()})
    rows = []
    for number in range(count):
        officer = luck.choice([*officers, None])
        status = luck.choice(
            [Status.AKTIF, Status.AKTIF, Status.AKTIF, Status.DITAHAN, Status.BERAKHIR, Status.BATAL]
        )
        row = SupervisionFactory(
            officer=officer,
            office=officers[0].office,
            section=luck.choice(["BKD", "BKD", "BKA"]),
            client__full_name=luck.choice(NAMES),
            register_no=f"{number}/{seed}/2026",
            programme_id=luck.choice(["PB", "CB", None]),
            offence_code=luck.choice(["NARKOTIKA", "PENCURIAN", ""]),
            regency=luck.choice(["Bojonegoro", "Tuban", ""]),
            district=luck.choice(["Kota", "Dander", ""]),
            phase=["awal", "lanjutan", "akhir", ""][(number * 7 + seed) % 4],
            start_date=date(2025, 1, 1),
            end_date=luck.choice(
                [None, *(TODAY + timedelta(days=days) for days in (-40, -1, 0, 1, 20, 400))]
            ),
            status=status,
            is_active=status in ACTIVE,
            report_state=luck.choice(list(ReportState)),
            missed_run=luck.choice([0, 0, 1, 2, 3, 7]),
            next_due_on=luck.choice([None, TODAY, TODAY + timedelta(days=9)]),
        )
        if luck.random() < 0.5:
            Phone.objects.create(client=row.client, number=f"+62812000{number:05}")
        if luck.random() < 0.5:
            Card.objects.create(
                office=row.office, client=row.client, token=f"{seed}-{number}", short_code=f"{seed}{number}",
                issued_at=AT, issued_by=officers[0],
            )  # fmt: skip
            Client.objects.filter(pk=row.client_id).update(has_card=True)
        rows.append(row)
    copy_flags(client_ids=[row.client_id for row in rows])
    return rows


def values_of(row: Supervision, as_of: date) -> dict[Group, set[str]]:
    """What one row is in each group, told from the rules and not from SQL."""
    lacks = set()
    if row.officer_id is None:
        lacks.add(Lack.OFFICER.value)
    if row.end_date is None:
        lacks.add(Lack.END.value)
    if not Phone.objects.filter(client=row.client_id).exists():
        lacks.add(Lack.PHONE.value)
    if not Card.objects.filter(client=row.client_id, state="valid").exists():
        lacks.add(Lack.CARD.value)
    if row.status == Status.BATAL:
        life = Life.ERROR
    elif row.status not in ACTIVE:
        life = Life.ENDED
    elif row.status == Status.AKTIF and row.end_date and row.end_date < as_of:
        life = Life.PAST_END
    else:
        life = Life.ACTIVE
    return {
        Group.STATUS: {life.value},
        Group.REPORT: {str(row.report_state)},
        Group.MISSES: {str(min(row.missed_run, 3))} if row.missed_run else set(),
        Group.PROGRAMME: {row.programme_id or NONE},
        Group.OFFICER: {str(row.officer_id) if row.officer_id else NONE},
        Group.OFFENCE: {row.offence_code or NONE},
        Group.SECTION: {str(row.section)},
        Group.REGENCY: {row.regency or NONE},
        Group.DISTRICT: {row.district or NONE},
        Group.PHASE: {row.phase or NONE},
        Group.ENDS: {f"{row.end_date:%Y-%m}" if row.end_date else NONE},
        Group.LACKS: lacks,
    }


def slow_counts(rows: list[Supervision], filters: Filters) -> tuple[int, dict[Group, dict[str, int]]]:
    """Total and counts of every group, row by row and group by group."""
    known = [values_of(row, filters.as_of) for row in rows]

    def fits(values: dict[Group, set[str]], but: Group | None = None) -> bool:
        picks = filters.picks.items()
        return all(group is but or not wanted or values[group] & set(wanted) for group, wanted in picks)

    counted: dict[Group, dict[str, int]] = {group: {} for group in Group}
    for group in Group:
        for values in known:
            if fits(values, group):
                for value in values[group]:
                    counted[group][value] = counted[group].get(value, 0) + 1
    return sum(fits(values) for values in known), counted
