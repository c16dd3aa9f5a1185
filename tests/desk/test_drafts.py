"""Drafts on the page of the one door: kept with and without a script, offered by name, never a stranger's."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client as Browser
from django.utils import timezone

from bimbing.offices.models import Staff
from bimbing.proposals.models import Draft
from bimbing.proposals.queries import drafts_of
from bimbing.supervision.models import Supervision
from tests.desk.new_client.papers import NINE
from tests.factories import SupervisionFactory

pytestmark = pytest.mark.django_db

DOOR, SAVE = "/klien/baru/", "/klien/baru/draf/"


def page_fields(answer: Any) -> dict[str, str]:
    """What the page sends back of itself, whatever is typed."""
    state = answer.context["page_state"]
    return {
        "draf": str(state.key), "draf_versi": str(state.version), "halaman": str(state.page),
        "giliran": str(state.turn),
    }  # fmt: skip


def begun(browser: Browser, address: str = DOOR) -> dict[str, str]:
    answer = browser.get(address)
    assert answer.status_code == 200
    return page_fields(answer)


def keep(browser: Browser, page: dict[str, str], **typed: str) -> Any:
    return browser.post(SAVE, page | typed)


def words_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_button_keeps_the_page_without_a_script_and_leads_to_it_again(
    dewi: Staff, browser_of: Any
) -> None:
    browser = browser_of(dewi)
    answer = keep(browser, begun(browser), full_name="SUTRISNO", decision_no="PAS-1", section="BKD")
    draft = Draft.objects.get()
    assert (answer.status_code, answer.url) == (303, f"{DOOR}?draf={draft.key}")
    assert (draft.owner, draft.texts) == (
        dewi,
        {"full_name": "SUTRISNO", "decision_no": "PAS-1", "section": "BKD"},
    )
    again = browser.get(answer.url)
    assert again.context["form"]["full_name"].value() == "SUTRISNO"
    assert again.context["form"]["decision_no"].value() == "PAS-1"
    assert again.context["drafts"] == []  # the one that is open is not offered beside itself


def test_the_script_is_told_key_version_and_hour(dewi: Staff, browser_of: Any) -> None:
    browser = browser_of(dewi)
    page = begun(browser)
    answer = keep(browser, page, full_name="SUT", giliran="3", skrip="1")
    draft = Draft.objects.get()
    clock = f"{timezone.localtime(draft.saved_at):%H.%M}"
    assert answer.json() == {"draf": page["draf"], "versi": 1, "jam": clock, "terpisah": False}


def test_an_untouched_page_makes_no_draft(dewi: Staff, browser_of: Any) -> None:
    browser = browser_of(dewi)
    for more in ({}, {"skrip": "1"}):
        assert keep(browser, begun(browser), section="BKD", **more).status_code in (200, 303)
    assert not Draft.objects.exists()


def test_what_was_emptied_again_is_kept_empty(dewi: Staff, browser_of: Any) -> None:
    browser = browser_of(dewi)
    page = begun(browser)
    keep(browser, page, full_name="SUTRISNO", giliran="1")
    keep(browser, page, full_name="", giliran="2")
    assert Draft.objects.get().texts == {}


def test_whoever_comes_back_is_offered_his_drafts_by_hour_name_and_age(dewi: Staff, browser_of: Any) -> None:
    browser = browser_of(dewi)
    keep(browser, begun(browser), full_name="SUTRISNO bin KARTO")
    keep(browser, begun(browser), full_name="DIMAS ARYA PUTRA", section="BKA")
    keep(browser, begun(browser), decision_no="PAS-9")
    Draft.objects.filter(texts__decision_no="PAS-9").update(saved_at=timezone.now() - timedelta(days=3))
    answer = browser.get(DOOR)
    clock = f"{timezone.localtime():%H.%M}"
    shown = [(one.name, one.age) for one in answer.context["drafts"]]
    assert shown == [("D.A.P.", ""), ("Sutrisno", ""), ("belum bernama", "3 hari lalu")]
    assert answer.context["drafts"][0].clock[:2] == clock[:2]
    words = words_of(answer)
    assert "3 draf belum selesai" in words
    assert "DIMAS" not in words.upper()


def test_a_draft_of_a_further_guidance_opens_with_the_person(
    dewi: Staff, ani: Staff, browser_of: Any
) -> None:
    browser, known = browser_of(dewi), SupervisionFactory(officer=ani, client__full_name="MOH. ARIF").client
    page = begun(browser, f"{DOOR}?klien={known.pk}")
    answer = keep(browser, page, klien=str(known.pk), decision_no="PAS-2")
    again = browser.get(answer.url)
    assert again.context["client"] == known
    assert [one.name for one in browser.get(DOOR).context["drafts"]] == ["Moh. Arif"]


def test_a_draft_about_somebody_who_is_no_longer_ones_own_opens_without_him(
    ani: Staff, budi: Staff, browser_of: Any
) -> None:
    row = SupervisionFactory(officer=ani)
    page = begun(browser_of(ani), f"/usulan/baru/?klien={row.client_id}")
    answer = keep(browser_of(ani), page, klien=str(row.client_id), decision_no="PAS-2")
    Supervision.objects.update(officer=budi)
    again = browser_of(ani).get(answer.url)
    assert (again.status_code, again.context["client"]) == (200, None)
    assert again.context["form"]["decision_no"].value() == "PAS-2"


def test_two_windows_keep_two_drafts_and_the_later_is_told(dewi: Staff, browser_of: Any) -> None:
    browser = browser_of(dewi)
    address = keep(browser, begun(browser), full_name="AWAL").url
    one, other = begun(browser, address), begun(browser, address)
    assert keep(browser, one, full_name="SATU", skrip="1", giliran="1").json()["terpisah"] is False
    told = keep(browser, other, full_name="DUA", skrip="1", giliran="1").json()
    assert told["terpisah"] is True
    assert told["draf"] != one["draf"]
    assert sorted(draft.texts["full_name"] for draft in drafts_of(dewi)) == ["DUA", "SATU"]
    plain = browser.post(SAVE, begun(browser, address) | {"full_name": "TIGA"}, follow=True)
    assert "Draf tersimpan" in words_of(plain)


def test_registering_leaves_no_draft_and_no_word_of_it(dewi: Staff, ani: Staff, browser_of: Any) -> None:
    browser = browser_of(dewi)
    address = keep(browser, begun(browser), **NINE).url
    page = begun(browser, address)
    answer = browser.post(DOOR, page | NINE | {"officer": str(ani.pk), "giliran": "7"})
    assert (answer.status_code, Supervision.objects.count()) == (303, 1)
    keep(browser, page, giliran="6", skrip="1", **NINE)  # what was still under way
    assert list(Draft.objects.values_list("texts", "ended_as")) == [({}, "done")]


def test_a_page_that_is_sent_back_is_the_same_draft_still(dewi: Staff, browser_of: Any) -> None:
    browser = browser_of(dewi)
    page = begun(browser)
    answer = browser.post(DOOR, page | {"full_name": "SUTRISNO", "giliran": "4"})
    assert answer.status_code == 422
    assert page_fields(answer) == page | {"giliran": "4"}
    assert answer.context["is_sent_back"] is True
    assert b"data-draft-unsaved" in answer.content


def test_thrown_away_is_asked_first_and_taken_back_from_the_page(dewi: Staff, browser_of: Any) -> None:
    browser = browser_of(dewi)
    keep(browser, begun(browser), full_name="SUTRISNO")
    key = Draft.objects.get().key
    assert f"{SAVE}{key}/buang/" in words_of(browser.get(DOOR))
    assert "data-confirm=" in words_of(browser.get(DOOR))
    for _ in range(2):  # a second click finds it gone and says the same
        assert browser.post(f"{SAVE}{key}/buang/").status_code == 303
    page = browser.get(DOOR)
    assert (page.context["drafts"], [one.name for one in page.context["thrown_drafts"]]) == ([], ["Sutrisno"])
    answer = browser.post(f"{SAVE}{key}/kembalikan/")
    assert (answer.status_code, answer.url) == (303, f"{DOOR}?draf={key}")
    assert browser.get(answer.url).context["form"]["full_name"].value() == "SUTRISNO"


def test_a_strangers_draft_is_not_there(dewi: Staff, ani: Staff, browser_of: Any) -> None:
    keep(browser_of(dewi), begun(browser_of(dewi)), full_name="RAHASIA")
    key = Draft.objects.get().key
    browser = browser_of(ani)
    for key_asked in (key, uuid4(), "bukan-kunci"):
        assert browser.get(f"/usulan/baru/?draf={key_asked}").status_code == 404
    assert browser.post(f"{SAVE}{key}/buang/").status_code == 404
    assert browser.post(f"{SAVE}{key}/kembalikan/").status_code == 404
    assert "RAHASIA" not in browser.get("/usulan/baru/").content.decode()
    assert "Rahasia" not in browser.get(f"{SAVE}daftar/").content.decode()
    assert drafts_of(dewi).count() == 1


@pytest.mark.parametrize(
    ("who", "code"), [("dewi", 200), ("ani", 200), ("fitri", 200), ("eko", 403), ("gita", 403)]
)
def test_drafts_are_for_who_begins_clients(
    request: pytest.FixtureRequest, browser_of: Any, who: str, code: int
) -> None:
    browser = browser_of(request.getfixturevalue(who))
    sent = {"draf": str(UUID(int=1)), "halaman": str(UUID(int=2)), "full_name": "SUT", "skrip": "1"}
    assert browser.post(SAVE, sent).status_code == code
    assert browser.get(f"{SAVE}daftar/").status_code == code


def test_names_and_texts_have_bounds(dewi: Staff, browser_of: Any) -> None:
    browser = browser_of(dewi)
    flood = {f"f{n}": "x" for n in range(300)} | {"n" * 61: "x"}
    keep(browser, begun(browser), full_name="S" * 5000 + "\x00", **flood)
    texts = Draft.objects.get().texts
    assert len(texts["full_name"]) == 2000
    assert len(texts) <= 100
    assert max(map(len, texts)) <= 60


@pytest.mark.parametrize("number", [1, 3])
def test_the_drafts_cost_the_same_however_many_there_are(
    dewi: Staff, ani: Staff, browser_of: Any, number: int, django_assert_num_queries: Any
) -> None:
    browser = browser_of(dewi)
    for _ in range(number):
        client = SupervisionFactory(officer=ani).client
        keep(browser, begun(browser), klien=str(client.pk), decision_no="PAS-1")
        keep(browser, begun(browser), full_name="SUTRISNO")
    with django_assert_num_queries(6):  # session, person, office; drafts, those thrown away, known persons
        assert browser.get(f"{SAVE}daftar/").status_code == 200
