"""Compares a column heading with the known wordings, abbreviations and filler words apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bimbing.intake.imports.headings import PATTERNS, PHRASES, Meaning

_ALIKE = {
    spelling: word
    for word, spellings in {
        "no": "nomor nomer nmr nr nomo",
        "tgl": "tanggal tgll tg tanggl",
        "jenis": "jns jnis",
        "nama": "nm nma",
        "urut": "urt",
        "status": "stts sts stat sttus",
        "pembimbing": "pemb pmbimbing pembmbing",
        "lengkap": "lkp lengkp lngkp",
        "bimbingan": "bimb bimbgn bimbngan pembimbingan",
        "masa": "ms msa",
        "telp": "telepon telpon tlp tlpn telephone telpn",
        "alamat": "almt alm",
        "program": "prog programme prgm",
        "keterangan": "ket kett",
        "register": "regis registrasi reg regist registr",
        "pasal": "psl ps",
        "lahir": "lhr",
        "tempat": "tmp tmpt tpt",
        "kelamin": "klmn",
        "dan": "& n",
        "pidana": "pid pidananya",
        "penjamin": "pnjmn",
        "kecamatan": "kec",
        "kabupaten": "kab",
        "provinsi": "prov propinsi",
    }.items()
    for spelling in spellings.split()
}
_JOINED = {
    "noreg": "no reg",
    "nosk": "no sk",
    "tglsk": "tgl sk",
    "nohp": "no hp",
    "notelp": "no telp",
    "namaklien": "nama klien",
    "n i k": "nik",
    "n o": "no",
    "n o urut": "no urut",
}
_FILLERS = frozenset(
    [
        "klien",
        "wbp",
        "narapidana",
        "terpidana",
        "yg",
        "yang",
        "dan",
        "di",
        "ke",
        "sesuai",
        "sekarang",
        "terakhir",
        "saat",
        "ini",
        "terang",
        "lengkap",
        "nya",
        "bersangkutan",
        "bapas",
        "terbaru",
        "resmi",
        "aktif",
        "dilakukan",
        "dilanggar",
        "pemasyarakatan",
    ]
)


_SPACED = re.compile(r"(?<!\w)\w(?: \w){3,}(?!\w)")
"""A word printed with room between its letters, as in a letterhead: `N A M A`."""


def normal(heading: str) -> str:
    """A heading for comparing: lower case, `& # %` kept, all other signs as single spaces."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    return re.sub(r"[^\w&#%]+", " ", text.replace("_", " ")).strip()


def spelled_alike(text: str) -> str:
    """A normal heading with its abbreviations in one spelling: `nomor registrasi` and `no reg` → `no register`."""
    text = _JOINED.get(text, text)
    text = _SPACED.sub(lambda m: m.group().replace(" ", ""), text)
    words = (_ALIKE.get(w, w) for w in _JOINED.get(text, text).split())
    return " ".join(_JOINED.get(w, w) for w in words)


def _bare(text: str) -> str:
    return " ".join(w for w in text.split() if w not in _FILLERS)


_SPELLED = {spelled_alike(normal(phrase)): meaning for phrase, meaning in reversed(PHRASES.items())}
_BARE = {bare: meaning for phrase, meaning in _SPELLED.items() if (bare := _bare(phrase))}


@lru_cache(maxsize=4096)
def by_wording(heading: str) -> tuple[Meaning, float]:
    """What a heading says and how sure that is.

    1.0 for a known phrase, 0.9 for one with other filler words, 0.7 for a pattern, (UNKNOWN, 0) for anything else.
    """
    text = normal(heading)
    if meaning := PHRASES.get(text):
        return meaning, 1.0
    spelled = spelled_alike(text)
    if meaning := _SPELLED.get(spelled):
        return meaning, 1.0
    if not text or len(text) > 60:
        return Meaning.UNKNOWN, 0.0
    if (bare := _bare(spelled)) and (meaning := _BARE.get(bare)):
        return meaning, 0.9
    for pattern, meaning in PATTERNS:
        if pattern.search(spelled):
            return meaning, 0.7
    return Meaning.UNKNOWN, 0.0
