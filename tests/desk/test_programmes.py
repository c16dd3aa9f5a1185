"""The programmes of an office: what changes holds from a coming day and is counted before it is saved."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils.timezone import localdate

from bimbing.attendance.actions import settle
from bimbing.attendance.queries.duty import duty_of
from bimbing.audit.models import Event
from bimbing.clients.actions import StaleVersion
from bimbing.desk.actions_rules import rule_programme
from bimbing.desk.forms_new_client import NewClientForm
from bimbing.desk.views.client_words import checked_dates
from bimbing.offices.actions import DecidedMeanwhile, RuleTooEarly
from bimbing.offices.models import Office, Staff
from bimbing.rules.calendar import add_months
from bimbing.rules.duty import Interval
from bimbing.supervision.actions import draw_register_no, open_book
from bimbing.supervision.actions.rulings import answer_programme
from bimbing.supervision.models import Programme, Supervision
from bimbing.supervision.models_rules import OfficeProgramme, ProgrammeRule
from bimbing.supervision.queries.answers import counting_programmes
from bimbing.supervision.queries.choices import names_for
from tests.desk.conftest import next_month
from tests.factories import AT, SupervisionFactory

LIST = "/pengaturan/program/"
PB = "/pengaturan/program/PB/"
REASON = "Surat Kepala Bapas No. 12 Tahun 2026"


def typed(interval: str = "dua_mingguan", **changed: str) -> dict[str, str]:
    return {
        "valid_from": f"{next_month():%d-%m-%Y}",
        "interval": interval,
        "counts_as_active": "on",
        "reason": REASON,
        "seen": "0",
    } | changed


def guidance(officer: Staff, **columns: Any) -> Supervision:
    today = localdate()
    made: Supervision = SupervisionFactory(
        officer=officer,
        office=officer.office,
        programme_id="PB",
        start_date=add_months(today, -7),
        end_date=add_months(today, 17),
        **columns,
    )
    settle(supervision_ids=[made.pk], as_of=today)
    return made


def sums(row: Supervision) -> tuple[Any, ...]:
    row.refresh_from_db()
    return (row.missed_run, row.missed_total, row.met_total, row.due_total, row.report_state)


def test_a_change_is_counted_before_it_is_saved_and_moves_nothing_that_is_over(
    admin: Browser, ani: Staff, candra: Staff, gita: Staff
) -> None:
    rows = [guidance(ani), guidance(ani)]
    guidance(ani, interval="mingguan")  # said for this client: it stays
    guidance(candra)  # another office
    before = [sums(row) for row in rows]
    assert before[0][1] > 0
    look = admin.post(PB, typed(do="lihat", reason=""))
    assert look.status_code == 200
    assert look.context["effect"] == ["2 klien berubah dari setiap bulan ke setiap dua minggu."]
    assert not ProgrammeRule.objects.exists()
    answer = admin.post(PB, typed())
    assert (answer.status_code, answer["Location"]) == (303, PB)
    assert [sums(row) for row in rows] == before
    facts = duty_of(rows[0]).facts
    assert facts is not None
    assert (facts.interval, facts.later_intervals) == (
        Interval.BULANAN,
        ((next_month(), Interval.DUA_MINGGUAN),),
    )
    event = Event.objects.get(action="programme.ruled")
    assert (event.staff_id, event.purpose) == (gita.pk, REASON)
    assert event.changes == {
        "programme_id": [None, "PB"],
        "since": [None, next_month().isoformat()],
        "interval": ["bulanan", "dua_mingguan"],
    }


def test_htmx_gets_the_numbers_alone_and_no_error_while_somebody_types(admin: Browser, ani: Staff) -> None:
    guidance(ani)
    part = admin.post(PB, typed(do="lihat", reason=""), headers={"HX-Request": "true"})
    assert part.templates[0].name == "desk/part_effect.html"
    assert "1 klien berubah dari setiap bulan ke setiap dua minggu." in part.content.decode()
    half = admin.post(PB, typed(do="lihat", valid_from="1-"), headers={"HX-Request": "true"})
    assert (half.status_code, half.context["effect"]) == (200, None)


def test_what_no_longer_counts_as_active_is_said_and_holds_from_its_day(
    admin: Browser, ani: Staff, office: Office
) -> None:
    guidance(ani)
    sent = typed("bulanan")
    del sent["counts_as_active"]
    assert admin.post(PB, sent | {"do": "lihat"}).context["effect"] == [
        f"Mulai {next_month().day} {['', 'Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'][next_month().month]} {next_month().year} tidak ada klien yang berubah selang lapornya.",
        "1 klien tidak lagi dihitung sebagai klien aktif dalam laporan.",
    ]
    admin.post(PB, sent)
    assert "PB" in counting_programmes(office.pk, next_month() - timedelta(days=1))
    assert "PB" not in counting_programmes(office.pk, next_month())
    assert "CMK" not in counting_programmes(office.pk, date(2026, 1, 1))


@pytest.mark.parametrize("back", [0, 1, 400])
def test_no_change_holds_from_today_or_before(admin: Browser, gita: Staff, back: int) -> None:
    day = localdate() - timedelta(days=back)
    answer = admin.post(PB, typed(valid_from=f"{day:%d-%m-%Y}"))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["valid_from"])
    with pytest.raises(RuleTooEarly):
        rule_programme(
            programme=Programme.objects.get(pk="PB"),
            valid_from=AT.date() - timedelta(days=back),
            columns={"interval": "mingguan"},
            reason="Surat",
            seen=0,
            by=gita,
            at=AT,
        )
    assert not ProgrammeRule.objects.exists()


def test_who_decides_later_is_told_and_loses_nothing(admin: Browser, gita: Staff) -> None:
    admin.post(PB, typed())
    late = admin.post(PB, typed("mingguan"))  # opened before the first decision
    assert late.status_code == 409
    assert late.context["form"]["interval"].value() == "mingguan"
    assert "Gita" in late.content.decode()
    assert list(ProgrammeRule.objects.values_list("interval", flat=True)) == ["dua_mingguan"]
    again = admin.post(PB, typed("mingguan", seen=late.context["form"]["seen"].value()))
    assert again.status_code == 303
    assert list(ProgrammeRule.objects.values_list("interval", flat=True)) == ["mingguan"]
    with pytest.raises(DecidedMeanwhile):
        rule_programme(
            programme=Programme.objects.get(pk="PB"),
            valid_from=date(2027, 1, 1),
            columns={"interval": "mingguan"},
            reason="Surat",
            seen=0,
            by=gita,
            at=AT,
        )


def test_a_coming_change_is_withdrawn_and_one_that_holds_is_not(
    admin: Browser, ani: Staff, office: Office, gita: Staff
) -> None:
    row = guidance(ani)
    admin.post(PB, typed())
    coming = ProgrammeRule.objects.get()
    holds = ProgrammeRule.objects.create(
        office=office,
        programme_id="PB",
        valid_from=date(2026, 1, 1),
        reason="S",
        decided_by=gita,
        decided_at=AT,
    )
    for rule in (coming, holds):
        assert admin.post(f"{LIST}aturan/{rule.pk}/tarik/").status_code == 303
    assert list(ProgrammeRule.objects.all()) == [holds]
    facts = duty_of(row).facts
    assert facts is not None
    assert facts.interval_on(next_month()) is Interval.BULANAN


def test_a_programme_that_is_switched_off_stays_with_who_has_it(
    admin: Browser, ani: Staff, dewi: Staff, office: Office
) -> None:
    row = guidance(ani)
    admin.post(f"{PB}jawaban/", {"position": "3", "version": "0"})
    assert OfficeProgramme.objects.get(office=office, programme_id="PB").is_offered is False
    offered = {code for code, _ in NewClientForm(staff=dewi, today=localdate()).fields["programme"].choices}  # type: ignore[attr-defined]
    assert "PB" not in offered
    assert "CB" in offered
    row.refresh_from_db()
    assert row.programme_id == "PB"
    assert "PB" in names_for(dewi).programmes
    assert Event.objects.get(action="programme.answered").changes == {
        "programme_id": [None, "PB"],
        "is_offered": [True, False],
        "position": [None, 3],
    }


def test_an_old_page_writes_over_nobody(admin: Browser, gita: Staff) -> None:
    admin.post(f"{PB}jawaban/", {"position": "9", "is_offered": "on", "version": "0"})
    admin.post(f"{PB}jawaban/", {"position": "2", "is_offered": "on", "version": "0"})
    assert OfficeProgramme.objects.get().position == 9
    with pytest.raises(StaleVersion):
        answer_programme(
            programme=Programme.objects.get(pk="PB"),
            version=0,
            answer={"position": 2},
            own={},
            by=gita,
            at=AT,
        )


def test_an_offices_own_programme_is_its_own_and_numbers_carry_its_letters(
    admin: Browser, office: Office, other_office: Office, dewi: Staff, candra: Staff
) -> None:
    new = {
        "label": "Pembinaan kemandirian",
        "mark": "pkm",
        "group": "lain",
        "sections": ["BKD"],
        "end_rule": "document",
        "interval": "dua_bulanan",
        "counts_as_active": "on",
        "position": "40",
    }
    assert admin.post(f"{LIST}baru/", new)["Location"] == LIST
    made = Programme.objects.get(office=office)
    assert (made.code, made.sections, made.interval) == (f"PKM.{office.pk}", "BKD", "dua_bulanan")
    assert made.code in names_for(dewi).programmes
    assert made.code not in names_for(candra).programmes
    with_number = draw_register_no(
        book=open_book(office=office, section="BKD", year=2026), programme=made.code, on=date(2026, 11, 24)
    )
    assert with_number == "001/PKM/BKD/XI/2026"
    assert list(admin.post(f"{LIST}baru/", new).context["form"].errors) == ["mark"]
    assert list(admin.post(f"{LIST}baru/", new | {"mark": "PB"}).context["form"].errors) == ["mark"]
    other_label = admin.post(f"{LIST}baru/", new | {"mark": "PKX", "label": "pembebasan bersyarat"})
    assert list(other_label.context["form"].errors) == ["label"]


def test_the_label_of_a_national_programme_is_not_the_offices(admin: Browser) -> None:
    admin.post(f"{PB}jawaban/", {"position": "3", "is_offered": "on", "version": "0", "label": "Bebas"})
    assert Programme.objects.get(pk="PB").label == "Pembebasan Bersyarat"


@pytest.mark.parametrize("who", ["ani", "dewi", "eko", "fitri"])
def test_only_the_administrator_sees_the_settings(
    who: str, browser_of: Any, request: pytest.FixtureRequest
) -> None:
    browser = browser_of(request.getfixturevalue(who))
    pages = (LIST, PB, "/pengaturan/", "/pengaturan/tahap/", "/pengaturan/kejahatan/", "/pengaturan/tanggal/")
    assert {browser.get(page).status_code for page in pages} == {403}


def test_the_list_asks_the_same_however_many_programmes_there_are(
    admin: Browser, office: Office, gita: Staff, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        Programme.objects.create(
            code=f"P{number}.{office.pk}", office=office, label=f"P{number}", group="lain"
        )
        ProgrammeRule.objects.create(
            office=office, programme_id=f"P{number}.{office.pk}", valid_from=date(2046, 1, 1),
            reason="Surat", decided_by=gita, decided_at=AT,
        )  # fmt: skip
        if number in (0, 2):
            with django_assert_num_queries(6):  # session, staff, office; rules, running, programmes
                admin.get(LIST)


def test_an_offices_own_programme_is_kept_in_its_book_and_its_end_is_computed_by_its_rule(
    dewi: Staff, office: Office
) -> None:
    own = Programme.objects.create(
        code=f"PKM.{office.pk}",
        office=office,
        label="Pembinaan",
        group="lain",
        sections="BKA",
        end_rule="expiry",
    )
    form = NewClientForm({"programme": own.pk, "section": "BKD"}, staff=dewi, today=localdate())
    form.is_valid()
    assert "section" in form.errors
    form = NewClientForm({"programme": own.pk, "section": "BKA"}, staff=dewi, today=localdate())
    form.is_valid()
    assert "section" not in form.errors
    row = SupervisionFactory(
        office=office, programme_id=own.pk, start_date=date(2026, 3, 10), end_date=date(2027, 3, 10)
    )
    row.case.detained_on, row.case.sentence_years = date(2024, 3, 10), 3
    assert checked_dates(row)[2].words == "cocok dengan hitungan"
