"""The registrar's queue: accepted into the register by the same verbs, corrected first, or returned with a word."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from bimbing.audit.models import Event
from bimbing.clients.models import Client
from bimbing.desk.actions import edit_person
from bimbing.offices.models import Section, Staff
from bimbing.offices.permissions import Role
from bimbing.proposals.actions import propose_client, propose_correction, send_again
from bimbing.proposals.models import Proposal
from bimbing.supervision.actions import reindex
from bimbing.supervision.models import Supervision
from tests.desk.new_client.papers import NINE
from tests.desk.test_drafts import words_of
from tests.factories import AT, StaffFactory, SupervisionFactory

pytestmark = pytest.mark.django_db

QUEUE = "/usulan/"


@pytest.fixture
def row(ani: Staff) -> Supervision:
    made: Supervision = SupervisionFactory(
        officer=ani, client__full_name="MOH. ARIF", client__village="Ngraho", client__occupation="Petani"
    )
    reindex(client_ids=[made.client_id])
    return made


def new_client(by: Staff, **more: str) -> Proposal:
    texts = NINE | {"officer": str(by.pk)} | more
    return propose_client(
        texts=texts, section="BKD", reason="datang sendiri", request_key=uuid4(), by=by, at=AT
    )


def correction(row: Supervision, by: Staff, **texts: str) -> Proposal:
    client = Client.objects.get(pk=row.client_id)
    was = {name: str(getattr(client, name) or "") for name in texts}
    return propose_correction(
        client=client, texts=texts, was=was, reason="KTP", request_key=uuid4(), by=by, at=AT
    )


def as_shown(answer: Any) -> dict[str, Any]:
    """What the page of a correction sends back as it is shown."""
    sent: dict[str, Any] = {
        "version": str(answer.context["client"].version),
        "usulan_versi": str(answer.context["proposal"].version),
        "reason": answer.context["reason"],
        "bentrok": [one["shown"].name for one in answer.context["rows"] if one["shown"].must_choose],
    }
    for one in answer.context["rows"]:
        sent[one["shown"].name] = one["bound"].value()
        if one["shown"].proposed:
            sent[f"pilih_{one['shown'].name}"] = one["shown"].proposed
    return sent


def look(browser: Browser, proposal: Proposal) -> Any:
    answer = browser.get(f"{QUEUE}{proposal.pk}/")
    assert answer.status_code == 200
    return answer


# ------------------------------------------------------------------ the queue


def test_the_queue_has_the_oldest_first_and_names_a_child_by_initials(
    ani: Staff, dewi: Staff, fitri: Staff, row: Supervision, browser_of: Any
) -> None:
    correction(row, ani, village="Wedi", occupation="Sopir", district="Kapas", regency="Tuban")
    propose_client(
        texts={"full_name": "DIMAS ARYA", "section": "BKA"}, section="BKA", reason="", request_key=uuid4(), by=fitri, at=AT,
    )  # fmt: skip
    answer = browser_of(dewi).get(QUEUE)
    assert [(one.name, one.what, one.by) for one in answer.context["rows"]] == [
        ("Moh. Arif", "Desa/kelurahan, Kecamatan, Kabupaten/kota dan 1 lagi", "Ani"),
        ("D.A.", "", "Fitri"),
    ]
    assert "DIMAS" not in answer.content.decode().upper()
    assert [(tab["code"], tab["n"]) for tab in answer.context["tabs"]] == [
        ("menunggu", 2),
        ("kembali", 0),
        ("diterima", 0),
    ]


def test_the_number_waits_on_the_home_page_and_in_the_rail(
    ani: Staff, dewi: Staff, eko: Staff, browser_of: Any
) -> None:
    proposal = new_client(ani)
    home = words_of(browser_of(dewi).get("/"))
    assert "1 usulan menunggu Anda" in home
    assert '<span class="count">1</span>' in home
    assert "menunggu Anda" not in words_of(browser_of(eko).get("/"))
    browser_of(dewi).post(f"{QUEUE}{proposal.pk}/kembalikan/", {"word": "NIK?", "usulan_versi": "1"})
    assert "menunggu Anda" not in words_of(browser_of(dewi).get("/"))
    assert "1 usulan Anda dikembalikan" in words_of(browser_of(ani).get("/"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_costs_the_same_however_long_it_is(
    ani: Staff, dewi: Staff, browser_of: Any, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        new_client(ani)
        correction(SupervisionFactory(officer=ani), ani, village="Wedi")
    browser = browser_of(dewi)
    with django_assert_num_queries(5):  # session, person, office; numbers, rows
        assert len(browser.get(QUEUE).context["rows"]) == 2 * number


def test_one_proposal_costs_the_same_however_many_fields_it_has(
    ani: Staff, dewi: Staff, row: Supervision, browser_of: Any
) -> None:
    costs = []
    for texts in ({"village": "Wedi"}, {"village": "Wedi", "occupation": "Sopir", "district": "Kapas"}):
        proposal, browser = correction(row, ani, **texts), browser_of(dewi)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            look(browser, proposal)
        costs.append(len(asked))
    assert costs == [9, 9]


@pytest.mark.parametrize(
    ("who", "code"),
    [("dewi", 200), ("ani", 403), ("fitri", 403), ("eko", 403), ("gita", 403), ("candra", 404)],
)
def test_who_decides(
    request: pytest.FixtureRequest, ani: Staff, row: Supervision, browser_of: Any, who: str, code: int
) -> None:
    browser = browser_of(request.getfixturevalue(who))
    for proposal in (new_client(ani), correction(row, ani, village="Wedi")):
        assert browser.get(f"{QUEUE}{proposal.pk}/").status_code == code
        sent = {"word": "x", "usulan_versi": "9"}
        answer = browser.post(f"{QUEUE}{proposal.pk}/kembalikan/", sent)
        assert answer.status_code == (409 if code == 200 else code)


def test_a_section_head_decides_corrections_of_his_section_and_registers_nobody(
    ani: Staff, row: Supervision, browser_of: Any
) -> None:
    child = SupervisionFactory(officer=ani, section=Section.JUVENILE)
    sari = StaffFactory(office=ani.office, role=Role.SECTION_HEAD, section=Section.ADULT)
    browser = browser_of(sari)
    codes = [
        browser.get(f"{QUEUE}{proposal.pk}/").status_code
        for proposal in (
            correction(row, ani, village="Wedi"), correction(child, ani, village="Wedi"), new_client(ani),
        )
    ]  # fmt: skip
    assert codes == [200, 404, 404]


# ------------------------------------------------------------------ a new client


def test_an_accepted_client_stands_in_the_register_and_his_history_names_both(
    ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    proposal, browser = new_client(ani), browser_of(dewi)
    page = look(browser, proposal)
    assert page.context["form"]["full_name"].value() == NINE["full_name"]
    assert page.context["problems"] == 0
    sent = proposal.texts | {"usulan_versi": "1", "decision_no": "PAS-999"}  # corrected before it is accepted
    answer = browser.post(f"{QUEUE}{proposal.pk}/", sent)
    row = Supervision.objects.select_related("client").get()
    assert (answer.status_code, answer.url) == (303, f"/kartu/klien/{row.client_id}/")
    assert (row.register_no[:7], row.decision_no, row.officer) == ("001/PB/", "PAS-999", ani)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.client, proposal.supervision) == ("accepted", row.client, row)
    assert (proposal.decided_by, proposal.texts["decision_no"]) == (dewi, NINE["decision_no"])
    history = words_of(browser.get(f"/klien/{row.client_id}/?jenis=perubahan"))
    for words in ("Usulan diterima", "Diusulkan Ani", "Dewi"):
        assert words in history
    own = words_of(browser_of(ani).get("/usulan/saya/"))
    assert row.register_no in own
    assert "Diterima" in own


def test_what_is_missing_is_shown_at_once_and_must_be_completed(
    ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    proposal = propose_client(
        texts={"full_name": "SLAMET"}, section="BKD", reason="", request_key=uuid4(), by=ani, at=AT
    )
    page = look(browser_of(dewi), proposal)
    assert page.context["problems"] == 8 + 1  # of nine the name is there; the officer comes on top
    answer = browser_of(dewi).post(f"{QUEUE}{proposal.pk}/", {"full_name": "SLAMET R", "usulan_versi": "1"})
    assert answer.status_code == 422
    assert answer.context["form"]["full_name"].value() == "SLAMET R"
    proposal.refresh_from_db()
    assert proposal.state == "sent"


def test_a_look_alike_is_asked_first_and_may_become_a_further_guidance(
    ani: Staff, dewi: Staff, row: Supervision, browser_of: Any
) -> None:
    proposal = new_client(ani, full_name="MOH. ARIF", birth="10-5-1990")
    browser, address = browser_of(dewi), f"{QUEUE}{proposal.pk}/"
    assert [one.client for one, _ in look(browser, proposal).context["strong"]] == [row.client]
    sent = proposal.texts | {"usulan_versi": "1"}
    asked = browser.post(address, sent)
    assert (asked.status_code, asked.context["asked"]) == (409, str(row.client_id))
    chosen = browser.post(address, sent | {"orang": str(row.client_id)})
    assert (chosen.status_code, chosen.context["client"]) == (200, row.client)
    running = browser.post(address, sent | {"klien": str(row.client_id)})
    assert (running.status_code, running.context["running"]) == (409, row)  # the same programme runs already
    done = browser.post(address, sent | {"klien": str(row.client_id), "sejalan": "1"})
    assert done.status_code == 303
    assert Client.objects.count() == 1
    assert Supervision.objects.filter(client=row.client).count() == 2


def test_a_guidance_that_is_registered_already_leaves_the_proposal_waiting(
    ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    first, again = new_client(ani), new_client(ani)
    browser = browser_of(dewi)
    browser.post(f"{QUEUE}{first.pk}/", first.texts | {"usulan_versi": "1"})
    known = str(Client.objects.get().pk)
    answer = browser.post(
        f"{QUEUE}{again.pk}/", again.texts | {"usulan_versi": "1", "lain": known}, follow=True
    )
    assert "sudah terdaftar sebagai 001/PB/" in words_of(answer)
    again.refresh_from_db()
    assert (again.state, Client.objects.count()) == ("sent", 1)


# ------------------------------------------------------------------ a correction


def test_an_accepted_correction_is_written_and_its_history_names_the_proposer(
    ani: Staff, dewi: Staff, row: Supervision, browser_of: Any
) -> None:
    proposal, browser = correction(row, ani, village="Wedi", occupation="Sopir"), browser_of(dewi)
    page = look(browser, proposal)
    lines = {one["shown"].name: one["shown"] for one in page.context["rows"]}
    assert (lines["village"].was, lines["village"].now, lines["village"].proposed) == (
        "Ngraho",
        "Ngraho",
        "saya",
    )
    sent = as_shown(page) | {"village": "Wedi Kulon", "pilih_occupation": "mereka"}
    assert browser.post(f"{QUEUE}{proposal.pk}/", sent).status_code == 303
    client = Client.objects.get()
    assert (client.village, client.occupation, client.version) == ("Wedi Kulon", "Petani", 2)
    event = Event.objects.get(action="client.edited")
    assert (event.staff_name, event.purpose) == ("Dewi", "Diusulkan Ani: KTP")
    assert event.changes == {"village": ["Ngraho", "Wedi Kulon"]}
    history = words_of(browser.get(f"/klien/{client.pk}/?jenis=perubahan"))
    assert "Ngraho → Wedi Kulon" in history
    assert "Diusulkan Ani: KTP" in history
    proposal.refresh_from_db()
    assert (proposal.state, proposal.texts["village"]) == ("accepted", "Wedi")


def test_where_the_record_moved_on_meanwhile_somebody_must_choose(
    ani: Staff, dewi: Staff, row: Supervision, browser_of: Any
) -> None:
    proposal = correction(row, ani, village="Wedi", occupation="Sopir", district="Kapas")
    changes = {"village": "Balen", "district": "Kapas"}
    edit_person(client=row.client, version=1, changes=changes, by=dewi, at=AT, reason="surat")
    browser = browser_of(dewi)
    page = look(browser, proposal)
    rows = {one["shown"].name: one for one in page.context["rows"]}
    assert next(iter(rows)) == "village"
    assert (rows["village"]["shown"].must_choose, rows["village"]["shown"].now) == (True, "Balen")
    assert rows["village"]["shown"].by == "Dewi"
    assert (rows["district"]["is_same"], rows["occupation"]["shown"].proposed) == (True, "saya")
    sent = as_shown(page)
    unchosen = browser.post(f"{QUEUE}{proposal.pk}/", sent)
    assert unchosen.status_code == 422
    assert Client.objects.get().version == 2
    assert browser.post(f"{QUEUE}{proposal.pk}/", sent | {"pilih_village": "saya"}).status_code == 303
    client = Client.objects.get()
    assert (client.village, client.district, client.occupation) == ("Wedi", "Kapas", "Sopir")


def test_who_saves_the_client_while_the_page_is_open_sends_it_back_with_everything_typed(
    ani: Staff, dewi: Staff, row: Supervision, browser_of: Any
) -> None:
    proposal, browser = correction(row, ani, village="Wedi", occupation="Sopir"), browser_of(dewi)
    sent = as_shown(look(browser, proposal)) | {"village": "Wedi Lor", "reason": "KTP asli"}
    edit_person(client=row.client, version=1, changes={"village": "Balen"}, by=dewi, at=AT)
    late = browser.post(f"{QUEUE}{proposal.pk}/", sent)
    assert late.status_code == 409
    rows = {one["shown"].name: one for one in late.context["rows"]}
    assert (rows["village"]["bound"].value(), rows["village"]["shown"].proposed) == ("Wedi Lor", "")
    assert (rows["occupation"]["shown"].proposed, late.context["reason"]) == ("saya", "KTP asli")
    assert Client.objects.get().village == "Balen"
    again = as_shown(late) | {"pilih_village": "saya"}
    assert browser.post(f"{QUEUE}{proposal.pk}/", again).status_code == 303
    assert Client.objects.get().village == "Wedi Lor"


def test_what_cannot_be_read_is_said_in_its_line_and_nothing_is_lost(
    ani: Staff, dewi: Staff, row: Supervision, browser_of: Any
) -> None:
    proposal, browser = correction(row, ani, nik="3522151005900001", village="Wedi"), browser_of(dewi)
    sent = as_shown(look(browser, proposal)) | {"nik": "12", "village": "Wedi Lor"}
    answer = browser.post(f"{QUEUE}{proposal.pk}/", sent)
    rows = {one["shown"].name: one for one in answer.context["rows"]}
    assert (answer.status_code, bool(rows["nik"]["errors"]), rows["nik"]["bound"].value()) == (
        422,
        True,
        "12",
    )
    assert rows["village"]["bound"].value() == "Wedi Lor"
    assert Client.objects.get().version == 1


def test_accepting_nothing_of_it_is_no_acceptance(
    ani: Staff, dewi: Staff, row: Supervision, browser_of: Any
) -> None:
    proposal, browser = correction(row, ani, village="Wedi"), browser_of(dewi)
    sent = as_shown(look(browser, proposal)) | {"pilih_village": "mereka"}
    assert browser.post(f"{QUEUE}{proposal.pk}/", sent).status_code == 422
    proposal.refresh_from_db()
    assert proposal.state == "sent"


def test_what_stands_there_already_is_accepted_and_writes_nothing(
    ani: Staff, dewi: Staff, row: Supervision, browser_of: Any
) -> None:
    proposal, browser = correction(row, ani, village="Wedi"), browser_of(dewi)
    edit_person(client=row.client, version=1, changes={"village": "Wedi"}, by=dewi, at=AT)
    sent = as_shown(look(browser, proposal))
    assert browser.post(f"{QUEUE}{proposal.pk}/", sent).status_code == 303
    proposal.refresh_from_db()
    assert (proposal.state, Client.objects.get().version) == ("accepted", 2)


# ------------------------------------------------------------------ returned, and somebody was faster


def test_without_a_word_nothing_is_returned(ani: Staff, dewi: Staff, browser_of: Any) -> None:
    proposal = new_client(ani)
    answer = browser_of(dewi).post(f"{QUEUE}{proposal.pk}/kembalikan/", {"word": " ", "usulan_versi": "1"})
    assert (answer.status_code, answer.url) == (303, f"{QUEUE}{proposal.pk}/")
    proposal.refresh_from_db()
    assert proposal.state == "sent"


def test_mended_while_the_registrar_looks_shows_what_differs(
    ani: Staff, dewi: Staff, browser_of: Any
) -> None:
    proposal = new_client(ani)
    send_again(
        proposal=proposal, version=1, texts=proposal.texts | {"birth": "1-1-1991"}, was={}, section="BKD", client=None, reason="",
        by=ani, at=AT,
    )  # fmt: skip
    sent = proposal.texts | {"usulan_versi": "1", "decision_no": "PAS-999"}
    late = browser_of(dewi).post(f"{QUEUE}{proposal.pk}/", sent)
    assert late.status_code == 409
    lines = {(line.proposed, line.typed) for line in late.context["lines"]}
    assert lines == {(NINE["decision_no"], "PAS-999"), ("1-1-1991", NINE["birth"])}
    assert late.context["waits"] is True
    assert not Client.objects.exists()
