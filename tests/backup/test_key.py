"""The paper key, and what is made of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyrage import x25519

from bimbing.backup.key import NotAKey, _bech32, identity_of, read_key

KEY = "00112233445566778899aabbccddeeff" * 2


def test_the_key_is_read_as_people_copy_it_from_paper() -> None:
    typed = " ".join(KEY[i : i + 8] for i in range(0, 64, 8)).upper() + "\n"
    assert read_key(typed) == KEY
    assert read_key(KEY[:32] + "-" + KEY[32:]) == KEY


@pytest.mark.parametrize(
    ("typed", "found"), [("", 0), (KEY[:-1], 63), (KEY + "0", 65), ("kunci", 1), ("g" * 64, 0)]
)
def test_what_is_no_key_is_refused_with_the_digits_that_were_found(typed: str, found: int) -> None:
    with pytest.raises(NotAKey) as refused:
        read_key(typed)
    assert refused.value.found == found


def test_the_same_key_opens_on_every_computer_and_in_every_version() -> None:
    """A fixed point: were it ever to change, no paper would open its old backups."""
    assert (
        str(identity_of(KEY).to_public()) == "age1ptmjku5ymdn2dt3ctjk358uqxe8da06hsr4775ehfxrm4g26c4wq7u0rks"
    )
    assert str(identity_of(KEY[::-1]).to_public()) != str(identity_of(KEY).to_public())


@given(st.binary(min_size=32, max_size=32))
def test_bech32_is_written_as_age_reads_it(secret: bytes) -> None:
    written = _bech32("age-secret-key-", secret).upper()
    assert str(x25519.Identity.from_str(written)) == written


@pytest.mark.parametrize(
    ("prefix", "content", "written"),
    [
        ("a", b"", "a12uel5l"),
        (
            "abcdef",
            bytes.fromhex("00443214c74254b635cf84653a56d7c675be77df"),
            "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
        ),
    ],
)
def test_bech32_has_the_vectors_of_its_standard(prefix: str, content: bytes, written: str) -> None:
    assert _bech32(prefix, content) == written
