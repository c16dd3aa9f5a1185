"""The tallies are kept by the database in the transaction of the fact, whoever writes and by whatever way."""

import os
from contextlib import suppress
from datetime import date, timedelta
from importlib import import_module
from io import StringIO
from random import Random
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Sum

from bimbing.attendance.actions import VisitRefused, record_visit, settle
from bimbing.attendance.models import Visit
from bimbing.offices.models import Office, Staff
from bimbing.rules.duty import AttendanceKind
from bimbing.supervision.actions import fold_tallies, mend_tallies
from bimbing.supervision.models import EndingTally, Supervision, Tally, TallyChange
from bimbing.supervision.queries.tallies import tally_differences
from tests.at_once import at_once
from tests.factories import AT, SupervisionFactory

pytestmark = pytest.mark.django_db
TRIGGERS = {"supervision_tally_added", "supervision_tally_gone", "supervision_tally_changed"}


def counted() -> int:
    """How many supervisions the tallies and what is not yet added to them say there are."""
    return sum(model.objects.aggregate(all=Sum("n"))["all"] or 0 for model in (Tally, TallyChange))


def of_database() -> set[str]:
    """The triggers that stand on the register."""
    asked = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'supervision_supervision'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgrelid = 'supervision_supervision'::regclass AND NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {name for (name,) in cursor.fetchall()}


def test_every_migration_has_left_the_triggers_in_place() -> None:
    assert of_database() == TRIGGERS


def test_one_more_one_changed_and_one_gone_are_told(ani: Staff) -> None:
    row = SupervisionFactory(officer=ani, offence_code="NARKOTIKA", end_date=date(2027, 3, 9))
    assert (counted(), tally_differences()) == (1, [])
    (change,) = TallyChange.objects.values(
        "office_id", "section", "programme", "offence", "ends", "misses", "n"
    )
    assert change == {
        "office_id": ani.office_id, "section": "BKD", "programme": "PB", "offence": "NARKOTIKA", "ends": "2027-03",
        "misses": 0, "n": 1,
    }  # fmt: skip
    Supervision.objects.filter(pk=row.pk).update(missed_run=7, programme=None, end_date=None)
    assert (counted(), tally_differences()) == (1, [])
    fold_tallies()
    told = EndingTally.objects.values_list("programme", "ends", "misses", "n")
    assert (list(told), TallyChange.objects.count()) == ([("", "", 3, 1)], 0)
    Supervision.objects.filter(pk=row.pk).delete()
    fold_tallies()
    assert (Tally.objects.count(), EndingTally.objects.count(), tally_differences()) == (0, 0, [])


def test_what_is_not_counted_tells_nothing(ani: Staff) -> None:
    row = SupervisionFactory(officer=ani)
    fold_tallies()
    Supervision.objects.filter(pk=row.pk).update(remarks="x", has_card=True, status="aktif", missed_run=0)
    Supervision.objects.filter(pk=row.pk).update(next_due_on=date(2026, 12, 1), standing_until=None)
    assert TallyChange.objects.count() == 0


def test_four_misses_are_three_and_more_as_five_are(ani: Staff) -> None:
    row = SupervisionFactory(officer=ani, missed_run=4)
    fold_tallies()
    Supervision.objects.filter(pk=row.pk).update(missed_run=5)
    fold_tallies()
    assert [*Tally.objects.values_list("misses", "n")] == [(3, 1)]


def test_what_is_undone_is_not_told(ani: Staff) -> None:
    SupervisionFactory(officer=ani)
    with transaction.atomic():
        SupervisionFactory(officer=ani)
        transaction.set_rollback(True)
    assert (counted(), tally_differences()) == (1, [])


def test_adding_up_twice_changes_nothing(ani: Staff) -> None:
    SupervisionFactory.create_batch(3, officer=ani)
    fold_tallies()
    before = [*Tally.objects.values_list()], [*EndingTally.objects.values_list()]
    fold_tallies()
    assert ([*Tally.objects.values_list()], [*EndingTally.objects.values_list()]) == before


def test_proving_names_a_wrong_figure_and_mends_it(ani: Staff) -> None:
    SupervisionFactory.create_batch(2, officer=ani)
    settle(supervision_ids=Supervision.objects.values_list("pk", flat=True), as_of=AT.date())
    fold_tallies()
    Tally.objects.update(n=5)
    (difference,) = tally_differences()
    assert (difference.table, difference.too_many) == ("supervision_tally", 3)
    out = StringIO()
    with pytest.raises(CommandError, match="1 hitungan wilayah"):
        call_command("prove", stdout=out)
    assert "selisih +3" in out.getvalue()
    mend_tallies()
    assert (Tally.objects.get().n, tally_differences()) == (2, [])


@pytest.mark.parametrize("many", [int(os.environ.get("BIMBING_TALLIES", "12"))])
@pytest.mark.django_db(transaction=True)
def test_eight_who_write_at_once_leave_figures_that_a_recount_finds(
    office: Office, ani: Staff, many: int
) -> None:
    """Visits, standings, new and removed rows, months and statuses, and somebody who adds up all the while."""
    rows = SupervisionFactory.create_batch(24, officer=ani, start_date=date(2026, 3, 10))
    ids = [row.pk for row in rows]
    settle(supervision_ids=ids, as_of=AT.date())
    answers = at_once(
        [lambda seed=seed: writes(seed, ids, ani, many) for seed in range(7)] + [lambda: adds(many)]
    )  # type: ignore[misc]
    assert answers == [None] * 8
    assert (counted(), tally_differences()) == (Supervision.objects.count(), [])
    fold_tallies()
    assert (TallyChange.objects.count(), tally_differences()) == (0, [])
    assert Visit.objects.count() > 0


@pytest.mark.django_db(transaction=True)
def test_without_the_triggers_the_same_writes_are_noticed(ani: Staff) -> None:
    """The control: the recount is no second reading of the same numbers."""
    ids = [row.pk for row in SupervisionFactory.create_batch(6, officer=ani, start_date=date(2026, 3, 10))]
    sums = import_module("bimbing.supervision.migrations.0011_sums")
    with connection.schema_editor() as editor:
        sums.remove(None, editor)
    try:
        writes(1, ids, ani, 6)
        assert tally_differences()
    finally:
        with connection.schema_editor() as editor:
            sums.install(None, editor)
    mend_tallies()
    assert tally_differences() == []


def adds(many: int) -> None:
    for _ in range(many):
        fold_tallies()


def writes(seed: int, ids: list[int], by: Staff, many: int) -> None:
    """So many writes of all kinds, each in a transaction of its own."""
    draw = Random(seed)
    for turn in range(many):
        row = Supervision.objects.select_related("office").get(pk=draw.choice(ids))
        deed = draw.randrange(5)
        if deed == 0:
            day = AT.date() - timedelta(days=draw.randrange(60))
            with suppress(VisitRefused):  # the guidance may be over by now
                record_visit(
                    supervision=row,
                    on=day,
                    source=Visit.Source.SCAN,
                    by=by,
                    at=AT,
                    request_key=uuid4(),
                    kind=AttendanceKind.HADIR,
                )
        elif deed == 1:
            status = draw.choice(["aktif", "ditahan", "berakhir"])
            Supervision.objects.filter(pk=row.pk).update(status=status, is_active=status != "berakhir")
        elif deed == 2:
            month = date(2027, draw.randrange(1, 13), 5)
            Supervision.objects.filter(pk=row.pk).update(end_date=month)
        elif deed == 3:
            settle(supervision_ids=draw.sample(ids, 6), as_of=AT.date())
        else:
            made = SupervisionFactory(officer=by, register_no=f"{seed}/{turn}", register_key=f"{seed}/{turn}")
            if draw.random() < 0.5:
                Supervision.objects.filter(pk=made.pk).delete()
