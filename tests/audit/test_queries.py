"""The trail is written once, read page by page, and belongs to one office."""

from datetime import timedelta
from typing import Any

import pytest

from bimbing.audit.actions import record, record_many
from bimbing.audit.models import Event
from bimbing.audit.queries import EventFilters, event_page, events_of
from bimbing.offices.models import Staff
from bimbing.offices.permissions import Role
from tests.factories import AT


def write(by: Staff, number: int, action: str = "client.edited") -> None:
    for place in range(number):
        record(by=by, at=AT + timedelta(hours=place), action=action, subject="client", client_id=place)


def test_an_event_is_never_changed(dewi: Staff) -> None:
    write(dewi, 1)
    event = Event.objects.get()
    event.action = "nothing"
    with pytest.raises(TypeError, match="never changed"):
        event.save()


def test_dates_pairs_and_choices_are_kept_as_plain_values(dewi: Staff) -> None:
    changes = {"on": (None, AT.date()), "role": (Role.DESK, Role.HEAD)}
    record(by=dewi, at=AT, action="staff.edited", subject="staff", changes=changes)
    assert Event.objects.get().changes == {"on": [None, "2026-11-24"], "role": ["desk", "head"]}


def test_a_bulk_leaves_a_line_for_each_client(dewi: Staff) -> None:
    record_many(by=dewi, at=AT, action="card.printed.card", subject="card", rows=[(1, 11), (2, 12)])
    assert list(Event.objects.order_by("pk").values_list("subject_id", "client_id")) == [(1, 11), (2, 12)]


def test_pages_go_on_and_back_without_gap_or_double(dewi: Staff) -> None:
    write(dewi, 7)
    seen, filters, pages = [], EventFilters(), []
    while True:
        page = event_page(dewi.office_id, filters, size=3)
        seen += [event.client_id for event in page.rows]
        pages.append(page)
        if page.older is None:
            break
        filters = EventFilters(before=page.older)
    assert seen == [6, 5, 4, 3, 2, 1, 0]
    assert [page.newer is None for page in pages] == [True, False, False]
    back = event_page(dewi.office_id, EventFilters(after=pages[2].newer), size=3)
    assert [event.client_id for event in back.rows] == [3, 2, 1]
    first = event_page(dewi.office_id, EventFilters(after=back.newer), size=3)
    assert [event.client_id for event in first.rows] == [6, 5, 4]
    assert first.newer is None


def test_filters_narrow_together(dewi: Staff, ani: Staff) -> None:
    write(dewi, 3)
    write(ani, 3)
    write(ani, 3, "note.written")
    narrow = EventFilters(
        staff_id=ani.pk, action="note.written", since=AT + timedelta(hours=1), until=AT + timedelta(hours=2)
    )
    assert [event.client_id for event in events_of(dewi.office_id, narrow)] == [1]
    assert events_of(dewi.office_id, EventFilters(client_id=2)).count() == 3


def test_an_office_reads_its_own_trail_only(dewi: Staff, candra: Staff) -> None:
    write(dewi, 2)
    write(candra, 1)
    assert {event.staff_id for event in events_of(dewi.office_id, EventFilters())} == {dewi.pk}
    assert {event.staff_id for event in events_of(candra.office_id, EventFilters())} == {candra.pk}


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_one_query(dewi: Staff, number: int, django_assert_num_queries: Any) -> None:
    write(dewi, number)
    with django_assert_num_queries(1):
        assert len(event_page(dewi.office_id, EventFilters()).rows) == number
