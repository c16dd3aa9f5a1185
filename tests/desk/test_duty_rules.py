"""The office decides how the duty is counted from a coming day; nothing that is over moves, and it can be withdrawn."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils.timezone import localdate

from bimbing.attendance.actions import settle
from bimbing.attendance.queries.duty import duty_of
from bimbing.audit.models import Event
from bimbing.offices.actions import RuleTooEarly, set_duty_rule
from bimbing.offices.models import DutyRule, Office, Staff
from bimbing.rules.calendar import add_months
from bimbing.rules.duty import DutyModel
from bimbing.supervision.models import Supervision
from tests.desk.conftest import next_month
from tests.factories import AT, SupervisionFactory

ADDRESS = "/pengaturan/kewajiban/"
HOW = {
    "duty_model": "anniversary",
    "grace_days": "5",
    "min_last_period_days": "7",
    "home_visit_satisfies": "on",
    "reason": "Surat Kepala Bapas No. 12 Tahun 2026",
}


def typed(day: date, **changed: str) -> dict[str, str]:
    return HOW | {"valid_from": f"{day:%d-%m-%Y}"} | changed


def sums(row: Supervision) -> tuple[Any, ...]:
    row.refresh_from_db()
    return (row.missed_run, row.missed_total, row.met_total, row.due_total, row.report_state)


def test_a_change_holds_from_its_day_and_moves_nothing_that_is_over(
    admin: Browser, ani: Staff, gita: Staff
) -> None:
    today, since = localdate(), next_month()
    row = SupervisionFactory(
        officer=ani, office=ani.office, start_date=add_months(today, -7), end_date=add_months(today, 17)
    )
    settle(supervision_ids=[row.pk], as_of=today)
    before = sums(row)
    assert before[1] > 0
    answer = admin.post(ADDRESS, typed(since))
    assert (answer.status_code, answer["Location"]) == (303, ADDRESS)
    assert sums(row) == before
    facts = duty_of(row).facts
    assert facts is not None
    assert (facts.settings.on(today).model, facts.settings.on(since).model) == (
        DutyModel.CALENDAR,
        DutyModel.ANNIVERSARY,
    )
    assert facts.settings.on(since).grace_days == 5
    event = Event.objects.get(action="duty.changed")
    assert (event.staff_id, event.purpose) == (gita.pk, HOW["reason"])
    assert event.changes == {
        "since": [None, since.isoformat()],
        "duty_model": ["calendar", "anniversary"],
        "grace_days": [0, 5],
    }


@pytest.mark.parametrize("back", [0, 1, 400])
def test_no_change_holds_from_today_or_before(admin: Browser, gita: Staff, back: int) -> None:
    day = localdate() - timedelta(days=back)
    answer = admin.post(ADDRESS, typed(day))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["valid_from"])
    assert answer.context["form"]["grace_days"].value() == "5"
    with pytest.raises(RuleTooEarly):
        set_duty_rule(valid_from=AT.date() - timedelta(days=back), columns={}, reason="Surat", by=gita, at=AT)
    assert not DutyRule.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("valid_from", "besok lusa"), ("valid_from", "1-1-2099"), ("duty_model", "weekly"), ("grace_days", "-1"), ("reason", " ")],
)  # fmt: skip
def test_what_is_no_rule_is_refused_beside_its_field(admin: Browser, field: str, value: str) -> None:
    answer = admin.post(ADDRESS, typed(next_month()) | {field: value})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_the_same_day_decided_again_replaces_the_rule(admin: Browser, office: Office) -> None:
    admin.post(ADDRESS, typed(next_month()))
    admin.post(ADDRESS, typed(next_month(), grace_days="3"))
    assert list(DutyRule.objects.values_list("office_id", "grace_days")) == [(office.pk, 3)]


def test_a_coming_change_is_withdrawn_and_one_that_holds_is_not(
    admin: Browser, office: Office, gita: Staff
) -> None:
    admin.post(ADDRESS, typed(next_month()))
    coming = DutyRule.objects.get()
    holds = DutyRule.objects.create(
        office=office, valid_from=date(2026, 1, 1), reason="Surat", decided_by=gita, decided_at=AT
    )
    for rule in (coming, holds):
        assert admin.post(f"{ADDRESS}{rule.pk}/tarik/").status_code == 303
    assert list(DutyRule.objects.all()) == [holds]
    assert Event.objects.filter(action="duty.withdrawn").count() == 1


def test_another_offices_rule_is_not_there(admin: Browser, other_office: Office, candra: Staff) -> None:
    rule = DutyRule.objects.create(
        office=other_office,
        valid_from=date(2046, 1, 1),
        reason="Surat Madiun",
        decided_by=candra,
        decided_at=AT,
    )
    assert admin.post(f"{ADDRESS}{rule.pk}/tarik/").status_code == 404
    assert "Surat Madiun" not in admin.get(ADDRESS).content.decode()


def test_the_page_asks_the_same_however_many_rules_there_are(
    admin: Browser, office: Office, gita: Staff, django_assert_num_queries: Any
) -> None:
    for year in (2044, 2045, 2046):
        DutyRule.objects.create(
            office=office, valid_from=date(year, 1, 1), reason="Surat", decided_by=gita, decided_at=AT
        )
        if year in (2044, 2046):
            with django_assert_num_queries(
                6
            ):  # session, staff, office; rules; the one in force: none, so the office
                admin.get(ADDRESS)
