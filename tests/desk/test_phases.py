"""What the panel decides about a phase: recorded with its paper, shown on the file, counted from the next day on."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client as Browser
from django.utils.timezone import localdate

from bimbing.attendance.actions import settle, settle_stale
from bimbing.attendance.queries.duty import duty_of
from bimbing.attendance.queries.proof import differences
from bimbing.audit.models import Event
from bimbing.clients.actions import StaleVersion
from bimbing.desk.actions_rules import decide_phase, rule_phases, withdraw_phase
from bimbing.desk.queries.phases import IntervalFrom, phase_strip, proposals
from bimbing.offices.models import Office, Staff
from bimbing.rules.duty import Interval
from bimbing.rules.phases import Phase, PhaseProblem
from bimbing.supervision.actions.phases import NotTheLast, PhaseRefused, ReasonMissing
from bimbing.supervision.models import Supervision
from bimbing.supervision.models_rules import PhaseDecision
from bimbing.supervision.queries.counting import counts
from bimbing.supervision.queries.register import Filters, Group
from tests.factories import SupervisionFactory

START, END, TODAY = date(2026, 3, 10), date(2028, 3, 10), date(2026, 11, 24)
AT = datetime(2026, 11, 24, 8, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
SECOND, LAST = date(2026, 9, 8), date(2027, 9, 9)


@pytest.fixture
def row(ani: Staff) -> Supervision:
    made: Supervision = SupervisionFactory(
        officer=ani, office=ani.office, programme_id="PB", start_date=START, end_date=END
    )
    settle(supervision_ids=[made.pk], as_of=TODAY)
    made.refresh_from_db()
    return made


def decide(
    row: Supervision, by: Staff, phase: Phase = Phase.LANJUTAN, since: date = SECOND, **given: Any
) -> PhaseDecision:
    row.refresh_from_db()
    return decide_phase(
        **{  # type: ignore[arg-type]
            "supervision": row,
            "version": row.version,
            "phase": phase,
            "since": since,
            "tpp_number": "TPP-07/2026",
            "tpp_date": date(2026, 11, 20),
            "by": by,
            "at": AT,
        }
        | given
    )


def at(day: date) -> datetime:
    return AT.replace(year=day.year, month=day.month, day=day.day)


def test_the_days_suggest_and_the_panels_day_wins(row: Supervision, dewi: Staff) -> None:
    strip = phase_strip(row, TODAY)
    assert [span.since for span in strip.spans] == [START, SECOND, LAST]
    assert (strip.current, strip.suggested, strip.propose) == (None, Phase.LANJUTAN, Phase.LANJUTAN)
    decide(row, dewi, since=date(2026, 10, 1))
    strip = phase_strip(row, TODAY)
    assert [span.since for span in strip.spans] == [START, date(2026, 10, 1), LAST]
    assert (strip.current, strip.propose) == (Phase.LANJUTAN, None)
    assert (strip.interval, strip.interval_from) == (Interval.BULANAN, IntervalFrom.PROGRAMME)


def test_a_decision_is_kept_with_its_paper_and_closes_the_one_before(row: Supervision, dewi: Staff) -> None:
    decide(row, dewi, Phase.AWAL, START)
    decide(row, dewi, Phase.LANJUTAN, SECOND)
    kept = PhaseDecision.objects.values_list("phase", "decision", "since", "until", "counts_from")
    tomorrow = TODAY + timedelta(days=1)
    assert list(kept) == [
        ("awal", "masuk", START, SECOND - timedelta(days=1), tomorrow),
        ("lanjutan", "naik", SECOND, None, tomorrow),
    ]
    row.refresh_from_db()
    assert row.phase == "lanjutan"
    event = Event.objects.filter(action="phase.decided").order_by("-pk")[0]
    assert (event.client_id, event.changes) == (
        row.client_id,
        {
            "phase": ["awal", "lanjutan"],
            "since": [None, SECOND.isoformat()],
            "document_no": [None, "TPP-07/2026"],
            "tpp_date": [None, "2026-11-20"],
        },
    )
    assert list(differences(as_of=TODAY)) == []


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"since": START - timedelta(days=1)}, PhaseProblem.BEFORE_START),
        ({"since": END + timedelta(days=1)}, PhaseProblem.AFTER_END),
        ({"tpp_date": TODAY + timedelta(days=1)}, PhaseProblem.PANEL_TO_COME),
    ],
)
def test_days_that_cannot_be_are_refused(
    row: Supervision, dewi: Staff, given: dict[str, Any], problem: PhaseProblem
) -> None:
    with pytest.raises(PhaseRefused) as refused:
        decide(row, dewi, **given)
    assert refused.value.problem is problem
    assert not PhaseDecision.objects.exists()


def test_no_decision_slips_before_the_one_that_stands(row: Supervision, dewi: Staff) -> None:
    decide(row, dewi, since=SECOND)
    with pytest.raises(PhaseRefused):
        decide(row, dewi, Phase.AKHIR, SECOND)


def test_going_back_or_passing_over_says_why(row: Supervision, dewi: Staff) -> None:
    decide(row, dewi, Phase.LANJUTAN, SECOND)
    with pytest.raises(ReasonMissing):
        decide(row, dewi, Phase.AWAL, date(2026, 11, 1))
    decide(row, dewi, Phase.AWAL, date(2026, 11, 1), note="Melanggar syarat umum")
    assert PhaseDecision.objects.get(until=None).decision == "kembali"


def test_a_record_that_was_changed_meanwhile_is_refused(row: Supervision, dewi: Staff) -> None:
    version = row.version
    decide(row, dewi)
    with pytest.raises(StaleVersion):
        decide(row, dewi, Phase.AKHIR, date(2026, 11, 1), version=version)


def test_a_phase_to_come_begins_by_the_roll_of_its_night(row: Supervision, dewi: Staff) -> None:
    december = date(2026, 12, 1)
    decide(row, dewi, Phase.AWAL, START)
    decide(row, dewi, Phase.LANJUTAN, december)
    row.refresh_from_db()
    assert (row.phase, row.standing_until) == ("awal", date(2026, 11, 30))
    settle_stale(as_of=december)
    row.refresh_from_db()
    assert row.phase == "lanjutan"
    assert list(differences(as_of=december)) == []


def test_the_interval_of_a_phase_counts_from_the_day_after_it_was_recorded(
    row: Supervision, dewi: Staff, gita: Staff
) -> None:
    before = (row.missed_total, row.due_total)
    assert before[0] > 0
    rule_phases(
        valid_from=TODAY + timedelta(days=1),
        columns={"first_percent": 25, "second_percent": 75, "lanjutan_interval": "tiga_bulanan"},
        reason="Surat",
        seen=0,
        by=gita,
        at=AT,
    )
    decide(row, dewi, Phase.LANJUTAN, SECOND)  # two months and a half ago
    row.refresh_from_db()
    assert (row.missed_total, row.due_total) == before
    facts = duty_of(row).facts
    assert facts is not None
    assert (facts.interval, facts.later_intervals) == (
        Interval.BULANAN,
        ((TODAY + timedelta(days=1), Interval.TIGA_BULANAN),),
    )
    tomorrow = TODAY + timedelta(days=1)
    strip = phase_strip(row, tomorrow)
    assert (strip.interval, strip.interval_from) == (Interval.TIGA_BULANAN, IntervalFrom.PHASE)


def test_a_withdrawn_decision_stays_in_the_history_and_the_one_before_stands(
    row: Supervision, dewi: Staff
) -> None:
    first = decide(row, dewi, Phase.AWAL, START)
    second = decide(row, dewi, Phase.LANJUTAN, SECOND)
    first.refresh_from_db()
    with pytest.raises(NotTheLast):
        withdraw_phase(decision=first, version=first.version, reason="salah orang", by=dewi, at=AT)
    withdraw_phase(decision=second, version=second.version, reason="salah orang", by=dewi, at=AT)
    row.refresh_from_db()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (row.phase, first.until, second.withdrawn_on, second.withdrawn_reason) == (
        "awal", None, TODAY, "salah orang",
    )  # fmt: skip
    assert phase_strip(row, TODAY).current is Phase.AWAL
    assert list(differences(as_of=TODAY)) == []


def test_a_withdrawn_interval_held_until_it_was_withdrawn(row: Supervision, dewi: Staff, gita: Staff) -> None:
    rule_phases(
        valid_from=TODAY + timedelta(days=1),
        columns={"first_percent": 25, "second_percent": 75, "lanjutan_interval": "mingguan"},
        reason="Surat",
        seen=0,
        by=gita,
        at=AT,
    )
    decision = decide(row, dewi, Phase.LANJUTAN, SECOND)
    later = at(date(2026, 12, 20))
    withdraw_phase(decision=decision, version=decision.version, reason="keliru", by=dewi, at=later)
    facts = duty_of(row).facts
    assert facts is not None
    assert facts.later_intervals == (
        (TODAY + timedelta(days=1), Interval.MINGGUAN),
        (date(2026, 12, 21), Interval.BULANAN),
    )


# ------------------------------------------------------------------ pages


@pytest.fixture
def registrar(dewi: Staff, browser_of: Any) -> Browser:
    signed_in: Browser = browser_of(dewi)
    return signed_in


def sent(row: Supervision, **changed: str) -> dict[str, str]:
    row.refresh_from_db()
    return {
        "supervision": str(row.pk),
        "version": str(row.version),
        "phase": "lanjutan",
        "since": "8-9-2026",
        "tpp_date": "1-9-2026",
        "tpp_number": "TPP-07/2026",
    } | changed


def test_the_registrar_records_it_and_the_file_shows_it(registrar: Browser, row: Supervision) -> None:
    address = f"/klien/{row.client_id}/tahap/"
    page = registrar.get(address)
    assert page.context["form"].initial["phase"] is Phase.LANJUTAN
    assert page.context["form"].initial["since"] == SECOND
    answer = registrar.post(address, sent(row))
    assert answer.status_code == 303
    file = registrar.get(f"/klien/{row.client_id}/").content.decode()
    assert "TPP-07/2026" in file
    assert "mulai 8 Sep 2026" in file


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"since": "1-1-2020"}, "since"),
        ({"tpp_date": "1-1-2099"}, "tpp_date"),
        ({"tpp_number": " "}, "tpp_number"),
        ({"phase": "lain"}, "phase"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    registrar: Browser, row: Supervision, changed: dict[str, str], field: str
) -> None:
    answer = registrar.post(f"/klien/{row.client_id}/tahap/", sent(row, **changed))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not PhaseDecision.objects.exists()


def test_who_comes_too_late_is_shown_it_and_can_send_again(registrar: Browser, row: Supervision) -> None:
    late = registrar.post(f"/klien/{row.client_id}/tahap/", sent(row, version="99"))
    assert late.status_code == 409
    again = {name: late.context["form"][name].value() or "" for name in late.context["form"].fields}
    assert registrar.post(f"/klien/{row.client_id}/tahap/", again).status_code == 303


@pytest.mark.parametrize(
    ("who", "may"), [("dewi", True), ("eko", True), ("ani", False), ("fitri", False), ("gita", False)]
)
def test_who_may_record_what_the_panel_decided(
    who: str, may: bool, row: Supervision, browser_of: Any, request: pytest.FixtureRequest
) -> None:
    browser = browser_of(request.getfixturevalue(who))
    answers = {
        browser.get(f"/klien/{row.client_id}/tahap/").status_code,
        browser.get("/klien/tahap/").status_code,
    }
    assert answers == ({200} if may else {403})


def test_a_strangers_decision_is_not_there(registrar: Browser, candra: Staff) -> None:
    theirs = SupervisionFactory(office=candra.office, start_date=START, end_date=END)
    decision = decide(theirs, candra)
    assert registrar.get(f"/klien/{theirs.client_id}/tahap/").status_code == 404
    gone = registrar.post(f"/klien/tahap/{decision.pk}/tarik/", {"version": "1", "reason": "keliru"})
    assert gone.status_code == 404


def test_a_session_decides_about_those_picked_or_about_nobody(
    registrar: Browser, row: Supervision, ani: Staff, candra: Staff
) -> None:
    other = SupervisionFactory(officer=ani, office=ani.office, start_date=START, end_date=END)
    SupervisionFactory(office=candra.office, start_date=START, end_date=END)
    today = localdate()
    assert {one.row.pk for one in proposals(registrar_staff(registrar), today=today)} == {row.pk, other.pk}
    minutes = {"tpp_number": "TPP-08/2026", "tpp_date": f"{today:%d-%m-%Y}"}
    versions = {f"versi-{one.pk}": str(one.version) for one in (row, other)}
    assert registrar.post("/klien/tahap/", minutes | versions).status_code == 422
    stale = versions | {f"versi-{other.pk}": "99"}
    refused = registrar.post("/klien/tahap/", minutes | stale | {"pilih": [str(row.pk), str(other.pk)]})
    assert refused.status_code == 422
    assert not PhaseDecision.objects.exists()
    done = registrar.post("/klien/tahap/", minutes | versions | {"pilih": [str(row.pk)]})
    assert done.status_code == 303
    assert list(PhaseDecision.objects.values_list("supervision", "phase", "since")) == [
        (row.pk, "lanjutan", SECOND)
    ]


def registrar_staff(browser: Browser) -> Staff:
    return Staff.objects.get(pk=browser.session["_auth_user_id"])


@pytest.mark.parametrize("number", [1, 3])
def test_the_session_asks_the_same_however_many_are_due(
    registrar: Browser, ani: Staff, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        SupervisionFactory(officer=ani, office=ani.office, start_date=START, end_date=END)
    with django_assert_num_queries(
        6
    ):  # session, staff, office; the phases' rule, decisions to come, guidances
        registrar.get("/klien/tahap/")


def test_the_register_groups_by_phase(row: Supervision, dewi: Staff, ani: Staff) -> None:
    SupervisionFactory(officer=ani, office=ani.office, start_date=START, end_date=END)
    decide(row, dewi, Phase.LANJUTAN, SECOND)
    found = counts(dewi, Filters(as_of=TODAY))
    assert found.groups[Group.PHASE] == {"lanjutan": 1, "-": 1}
    picked = counts(dewi, Filters(as_of=TODAY, picks={Group.PHASE: ("lanjutan",)}))
    assert (picked.total, picked.groups[Group.PHASE]) == (1, {"lanjutan": 1, "-": 1})


def test_another_offices_rule_of_phases_is_not_ours(
    row: Supervision, other_office: Office, candra: Staff
) -> None:
    rule_phases(
        valid_from=TODAY + timedelta(days=1),
        columns={"first_percent": 10, "second_percent": 90},
        reason="Surat",
        seen=0,
        by=candra,
        at=AT,
    )
    days = [span.suggested for span in phase_strip(row, TODAY + timedelta(days=2)).spans]
    assert days == [START, SECOND, LAST]
