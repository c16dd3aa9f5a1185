"""The paper key opens the backups too: the office has one secret to keep, not two.

The recovery key is the key of the encrypted database, 64 hexadecimal digits on a paper in a locked cupboard. From it
comes, one way, the age identity to which every backup is sealed. Whoever holds the paper can restore on any machine;
whoever holds a backup file alone can do nothing.
"""

import hmac
import re
from hashlib import sha256
from typing import Final

from pyrage import x25519

_PURPOSE: Final = b"bimbing backup 1"
_CHARSET: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_IS_KEY: Final = re.compile(r"[0-9a-f]{64}")


class NotAKey(Exception):
    """What was typed is not a recovery key: 64 digits of 0-9 and a-f; `found` is how many there were."""

    def __init__(self, found: int) -> None:
        super().__init__(str(found))
        self.found = found


def read_key(typed: str) -> str:
    """A recovery key as it is typed from paper: spaces, hyphens and capitals do not matter. Raises NotAKey."""
    key = re.sub(r"[\s\-]+", "", typed).lower()
    if not _IS_KEY.fullmatch(key):
        raise NotAKey(len(re.findall(r"[0-9a-f]", key)))
    return key


def identity_of(key: str) -> x25519.Identity:
    """The age identity of a recovery key (64 hexadecimal digits); always the same one."""
    secret = hmac.digest(bytes.fromhex(key), _PURPOSE, sha256)
    return x25519.Identity.from_str(_bech32("age-secret-key-", secret).upper())


def _bech32(prefix: str, content: bytes) -> str:
    """Bech32 (BIP 173) as age writes its keys: five bits a letter and a checksum of six letters."""
    bits = int.from_bytes(content, "big") << (-len(content) * 8 % 5)
    count = -(-len(content) * 8 // 5)
    data = [bits >> 5 * place & 31 for place in reversed(range(count))]
    spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    sum_ = _polymod([*spread, *data, 0, 0, 0, 0, 0, 0]) ^ 1
    return prefix + "1" + "".join(_CHARSET[d] for d in [*data, *(sum_ >> 5 * (5 - i) & 31 for i in range(6))])


def _polymod(values: list[int]) -> int:
    sum_ = 1
    for value in values:
        top, sum_ = sum_ >> 25, (sum_ & 0x1FFFFFF) << 5 ^ value
        for place, factor in enumerate(_GENERATOR):
            sum_ ^= factor if top >> place & 1 else 0
    return sum_
