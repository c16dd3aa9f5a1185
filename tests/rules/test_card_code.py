import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bimbing.rules.card_code import (
    MAX_INPUT_LENGTH,
    CodeKind,
    ReadCode,
    read_code,
    short_code,
    shown,
    token,
)

BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SHORT = "ACDEFHJKMNPRTVWXY346789"
KNOWN_TOKEN = "K1000G40R40M30E209185GR38E1WRC"
KNOWN_SHORT = "RN9JMJH"
TOKENS = st.binary(min_size=17, max_size=17).map(token)
SHORTS = st.binary(min_size=8, max_size=8).map(short_code)


def swapped(code: str, i: int, j: int) -> str:
    chars = list(code)
    chars[i], chars[j] = chars[j], chars[i]
    return "".join(chars)


@given(TOKENS)
def test_a_token_has_thirty_characters_and_is_read_back(code: str) -> None:
    assert len(code) == 30
    assert code.startswith("K1")
    assert set(code) <= set(BASE32)
    assert read_code(code) == ReadCode(CodeKind.TOKEN, code)


def test_the_body_of_a_token_carries_the_first_130_bits() -> None:
    assert token(bytes(17))[2:28] == "0" * 26
    assert token(b"\xff" * 17)[2:28] == "Z" * 26
    assert token(bytes(16) + b"\x40")[2:28] == "0" * 25 + "1"
    assert token(bytes(16) + b"\x3f")[2:28] == "0" * 26


def test_the_check_of_a_known_token_never_changes() -> None:
    # Printed cards live for years: a different check would refuse them all.
    assert token(bytes(range(17))) == KNOWN_TOKEN
    assert short_code(bytes(range(8))) == KNOWN_SHORT


@settings(max_examples=20, deadline=None)
@given(TOKENS)
def test_every_single_wrong_character_of_a_token_is_refused(code: str) -> None:
    for place in range(30):
        for char in BASE32:
            if char != code[place]:
                wrong = code[:place] + char + code[place + 1 :]
                assert read_code(wrong).kind in {CodeKind.DAMAGED, CodeKind.OTHER}


@settings(max_examples=50, deadline=None)
@given(TOKENS)
def test_every_swap_of_two_characters_of_a_token_is_refused(code: str) -> None:
    for i in range(30):
        for j in range(i + 1, 30):
            if code[i] != code[j]:
                assert read_code(swapped(code, i, j)).kind is not CodeKind.TOKEN


@settings(max_examples=300, deadline=None)
@given(TOKENS, st.data())
def test_any_two_wrong_characters_of_a_token_are_refused(code: str, data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(2, 29), min_size=2, max_size=2, unique=True))
    chars = list(code)
    for place in places:
        chars[place] = data.draw(st.sampled_from([c for c in BASE32 if c != code[place]]))
    assert read_code("".join(chars)).kind is CodeKind.DAMAGED


@given(TOKENS)
def test_a_token_is_read_whatever_a_scanner_or_a_hand_makes_of_it(code: str) -> None:
    expected = ReadCode(CodeKind.TOKEN, code)
    assert read_code(code.lower()) == expected
    assert read_code(f"  {code}\r\n") == expected
    assert read_code(f"https://bapas.example.go.id/k/{code}") == expected
    assert read_code(f"HTTP://10.0.0.2:8000/K/{code.lower()}/") == expected
    assert read_code(code.replace("0", "O").replace("1", "I")) == expected
    assert read_code(code.replace("0", "o").replace("1", "l")) == expected
    assert read_code("-".join(code[i : i + 5] for i in range(0, 30, 5))) == expected


def test_a_cut_token_is_called_damaged_and_not_searched_as_a_name() -> None:
    code = token(bytes(range(17)))
    assert read_code(code[:-1]) == ReadCode(CodeKind.DAMAGED, code[:-1])
    assert read_code(code + "A").kind is CodeKind.DAMAGED
    assert read_code("https://bapas.example/k/abc").kind is CodeKind.DAMAGED


@given(SHORTS)
def test_a_short_code_is_read_back_as_printed_and_as_typed(code: str) -> None:
    expected = ReadCode(CodeKind.SHORT, code)
    printed = shown(code)
    assert (len(code), printed[3], printed[7], len(printed)) == (7, "-", "-", 9)
    assert set(code) <= set(SHORT)
    assert read_code(printed) == expected
    assert read_code(code) == expected
    assert read_code(f" {printed.lower()} ") == expected
    assert read_code(printed.replace("-", " ")) == expected
    assert read_code(printed.replace("V", "U").replace("D", "0").replace("6", "G")) == expected


@settings(max_examples=50, deadline=None)
@given(SHORTS)
def test_every_single_slip_and_every_swap_in_a_short_code_is_refused(code: str) -> None:
    for place in range(7):
        for char in SHORT:
            if char != code[place]:
                wrong = code[:place] + char + code[place + 1 :]
                assert read_code(shown(wrong)).kind is not CodeKind.SHORT
    for i in range(7):
        for j in range(i + 1, 7):
            if code[i] != code[j]:
                assert read_code(shown(swapped(code, i, j))).kind is not CodeKind.SHORT


def test_a_mistyped_short_code_is_called_damaged() -> None:
    code = short_code(bytes(range(8)))
    wrong = code[:-1] + ("A" if code[-1] != "A" else "C")
    assert read_code(shown(wrong)) == ReadCode(CodeKind.DAMAGED, shown(wrong))
    assert read_code(wrong).kind is CodeKind.DAMAGED


@pytest.mark.parametrize(
    "text",
    [
        *("", "muhamad", "RAHMATH", "Siti Aminah", "012/PB/2026", "3522155005900002", "081200000001"),
        *("3467489", "0346789", "003-486-7", "AGE RAM X", "PAS-123.PK.01.05.09 TAHUN 2025"),
        *("' OR 1=1 --", '{"k":1}', "http://evil.example/", "https://bapas.example/klien/5", "K1", "k1 udin"),
        "٣٤٦٧٤٨٩",
    ],
)
def test_names_numbers_and_foreign_codes_are_left_to_the_search(text: str) -> None:
    assert read_code(text) == ReadCode(CodeKind.OTHER, text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=7, max_size=7))
def test_no_name_of_seven_letters_is_taken_for_a_code(name: str) -> None:
    assert read_code(name).kind is CodeKind.OTHER


@given(st.text(alphabet="0123456789", max_size=20))
def test_no_number_is_taken_for_a_code(number: str) -> None:
    assert read_code(number).kind is CodeKind.OTHER


@given(st.text(max_size=400))
def test_whatever_is_scanned_is_classified_without_an_error(text: str) -> None:
    assert read_code(text).kind in set(CodeKind)


def test_an_endless_input_is_not_looked_into() -> None:
    text = "K1" + "A" * MAX_INPUT_LENGTH
    assert read_code(text) == ReadCode(CodeKind.OTHER, text)


def test_too_few_random_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="17 random bytes"):
        token(bytes(16))
    with pytest.raises(ValueError, match="8 random bytes"):
        short_code(bytes(7))
