"""Correcting a client's data: only what was touched is written, and of two people at once neither loses a letter."""

import re
from typing import Any

import pytest
from django.test import Client as Browser

from bimbing.audit.models import Event
from bimbing.clients.models import Client, Phone, SearchEntry
from bimbing.desk.forms_client import FIELDS
from bimbing.offices.models import Staff
from bimbing.supervision.actions import reindex
from bimbing.supervision.models import Supervision
from tests.factories import StaffFactory, SupervisionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(ani: Staff) -> Client:
    row = SupervisionFactory(
        officer=ani, client__full_name="MOH. ARIF", client__village="Ngraho", client__occupation="Petani",
        client__birth_place="Bojonegoro", client__remarks="baris satu\nbaris dua",
    )  # fmt: skip
    Phone.objects.create(client=row.client, number="+6281234567890")
    Phone.objects.create(client=row.client, number="+6285711112222", owner="spouse")
    reindex(client_ids=[row.client_id])
    return row.client


@pytest.fixture
def lina(dewi: Staff) -> Staff:
    return StaffFactory(office=dewi.office, username="lina", full_name="Lina", role="registrar")


def opened(browser: Browser, client: Client) -> dict[str, str]:
    """What a browser sends back of the page that it opened, with nothing changed."""
    answer = browser.get(f"/klien/{client.pk}/ubah/")
    assert answer.status_code == 200
    form = answer.context["form"]
    texts = {name: str(form[name].value() or "") for name in (*FIELDS, "version", "reason")}
    return texts | {f"semula_{name}": text for name, text in answer.context["was"]}


def of_three(answer: Any) -> dict[str, str]:
    """What the page of three columns sends back: its hidden fields, and the choices it proposes."""
    assert answer.status_code == 409
    versions = {name: str(version) for name, version in answer.context["versions"]}
    sent = versions | {"reason": answer.context["reason"]}
    for name, mine, now, before in answer.context["texts"]:
        sent |= {name: mine, f"semula_{name}": now, f"dulu_{name}": before}
    lines = answer.context["lines"]
    sent |= {f"pilih_{line.name}": line.proposed for line in lines if line.proposed}
    return sent | {"bentrok": [line.name for line in lines if line.must_choose]}  # type: ignore[dict-item]


def save(browser: Browser, client: Client, sent: dict[str, Any]) -> Any:
    answer = browser.post(f"/klien/{client.pk}/ubah/", sent)
    client.refresh_from_db()
    return answer


def test_the_page_says_what_stands_there_and_saving_it_untouched_changes_nothing(
    client: Client, dewi: Staff, browser_of: Any
) -> None:
    sent = opened(browser_of(dewi), client)
    assert sent["phones"] == "0812-3456-7890 / 0857-1111-2222 (istri/suami)"
    assert (sent["birth_date"], sent["remarks"]) == ("10 Mei 1990", "baris satu\nbaris dua")
    assert save(browser_of(dewi), client, sent).status_code == 303
    assert client.version == 1
    assert not Event.objects.filter(action="client.edited").exists()


def test_what_is_touched_is_written_with_old_value_who_and_why_and_found_at_once(
    client: Client, dewi: Staff, browser_of: Any
) -> None:
    sent = opened(browser_of(dewi), client)
    sent |= {
        "full_name": "MOH. ARIFIN", "village": "Wedi", "birth_date": "11/5/1990", "phones": "0857 1111 2222 (istri)",
        "reason": "KTP asli dilihat",
    }  # fmt: skip
    answer = save(browser_of(dewi), client, sent)
    assert (answer.status_code, answer["Location"]) == (303, f"/klien/{client.pk}/")
    assert (client.full_name, client.name_key, client.village) == ("MOH. ARIFIN", "muhamad arifin", "Wedi")
    assert list(client.phones.values_list("number", "owner")) == [("+6285711112222", "spouse")]
    assert SearchEntry.objects.get().text.startswith(" muhamad arifin ; ")
    assert "6281234567890" not in SearchEntry.objects.get().text
    assert Supervision.objects.get().name_key == "muhamad arifin"
    event = Event.objects.get(action="client.edited")
    assert event.changes == {
        "full_name": ["MOH. ARIF", "MOH. ARIFIN"],
        "birth_date": ["1990-05-10", "1990-05-11"],
        "village": ["Ngraho", "Wedi"],
        "phones": [
            [["+6281234567890", "self"], ["+6285711112222", "spouse"]],
            [["+6285711112222", "spouse"]],
        ],
    }
    assert (event.staff_name, event.purpose) == ("Dewi", "KTP asli dilihat")


def test_the_history_of_the_file_tells_each_field_in_words(
    client: Client, dewi: Staff, browser_of: Any
) -> None:
    browser = browser_of(dewi)
    sent = opened(browser, client) | {"sex": "P", "village": "Wedi", "phones": "", "reason": "salah ketik"}
    save(browser, client, sent)
    shown = browser.get(f"/klien/{client.pk}/?jenis=perubahan").content.decode()
    for words in (
        "jenis kelamin: Laki-laki → Perempuan",
        "desa/kelurahan: Ngraho → Wedi",
        "telepon: 0812-3456-7890, 0857-1111-2222 (istri/suami) → —",
        "salah ketik",
        "Dewi",
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("full_name", ""),
        ("nik", "123"),
        ("birth_date", "kapan"),
        ("phones", "tidak jelas 12"),
        ("birth_year", "3000"),
    ],
)
def test_what_cannot_be_read_comes_back_as_it_was_typed(
    client: Client, dewi: Staff, browser_of: Any, name: str, text: str
) -> None:
    answer = save(
        browser_of(dewi), client, opened(browser_of(dewi), client) | {name: text, "village": "Wedi"}
    )
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [name]
    assert answer.context["form"]["village"].value() == "Wedi"
    assert client.version == 1


def test_what_stood_there_unreadable_and_is_not_touched_stands_in_nobodys_way(
    client: Client, dewi: Staff, browser_of: Any
) -> None:
    Phone.objects.filter(owner="self").update(number="+99")
    answer = save(browser_of(dewi), client, opened(browser_of(dewi), client) | {"village": "Wedi"})
    assert (answer.status_code, client.village) == (303, "Wedi")
    assert client.phones.count() == 2


# ------------------------------------------------------------------ two at once


def test_who_is_later_sees_three_columns_and_his_text_is_there(
    client: Client, dewi: Staff, lina: Staff, browser_of: Any
) -> None:
    hers, mine = opened(browser_of(lina), client), opened(browser_of(dewi), client)
    save(browser_of(lina), client, hers | {"village": "Wedi", "occupation": "Sopir"})
    answer = save(
        browser_of(dewi), client, mine | {"village": "Kapas", "education": "SMA", "reason": "surat desa"}
    )
    assert answer.status_code == 409
    lines = {line.name: line for line in answer.context["lines"]}
    assert list(lines) == ["village", "education", "occupation"]  # what must be chosen stands first
    village = lines["village"]
    assert (village.mine, village.was, village.now) == ("Kapas", "Ngraho", "Wedi")
    assert (village.must_choose, village.proposed, village.by) == (True, "", "Lina")
    assert re.fullmatch(r"\d\d? \w{3} \d{4} \d\d\.\d\d", village.at)
    assert (lines["education"].proposed, lines["occupation"].proposed) == ("saya", "mereka")
    shown = answer.content.decode()
    for words in ("Lina menyimpan klien ini", "Kapas", "Wedi", "SMA", "surat desa"):
        assert words in shown
    assert (client.village, client.education, client.version) == ("Wedi", "", 2)


@pytest.mark.parametrize(("pick", "village"), [("saya", "Kapas"), ("mereka", "Wedi")])
def test_the_choice_is_saved_and_both_changes_live(
    client: Client, dewi: Staff, lina: Staff, browser_of: Any, pick: str, village: str
) -> None:
    hers, mine = opened(browser_of(lina), client), opened(browser_of(dewi), client)
    save(browser_of(lina), client, hers | {"village": "Wedi", "occupation": "Sopir"})
    late = save(browser_of(dewi), client, mine | {"village": "Kapas", "education": "SMA"})
    answer = save(browser_of(dewi), client, of_three(late) | {"pilih_village": pick})
    assert answer.status_code == 303
    assert (client.village, client.education, client.occupation) == (village, "SMA", "Sopir")
    changes = Event.objects.filter(action="client.edited").order_by("-pk")[0].changes
    assert changes == {"education": ["", "SMA"]} | ({"village": ["Wedi", "Kapas"]} if pick == "saya" else {})


def test_without_a_choice_nothing_is_written_and_the_page_asks_again(
    client: Client, dewi: Staff, lina: Staff, browser_of: Any
) -> None:
    hers, mine = opened(browser_of(lina), client), opened(browser_of(dewi), client)
    save(browser_of(lina), client, hers | {"village": "Wedi"})
    late = save(browser_of(dewi), client, mine | {"village": "Kapas"})
    again = save(browser_of(dewi), client, of_three(late))
    (line,) = again.context["lines"]
    assert (line.mine, line.was, line.now, line.must_choose) == ("Kapas", "Ngraho", "Wedi", True)
    assert (client.village, client.version) == ("Wedi", 2)
    assert save(browser_of(dewi), client, of_three(again) | {"pilih_village": "saya"}).status_code == 303
    assert client.village == "Kapas"


def test_a_third_who_saves_while_one_chooses_is_seen_too(
    client: Client, dewi: Staff, lina: Staff, browser_of: Any
) -> None:
    hers, mine = opened(browser_of(lina), client), opened(browser_of(dewi), client)
    save(browser_of(lina), client, hers | {"village": "Wedi", "occupation": "Sopir"})
    late = save(browser_of(dewi), client, mine | {"village": "Kapas", "education": "SMA"})
    save(browser_of(lina), client, opened(browser_of(lina), client) | {"village": "Balen"})
    later = save(
        browser_of(dewi), client, of_three(late) | {"pilih_village": "saya", "pilih_education": "mereka"}
    )
    lines = {line.name: line for line in later.context["lines"]}
    assert (lines["village"].mine, lines["village"].was, lines["village"].now) == ("Kapas", "Wedi", "Balen")
    assert (lines["village"].must_choose, lines["education"].proposed) == (True, "mereka")
    save(browser_of(dewi), client, of_three(later) | {"pilih_village": "saya"})
    assert (client.village, client.occupation, client.education) == ("Kapas", "Sopir", "")


def test_the_same_change_twice_is_no_quarrel(
    client: Client, dewi: Staff, lina: Staff, browser_of: Any
) -> None:
    hers, mine = opened(browser_of(lina), client), opened(browser_of(dewi), client)
    save(browser_of(lina), client, hers | {"birth_date": "11-05-1990"})
    answer = save(browser_of(dewi), client, mine | {"birth_date": "11 mei 1990"})
    assert answer.status_code == 303  # nothing was left to write
    assert Event.objects.filter(action="client.edited").count() == 1


def test_a_status_decided_on_a_changed_record_is_shown_beside_it_and_can_be_sent_again(
    client: Client, dewi: Staff, lina: Staff, ani: Staff, budi: Staff, browser_of: Any
) -> None:
    row = Supervision.objects.get()
    browser, other = browser_of(dewi), browser_of(lina)
    address = f"/klien/{client.pk}/status/"
    page = browser.get(f"{address}?bimbingan={row.pk}")
    sent = dict(page.context["carried"]) | {
        "supervision": row.pk, "version": row.version, "status": "ditahan", "on": "20-11-2026", "reason": "ditangkap",
    }  # fmt: skip
    hand = other.get(f"/klien/{client.pk}/alih-pk/?bimbingan={row.pk}")
    other.post(f"/klien/{client.pk}/alih-pk/", dict(hand.context["carried"]) | {
        "supervision": row.pk, "version": row.version, "officer": budi.pk, "on": "20-11-2026",
    })  # fmt: skip
    late = browser.post(address, sent)
    assert late.status_code == 409
    lines = {line.name: (line.mine, line.was, line.now, line.by) for line in late.context["lines"]}
    assert lines == {
        "status": ("Ditahan perkara lain", "Aktif", "Aktif", ""),
        "officer": ("Ani", "Ani", "Budi", "Lina"),
    }
    assert "ditangkap" in late.content.decode()
    row.refresh_from_db()
    assert row.status == "aktif"
    again = sent | dict(late.context["carried"]) | {"version": late.context["form"]["version"].value()}
    assert browser.post(address, again).status_code == 303
    row.refresh_from_db()
    assert (row.status, row.officer) == ("ditahan", budi)


def test_a_hand_over_decided_on_a_changed_record_is_shown_beside_it(
    client: Client, dewi: Staff, lina: Staff, budi: Staff, office: Any, browser_of: Any
) -> None:
    third, row = StaffFactory(office=office, full_name="Citra"), Supervision.objects.get()
    address = f"/klien/{client.pk}/alih-pk/"
    sent = {"supervision": row.pk, "version": row.version, "on": "20-11-2026"}
    carried = dict(browser_of(dewi).get(f"{address}?bimbingan={row.pk}").context["carried"])
    assert browser_of(lina).post(address, carried | sent | {"officer": budi.pk}).status_code == 303
    late = browser_of(dewi).post(address, carried | sent | {"officer": third.pk, "reason": "wilayah"})
    (line,) = late.context["lines"]
    assert (late.status_code, line.mine, line.was, line.now, line.by) == (409, "Citra", "Ani", "Budi", "Lina")
    assert "wilayah" in late.content.decode()
    row.refresh_from_db()
    assert row.officer == budi


@pytest.mark.parametrize("who", ["ani", "fitri", "gita", "eko"])
def test_who_may_not_correct_gets_no_form(
    client: Client, ani: Staff, fitri: Staff, gita: Staff, eko: Staff, browser_of: Any, who: str
) -> None:
    staff = {"ani": ani, "fitri": fitri, "gita": gita, "eko": eko}[who]
    assert browser_of(staff).get(f"/klien/{client.pk}/ubah/").status_code == 403


def test_a_stranger_finds_no_such_client(client: Client, candra: Staff, browser_of: Any) -> None:
    assert browser_of(candra).get(f"/klien/{client.pk}/ubah/").status_code == 404
