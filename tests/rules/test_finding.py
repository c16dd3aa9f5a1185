"""The line a person is found by, what a typed text looks for, and the letter that may be wrong."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bimbing.rules.finding import Wanted, Word, entry_text, near_words, one_slip_apart, slips, wanted_in

ARIF = entry_text(
    full_name="Moh. ARIF SAIFUDDIN",
    other_names=["TRISNO", "SOEKARNO", ""],
    numbers=["049 / PB / 2026", "", "049/PB/2026"],
    digits=["3522151005900001", "", "6281234567890"],
    places=["Sumberarum", "", "Bojonegoro"],
)


def test_a_line_holds_name_spellings_initials_numbers_and_places() -> None:
    assert ARIF == (
        " muhamad arif saifudin ; trisno sukarno ~moh ~saifuddin ~soekarno =mas | 049/PB/2026 | "
        "3522151005900001 6281234567890 | sumberarum bojonegoro "
    )


def test_initials_are_those_of_the_name_as_written_and_as_folded() -> None:
    assert entry_text(full_name="DJOKO TJAHJONO") == " joko cahyono ; ~djoko ~tjahjono =dt =jc |  |  |  "
    assert "=" not in entry_text(full_name="SUWARNO")


def test_words_and_numbers_are_told_apart() -> None:
    wanted = wanted_in("Moh Arif 0812-3456")
    assert [word.folded for word in wanted.words] == ["muhamad", "arif"]
    assert wanted.numbers == (("0812-3456", "08123456", "628123456"),)
    assert wanted.written == ("MOHARIF0812-3456",)
    assert (wanted.key, wanted.initials) == ("muhamad arif", "")


def test_short_words_are_looked_for_at_the_start_of_words_only() -> None:
    assert wanted_in("m arif").words[0].needles == (" m", "~m", " muhamad")
    assert wanted_in("arif").words[0].needles == ("arif", "=arif")
    assert wanted_in("dji").words[0].needles == (" dji", "~dji", " ji", "=dji")


def test_letters_alone_are_initials() -> None:
    assert [wanted_in(text).initials for text in ("A.B.S.", "a b", "ABS", "M. ARIF", "arif budi")] == [
        "abs", "ab", "abs", "", "",
    ]  # fmt: skip
    assert wanted_in("A.B.S.").words == (Word("abs", "abs", ("=abs",)),)


def test_nothing_typed_wants_nothing() -> None:
    assert wanted_in("  ") == Wanted()
    assert not wanted_in("* | ; ~")


def test_a_link_is_not_looked_for_unless_it_is_all_there_is() -> None:
    assert [word.folded for word in wanted_in("arif bin sukarno").words] == ["arif", "sukarno"]
    assert [word.folded for word in wanted_in("binti").words] == ["binti"]


def test_how_many_letters_may_be_wrong() -> None:
    def wrong(text: str) -> int | None:
        return slips(wanted_in(text), ARIF)

    assert wrong("arif saifudin") == 0
    assert wrong("arif saifudni") == 1
    assert wrong("sukarnp") == 2  # only the father: behind those who are called so
    assert wrong("arid saifudni") is None  # two of two
    assert wrong("arif") == 0
    assert wrong("mog") is None  # a short word alone
    assert wrong("mog arif") == 1  # beside one that is right


def test_the_words_that_were_meant_are_named() -> None:
    assert near_words(wanted_in("saifuddim"), ARIF) == ("saifuddin",)
    assert near_words(wanted_in("arid saifudin"), ARIF) == ("arif",)
    assert near_words(wanted_in("arif"), ARIF) == ()


def _neighbours(word: str, letters: str) -> set[str]:
    """Every word one slip away, written out: what `one_slip_apart` is measured against."""
    cuts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    drops = {left + right[1:] for left, right in cuts if right}
    swaps = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    changes = {left + letter + right[1:] for left, right in cuts if right for letter in letters}
    inserts = {left + letter + right for left, right in cuts for letter in letters}
    return drops | swaps | changes | inserts | {word}


FEW = st.text("abc", max_size=6)


@settings(max_examples=1500)
@given(FEW, FEW)
def test_one_slip_is_just_what_is_written_out(one: str, other: str) -> None:
    assert one_slip_apart(one, other) is (other in _neighbours(one, "abc"))
    assert one_slip_apart(one, other) is one_slip_apart(other, one)


@settings(max_examples=500)
@given(st.text("abcd", min_size=4, max_size=8), st.data())
def test_one_slip_leaves_one_of_the_halves(word: str, data: st.DataObject) -> None:
    typed = data.draw(st.sampled_from(sorted(_neighbours(word, "abcd"))))
    made = Word(typed, typed, ())
    if made.may_slip_alone:
        assert any(half in f" {word} " for half in made.halves)
