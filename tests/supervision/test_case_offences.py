"""Several offences of one verdict: one is the primary, told in three places in one transaction, and proved."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from bimbing.attendance.actions import settle
from bimbing.attendance.actions.mending import mend
from bimbing.attendance.queries.proof import differences
from bimbing.audit.models import Event
from bimbing.clients.actions import StaleVersion
from bimbing.offices.models import Staff
from bimbing.supervision.actions import Offence, edit_case, offences_of, write_offences
from bimbing.supervision.models import Case, CaseOffence, Supervision
from tests.factories import AT, SupervisionFactory

pytestmark = pytest.mark.django_db

THEFT = Offence("PENCURIAN", articles="363 KUHP")
FENCING = Offence("PENADAHAN", articles="480 KUHP")


@pytest.fixture
def row(ani: Staff) -> Supervision:
    made = SupervisionFactory(officer=ani)
    write_offences(case_id=made.case_id, offences=[THEFT, FENCING])
    Case.objects.filter(pk=made.case_id).update(offence_id="PENCURIAN", articles="363 KUHP")
    settle(supervision_ids=[made.pk], as_of=AT.date())
    made.refresh_from_db()
    return made


def edit(
    row: Supervision, by: Staff, *, version: int = 1, **what: object
) -> dict[str, tuple[object, object]]:
    given = {"changes": {}} | what
    return edit_case(case=row.case, version=version, subject_id=row.pk, by=by, at=AT, **given)  # type: ignore[arg-type]


def test_a_second_primary_of_a_case_is_refused_by_the_table(row: Supervision) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseOffence.objects.create(case_id=row.case_id, offence_id="NARKOTIKA", is_primary=True)


def test_an_offence_that_says_nothing_is_refused_by_the_table(row: Supervision) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseOffence.objects.create(case_id=row.case_id)


def test_another_primary_is_carried_into_case_and_guidance(row: Supervision, ani: Staff) -> None:
    changes = edit(row, ani, offences=[FENCING, THEFT])
    row.refresh_from_db()
    assert (row.offence_code, row.case.offence_id, row.case.articles) == (
        "PENADAHAN",
        "PENADAHAN",
        "480 KUHP",
    )
    assert row.case.version == 2
    assert changes == {
        "offence_1": ("PENCURIAN", "PENADAHAN"),
        "articles_1": ("363 KUHP", "480 KUHP"),
        "offence_2": ("PENADAHAN", "PENCURIAN"),
        "articles_2": ("480 KUHP", "363 KUHP"),
    }
    assert not list(differences(as_of=AT.date()))


def test_a_removed_offence_leaves_the_others(row: Supervision, ani: Staff) -> None:
    edit(row, ani, offences=[THEFT, Offence()])
    assert offences_of(row.case) == [THEFT]
    assert Event.objects.get(action="case.edited").changes == {
        "offence_2": ["PENADAHAN", ""],
        "articles_2": ["480 KUHP", ""],
    }


def test_the_columns_of_the_primary_change_the_primary_alone(row: Supervision, ani: Staff) -> None:
    edit(row, ani, changes={"articles": "362 KUHP", "court": "PN Tuban"})
    assert offences_of(row.case) == [Offence("PENCURIAN", articles="362 KUHP"), FENCING]
    assert Case.objects.get(pk=row.case_id).court == "PN Tuban"


def test_the_same_offences_again_write_nothing(row: Supervision, ani: Staff) -> None:
    assert edit(row, ani, offences=[THEFT, FENCING]) == {}
    assert Case.objects.get(pk=row.case_id).version == 1
    assert not Event.objects.filter(action="case.edited").exists()


def test_an_old_version_writes_nothing(row: Supervision, ani: Staff) -> None:
    edit(row, ani, offences=[FENCING])
    with pytest.raises(StaleVersion):
        edit(row, ani, version=1, offences=[THEFT])
    assert offences_of(row.case) == [FENCING]


def test_a_copy_that_differs_is_named_and_mended(row: Supervision) -> None:
    Case.objects.filter(pk=row.case_id).update(offence_id="NARKOTIKA", articles="112")
    Supervision.objects.filter(pk=row.pk).update(offence_code="NARKOTIKA")
    found = list(differences(as_of=AT.date()))
    assert [(one.column, one.stored, one.true) for one in found] == [
        ("case.offence_id", "NARKOTIKA", "PENCURIAN"),
        ("case.articles", "112", "363 KUHP"),
        ("offence_code", "NARKOTIKA", "PENCURIAN"),
    ]
    mend(found=found, as_of=AT.date())
    assert not list(differences(as_of=AT.date()))


def test_the_migration_makes_a_primary_of_what_the_case_said(row: Supervision) -> None:
    CaseOffence.objects.all().delete()
    texts = [Case.objects.create(client=row.client, offence_text="jual burung").pk]
    texts.append(Case.objects.create(client=row.client, articles="112").pk)
    Case.objects.create(client=row.client)
    import_module("bimbing.supervision.migrations.0007_case_offences").fill(apps, None)
    columns = "case_id", "offence_id", "offence_text", "articles", "is_primary"
    assert list(CaseOffence.objects.order_by("pk").values_list(*columns)) == [
        (row.case_id, "PENCURIAN", "", "363 KUHP", True),
        (texts[0], None, "jual burung", "", True),
        (texts[1], None, "", "112", True),
    ]
