"""The digest of all tables sees what matters and nothing else."""

from typing import Any

import pytest
from django.db import connection

from bimbing.attendance.models import Visit
from bimbing.audit.models import Event
from bimbing.clients.models import Client, Phone
from bimbing.intake.models import Import, ImportRow
from bimbing.offices.models import Staff
from bimbing.supervision.models import Supervision
from tests.digest import differing, digest
from tests.intake.rows import SITI, SUWARNO, bring_in, row

pytestmark = pytest.mark.django_db

TWINS = (
    row(SUWARNO, attendance=[["2026-04-10", "present", ""]]),
    row(
        SUWARNO,
        8,
        register_no="099/PB/2026",
        nik="3522151005900077",
        attendance=[["2026-05-10", "present", ""]],
    ),
    row(SITI, 9),
)


@pytest.fixture
def register(dewi: Staff) -> Import:
    batch, _ = bring_in(dewi, *TWINS)
    return batch


def test_the_same_deed_with_other_numbers_has_the_same_digest(dewi: Staff, register: Import) -> None:
    from bimbing.intake.actions import commit, receive, undo
    from tests.factories import AT
    from tests.intake.rows import workbook

    first = digest()
    undo(batch=register, by=dewi, at=AT)
    assert "clients.Client" in differing(first, digest())
    Event.objects.all().delete()
    register.rows.all().delete()
    register.delete()
    old = set(Client.objects.values_list("pk", flat=True))
    batch = receive(office=dewi.office, workbook=workbook(*TWINS), by=dewi, at=AT)
    commit(batch=batch, by=dewi, at=AT)
    assert not old & set(Client.objects.values_list("pk", flat=True)) or connection.vendor == "sqlite"
    assert differing(first, digest()) == []


def _a_visit_goes_to_the_twin() -> None:
    visit = Visit.objects.order_by("on").first()
    assert visit is not None
    twin = Supervision.objects.filter(client__full_name="SUWARNO").exclude(pk=visit.supervision_id).get()
    Visit.objects.filter(pk=visit.pk).update(supervision=twin)


def _the_trail_names_another() -> None:
    event = Event.objects.filter(subject_type="client").order_by("pk").first()
    assert event is not None
    other = Client.objects.exclude(pk=event.client_id).filter(full_name="SITI MUNAWAROH").get()
    Event.objects.filter(pk=event.pk).update(client_id=other.pk)


@pytest.mark.parametrize(
    ("fault", "table"),
    [
        (lambda: Client.objects.filter(full_name="SITI MUNAWAROH").update(remarks="x"), "clients.Client"),
        (lambda: Phone.objects.order_by("pk").first().delete(), "clients.Phone"),  # type: ignore[union-attr]
        (_a_visit_goes_to_the_twin, "attendance.Visit"),
        (_the_trail_names_another, "audit.Event"),
        (lambda: ImportRow.objects.filter(row=9).update(client_id=None), "intake.ImportRow"),
        (lambda: Import.objects.update(undo=None), "intake.Import"),
    ],
    ids=["a word", "a row", "a visit of the twin", "the trail", "a number", "what undoes it"],
)
def test_it_sees_one_fault(register: Import, fault: Any, table: str) -> None:
    before = digest()
    fault()
    assert table in differing(before, digest())


def test_it_refuses_a_table_that_it_does_not_know() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept_aside (n integer)")
    with pytest.raises(AssertionError, match="kept_aside"):
        digest()


def test_a_number_inside_the_trail_is_told_by_whom_it_names(
    dewi: Staff, ani: Staff, register: Import
) -> None:
    event = Event.objects.order_by("pk").first()
    assert event is not None
    told = []
    for officer in (dewi.pk, ani.pk, ani.pk + 1000):
        Event.objects.filter(pk=event.pk).update(changes={"officer": [None, officer]})
        told.append(digest()["audit.Event"])
    assert len(set(told)) == 3
