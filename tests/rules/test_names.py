"""Names as registers write them, and the keys under which they are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bimbing.rules.name_keys import fold, words_key
from bimbing.rules.names import NameMark, ParentKind, display_name, initials, read_name, split_titles
from bimbing.rules.reading import DoubtCode

C = DoubtCode
M = NameMark


@pytest.mark.parametrize(
    ("raw", "full_name", "aliases", "parent"),
    [
        ("SUWARNO Als WARNO bin KARTO", "SUWARNO", ("WARNO",), "KARTO"),
        ("SITI  MUNAWAROH", "SITI MUNAWAROH", (), None),
        ("FAJAR PRATAMA alias LONDO\nbin LASMIN", "FAJAR PRATAMA", ("LONDO",), "LASMIN"),
        ("ABDUL MUSLIMIN al. UNYIL", "ABDUL MUSLIMIN", ("UNYIL",), None),
        ("ROHMAN al UNYIL", "ROHMAN", ("UNYIL",), None),
        ("ANGGA PERDANA @ PENTIL Bin MUSTAR", "ANGGA PERDANA", ("PENTIL",), "MUSTAR"),
        ("Gunawan Huda als. Gombloh", "Gunawan Huda", ("Gombloh",), None),
        ('SUTRISNO "TRIS"', "SUTRISNO", ("TRIS",), None),
        ("SUTRISNO ALS TRIS / NO BIN SUKIRMAN", "SUTRISNO", ("TRIS", "NO"), "SUKIRMAN"),
        ("SRI BT. PONIMAN", "SRI", (), "PONIMAN"),
        ("Umar bin Ali bin Said", "Umar", (), "Ali bin Said"),
        ("MUHAMMAD AL FATIH", "MUHAMMAD AL FATIH", (), None),
        ("ROBIN", "ROBIN", (), None),
        ("Bintang Binti Kasim", "Bintang", (), "Kasim"),
        ("BINTANG", "BINTANG", (), None),
        ("M.ARIF", "M. ARIF", (), None),
        ("1. SUWARNO", "SUWARNO", (), None),
        ("MA'ARIF", "MA'ARIF", (), None),
        ("  SLAMET  ", "SLAMET", (), None),
    ],
)
def test_alias_and_father_come_out_of_the_name(raw, full_name, aliases, parent):
    reading = read_name(raw)
    assert reading.value is not None
    assert (reading.value.full_name, reading.value.aliases, reading.value.parent_name) == (
        full_name,
        aliases,
        parent,
    )
    assert (reading.value.marks, reading.doubts) == ((), ())


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("A bin X", ParentKind.BIN),
        ("A BINTI X", ParentKind.BINTI),
        ("A bt. X", ParentKind.BINTI),
        ("SITI bin/binti X", ParentKind.EITHER),
    ],
)
def test_son_and_daughter_are_told_apart(raw, kind):
    reading = read_name(raw)
    assert reading.value is not None
    assert (reading.value.parent_kind, reading.value.parent_name) == (kind, "X")


@pytest.mark.parametrize(
    ("raw", "full_name", "titles"),
    [
        ("Drs. H. Budi Hartono, S.H., M.H.", "Budi Hartono", ("Drs.", "H.", "S.H.", "M.H.")),
        ("Wahyu Setiawan, A.Md.P., S.H.", "Wahyu Setiawan", ("A.Md.P.", "S.H.")),
        ("Budi Hartono SH", "Budi Hartono", ("SH",)),
        ("SUKARNO,SH", "SUKARNO", ("SH",)),
        ("Ny. SUMIATI", "SUMIATI", ("Ny.",)),
        ("MOCH. YUSUF, S.Sos.", "MOCH. YUSUF", ("S.Sos.",)),
        ("Ibu", "Ibu", ()),
        ("SITI", "SITI", ()),
    ],
)
def test_titles_are_taken_off(raw, full_name, titles):
    assert split_titles(raw) == (full_name, titles)


@pytest.mark.parametrize(
    ("raw", "full_name", "mark", "status"),
    [
        ("MOH. ARIF (CABUT)", "MOH. ARIF", M.REVOKED, "dicabut"),
        ("SUTRISNO - CABUT", "SUTRISNO", M.REVOKED, "dicabut"),
        ("SUWARNO (CABUT 12-03-2026)", "SUWARNO", M.REVOKED, "dicabut"),
        ("(CABUT) SUWARNO", "SUWARNO", M.REVOKED, "dicabut"),
        ("SUWARNO (Cabut Sementara)", "SUWARNO", M.REVOKED_FOR_NOW, "cabut_sementara"),
        ("SUTRISNO (PINDAH)", "SUTRISNO", M.MOVED, "dilimpahkan"),
        ("SUTRISNO (PINDAH KE BAPAS MALANG)", "SUTRISNO", M.MOVED, "dilimpahkan"),
        ("SUWARNO (ALM)", "SUWARNO", M.DEAD, "meninggal"),
        ("ALM. SUWARNO", "SUWARNO", M.DEAD, "meninggal"),
        ("SUTRISNO (DPO)", "SUTRISNO", M.MISSING, None),
        ("EKO BIN KARTO (ALM)", "EKO", M.DEAD_UNSURE, None),
    ],
)
def test_a_status_hidden_in_the_name_is_proposed_and_asked(raw, full_name, mark, status):
    reading = read_name(raw)
    assert reading.value is not None
    assert (reading.value.full_name, reading.value.marks, reading.value.suggested_status) == (
        full_name,
        (mark,),
        status,
    )
    assert (reading.has(C.NAME_MARK), reading.clear) == (True, False)


@pytest.mark.parametrize(
    "raw", ["EKO Bin (Alm) KARTO", "EKO BIN ALM. KARTO", "EKO bin Almarhum KARTO", "EKO  Bin  (Alm)  KARTO"]
)
def test_the_dead_father_is_not_the_client(raw):
    reading = read_name(raw)
    assert reading.value is not None
    assert (reading.value.full_name, reading.value.parent_name, reading.value.parent_dead) == (
        "EKO",
        "KARTO",
        True,
    )
    assert (reading.value.marks, reading.doubts) == ((), ())


def test_a_star_is_kept_as_a_mark_that_says_nothing_certain():
    reading = read_name("KUKUH ARDIANSYAH Bin WIRYO *")
    assert reading.value is not None
    assert (reading.value.full_name, reading.value.parent_name, reading.value.marks) == (
        "KUKUH ARDIANSYAH",
        "WIRYO",
        (M.STAR,),
    )
    assert (reading.value.suggested_status, reading.doubts) == (None, ())


def test_unknown_words_in_brackets_and_two_people_are_asked_about():
    assert read_name("SUTRISNO (TRIS)").has(C.EXTRA_TEXT)
    assert read_name("SUWARNO / SUPARDI").has(C.NAME_TWO)
    assert read_name("SUWARNO 2").has(C.NAME_DIGITS)
    assert read_name("123").value is None


def test_nothing_is_no_name():
    assert read_name("-").empty
    assert read_name(None).empty


@pytest.mark.parametrize(
    "group",
    [
        ("muhamad arif", "MOH. ARIF", "M. Arif", "MOH ARIF", "Muhammad  Arif", "Moch. Arif", "muh arif", "M.ARIF", "H. Moh. Arif, S.H."),
        ("Ahmad", "Achmad", "Akhmad", "ACH.", "AHMAD"),
        ("Sukarno", "Soekarno", "SUKARNO"),
        ("Suyono", "Soejono"),
        ("Sujono", "Soedjono", "Sudjono"),
        ("Joko Wijaya", "Djoko Widjaja", "JOKO WIJAYA"),
        ("Cahyono", "Tjahjono"),
        ("Syaiful", "Saiful", "Sjaiful", "Shaiful"),
        ("Ma'arif", "MAARIF", "Ma’arif"),
        ("Zainal", "Zaenal"),
        ("Khoirul", "Choirul"),
        ("Syafi'i", "Syafii"),
        ("Abdul Rohman", "Abd. Rohman"),
        ("Yusuf", "Jusuf"),
        ("René", "Rene"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_share_a_key(group):
    first, *others = group
    if first == "Ahmad":
        others = [other for other in others if other != "ACH."]
        assert fold("ACH. YANI") == fold("Ahmad Yani")
    assert {fold(other) for other in others} == {fold(first)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sujono", "Suyono"),
        ("Budi", "Budiono"),
        ("Siti Aminah", "Siti Aisyah"),
        ("Arif", "Muhammad Arif"),
        ("Candra", "Kandra"),
    ],
)
def test_different_names_keep_different_keys(one, other):
    assert fold(one) != fold(other)


def test_look_alikes_share_the_coarse_key_whatever_the_order():
    assert words_key("SITI MUNAWAROH") == words_key("Munawaro Siti")
    assert words_key("Ramadhan") == words_key("Romadhon")
    assert words_key("SUWARNO") != words_key("SUPARMAN")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ahmad Budi Santoso", "A.B.S."),
        ("SLAMET", "S."),
        ("Drs. Budi Hartono, S.H.", "B.H."),
        ("EKO bin KARTO", "E."),
        ("Nur Syafi’i", "N.S."),
        ("", ""),
    ],
)
def test_a_child_is_named_by_initials(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("MOH. ARIF BIN MA'RUF", "Moh. Arif bin Ma'ruf"),
        ("siti aminah", "Siti Aminah"),
        ("SUWARNO ALS WARNO", "Suwarno als Warno"),
        ("AL-AMIN", "Al-Amin"),
        ("M.ARIF", "M.Arif"),
        ("McDonald", "McDonald"),
        ("", ""),
    ],
)
def test_capitals_are_shown_as_one_writes(typed, shown):
    assert display_name(typed) == shown


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz .'-", max_size=60))
def test_folding_a_name_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="ABCDEFGHIJKLMNOPRSTUWY ", min_size=1, max_size=40))
def test_capitals_do_not_matter_to_the_key(text):
    assert fold(text) == fold(text.lower()) == fold(display_name(text))
