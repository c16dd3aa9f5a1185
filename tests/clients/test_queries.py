"""The search finds a person by whatever is at hand, best first, and the same people on either engine.

The expected hits are written down here, and CI runs this file on both engines: a table is the proof that they agree.
"""

import os

import pytest
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bimbing.clients.models import Client, Phone
from bimbing.clients.queries import ranked, search
from bimbing.offices.models import Office
from bimbing.rules.finding import Fit
from bimbing.supervision.actions import reindex
from tests.factories import ClientFactory, SupervisionFactory

pytestmark = pytest.mark.django_db

#: Short name -> the columns of a person, his numbers, his telephone.
PEOPLE: dict[str, dict[str, str]] = {
    "arif": {"full_name": "MOH. ARIF SAIFUDDIN", "aliases": "TRISNO / KANCIL", "parent_name": "SOEKARNO",
             "nik": "3522151005900001", "village": "Sumberarum", "district": "Ngraho", "regency": "Bojonegoro",
             "number": "049 / PB / BKD/XI/2026", "decision": "PAS-123.PK.01.05.09 TAHUN 2025", "phone": "+6281234567890"},
    "djoko": {"full_name": "DJOKO TJAHJONO", "call_name": "Gombloh", "village": "Bejagung", "district": "Semanding",
              "regency": "Tuban", "number": "7/CB/2026", "decision": "W15-77/2026"},
    "siti": {"full_name": "Hj. SITI MUNAWAROH", "parent_name": "KARTO", "number": "8/PB/2026", "phone": "+6285700001111"},
    "sukarno": {"full_name": "SOEKARNO", "number": "9/PB/2026", "village": "Wedi", "district": "Kapas"},
    "agus": {"full_name": "AGUS BUDI SANTOSO", "number": "10/PB/2026", "nik": "3522150101809002"},
    "abdul": {"full_name": "ABDUL ROCHMAN", "number": "11/PB/2026", "district": "Jenu"},
    "eko": {"full_name": "EKO ADI", "number": "12/PB/2026"},
    "syaiful": {"full_name": "SYAIFUL CHOLIQ", "number": "13/PB/2026"},
    "suwarno": {"full_name": "SUWARNO", "aliases": "WARNO", "number": "14/PB/2026", "parent_name": "SARDI"},
    "suwarni": {"full_name": "SUWARNI", "number": "15/PB/2026"},
}  # fmt: skip

#: What is typed -> whom it finds, best first.
HITS: dict[str, str] = {
    # the name in every spelling
    "moh. arif": "arif", "MUHAMAD ARIF": "arif", "Mochammad Arif": "arif", "m. arif": "arif", "M.ARIF": "arif",
    "Muh Arief": "arif", "mohd arif": "arif", "saifudin": "arif", "Syaifudin": "arif", "syaifuddin moh": "arif",
    "H. Moh. Arif, S.H.": "arif", "Mo'h Arif": "arif", "arif als trisno": "arif", "arif bin soekarno": "arif",
    "joko cahyono": "djoko", "Djoko": "djoko", "tjahjono": "djoko", "cahjono": "djoko", "JOKO TJAHYONO": "djoko",
    "munawaroh": "siti", "siti munawarah": "siti", "St. Munawaroh": "siti", "sitti": "siti", "binti karto": "siti",
    "rohman": "abdul", "abd. rochman": "abdul", "Abdoel Rohman": "abdul", "saiful kholik": "syaiful",
    # parts of a name, the words in any order, short words at a word's start
    "ari": "arif", "awaroh": "siti", "santoso agus": "agus", "tr": "arif", "arif ng": "arif", "bud": "agus",
    # best first: the name itself, then who begins so, then a father's name
    "sukarno": "sukarno arif suwarno", "soekarno": "sukarno arif suwarno", "arif": "arif", "suwarn": "suwarni suwarno",
    "suwarno": "suwarno sukarno suwarni arif", "suwarni": "suwarni suwarno", "warno": "suwarno", "karno": "sukarno arif siti suwarno",
    # nicknames and aliases
    "kancil": "arif", "trisno": "arif", "gombloh": "djoko", "dul rohman": "abdul", "mat arif": "arif", "ipul": "syaiful",
    # initials
    "ABS": "agus", "A.B.S.": "agus", "a b s": "agus", "MAS": "arif", "M.A.": "arif", "ea": "eko", "D.T.": "djoko",
    "JC": "djoko", "A. Santoso": "agus", "agus b. s.": "agus",
    # numbers
    "049/PB/BKD/XI/2026": "arif", "049 / PB / BKD/XI/2026": "arif", "049/pb": "arif", "pas-123.pk.01": "arif",
    "PAS-123.PK.01.05.09 TAHUN 2025": "arif", "w15-77": "djoko", "7/cb/2026": "djoko", "3522151005900001": "arif",
    "900001": "arif", "3522 1510 0590 0001": "arif", "9002": "agus", "081234567890": "arif", "0812-3456-7890": "arif",
    "+62 812 3456 7890": "arif", "62812345": "arif", "812 3456": "arif", "7890": "arif", "arif 7890": "arif",
    "0857 0000 1111": "siti",
    # places
    "ngraho": "arif", "arif ngraho": "arif", "sumberarum": "arif", "bejagung": "djoko", "kapas": "sukarno", "tuban": "djoko",
    # one letter wrong: another, missing, too many, two changed places; in names, aliases, places
    "arfi saifudin": "arif", "muhamad arid": "arif", "saifudni": "arif", "saifuddim": "arif", "sukrano": "sukarno arif",
    "suksrno": "sukarno arif", "sukano": "sukarno arif", "sukaarmo": "sukarno arif", "djokp": "djoko", "dkoko": "djoko",
    "tjahjomo": "djoko", "munawraoh": "siti", "munawarph": "siti", "santosp": "agus", "agis santoso": "agus",
    "rochmsn": "abdul", "trisnp": "arif", "gomblog": "djoko", "ngrabo": "arif", "bejagumg": "djoko", "ngraho arid": "arif",
    "eko ado": "eko", "ejo adi": "eko", "mog arif": "arif", "suwarnp": "suwarni suwarno", "suwanro": "suwarno",
    "syaifl": "syaiful", "cholip syaiful": "syaiful",
    # nobody
    "": "", "   ": "", "zzz": "", "arif tuban": "", "0899": "", "050/PB": "", "arif 0899": "",
    "%": "", "_": "", '"': "", "' OR 1=1": "", "*": "", "|": "", ";": "", "suqwatno": "", "adu": "",
    "arid tuban": "", "pb": "", "suwarni 7890": "", "arif suwarni": "",
}  # fmt: skip


def _enter(office: Office, short: str) -> Client:
    columns = dict(PEOPLE[short])
    number, decision, phone = (columns.pop(name, "") for name in ("number", "decision", "phone"))
    client = ClientFactory(office=office, **columns)
    if phone:
        Phone.objects.create(client=client, number=phone)
    SupervisionFactory(client=client, office=office, register_no=number, decision_no=decision)
    reindex(client_ids=[client.pk])
    return client


@pytest.fixture
def people(office: Office) -> dict[int, str]:
    """Everybody of the cast: primary key -> short name."""
    return {_enter(office, short).pk: short for short in PEOPLE}


def found(office: Office, people: dict[int, str], text: str) -> str:
    hits = ranked(Client.objects.all(), text, office_id=office.pk, limit=20)
    return " ".join(people[hit.client_id] for hit in hits)


def test_the_table_is_long_enough() -> None:
    assert len(HITS) >= 120


@pytest.mark.parametrize("text", HITS)
def test_the_search_finds_just_these_best_first(office: Office, people: dict[int, str], text: str) -> None:
    assert found(office, people, text) == HITS[text]


def test_a_list_is_filtered_by_what_fits_and_by_what_is_near_only_where_nothing_does(
    office: Office, people: dict[int, str]
) -> None:
    def listed(text: str) -> set[str]:
        return {people[client.pk] for client in search(Client.objects.all(), text, office_id=office.pk)}

    assert listed("suwarno") == {"suwarno"}
    assert listed("suwarnp") == {"suwarno", "suwarni"}
    assert listed("sukarno") == {"sukarno", "arif"}
    assert listed("zzz") == set() == listed("")


FITS = {
    "moh. arif saifuddin": Fit.WHOLE, "moh. arif": Fit.START, "saifuddin": Fit.WORD, "kancil": Fit.WORD, "aifud": Fit.PART,
    "ngraho": Fit.WORD, "sumber": Fit.OTHER, "MAS": Fit.WHOLE, "MA": Fit.OTHER, "049/PB/BKD/XI/2026": Fit.WHOLE,
    "049/PB": Fit.OTHER, "900001": Fit.OTHER, "3522151005900001": Fit.WHOLE, "saifudni": Fit.NEAR,
}  # fmt: skip


@pytest.mark.parametrize("text", FITS)
def test_a_hit_says_how_well_it_fits(office: Office, text: str) -> None:
    arif = _enter(office, "arif")
    hits = ranked(Client.objects.all(), text, office_id=office.pk, limit=5)
    assert [(hit.client_id, hit.fit) for hit in hits] == [(arif.pk, FITS[text])]


def test_a_search_stays_in_its_office_and_among_the_clients_given(
    office: Office, other_office: Office, people: dict[int, str]
) -> None:
    there = _enter(other_office, "arif")
    assert [
        hit.client_id for hit in ranked(Client.objects.all(), "arif", office_id=other_office.pk, limit=9)
    ] == [there.pk]
    assert (
        ranked(Client.objects.exclude(full_name__startswith="MOH"), "arif", office_id=office.pk, limit=9)
        == []
    )
    assert (
        ranked(Client.objects.exclude(full_name__startswith="MOH"), "arfi", office_id=office.pk, limit=9)
        == []
    )
    assert not search(Client.objects.none(), "arfi", office_id=office.pk).exists()


@pytest.mark.parametrize(("text", "queries"), [("arif", 2), ("arfi", 2), ("049/PB", 1), ("zzz", 1)])
def test_a_search_takes_two_queries_at_most(
    office: Office, people: dict[int, str], django_assert_num_queries, text: str, queries: int
) -> None:
    with django_assert_num_queries(queries):
        ranked(Client.objects.all(), text, office_id=office.pk, limit=20)


# ------------------------------------------------------------------ any one slip

NAMES = [
    "SUWARNO", "SLAMET", "KASMIN", "SOEKARNO", "DJUMADI", "MARDJUKI", "TJIPTO", "SYAMSUL", "MUHAMMAD", "CHOIRUL",
    "MOH. ARIF", "M. KHOIRUL HUDA", "MUHAMMAD RIZKI", "ACHMAD FAUZI", "MOCH. SHOLEH", "ABDUL ROHMAN", "SITI KHOTIJAH",
    "EKO ADI", "NUR AINI", "TRI WIDODO", "DJOKO TJAHJONO", "SYAFI'I", "ZAENAL ABIDIN", "I KETUT ARTHA", "UMI KULSUM",
    "THOHA PUTRA", "QOMARUDDIN", "XAVERIUS", "VIVI PHILIPUS", "NJOMAN OEMAR", "SSUGENG", "AAN AANG",
]  # fmt: skip
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@st.composite
def slipped(draw: st.DrawFn) -> tuple[str, str]:
    """A name of five letters or more, and the same with one slip in one of its words."""
    made = st.lists(st.text(LETTERS, min_size=3, max_size=9), min_size=1, max_size=3).map(" ".join)
    name = draw(st.sampled_from(NAMES) | made.filter(lambda name: len(name.replace(" ", "")) >= 5))
    places = [n for n, letter in enumerate(name) if letter.isalpha()]
    at = draw(st.sampled_from(places))
    follows = at + 1 < len(name) and name[at + 1].isalpha()
    kind = draw(st.sampled_from(["replace", "drop", "double", "insert", *(["swap"] if follows else [])]))
    letter = draw(st.sampled_from(LETTERS))
    wrong = {
        "replace": letter,
        "drop": "",
        "double": name[at] * 2,
        "insert": name[at] + letter,
        "swap": name[at + 1 : at + 2] + name[at],
    }[kind]
    return name, name[:at] + wrong + name[at + (2 if kind == "swap" else 1) :]


@pytest.fixture
def crowd(office: Office) -> Office:
    """An office with a few others in it, so that finding somebody is no matter of course."""
    for short in ("agus", "siti", "syaiful"):
        _enter(office, short)
    return office


SLIPS = settings(
    max_examples=int(os.environ.get("BIMBING_SLIPS", "150")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def _is_found(office: Office, name: str, typed: str) -> bool:
    with transaction.atomic():
        client = ClientFactory(office=office, full_name=name)
        reindex(client_ids=[client.pk])
        hits = ranked(Client.objects.all(), typed, office_id=office.pk, limit=50)
        transaction.set_rollback(True)
    return client.pk in {hit.client_id for hit in hits}


@SLIPS
@given(slipped())
def test_any_one_slip_in_a_name_still_finds_its_person(crowd: Office, pair: tuple[str, str]) -> None:
    name, typed = pair
    assume(typed.strip(" ."))
    assert _is_found(crowd, name, typed)


def test_without_the_look_for_slips_the_same_property_fails(
    crowd: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _is_found(crowd, "SUWARNO", "suwanro")
    monkeypatch.setattr("bimbing.clients.queries.slips", lambda wanted, entry: None)
    assert not _is_found(crowd, "SUWARNO", "suwanro")


def test_half_of_the_halves_are_not_enough(crowd: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The candidates need both halves of a word and the letters between them changed back."""
    monkeypatch.setattr(
        "bimbing.rules.finding._halves", lambda word, start: (start + word[: len(word) // 2],)
    )
    assert _is_found(crowd, "SUWARNO", "suwarnp")
    assert not _is_found(crowd, "SUWARNO", "sywarno")


def test_an_entry_of_any_length_is_kept(office: Office) -> None:
    """A client with many decisions: longer than PostgreSQL lets an index entry be."""
    client = ClientFactory(office=office, full_name="WAGIMAN")
    for number in range(60):
        SupervisionFactory(
            client=client,
            office=office,
            register_no=f"{number:03}/PB/2026",
            decision_no=f"PAS-{number:06}.PK.{'9' * 90}",
        )
    reindex(client_ids=[client.pk])
    hits = ranked(Client.objects.all(), "pas-000059", office_id=office.pk, limit=5)
    assert [hit.client_id for hit in hits] == [client.pk]
