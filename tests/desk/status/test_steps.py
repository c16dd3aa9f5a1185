"""Each step with its own fields and checks."""

from datetime import date
from typing import Any

import pytest
from django.utils.timezone import localdate

from bimbing.audit.models import Event
from bimbing.desk.shown.status import ways_of
from bimbing.offices.models import Staff
from bimbing.rules.status import Status
from bimbing.supervision.models import Supervision
from tests.attendance.scenes import came
from tests.desk.status.sent import PAPER, SK, errors, events, proved, take, url
from tests.factories import SupervisionFactory

pytestmark = pytest.mark.django_db


def test_the_page_offers_the_steps_that_lead_on_and_no_field(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    page = browser_of(dewi).get(url(row))
    assert [way.status for way in page.context["ways"]] == [
        *("berakhir", "dilimpahkan", "cabut_sementara", "dicabut", "ditahan", "meninggal", "batal")
    ]
    assert page.context["form"] is None
    chosen = browser_of(dewi).get(url(row), {"status": "meninggal"})
    assert [bound.name for bound in chosen.context["form"].visible_fields()] == [
        *("on", "document_no", "document_date", "reason")
    ]


@pytest.mark.parametrize(
    ("status", "title"),
    [
        ("ditahan", "Bebas dari tahanan"),
        ("cabut_sementara", "Batalkan pencabutan sementara"),
        ("berakhir", "Aktif kembali"),
        ("batal", "Aktif kembali"),
    ],
)
def test_going_back_to_active_is_called_what_it_is(row: Supervision, status: str, title: str) -> None:
    row.status = status
    assert next(way.title for way in ways_of(row) if way.status is Status.AKTIF) == title


def test_a_step_that_is_none_offers_the_choice_again(row: Supervision, dewi: Staff, browser_of: Any) -> None:
    assert take(browser_of(dewi), row, "hilang").status_code == 422
    assert events(row) == [("aktif", date(2026, 3, 10))]


def test_ending_before_the_end_needs_a_reason_and_on_its_day_none(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    Supervision.objects.update(end_date=date(2026, 11, 20))
    early = take(browser_of(dewi), row, "berakhir", "19-11-2026", **PAPER)
    assert list(errors(early)) == ["reason"]
    assert take(browser_of(dewi), row, "berakhir", **PAPER).status_code == 303
    row = proved(row)
    assert (row.status, row.ended_on, row.closing_no, row.closing_date) == (
        *("berakhir", date(2026, 11, 20), "W15.PAS-211", date(2026, 11, 20)),
    )


def test_a_closing_letter_may_be_younger_than_the_end(row: Supervision, dewi: Staff, browser_of: Any) -> None:
    Supervision.objects.update(end_date=date(2026, 11, 10))
    take(browser_of(dewi), row, "berakhir", "10-11-2026", **PAPER)
    row = proved(row)
    assert (row.ended_on, row.closing_date) == (date(2026, 11, 10), date(2026, 11, 20))


@pytest.mark.parametrize(
    ("status", "needed"),
    [
        ("berakhir", ["on", "document_no", "document_date"]),
        ("cabut_sementara", ["document_no", "document_date", "on"]),
        ("dicabut", ["ground", "document_no", "document_date", "on"]),
        ("dilimpahkan", ["target", "on"]),
        ("meninggal", ["on", "document_no"]),
        ("ditahan", ["on"]),
        ("batal", ["reason"]),
    ],
)
def test_each_step_asks_for_what_it_needs_and_nothing_else(
    row: Supervision, dewi: Staff, browser_of: Any, status: str, needed: list[str]
) -> None:
    assert list(errors(take(browser_of(dewi), row, status, ""))) == needed


@pytest.mark.parametrize("name", ["document_date", "on", "prosecuted_on"])
def test_only_the_end_of_a_detention_may_lie_ahead(
    row: Supervision, dewi: Staff, browser_of: Any, name: str
) -> None:
    assert list(errors(take(browser_of(dewi), row, "dicabut", **(SK | {name: "1-1-2031"})))) == [name]
    assert take(browser_of(dewi), row, "ditahan", until="1-1-2031").status_code == 303
    assert proved(row).status_events.get(status="ditahan").until == date(2031, 1, 1)


def test_a_revocation_comes_first_provisionally_then_finally(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    browser = browser_of(dewi)
    first = take(browser, row, "cabut_sementara", "2-11-2026", ground="TIDAK_LAPOR_3X", **PAPER)
    letter = row.status_events.get(status="cabut_sementara")
    assert (first.status_code, first["Location"]) == (303, f"/klien/{row.client_id}/surat/{letter.pk}/")
    assert proved(row).is_active
    form = browser.get(url(row), {"status": "dicabut"}).context["form"]
    assert form["ground"].value() == "TIDAK_LAPOR_3X"
    assert take(browser, row, "dicabut", **SK).status_code == 303
    row = proved(row)
    assert (row.status, row.is_active, row.ended_on) == ("dicabut", False, date(2026, 11, 20))
    assert [status for status, _ in events(row)] == ["aktif", "cabut_sementara", "dicabut"]


def test_a_revocation_without_a_provisional_one_is_asked_about_and_then_believed(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    asked = take(browser_of(dewi), row, "dicabut", **SK)
    assert (asked.status_code, [code for code, _ in asked.context["doubts"]]) == (
        422,
        ["without_provisional"],
    )
    assert "PAS-9.PK.05.09" in asked.content.decode()  # nothing typed is lost
    assert take(browser_of(dewi), row, "dicabut", **SK, dilihat="without_provisional").status_code == 303
    assert proved(row).status == "dicabut"


def test_after_the_limit_the_prosecution_is_asked_for_and_the_decision_still_wins(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    Supervision.objects.update(end_date=date(2026, 8, 19), status="cabut_sementara")
    asked = take(browser_of(dewi), row, "dicabut", **SK)
    assert [code for code, _ in asked.context["doubts"]] == ["after_limit"]
    assert "19 Nov 2026" in asked.context["doubts"][0][1]
    within = take(browser_of(dewi), row, "dicabut", **SK, prosecuted_on="19-11-2026")
    assert within.status_code == 303
    assert row.status_events.get(status="dicabut").prosecuted_on == date(2026, 11, 19)
    Supervision.objects.update(status="cabut_sementara")
    assert take(browser_of(dewi), row, "dicabut", **SK, dilihat="after_limit").status_code == 303


def test_a_cb_is_not_asked_for_a_prosecution(row: Supervision, dewi: Staff, browser_of: Any) -> None:
    Supervision.objects.update(end_date=date(2026, 8, 19), status="cabut_sementara", programme_id="CB")
    form = browser_of(dewi).get(url(row), {"status": "dicabut"}).context["form"]
    assert "prosecuted_on" not in form.fields
    assert take(browser_of(dewi), row, "dicabut", **SK).status_code == 303


def test_the_second_revocation_says_what_follows(
    row: Supervision, ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    page = browser_of(dewi).get(url(row), {"status": "dicabut"})
    assert page.context["said"] == []
    SupervisionFactory(
        officer=ani, client=row.client, status="dicabut", is_active=False, register_no="1/PB/2020"
    )
    ((kind, text),) = browser_of(dewi).get(url(row), {"status": "dicabut"}).context["said"]
    assert (kind, text.startswith("Ini pencabutan ke-2")) == ("miss", True)


def test_a_transfer_asks_for_both_papers_and_keeps_their_days(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    asked = take(browser_of(dewi), row, "dilimpahkan", target="Bapas Malang")
    assert [code for code, _ in asked.context["doubts"]] == ["papers_missing"]
    take(
        browser_of(dewi),
        row,
        "dilimpahkan",
        target="Bapas Malang",
        request_on="2/11/26",
        statement_on="9/11/26",
    )
    event = proved(row).status_events.get(status="dilimpahkan")
    assert (event.target, event.request_on, event.statement_on) == (
        *("Bapas Malang", date(2026, 11, 2), date(2026, 11, 9)),
    )


def test_a_visit_after_the_day_of_death_is_asked_about(
    row: Supervision, ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    came(row, date(2026, 11, 3), ani)
    asked = take(browser_of(dewi), row, "meninggal", "2-11-2026", document_no="Surat desa")
    ((code, text),) = asked.context["doubts"]
    assert (code, text) == ("visits_after", "Ada 1 laporan tercatat sesudah hari ini: 3 Nov 2026.")
    assert row.status == "aktif"
    assert take(browser_of(dewi), row, "meninggal", "3-11-2026", document_no="Surat desa").status_code == 303
    assert proved(row).status == "meninggal"


def test_seeing_one_doubt_is_not_seeing_another(
    row: Supervision, ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    came(row, date(2026, 11, 21), ani)
    asked = take(browser_of(dewi), row, "dicabut", **SK, dilihat="without_provisional")
    assert [code for code, _ in asked.context["doubts"]] == ["visits_after"]


def test_an_entry_in_error_leaves_the_figures_and_keeps_the_trail(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    assert take(browser_of(dewi), row, "batal", "", reason="dua kali diketik").status_code == 303
    row = proved(row)
    assert (row.status, row.is_active, row.due_total) == ("batal", False, 0)
    assert Event.objects.get(action="supervision.status").purpose == "dua kali diketik"


def test_reopening_needs_a_reason_and_takes_the_closing_letter_back(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    take(browser_of(dewi), row, "berakhir", **PAPER, reason="grasi")
    assert list(errors(take(browser_of(dewi), row, "aktif"))) == ["reason"]
    assert take(browser_of(dewi), row, "aktif", reason="salah klien").status_code == 303
    row = proved(row)
    assert (row.status, row.ended_on, row.closing_no, row.closing_date) == ("aktif", None, "", None)
    assert row.status_events.get(status="berakhir").document_no == "W15.PAS-211"


def test_an_error_is_not_taken_back_where_its_number_went_to_somebody_else(
    row: Supervision, ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    take(browser_of(dewi), row, "batal", "", reason="x")
    SupervisionFactory(officer=ani, register_no=row.register_no)
    refused = take(browser_of(dewi), row, "aktif", f"{localdate():%d-%m-%Y}", reason="ternyata benar")
    assert list(errors(refused)) == ["__all__"]
    assert Supervision.objects.get(pk=row.pk).status == "batal"


def test_two_who_end_the_same_guidance_are_one_end_and_one_told(
    row: Supervision, dewi: Staff, eko: Staff, browser_of: Any
) -> None:
    sent = {"supervision": row.pk, "version": row.version, "status": "meninggal", "on": "20-11-2026"}
    sent |= {"document_no": "Surat desa"}
    assert browser_of(dewi).post(url(row), sent).status_code == 303
    late = browser_of(eko).post(url(row), sent)
    assert late.status_code == 409
    assert "Surat desa" in late.content.decode()
    assert len(events(row)) == 2
