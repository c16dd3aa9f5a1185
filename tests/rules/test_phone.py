"""Telephone cells."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bimbing.rules.phone import PhoneOwner, display, read_phones, tail
from bimbing.rules.reading import DoubtCode

C = DoubtCode
O = PhoneOwner  # noqa: E741
FIRST = "+6281200000001"


def numbers(raw):
    return [phone.e164 for phone in read_phones(raw).value or ()]


@pytest.mark.parametrize(
    "raw",
    ["081200000001", "62 812-0000-0001", "+62 (0)812 0000 0001", "0812 0000 0001", "0812.0000.0001", "(0812) 00000001", "6281200000001", "HP. 081200000001", "WA: 0812-0000-0001", "0062 81200000001"],
)  # fmt: skip
def test_one_number_in_many_forms_is_one_number(raw):
    reading = read_phones(raw)
    assert ([phone.e164 for phone in reading.value or ()], reading.doubts) == ([FIRST], ())


@pytest.mark.parametrize("raw", ["81200000001", 81200000001, 81200000001.0])
def test_a_zero_that_a_spreadsheet_ate_comes_back_with_a_note(raw):
    reading = read_phones(raw)
    assert numbers(raw) == [FIRST]
    assert (reading.has(C.PHONE_LOST_ZERO), reading.clear) == (True, True)


@pytest.mark.parametrize(
    "raw",
    [
        "08580005069 / 085700049685",
        "08580005069, 085700049685",
        "08580005069\n085700049685",
        "08580005069 085700049685",
        "08580005069 dan 085700049685",
    ],
)
def test_two_full_numbers_are_two(raw):
    assert numbers(raw) == ["+628580005069", "+6285700049685"]
    assert read_phones(raw).clear


@pytest.mark.parametrize(
    ("raw", "owner"),
    [
        ("0812-0000-0001 (suami)", O.SPOUSE), ("081200000001 istri", O.SPOUSE), ("istri: 081200000001", O.SPOUSE), ("081200000001 (ibu)", O.PARENT),
        ("SARPAN (wali) 081200000001", O.PARENT), ("081200000001 (kakak)", O.SIBLING), ("081200000001 (penjamin)", O.GUARANTOR),
        ("081200000001 (Kades)", O.VILLAGE), ("081200000001 (kepala desa)", O.VILLAGE), ("081200000001 (tetangga)", O.NEIGHBOUR),
        ("081200000001 (sendiri)", O.SELF), ("081200000001 (Pak Joko)", O.OTHER), ("081200000001", None), ("WA 081200000001", None),
    ],
)  # fmt: skip
def test_whose_telephone_it_is_belongs_to_the_number(raw, owner):
    (phone,) = read_phones(raw).value or ()
    assert (phone.e164, phone.owner) == (FIRST, owner)


def test_each_of_two_numbers_has_its_own_owner():
    phones = read_phones("0812 0000 0001 (ibu), 085600000001 (kades)").value or ()
    assert [(phone.e164, phone.owner) for phone in phones] == [
        (FIRST, O.PARENT),
        ("+6285600000001", O.VILLAGE),
    ]


def test_the_same_number_twice_is_one():
    assert numbers("081200000001 / 62812-0000-0001") == [FIRST]


def test_a_landline_is_read():
    assert numbers("0353-000123") == ["+62353000123"]
    assert numbers("(0353) 881234") == ["+62353881234"]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("0858000", C.PHONE_SHORT), ("0812-0000-00012345", C.PHONE_LONG), ("8,12E+11", C.PHONE_SCIENTIFIC), ("0812xxxxx", C.PHONE_UNSURE),
        ("08120000001?", C.PHONE_UNSURE), ("12345", C.PHONE_UNSURE), ("+60123456789", C.PHONE_UNSURE), ("ada", C.PHONE_UNSURE), ("idem", C.DITTO),
        ("#REF!", C.FORMULA_ERROR),
    ],
)  # fmt: skip
def test_a_number_that_is_not_certain_has_no_value(raw, code):
    reading = read_phones(raw)
    assert (reading.value, reading.doubts[0].code, reading.clear) == (None, code, False)


def test_a_short_number_beside_a_full_one_costs_only_itself():
    reading = read_phones("081200000001 / 0857000")
    assert (numbers("081200000001 / 0857000"), reading.has(C.PHONE_SHORT)) == ([FIRST], True)


@pytest.mark.parametrize("raw", ["-", "", None, "tidak ada", "tdk punya"])
def test_no_telephone_is_no_fault(raw):
    assert read_phones(raw).empty


def test_numbers_are_shown_in_groups():
    assert display(FIRST) == "0812-0000-0001"
    assert display("+62353000123") == "0353-000123"
    assert display("hello") == "hello"
    assert tail(FIRST) == "…0001"


@given(st.text(alphabet="0123456789+-/() .a", max_size=40))
def test_whatever_is_read_is_an_indonesian_number(text):
    for phone in read_phones(text).value or ():
        assert re.fullmatch(r"\+62[1-9]\d{7,11}", phone.e164)


@given(st.from_regex(r"\+628[1-9][0-9]{7,10}", fullmatch=True))
def test_a_shown_number_is_read_back(e164):
    assert numbers(display(e164)) == numbers(e164) == [e164]
