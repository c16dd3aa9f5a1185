"""Correcting a guidance and its case: what was touched is written, the decision's dates stand beside the computed."""

from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser

from bimbing.attendance.actions import settle
from bimbing.attendance.queries.proof import differences
from bimbing.audit.models import Event
from bimbing.clients.models import SearchEntry
from bimbing.desk.forms_guidance import FIELDS
from bimbing.offices.models import Staff
from bimbing.supervision.actions import Offence, offences_of, reindex, write_offences
from bimbing.supervision.models import Case, Supervision
from tests.desk.test_edit_client import of_three
from tests.factories import AT, StaffFactory, SupervisionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(ani: Staff) -> Supervision:
    """A PB whose verdict is 3 years from 10 March 2024: two thirds on 10-03-2026, expiry 10-03-2027, end 10-03-2028."""
    made = SupervisionFactory(
        officer=ani, client__full_name="MOH. ARIF", decision_no="PAS-1", register_no="9/PB/2026"
    )
    write_offences(case_id=made.case_id, offences=[Offence("PENCURIAN", articles="363 KUHP")])
    Case.objects.filter(pk=made.case_id).update(
        offence_id="PENCURIAN", articles="363 KUHP", sentence_years=3, detained_on=date(2024, 3, 10),
        two_thirds_date=date(2026, 3, 8), sentence_expiry_date=date(2027, 3, 10),
    )  # fmt: skip
    settle(supervision_ids=[made.pk], as_of=AT.date())
    reindex(client_ids=[made.client_id])
    return Supervision.objects.select_related("case", "client").get(pk=made.pk)


@pytest.fixture
def lina(dewi: Staff) -> Staff:
    return StaffFactory(office=dewi.office, username="lina", full_name="Lina", role="registrar")


def address(row: Supervision) -> str:
    return f"/klien/{row.client_id}/bimbingan/{row.pk}/ubah/"


def opened(browser: Browser, row: Supervision) -> dict[str, Any]:
    """What a browser sends back of the page that it opened, with nothing changed."""
    answer = browser.get(address(row))
    assert answer.status_code == 200
    form = answer.context["form"]
    texts = {name: str(form[name].value() or "") for name in (*FIELDS, "version", "case_version", "reason")}
    return texts | {f"semula_{name}": text for name, text in answer.context["was"]}


def save(browser: Browser, row: Supervision, sent: dict[str, Any]) -> Any:
    answer = browser.post(address(row), sent)
    row.refresh_from_db()
    return answer


def test_saving_it_untouched_changes_nothing(row: Supervision, dewi: Staff, browser_of: Any) -> None:
    sent = opened(browser_of(dewi), row)
    assert (sent["sentence"], sent["end_date"], sent["offence_1"]) == ("3 tahun", "10 Mar 2028", "PENCURIAN")
    assert save(browser_of(dewi), row, sent).status_code == 303
    assert (row.version, row.case.version) == (1, 1)
    assert not Event.objects.filter(action__in=("supervision.edited", "case.edited")).exists()


def test_what_is_touched_is_written_to_the_guidance_and_to_its_case(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    sent = opened(browser_of(dewi), row) | {
        "register_no": "77/PB/2026", "decision_no": "PAS-2", "end_date": "10-4-2028", "interval": "mingguan",
        "sentence": "3 thn 1 bln", "remission": "2 bulan 15 hari", "court": "PN Tuban", "prior_count": "1",
        "offence_2": "PENADAHAN", "articles_2": "480 KUHP", "reason": "SK asli dilihat",
    }  # fmt: skip
    answer = save(browser_of(dewi), row, sent)
    assert (answer.status_code, answer["Location"]) == (303, f"/klien/{row.client_id}/?bimbingan={row.pk}")
    assert (row.register_key, row.decision_no, row.end_date, row.interval) == (
        "77/PB/2026",
        "PAS-2",
        date(2028, 4, 10),
        "mingguan",
    )
    case = row.case
    assert (case.sentence_years, case.sentence_months, case.court, case.prior_count) == (3, 1, "PN Tuban", 1)
    assert (case.remission_months, case.remission_days) == (2, 15)
    assert offences_of(case) == [
        Offence("PENCURIAN", articles="363 KUHP"),
        Offence("PENADAHAN", articles="480 KUHP"),
    ]
    assert "77/PB/2026" in SearchEntry.objects.get().text.upper().replace(" ", "")
    assert not list(differences(as_of=AT.date()))


def test_the_history_tells_the_case_in_words(row: Supervision, dewi: Staff, browser_of: Any) -> None:
    browser = browser_of(dewi)
    changes = {
        "sentence": "2 tahun",
        "offence_2": "PENADAHAN",
        "end_date": "10-4-2028",
        "reason": "putusan banding",
    }
    save(browser, row, opened(browser, row) | changes)
    shown = browser.get(f"/klien/{row.client_id}/?jenis=perubahan").content.decode()
    for words in (
        "lama pidana (tahun): 3 → 2",
        "kejahatan 2: — → Penadahan",
        "akhir: 10 Mar 2028 → 10 Apr 2028",
        "putusan banding",
        "Dewi",
    ):
        assert words in shown


def test_the_computed_date_stands_beside_that_of_the_decision(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    shown = browser_of(dewi).get(address(row)).content.decode()
    assert "SK 08-03-2026; hitungan 10-03-2026" in shown
    assert shown.count("cocok dengan hitungan") == 2


def test_the_words_of_the_papers_stay_until_a_category_is_chosen(
    row: Supervision, dewi: Staff, browser_of: Any
) -> None:
    write_offences(case_id=row.case_id, offences=[Offence(offence_text="jual burung", articles="40")])
    Case.objects.filter(pk=row.case_id).update(offence=None, offence_text="jual burung", articles="40")
    sent = opened(browser_of(dewi), row)
    assert sent["offence_1"] == "~jual burung"
    save(browser_of(dewi), row, sent | {"articles_1": "40 ayat 2"})
    assert offences_of(row.case) == [Offence(offence_text="jual burung", articles="40 ayat 2")]
    save(browser_of(dewi), row, opened(browser_of(dewi), row) | {"offence_1": "KEHUTANAN"})
    assert offences_of(row.case) == [Offence("KEHUTANAN", articles="40 ayat 2")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"end_date": "9-3-2026"}, "end_date"),
        ({"start_date": "kapan"}, "start_date"),
        ({"sentence": "2,6 th"}, "sentence"),
        ({"report_day": "32"}, "report_day"),
        ({"interval": "khusus"}, "special_dates"),
        ({"special_dates": "10-3-2026, besok"}, "special_dates"),
        ({"programme": "DIVERSI"}, "programme"),
        ({"offence_2": "MENCURI"}, "offence_2"),
        ({"offence_2": "~\x00"}, "offence_2"),
        ({"offence_2": "~" + "x" * 201}, "offence_2"),
    ],
)
def test_what_cannot_be_meant_comes_back_as_it_was_typed(
    row: Supervision, dewi: Staff, browser_of: Any, changes: dict[str, str], field: str
) -> None:
    answer = save(browser_of(dewi), row, opened(browser_of(dewi), row) | changes | {"court": "PN Tuban"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert answer.context["form"]["court"].value() == "PN Tuban"
    assert (row.version, row.case.version) == (1, 1)


def test_a_register_number_of_somebody_else_is_refused_and_the_case_stays(
    row: Supervision, ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    SupervisionFactory(officer=ani, register_no="8/PB/2026")
    sent = opened(browser_of(dewi), row) | {"register_no": "8 / PB / 2026", "court": "PN Tuban"}
    answer = save(browser_of(dewi), row, sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["register_no"])
    assert (row.register_no, row.case.court, row.case.version) == ("9/PB/2026", "", 1)


def test_days_that_are_listed_are_kept_in_their_order(row: Supervision, dewi: Staff, browser_of: Any) -> None:
    sent = opened(browser_of(dewi), row) | {"interval": "khusus", "special_dates": "24-3-2026, 10 maret 2026"}
    assert save(browser_of(dewi), row, sent).status_code == 303
    assert row.special_dates == ["2026-03-10", "2026-03-24"]


# ------------------------------------------------------------------ two at once


def test_who_is_later_sees_the_guidance_and_the_case_in_three_columns(
    row: Supervision, dewi: Staff, lina: Staff, browser_of: Any
) -> None:
    hers, mine = opened(browser_of(lina), row), opened(browser_of(dewi), row)
    save(browser_of(lina), row, hers | {"court": "PN Tuban", "decision_no": "PAS-3"})
    late = save(browser_of(dewi), row, mine | {"court": "PN Lamongan", "remarks": "dekat pasar"})
    lines = {line.name: line for line in late.context["lines"]}
    assert (late.status_code, list(lines)) == (409, ["court", "decision_no", "remarks"])
    assert (lines["court"].mine, lines["court"].now, lines["court"].by) == ("PN Lamongan", "PN Tuban", "Lina")
    assert (lines["decision_no"].proposed, lines["remarks"].proposed) == ("mereka", "saya")
    answer = save(browser_of(dewi), row, of_three(late) | {"pilih_court": "saya"})
    assert answer.status_code == 303
    assert (row.case.court, row.decision_no, row.remarks) == ("PN Lamongan", "PAS-3", "dekat pasar")


def test_a_case_corrected_from_its_other_guidance_is_seen_too(
    row: Supervision, ani: Staff, dewi: Staff, lina: Staff, browser_of: Any
) -> None:
    other = SupervisionFactory(
        client=row.client, office=row.office, officer=ani, case=row.case, programme_id="ASIMILASI"
    )
    mine = opened(browser_of(dewi), row)
    save(browser_of(lina), other, opened(browser_of(lina), other) | {"offence_1": "NARKOTIKA"})
    late = save(browser_of(dewi), row, mine | {"offence_1": "PENIPUAN"})
    (line,) = late.context["lines"]
    assert (late.status_code, line.mine, line.was, line.now, line.by) == (
        409, "Penipuan", "Pencurian", "Narkotika", "Lina",
    )  # fmt: skip
    save(browser_of(dewi), row, of_three(late) | {"pilih_offence_1": "saya"})
    codes = Supervision.objects.order_by("pk").values_list("offence_code", flat=True)
    assert list(codes) == ["PENIPUAN", "PENIPUAN"]


@pytest.mark.parametrize("who", ["ani", "fitri", "gita", "eko"])
def test_who_may_not_correct_gets_no_form(
    row: Supervision, ani: Staff, fitri: Staff, gita: Staff, eko: Staff, browser_of: Any, who: str
) -> None:
    staff = {"ani": ani, "fitri": fitri, "gita": gita, "eko": eko}[who]
    assert browser_of(staff).get(address(row)).status_code == 403


def test_a_stranger_finds_no_such_guidance(
    row: Supervision, candra: Staff, dewi: Staff, browser_of: Any
) -> None:
    assert browser_of(candra).get(address(row)).status_code == 404
    other = SupervisionFactory(office=dewi.office)
    assert browser_of(dewi).get(f"/klien/{other.client_id}/bimbingan/{row.pk}/ubah/").status_code == 404
