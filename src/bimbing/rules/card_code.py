"""The two codes of a card: a token inside the QR code, and a short code for typing.

Neither says anything about the client; both only point to a card. Random bits are an argument. Both
carry check characters, so that a slip of the finger is told apart from an unknown card.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

PREFIX: Final = "K1"
TOKEN_BYTES: Final = 17
"""Random bytes a token needs; 130 of their 136 bits are used."""
SHORT_BYTES: Final = 8
"""Random bytes a short code needs."""
TOKEN_LENGTH: Final = 30
MAX_INPUT_LENGTH: Final = 300

_BASE32: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BODY: Final = 26
_TOKEN_LOOK_ALIKES: Final = str.maketrans("OIL", "011")
_URL: Final = re.compile(r"https?://[^/\s?#]+/k/([^/\s?#]+)/?", re.IGNORECASE)

# Letters and digits of which no two look alike, in print or in handwriting: 0 O Q, 1 I L, 2 Z, 5 S are
# left out, and B, G, U stand aside for 8, 6, V. Their number is prime, which the check needs.
_LETTERS: Final = "ACDEFHJKMNPRTVWXY"
_DIGITS: Final = "346789"
_SHORT: Final = _LETTERS + _DIGITS
_SHORT_LENGTH: Final = 7
_SHORT_LOOK_ALIKES: Final = str.maketrans("BGU0OQ", "86VDDD")
_SHORT_SHAPE: Final = re.compile(r"([A-Z0-9]{3})([- .]?)([A-Z0-9]{3})\2([A-Z0-9])")


class CodeKind(StrEnum):
    """What was scanned or typed."""

    TOKEN = "token"  # noqa: S105 - a kind, not a secret
    SHORT = "short"
    DAMAGED = "damaged"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ReadCode:
    """What was read: the kind, and the code in its stored form (the text itself, trimmed, if it is none)."""

    kind: CodeKind
    value: str


def token(random: bytes) -> str:
    """The token of a new card from at least 17 random bytes: K1, 130 bits, two check characters.

    The check is a Reed-Solomon code over 32 symbols: any one or two wrong characters are noticed,
    so every typing slip and every swap of two.
    """
    if len(random) < TOKEN_BYTES:
        raise ValueError(f"a token needs {TOKEN_BYTES} random bytes")
    bits = int.from_bytes(random[:TOKEN_BYTES]) >> (TOKEN_BYTES * 8 - _BODY * 5)
    body = "".join(_BASE32[bits >> shift & 31] for shift in range((_BODY - 1) * 5, -1, -5))
    return PREFIX + body + _token_check(PREFIX + body)


def short_code(random: bytes) -> str:
    """The seven characters of a new typed code from at least 8 random bytes, stored without hyphens.

    It always begins with a letter and has a digit in third place, so that it is never mistaken for a
    name, a phone number or part of a NIK. About 28 million codes: the caller draws again if one is taken.
    """
    if len(random) < SHORT_BYTES:
        raise ValueError(f"a short code needs {SHORT_BYTES} random bytes")
    number = int.from_bytes(random)
    body = ""
    for alphabet in (_LETTERS, _SHORT, _DIGITS, _SHORT, _SHORT, _SHORT):
        number, index = divmod(number, len(alphabet))
        body += alphabet[index]
    return body + _short_check(body)


def shown(short: str) -> str:
    """A stored short code as printed: `ABC-DEF-G`."""
    return f"{short[:3]}-{short[3:6]}-{short[6:]}"


def read_code(text: str) -> ReadCode:
    """What a scanner or a finger brought: a token, a short code, a damaged one of these, or something else.

    Letter case, look-alikes, hyphens and a web address round a token are tolerated. The host of the
    address is not looked at: the token alone decides, and nothing is ever fetched.
    """
    trimmed = text.strip()
    if len(trimmed) > MAX_INPUT_LENGTH or not trimmed.isascii():
        return ReadCode(CodeKind.OTHER, trimmed)
    address = _URL.fullmatch(trimmed)
    read = _read_token(address[1] if address else trimmed, certain=address is not None)
    return read or (None if address else _read_short(trimmed)) or ReadCode(CodeKind.OTHER, trimmed)


def _read_token(text: str, *, certain: bool) -> ReadCode | None:
    code = text.upper().replace("-", "").replace(" ", "").translate(_TOKEN_LOOK_ALIKES)
    is_whole = len(code) == TOKEN_LENGTH and code.startswith(PREFIX)
    if is_whole and set(code) <= set(_BASE32) and _token_check(code[:-2]) == code[-2:]:
        return ReadCode(CodeKind.TOKEN, code)
    # Letters and digits nearly as long as a token are nothing else that an office types.
    looks_damaged = code.startswith(PREFIX) and code.isalnum() and len(code) > TOKEN_LENGTH // 2
    return ReadCode(CodeKind.DAMAGED, text.strip()) if certain or looks_damaged else None


def _read_short(text: str) -> ReadCode | None:
    shape = _SHORT_SHAPE.fullmatch(text.upper())
    if shape is None:
        return None
    raw = shape[1] + shape[3] + shape[4]
    if raw.isdigit():
        return None
    code = raw.translate(_SHORT_LOOK_ALIKES)
    if set(code) <= set(_SHORT) and _has_short_form(code) and _short_check(code[:-1]) == code[-1]:
        if shape[2] == "-" or not raw.isalpha():
            return ReadCode(CodeKind.SHORT, code)
        return None
    if shape[2] == "-" or (raw[0].isalpha() and raw[2].isdigit()):
        return ReadCode(CodeKind.DAMAGED, text)
    return None


def _has_short_form(code: str) -> bool:
    return code[0] in _LETTERS and code[2] in _DIGITS


def _short_check(body: str) -> str:
    """The character that makes the sum of place x symbol divisible by 23 (places count from 1)."""
    total = sum(place * _SHORT.index(char) for place, char in enumerate(body, start=1))
    weight = pow(_SHORT_LENGTH, -1, len(_SHORT))
    return _SHORT[-total * weight % len(_SHORT)]


def _powers() -> tuple[list[int], list[int]]:
    """Powers of 2 in the field of 32 elements (x^5 + x^2 + 1), and their logarithms."""
    powers, logs, value = [], [0] * 32, 1
    for exponent in range(31):
        powers.append(value)
        logs[value] = exponent
        value <<= 1
        if value & 32:
            value ^= 0b100101
    return powers, logs


_POWERS, _LOGS = _powers()


def _times(a: int, b: int) -> int:
    return _POWERS[(_LOGS[a] + _LOGS[b]) % 31] if a and b else 0


def _token_check(body: str) -> str:
    """The two characters that make both syndromes zero: the sum, and the sum weighted by powers of 2."""
    plain = weighted = 0
    for char in body:
        symbol = _BASE32.index(char)
        plain ^= symbol
        weighted = _times(weighted ^ symbol, 2)
    weighted = _times(weighted, 2)
    # With p and q the check: plain + p + q = 0 and weighted + 2p + q = 0, so (1 + 2) p = plain + weighted.
    p = _times(plain ^ weighted, _POWERS[(31 - _LOGS[3]) % 31])
    return _BASE32[p] + _BASE32[plain ^ p]
