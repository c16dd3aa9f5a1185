"""Whoever has no key to the door proposes: a client, a correction; he sees no more for it than before."""

from typing import Any

import pytest
from django.test import Client as Browser

from bimbing.clients.models import Client, Phone
from bimbing.desk.forms_client import FIELDS
from bimbing.offices.models import Section, Staff
from bimbing.offices.permissions import Role
from bimbing.proposals.actions import return_proposal
from bimbing.proposals.models import Draft, Proposal
from bimbing.supervision.models import Supervision
from tests.desk.new_client.papers import NINE
from tests.desk.test_drafts import begun, keep, words_of
from tests.factories import AT, StaffFactory, SupervisionFactory

pytestmark = pytest.mark.django_db

DOOR, OWN = "/usulan/baru/", "/usulan/saya/"


@pytest.fixture
def row(ani: Staff) -> Supervision:
    made: Supervision = SupervisionFactory(
        officer=ani, client__full_name="MOH. ARIF", client__village="Ngraho", client__occupation="Petani",
        client__nik="3522151005900001",
    )  # fmt: skip
    Phone.objects.create(client=made.client, number="+6281234567890")
    return made


def opened(browser: Browser, address: str) -> dict[str, str]:
    """What a browser sends back of the page of a correction, with nothing changed."""
    answer = browser.get(address)
    assert answer.status_code == 200
    form = answer.context["form"]
    texts = {name: str(form[name].value() or "") for name in (*FIELDS, "reason")}
    texts |= {f"semula_{name}": text for name, text in answer.context["was"]}
    if answer.context["proposal"]:
        texts["usulan_versi"] = str(answer.context["proposal"].version)
    return texts | {"draf": str(answer.context["draft_key"])}


# ------------------------------------------------------------------ a client


def test_the_name_is_enough_and_nothing_comes_into_the_register(ani: Staff, browser_of: Any) -> None:
    browser = browser_of(ani)
    page = begun(browser, DOOR)
    keep(browser, page, full_name="SLAMET", giliran="1")
    answer = browser.post(
        DOOR, page | {"full_name": "SLAMET RIYADI", "usulan_alasan": "datang", "giliran": "2"}
    )
    proposal = Proposal.objects.get()
    assert (answer.status_code, answer.url) == (303, OWN)
    assert (proposal.kind, proposal.state, proposal.section, proposal.by) == ("client", "sent", "BKD", ani)
    assert (proposal.texts, proposal.reason) == ({"full_name": "SLAMET RIYADI"}, "datang")
    assert not Client.objects.exists()
    assert list(Draft.objects.values_list("texts", "ended_as")) == [({}, "done")]


def test_sent_twice_it_waits_once(ani: Staff, browser_of: Any) -> None:
    browser = browser_of(ani)
    page = begun(browser, DOOR) | {"full_name": "SLAMET"}
    for _ in range(2):
        assert browser.post(DOOR, page).status_code == 303
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, ["full_name"]),
        ({"full_name": "SLAMET", "nik": "123"}, ["nik"]),
        ({"full_name": "SLAMET", "start_date": "kapan"}, ["start_date"]),
        ({"full_name": "SLAMET", "start_date": "2-1-2027", "end_date": "1-1-2027"}, ["end_date"]),
    ],
)
def test_what_cannot_be_read_comes_back_as_it_was_typed(
    ani: Staff, browser_of: Any, typed: dict[str, str], wrong: list[str]
) -> None:
    answer = browser_of(ani).post(DOOR, typed | {"address": "Ngraho", "usulan_alasan": "datang"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, wrong)
    assert answer.context["form"]["address"].value() == "Ngraho"
    assert answer.context["reason_form"]["usulan_alasan"].value() == "datang"
    assert not Proposal.objects.exists()


def test_an_officer_proposes_himself_as_the_officer(ani: Staff, fitri: Staff, browser_of: Any) -> None:
    assert browser_of(ani).get(DOOR).context["form"]["officer"].value() == ani.pk
    assert browser_of(fitri).get(DOOR).context["form"]["officer"].value() is None


def test_a_further_guidance_of_an_own_client_names_him_and_his_book(
    ani: Staff, row: Supervision, browser_of: Any
) -> None:
    browser = browser_of(ani)
    page = begun(browser, f"{DOOR}?klien={row.client_id}") | {"klien": str(row.client_id)}
    assert browser.post(DOOR, page | {"decision_no": "PAS-2"}).status_code == 422  # which programme?
    assert browser.post(DOOR, page | {"decision_no": "PAS-2", "programme": "CB"}).status_code == 303
    proposal = Proposal.objects.get()
    assert (proposal.client, proposal.section) == (row.client, "BKD")


def test_the_page_looks_for_look_alikes_only_among_who_may_be_opened(
    ani: Staff, fitri: Staff, row: Supervision, browser_of: Any
) -> None:
    typed = {"full_name": "MOH. ARIF", "birth": "10-5-1990"}
    for who, number in ((ani, 1), (fitri, 0)):
        answer = browser_of(who).post(f"{DOOR}periksa/", typed)
        assert answer.status_code == 200
        assert len(answer.context["strong"]) == number


# ------------------------------------------------------------------ a correction


def test_only_what_was_touched_is_proposed_and_the_file_stays(
    ani: Staff, row: Supervision, browser_of: Any
) -> None:
    browser, address = browser_of(ani), f"/usulan/perubahan/{row.client_id}/"
    sent = opened(browser, address) | {"village": "Wedi", "phones": "0857-1111-2222", "reason": "KTP"}
    assert browser.post(address, sent).status_code == 303
    assert browser.post(address, sent).status_code == 303
    proposal = Proposal.objects.get()
    assert proposal.texts == {"phones": "0857-1111-2222", "village": "Wedi"}
    assert proposal.was == {"phones": "0812-3456-7890", "village": "Ngraho"}
    assert (proposal.client, proposal.reason) == (row.client, "KTP")
    row.client.refresh_from_db()
    assert (row.client.village, row.client.version) == ("Ngraho", 1)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"village": "Wedi", "reason": ""}, ["reason"]),
        ({"nik": "12", "reason": "KTP"}, ["nik"]),
        ({"full_name": "", "reason": "KTP"}, ["full_name"]),
        ({"reason": "KTP"}, ["__all__"]),
    ],
)
def test_without_a_change_or_a_source_nothing_is_proposed(
    ani: Staff, row: Supervision, browser_of: Any, change: dict[str, str], wrong: list[str]
) -> None:
    browser, address = browser_of(ani), f"/usulan/perubahan/{row.client_id}/"
    answer = browser.post(address, opened(browser, address) | change)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, wrong)
    assert not Proposal.objects.exists()


def test_the_front_desk_fills_in_what_is_new_and_reads_nothing(
    fitri: Staff, row: Supervision, browser_of: Any
) -> None:
    browser, address = browser_of(fitri), f"/usulan/perubahan/{row.client_id}/"
    page = browser.get(address).content.decode()
    for secret in ("Ngraho", "Petani", "3522151005900001", "3456-7890"):
        assert secret not in page
    assert browser.post(address, {"village": "Wedi", "reason": "kata istrinya"}).status_code == 303
    proposal = Proposal.objects.get()
    assert (proposal.texts, proposal.was) == ({"village": "Wedi"}, {"village": "Ngraho"})
    own = browser.get(f"{OWN}{proposal.pk}/").content.decode()
    assert "Wedi" in own
    return_proposal(proposal=proposal, version=1, word="Desa mana?", by=row.officer, at=AT)
    listed = browser.get(f"{OWN}{proposal.pk}/").content.decode() + browser.get(OWN).content.decode()
    assert "Desa mana?" in listed
    assert "Ngraho" not in own + listed


def test_what_the_front_desk_leaves_empty_is_no_wish_to_empty_it(
    fitri: Staff, row: Supervision, browser_of: Any
) -> None:
    browser, address = browser_of(fitri), f"/usulan/perubahan/{row.client_id}/"
    assert browser.post(address, {"reason": "kata istrinya"}).status_code == 422
    assert not Proposal.objects.exists()


def test_the_front_desk_knows_a_child_by_initials_only(ani: Staff, fitri: Staff, browser_of: Any) -> None:
    child = SupervisionFactory(officer=ani, section=Section.JUVENILE, client__full_name="DIMAS ARYA").client
    browser = browser_of(fitri)
    pages = [browser.get(f"/usulan/perubahan/{child.pk}/"), browser.get(f"{DOOR}?klien={child.pk}")]
    browser.post(f"/usulan/perubahan/{child.pk}/", {"village": "Wedi", "reason": "ibunya"})
    pages += [browser.get(OWN), browser.get(f"{OWN}{Proposal.objects.get().pk}/")]
    for page in pages:
        assert "D.A." in page.content.decode()
        assert "DIMAS" not in page.content.decode().upper()


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("ani", 200),
        ("fitri", 200),
        ("budi", 404),
        ("candra", 403),
        ("dewi", 403),
        ("eko", 403),
        ("gita", 403),
    ],
)
def test_who_may_propose_a_change_of_whom(
    request: pytest.FixtureRequest, row: Supervision, browser_of: Any, who: str, code: int
) -> None:
    browser = browser_of(request.getfixturevalue(who))
    assert browser.get(f"/usulan/perubahan/{row.client_id}/").status_code == code


def test_the_file_offers_a_proposal_to_who_may_not_correct(
    ani: Staff, dewi: Staff, fitri: Staff, row: Supervision, browser_of: Any
) -> None:
    address, wanted = f"/klien/{row.client_id}/", f"/usulan/perubahan/{row.client_id}/"
    assert wanted in browser_of(ani).get(address).content.decode()
    assert wanted not in browser_of(dewi).get(address).content.decode()
    assert wanted in browser_of(fitri).get(f"/absen/?klien={row.client_id}").content.decode()


# ------------------------------------------------------------------ one's own


def test_a_returned_client_is_mended_on_the_same_page_and_sent_again(
    ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    browser = browser_of(ani)
    browser.post(DOOR, begun(browser, DOOR) | {"full_name": "SLAMET", "nik": ""})
    proposal = Proposal.objects.get()
    return_proposal(proposal=proposal, version=1, word="NIK belum ada", by=dewi, at=AT)
    address = f"{OWN}{proposal.pk}/"
    page = browser.get(address)
    assert page.context["form"]["full_name"].value() == "SLAMET"
    assert "NIK belum ada" in words_of(page)
    answer = browser.post(address, {"full_name": "SLAMET", "nik": "3522151005900001", "usulan_versi": "2"})
    assert (answer.status_code, answer.url) == (303, OWN)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.texts["nik"]) == ("sent", "3522151005900001")


def test_a_returned_correction_is_mended_beside_what_stands_there_now(
    ani: Staff, dewi: Staff, row: Supervision, browser_of: Any
) -> None:
    browser, file = browser_of(ani), f"/usulan/perubahan/{row.client_id}/"
    browser.post(file, opened(browser, file) | {"village": "Wedi", "reason": "KTP"})
    proposal = Proposal.objects.get()
    return_proposal(proposal=proposal, version=1, word="Yakin?", by=dewi, at=AT)
    Client.objects.filter(pk=row.client_id).update(occupation="Sopir", village="Balen")
    address = f"{OWN}{proposal.pk}/"
    sent = opened(browser, address)
    assert (sent["village"], sent["semula_village"], sent["occupation"]) == ("Wedi", "Balen", "Sopir")
    assert browser.post(address, sent | {"district": "Kapas"}).status_code == 303
    proposal.refresh_from_db()
    assert proposal.texts == {"village": "Wedi", "district": "Kapas"}
    assert proposal.was == {"village": "Balen", "district": ""}


def test_mended_while_it_was_decided_shows_what_was_typed_and_writes_nothing(
    ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    browser = browser_of(ani)
    browser.post(DOOR, begun(browser, DOOR) | {"full_name": "SLAMET"})
    proposal = Proposal.objects.get()
    return_proposal(proposal=proposal, version=1, word="NIK belum ada", by=dewi, at=AT)
    late = browser.post(f"{OWN}{proposal.pk}/", {"full_name": "SLAMET RIYADI", "usulan_versi": "1"})
    assert late.status_code == 409
    assert [(line.proposed, line.typed) for line in late.context["lines"]] == [("SLAMET", "SLAMET RIYADI")]
    assert "NIK belum ada" in words_of(late)
    proposal.refresh_from_db()
    assert proposal.texts == {"full_name": "SLAMET"}


def test_on_mending_the_person_can_be_chosen_or_given_up(
    ani: Staff, dewi: Staff, row: Supervision, browser_of: Any
) -> None:
    browser = browser_of(ani)
    browser.post(DOOR, begun(browser, DOOR) | {"full_name": "MOH. ARIF", "birth": "10-5-1990"})
    proposal = Proposal.objects.get()
    address, known = f"{OWN}{proposal.pk}/", str(row.client_id)
    chosen = browser.post(address, proposal.texts | {"usulan_versi": "1", "orang": known})
    assert chosen.context["client"] == row.client
    sent = {"usulan_versi": "1", "klien": known, "programme": "CB"}
    assert browser.post(address, sent).status_code == 303
    proposal.refresh_from_db()
    assert (proposal.client, proposal.texts) == (row.client, {"klien": known, "programme": "CB"})
    sent = {"usulan_versi": "2", "klien": "", "full_name": "ARIF LAIN"}
    assert browser.post(address, sent).status_code == 303
    proposal.refresh_from_db()
    assert (proposal.client, proposal.texts) == (None, {"full_name": "ARIF LAIN"})


def test_of_a_client_who_was_handed_over_one_reads_and_withdraws_ones_own_words_only(
    ani: Staff, budi: Staff, row: Supervision, browser_of: Any
) -> None:
    browser, file = browser_of(ani), f"/usulan/perubahan/{row.client_id}/"
    browser.post(file, opened(browser, file) | {"village": "Wedi", "reason": "KTP"})
    proposal = Proposal.objects.get()
    Supervision.objects.update(officer=budi)
    page = browser.get(f"{OWN}{proposal.pk}/")
    assert (page.status_code, [line.proposed for line in page.context["lines"]]) == (200, ["Wedi"])
    assert "Ngraho" not in page.content.decode()
    assert page.context["may_open"] is False
    assert browser.post(f"{OWN}{proposal.pk}/tarik/", {"usulan_versi": "1"}).status_code == 303


def test_withdrawn_is_read_only_and_gone_from_the_queue(ani: Staff, dewi: Staff, browser_of: Any) -> None:
    browser = browser_of(ani)
    browser.post(DOOR, begun(browser, DOOR) | {"full_name": "SLAMET"})
    proposal = Proposal.objects.get()
    assert browser.post(f"{OWN}{proposal.pk}/tarik/", {"usulan_versi": "1"}).status_code == 303
    page = browser.get(f"{OWN}{proposal.pk}/")
    assert "Ditarik" in words_of(page)
    assert "form" not in page.context
    assert browser_of(dewi).get("/usulan/").context["rows"] == []
    assert browser.post(f"{OWN}{proposal.pk}/tarik/", {"usulan_versi": "1"}).status_code == 409


@pytest.mark.parametrize("who", ["budi", "fitri", "candra", "dewi"])
def test_a_proposal_is_its_proposers_own(
    request: pytest.FixtureRequest, ani: Staff, browser_of: Any, who: str
) -> None:
    browser_of(ani).post(DOOR, {"full_name": "SLAMET RIYADI"})
    proposal, browser = Proposal.objects.get(), browser_of(request.getfixturevalue(who))
    code = 404 if who in ("budi", "fitri") else 403  # registrars have a queue instead
    for answer in (browser.get(f"{OWN}{proposal.pk}/"), browser.post(f"{OWN}{proposal.pk}/tarik/")):
        assert answer.status_code == code
    if code == 404:
        assert "Slamet" not in browser.get(OWN).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_ones_own_list_costs_the_same_however_long_it_is(
    ani: Staff, dewi: Staff, browser_of: Any, number: int, django_assert_num_queries: Any
) -> None:
    browser = browser_of(ani)
    for n in range(number):
        client = SupervisionFactory(officer=ani).client
        browser.post(
            f"/usulan/perubahan/{client.pk}/", {"village": f"Wedi {n}", "reason": "KTP", "full_name": "X"}
        )
        browser.post(DOOR, {"full_name": f"SLAMET {n}"})
    return_proposal(proposal=Proposal.objects.all()[0], version=1, word="x", by=dewi, at=AT)
    with django_assert_num_queries(5):  # session, person, office; open ones, decided ones
        assert browser.get(OWN).status_code == 200


def test_a_section_head_proposes_new_clients_and_corrects_himself(office: Any, browser_of: Any) -> None:
    browser = browser_of(StaffFactory(office=office, role=Role.SECTION_HEAD, section=Section.ADULT))
    assert browser.post(DOOR, begun(browser, DOOR) | NINE).status_code == 303
    assert browser.get("/usulan/").context["rows"] == []  # a registrar registers him
    assert len(browser.get(OWN).context["sent"]) == 1
