"""Saved groups: a question under a name. The same rows as its address, only for whom they are, lost by nobody."""

from typing import Any
from urllib.parse import quote

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from bimbing.audit.models import Event
from bimbing.clients.actions import StaleVersion
from bimbing.offices.models import Staff
from bimbing.supervision import actions_groups as actions
from bimbing.supervision.actions import reindex
from bimbing.supervision.forms import address, normalised, read_filters
from bimbing.supervision.models import SavedGroup
from bimbing.supervision.queries.columns import Col
from bimbing.supervision.queries.groups import STANDARD, groups_of, numbers_in
from bimbing.supervision.queries.pages import ordered
from bimbing.supervision.queries.register import Filters, Group, Order, matching
from tests.factories import AT, StaffFactory, SupervisionFactory
from tests.supervision.registers import TODAY, many

pytestmark = pytest.mark.django_db


def kept(by: Staff, name: str = "PB Tuban", query: str = "program=PB", *, shared: bool = False) -> SavedGroup:
    return actions.save_group(name=name, query=query, shared=shared, by=by, at=AT)


# ------------------------------------------------------------------ the question

_VALUES = {
    Group.STATUS: ["aktif", "lewat", "selesai", "batal", "semua", "x"],
    Group.REPORT: ["reported", "not_yet", "none"],
    Group.MISSES: ["1", "2", "3", "4"],
    Group.PROGRAMME: ["PB", "CB", "-"],
    Group.OFFENCE: ["NARKOTIKA", "-"],
    Group.SECTION: ["BKD", "BKA"],
    Group.REGENCY: ["Tuban", "Bojonegoro", "-", "A&B=C", "x\x00"],
    Group.ENDS: ["bulan_ini", "bulan_depan", "2026-11", "2026-12", "2027-13", "-"],
    Group.LACKS: ["tanpa_pk", "tanpa_akhir", "tanpa_telepon", "tanpa_kartu"],
}


@st.composite
def addresses(draw: DrawFn) -> str:
    """Any address a person may come to, and some that nobody does."""
    parts = []
    for group, values in _VALUES.items():
        picked = draw(st.lists(st.sampled_from(values), max_size=2))
        parts += [f"{group.value}={quote(value)}" for value in picked]
    if draw(st.booleans()):
        parts.append(f"q={quote(draw(st.sampled_from(['arif', 'su', '  siti ', '0/4/2026', '%&=+'])))}")
    if draw(st.booleans()):
        parts.append(f"urut={draw(st.sampled_from(['-', '']))}{draw(st.sampled_from(list(Order)))}")
    if draw(st.booleans()):
        parts.append(f"kolom={'.'.join(draw(st.lists(st.sampled_from(list(Col)), min_size=1, max_size=4)))}")
    if draw(st.booleans()):
        parts.append("sesudah=12&entah=1")
    return "&".join(draw(st.permutations(parts)))


@pytest.fixture
def register(ani: Staff, budi: Staff) -> None:
    rows = many([ani, budi], 60, seed=4)
    reindex(client_ids=[row.client_id for row in rows])


@pytest.mark.usefixtures("register")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=addresses(), moving=st.booleans())
def test_a_saved_question_shows_the_rows_of_its_address_in_the_same_order(
    dewi: Staff, asked: str, moving: bool
) -> None:
    there = read_filters(QueryDict(asked), TODAY)
    query = normalised(asked, TODAY, moving=moving)
    again = read_filters(QueryDict(query), TODAY)
    assert [(g, set(v)) for g, v in again.picks.items()] == [(g, set(v)) for g, v in there.picks.items()]
    assert (again.text, again.order, again.descending, again.columns) == (
        there.text, there.order, there.descending, there.columns,
    )  # fmt: skip
    assert normalised(query, TODAY, moving=moving) == query
    rows = [list(ordered(matching(dewi, f), f).values_list("pk", flat=True)) for f in (there, again)]
    assert rows[0] == rows[1]
    assert numbers_in(dewi, [again]) == [len(rows[0])]


def test_a_question_is_kept_without_a_page_and_without_what_no_group_knows() -> None:
    asked = "urut=-akhir&entah=1&sesudah=7&pk=x&program=PB&csrfmiddlewaretoken=abc&status=aktif"
    assert normalised(asked, TODAY, moving=False) == "status=aktif&program=PB&urut=-akhir"


def test_months_move_on_with_the_calendar_where_that_is_wanted() -> None:
    asked = "berakhir=2026-11&berakhir=2026-12&berakhir=2027-01"
    assert normalised(asked, TODAY, moving=False) == asked
    moving = normalised(asked, TODAY, moving=True)
    assert moving == "berakhir=bulan_ini&berakhir=bulan_depan&berakhir=2027-01"
    later = read_filters(QueryDict(moving), TODAY.replace(month=12))
    assert later.picks[Group.ENDS] == ("2026-12", "2027-01")


# ------------------------------------------------------------------ numbers


@pytest.mark.usefixtures("register")
def test_the_numbers_of_many_groups_are_one_query_and_equal_their_lists(
    dewi: Staff, ani: Staff, django_assert_num_queries: Any
) -> None:
    queries = [*(group.query for group in STANDARD), "q=arif", "q=tidakada", "status=semua", f"pk={ani.pk}"]
    asked = [read_filters(QueryDict(query), TODAY) for query in queries]
    for who in (dewi, ani):
        with django_assert_num_queries(
            4
        ):  # one for all numbers; each text asks first, one for who is a letter away
            numbers = numbers_in(who, asked)
        assert numbers == [matching(who, filters).count() for filters in asked]
    assert numbers_in(dewi, [Filters(as_of=TODAY, picks={Group.PROGRAMME: ("TIDAKADA",)})]) == [0]
    assert numbers_in(dewi, []) == []


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("/klien/kelompok/", 9), ("/klien/kelompok/pintu/", 5)])
def test_the_pages_of_groups_ask_the_same_number_of_questions(
    dewi: Staff,
    ani: Staff,
    browser_of: Any,
    number: int,
    address: str,
    queries: int,
    django_assert_num_queries: Any,
) -> None:
    for place in range(number):
        SupervisionFactory(officer=ani)
        kept(dewi, f"Milik {place}")
        kept(dewi, f"Kantor {place}", shared=True)
    browser = browser_of(dewi)
    # session, person, office; saved groups, their numbers; counts of all groups, three of names
    with django_assert_num_queries(queries):
        browser.get(address)


def test_the_standard_groups_open_what_they_count(
    dewi: Staff, ani: Staff, budi: Staff, browser_of: Any
) -> None:
    many([ani, budi], 40, seed=8)
    browser = browser_of(dewi)
    page = browser.get("/klien/kelompok/")
    assert len(page.context["standard"]) == len(STANDARD) == 9
    for door in (*page.context["standard"], *browser.get("/klien/kelompok/pintu/").context["doors"]):
        assert browser.get(door.url).context["total"] == door.count, door.name
    for tally in page.context["tallies"]:
        for option in tally.options:
            assert browser.get(option.url).context["total"] == option.count, option.label
    assert [str(tally.title) for tally in page.context["tallies"]] == ["Program", "PK", "Jenis kejahatan"]


# ------------------------------------------------------------------ whose they are


def test_a_shared_group_shows_an_officer_his_own_clients_only(
    dewi: Staff, ani: Staff, budi: Staff, candra: Staff, browser_of: Any
) -> None:
    SupervisionFactory(officer=ani, client__full_name="SUWARNO KARTO")
    SupervisionFactory(officer=budi, client__full_name="ZAINAL ARIFIN")
    group = kept(dewi, "Semua PB", shared=True)
    for who, number in ((dewi, 2), (ani, 1), (budi, 1)):
        browser = browser_of(who)
        doors = browser.get("/klien/kelompok/").context["of_office"]
        assert [(door.name, door.count) for door in doors] == [("Semua PB", number)]
        assert browser.get("/klien/kelompok/pintu/").context["doors"][0].count == number
        assert browser.get(doors[0].url).context["total"] == number
    page = browser_of(ani).get(f"/klien/?{group.query}").content.decode()
    assert "Suwarno Karto" in page
    assert "Zainal" not in page
    assert list(groups_of(candra)) == []


def test_ones_own_group_is_found_by_nobody_else(
    dewi: Staff, ani: Staff, budi: Staff, eko: Staff, candra: Staff, browser_of: Any
) -> None:
    group = kept(ani, "Yang kutelepon")
    assert list(groups_of(ani)) == [group]
    for other in (budi, dewi, eko, candra):
        assert list(groups_of(other)) == []
        browser = browser_of(other)
        assert browser.get(f"/klien/kelompok/{group.pk}/").status_code == 404
        assert browser.post(f"/klien/kelompok/{group.pk}/hapus/", {"version": 1}).status_code == 404
        assert "Yang kutelepon" not in browser.get("/klien/kelompok/").content.decode()
    assert SavedGroup.objects.get() == group


def test_a_group_of_the_office_is_changed_by_those_who_may_share(
    dewi: Staff, ani: Staff, eko: Staff, candra: Staff, browser_of: Any
) -> None:
    group = kept(dewi, shared=True)
    assert browser_of(ani).get(f"/klien/kelompok/{group.pk}/").status_code == 404
    assert browser_of(ani).post(f"/klien/kelompok/{group.pk}/bagi/", {"version": 1}).status_code == 403
    assert browser_of(ani).post(f"/klien/kelompok/{group.pk}/hapus/", {"version": 1}).status_code == 404
    assert browser_of(candra).post(f"/klien/kelompok/{group.pk}/bagi/", {"version": 1}).status_code == 404
    page = browser_of(ani).get("/klien/kelompok/")
    assert [door.may_change for door in page.context["of_office"]] == [False]
    assert browser_of(eko).post(f"/klien/kelompok/{group.pk}/hapus/", {"version": 1}).status_code == 303
    assert not SavedGroup.objects.exists()


# ------------------------------------------------------------------ what is done to one


def test_what_is_shown_is_saved_and_opened_again(dewi: Staff, ani: Staff, browser_of: Any) -> None:
    SupervisionFactory(officer=ani)
    browser = browser_of(dewi)
    page = browser.get("/klien/?program=PB&urut=-terlewat&kolom=nama.pk")
    query = page.context["save_form"].initial["query"]
    answer = browser.post("/klien/kelompok/simpan/", {"name": "  PB   Ani ", "query": query})
    assert (answer.status_code, answer["Location"]) == (
        303,
        "/klien/?program=PB&urut=-terlewat&kolom=nama.pk",
    )
    group = SavedGroup.objects.get()
    assert (group.name, group.owner, group.office) == ("PB Ani", dewi, dewi.office)
    event = Event.objects.get(action="group.saved")
    assert event.changes == {
        "name": [None, "PB Ani"],
        "filters": [None, group.query],
        "shared": [None, False],
    }


def test_sharing_gives_it_to_the_office_and_back(dewi: Staff, ani: Staff, browser_of: Any) -> None:
    group = kept(dewi)
    browser = browser_of(dewi)
    browser.post(f"/klien/kelompok/{group.pk}/bagi/", {"version": 1})
    assert list(groups_of(ani)) == [group]
    browser.post(f"/klien/kelompok/{group.pk}/bagi/", {"version": 2})
    assert list(groups_of(ani)) == []
    assert list(groups_of(dewi)) == [group]
    done = Event.objects.filter(subject_type="group").order_by("pk").values_list("action", flat=True)
    assert list(done) == ["group.saved", "group.shared", "group.unshared"]


def test_who_may_not_share_saves_for_himself_whatever_he_sends(
    ani: Staff, budi: Staff, browser_of: Any
) -> None:
    browser_of(ani).post("/klien/kelompok/simpan/", {"name": "Curian", "query": "program=PB", "shared": "on"})
    assert SavedGroup.objects.get().owner == ani
    assert list(groups_of(budi)) == []


@pytest.mark.parametrize("text", ["3522151005900001", "0812 3456 789", "62812-3456-789"])
def test_a_search_for_a_number_is_never_shared(dewi: Staff, browser_of: Any, text: str) -> None:
    browser = browser_of(dewi)
    sent = {"name": "Nomor", "query": f"q={text}", "shared": "on"}
    assert browser.post("/klien/kelompok/simpan/", sent).status_code == 422
    browser.post("/klien/kelompok/simpan/", sent | {"shared": ""})
    group = SavedGroup.objects.get()
    browser.post(f"/klien/kelompok/{group.pk}/bagi/", {"version": 1})
    group.refresh_from_db()
    assert group.owner == dewi


@pytest.mark.parametrize(
    ("typed", "kept_as"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"), ("{{7*7}} {% x %}", "{{7*7}} {% x %}"),
        ("a\u202egpj.exe", "agpj.exe"), ("PB\u200b Tuban", "PB Tuban"), ("'; DROP TABLE --", "'; DROP TABLE --"),
        ("“%(name)s”", "“%(name)s”"), ("%s %d", "%s %d"), ("ﷺ" * 60, "ﷺ" * 60), ("😀" * 60, "😀" * 60),
    ],
)  # fmt: skip
def test_any_name_is_kept_as_text(dewi: Staff, browser_of: Any, typed: str, kept_as: str) -> None:
    browser = browser_of(dewi)
    answer = browser.post("/klien/kelompok/simpan/", {"name": typed, "query": "", "shared": "on"})
    assert answer.status_code == 303
    group = SavedGroup.objects.get()
    assert group.name == kept_as
    for path in ("/klien/kelompok/", f"/klien/kelompok/{group.pk}/", "/klien/kelompok/pintu/", "/klien/"):
        page = browser.get(path)
        assert page.status_code == 200
        assert "<script>alert(1)" not in page.content.decode()


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\u202e", "x" * 61, "a\x00b"])
def test_a_name_that_is_none_comes_back_and_the_question_with_it(
    dewi: Staff, browser_of: Any, typed: str
) -> None:
    answer = browser_of(dewi).post("/klien/kelompok/simpan/", {"name": typed, "query": "program=PB"})
    assert answer.status_code == 422
    assert answer.context["sentence"] == "PB"
    assert 'value="program=PB"' in answer.content.decode()
    assert not SavedGroup.objects.exists()


def test_a_name_is_given_once_to_the_office_and_once_to_each_person(
    dewi: Staff, ani: Staff, browser_of: Any
) -> None:
    kept(dewi, "PB Tuban")
    kept(ani, "PB Tuban")
    shared = kept(dewi, "PB Tuban", shared=True)
    with pytest.raises(actions.NameTaken):
        kept(dewi, "pb  TUBAN")
    own = SavedGroup.objects.get(owner=dewi)
    with pytest.raises(actions.NameTaken):
        actions.share_group(group=own, version=1, by=dewi, at=AT)
    with pytest.raises(actions.NameTaken):
        actions.unshare_group(group=shared, version=1, by=dewi, at=AT)
    answer = browser_of(dewi).post("/klien/kelompok/simpan/", {"name": "PB tuban", "query": "program=CB"})
    assert answer.status_code == 422
    assert "Anda sudah punya kelompok dengan nama ini" in answer.content.decode()
    assert SavedGroup.objects.count() == 3


def test_of_two_who_rename_at_once_the_second_is_told_and_loses_nothing(
    dewi: Staff, eko: Staff, browser_of: Any
) -> None:
    group = kept(dewi, "Lama", shared=True)
    first, second = browser_of(dewi), browser_of(eko)
    path = f"/klien/kelompok/{group.pk}/"
    assert first.post(path, {"name": "Dari Dewi", "version": 1}).status_code == 303
    answer = second.post(path, {"name": "Dari Eko", "version": 1})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "namanya sekarang “Dari Dewi”" in page
    assert 'value="Dari Eko"' in page
    group.refresh_from_db()
    assert (group.name, group.version) == ("Dari Dewi", 2)
    assert second.post(path, {"name": "Dari Eko", "version": 2}).status_code == 303
    group.refresh_from_db()
    assert (group.name, group.version) == ("Dari Eko", 3)


def test_nothing_is_done_at_a_version_that_has_passed(dewi: Staff, browser_of: Any) -> None:
    group = kept(dewi, "Lama", shared=True)
    actions.rename_group(group=group, version=1, name="Baru", by=dewi, at=AT)
    for do in (actions.remove_group, actions.unshare_group):
        with pytest.raises(StaleVersion):
            do(group=group, version=1, by=dewi, at=AT)
    browser = browser_of(dewi)
    for step in ("hapus", "bagi"):
        browser.post(f"/klien/kelompok/{group.pk}/{step}/", {"version": 1})
    group.refresh_from_db()
    assert (group.name, group.is_shared, group.version) == ("Baru", True, 2)


def test_removing_a_group_touches_nobody_in_it(dewi: Staff, ani: Staff, browser_of: Any) -> None:
    row = SupervisionFactory(officer=ani)
    group = kept(dewi)
    browser_of(dewi).post(f"/klien/kelompok/{group.pk}/hapus/", {"version": 1})
    assert not SavedGroup.objects.exists()
    row.refresh_from_db()
    assert row.is_active
    assert Event.objects.get(action="group.removed").changes["name"] == ["PB Tuban", None]


def test_there_is_an_end_to_saving(ani: Staff, monkeypatch: pytest.MonkeyPatch, browser_of: Any) -> None:
    monkeypatch.setattr(actions, "MOST_GROUPS", 2)
    kept(ani, "satu"), kept(ani, "dua")
    with pytest.raises(actions.TooManyGroups):
        kept(ani, "tiga")
    answer = browser_of(ani).post("/klien/kelompok/simpan/", {"name": "tiga", "query": ""})
    assert (answer.status_code, SavedGroup.objects.count()) == (422, 2)


def test_an_endless_question_is_refused_in_words(dewi: Staff, browser_of: Any) -> None:
    query = "&".join(f"kabupaten={number:03}{'x' * 57}" for number in range(40))
    answer = browser_of(dewi).post("/klien/kelompok/simpan/", {"name": "Panjang", "query": query})
    assert answer.status_code == 422
    assert "Saringannya terlalu banyak" in answer.content.decode()


def test_who_has_no_register_has_no_groups(fitri: Staff, gita: Staff, office: Any, browser_of: Any) -> None:
    for who in (fitri, gita):
        assert browser_of(who).get("/klien/kelompok/").status_code == 403
    assistant = StaffFactory(office=office, role="assistant")
    assert browser_of(assistant).get("/klien/kelompok/").status_code == 200


def test_the_address_of_every_standard_group_says_no_more_than_it_must() -> None:
    for group in STANDARD:
        filters = read_filters(QueryDict(group.query), TODAY)
        assert normalised(group.query, TODAY, moving=True) == group.query
        assert address("", filters) != ""
