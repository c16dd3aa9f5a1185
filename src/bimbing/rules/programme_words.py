"""Reading which programme a cell, a sheet name or a title means, and when it does not decide."""

from __future__ import annotations

import re

from bimbing.rules.programmes import Programme
from bimbing.rules.reading import (
    Doubt,
    DoubtCode,
    Raw,
    Reading,
    ask,
    distinct,
    formula_error,
    is_blank,
    is_ditto,
    note,
    plain,
    words,
)

_P = Programme
# Words that mean a programme wherever they stand (also in a title); the longest match wins.
_WORDS: dict[Programme, str] = {
    _P.ASIMILASI_RUMAH: "asimilasi rumah|asimilasi di rumah|asimilasi dirumah|asimilasi covid|asimilasi covid 19|asimilasi corona|asrum|"
    "asimilasi rmh|asim rumah|asml rumah|as rumah",
    _P.ASIMILASI: "asimilasi|asimilasi kerja|asimilasi luar lapas|asml|asimlasi|asimilisasi",
    _P.PB: "pb|pembebasan bersyarat|pelepasan bersyarat|pembebasan bersarat|pembebasan brsyarat|pemb bersyarat|pbb bersyarat",
    _P.CB: "cb|cuti bersyarat|cuti bersarat",
    _P.CMB: "cmb|cuti menjelang bebas|cuti jelang bebas",
    _P.CMK: "cmk|cuti mengunjungi keluarga|cuti kunjung keluarga",
    _P.PIB: "pib|pidb|pid b|pidana bersyarat|pid bersyarat|pidana percobaan|hukuman percobaan|pidana masa percobaan",
    _P.PENGAWASAN: "pengawasan|pidana pengawasan|pid pengawasan|pp pengawasan",
    _P.KERJA_SOSIAL: "kerja sosial|pidana kerja sosial|pid kerja sosial|pks|kersos",
    _P.DIVERSI: "diversi|kesepakatan diversi|penetapan diversi|hasil diversi",
    _P.TINDAKAN: "tindakan|kembali ke orang tua|kembali kepada orang tua|dikembalikan ke orang tua|"
    "dikembalikan kepada orang tua|pengembalian kepada orang tua|pengembalian ke orang tua|lpks|perawatan di lpks",
    _P.ANAK_SYARAT: "pidana dengan syarat|pidana dgn syarat|pidana dg syarat|pid dengan syarat|pelayanan masyarakat|pembinaan di luar lembaga|"
    "pembinaan luar lembaga",
    _P.PELATIHAN_KERJA: "pelatihan kerja|latihan kerja",
    _P.BIMBINGAN_LANJUTAN: "bimbingan lanjutan|bimbingan tambahan|bimbingan lanjut|aftercare|after care|bimlan|bimb lanjutan|bimb tambahan",
    _P.LAIN: "lainnya|lain lain|titipan|klien titipan|bapas lain|akot",
}
# Short codes that mean a programme only when nothing else stands in the cell.
_ALONE: dict[str, Programme] = {
    "asm": _P.ASIMILASI, "asi": _P.ASIMILASI, "as": _P.ASIMILASI, "asr": _P.ASIMILASI_RUMAH, "adr": _P.ASIMILASI_RUMAH,
    "percobaan": _P.PIB, "pgw": _P.PENGAWASAN, "pw": _P.PENGAWASAN, "ks": _P.KERJA_SOSIAL, "div": _P.DIVERSI,
    "tdk": _P.TINDAKAN, "syr": _P.ANAK_SYARAT, "plk": _P.PELATIHAN_KERJA, "bl": _P.BIMBINGAN_LANJUTAN, "lain": _P.LAIN,
}  # fmt: skip
_CODE_OF = {word: code for code, words in _WORDS.items() for word in words.split("|")}
_ANY = re.compile(
    r"(?<![a-z0-9])(?:"
    + "|".join(re.escape(word) for word in sorted(_CODE_OF, key=len, reverse=True))
    + r")(?![a-z0-9])"
)
# Words for programmes in general. They decide nothing; "Pembimbingan" is no PB, whatever its letters.
_GENERAL = re.compile(
    r"(?<![a-z])(?:re\s?integrasi|integrasi|pembimbingan|bimbingan|litmas|pendampingan|klien|bebas)(?![a-z])"
)
_INTEGRATION = re.compile(r"(?<![a-z])(?:re\s?)?integrasi(?![a-z])")
_ARROW = re.compile(
    r"->|→|=>|>|(?<![a-z])(?:lanjut(?:an|kan)?|dilanjutkan|menjadi|jadi|ke|kemudian|beralih|alih)(?![a-z])"
)
_FORMER = re.compile(r"\(?\s*(?<![a-z])(?:eks|ex|mantan|sebelumnya|dahulu|dulu|dari)(?![a-z])[^)]*\)?")
# The forms of a child's case carry details in brackets: `Pidana dengan syarat (pengawasan)`.
_LEADS = (_P.ANAK_SYARAT, _P.TINDAKAN, _P.DIVERSI)
_HARMLESS = words(
    "sk no program programme programs jenis pidana klien bapas reguler biasa anak dewasa corona covid pp pp99 pp28 dan daftar data narapidana "
    "dengan dgn di i ii iii iv v vi vii viii ix x bulan tahun tindakan integrasi asimilasi rumah rekap kasus"
)


def read_programme(raw: Raw) -> Reading[Programme]:
    """The programme a text means: `P.B`, `CMB-PP99`, `Pid. Bersyarat`, `PB (Corona)`, also a title or a sheet name.

    `Integrasi`, `Pembimbingan`, `CB / Asimilasi` do not decide: no value, a doubt. `Asimilasi Rumah → PB` is a client
    who went from one to the other: the value is the later one, with a doubt, because an earlier period may be missing.
    """
    if is_blank(raw):
        return Reading(None)
    if (broken := formula_error(raw)) is not None:
        return Reading(None, (broken,))
    text = plain(raw)
    if is_ditto(raw):
        return Reading(None, (ask(DoubtCode.DITTO, raw=text),))
    if "?" in text:
        return Reading(None, (ask(DoubtCode.PROGRAMME_UNCLEAR, raw=text),))
    flat = _flat(text)
    if flat.strip("() ") in _ALONE:
        return Reading(_ALONE[flat.strip("() ")])
    return _decide(flat, text)


def _flat(text: str) -> str:
    """Lower case; `P.B`, `P B` and `C.M.B.` joined; other marks as spaces, except arrows, slashes and brackets."""
    lowered = text.casefold()
    lowered = re.sub(
        r"(?<![a-z])(p|c)[.\s]*(m[.\s]*)?(b|k)(?![a-z])\.?",
        lambda m: re.sub(r"[.\s]", "", m[0]) + " ",
        lowered,
    )
    lowered = re.sub(r"(?<![a-z])pi[.\s]*b(?![a-z])", "pib", lowered)
    lowered = re.sub(r"[.,:;_'\"*]+|(?<!-)-(?!>)", " ", lowered)
    return re.sub(r"\s+", " ", lowered).strip()


def _decide(flat: str, text: str) -> Reading[Programme]:
    present = _FORMER.sub(" ", flat)
    hits = list(_ANY.finditer(present)) or list(_ANY.finditer(flat))
    source = present if _ANY.search(present) else flat
    codes = distinct(_CODE_OF[hit.group()] for hit in hits)
    if not codes:
        return Reading(None, (ask(DoubtCode.PROGRAMME_UNCLEAR, raw=text),))
    if codes[0] in _LEADS:
        return Reading(codes[0], _extra(source, text))
    if len(codes) == 1:
        if codes[0] in (_P.ASIMILASI, _P.ASIMILASI_RUMAH) and _INTEGRATION.search(source):
            return Reading(None, (ask(DoubtCode.PROGRAMME_TWO, raw=text),))
        former = () if present == flat or source == flat else (note(DoubtCode.PROGRAMME_TWO, raw=text),)
        return Reading(codes[0], former or _extra(source, text))
    if len(codes) == 2 and set(codes) == {_P.PIB, _P.PENGAWASAN}:
        return Reading(None, (ask(DoubtCode.PROGRAMME_TWO, raw=text, options="|".join(codes)),))
    between = source[hits[-2].end() : hits[-1].start()]
    if _ARROW.search(between):
        last = _CODE_OF[hits[-1].group()]
        return Reading(last, (ask(DoubtCode.PROGRAMME_TWO, raw=text, suggest=last, options="|".join(codes)),))
    return Reading(None, (ask(DoubtCode.PROGRAMME_TWO, raw=text, options="|".join(codes)),))


def _extra(flat: str, text: str) -> tuple[Doubt, ...]:
    rest = [
        word for word in re.findall(r"[a-z]+", _ANY.sub(" ", flat)) if word not in _HARMLESS and len(word) > 1
    ]
    return (note(DoubtCode.EXTRA_TEXT, raw=text, extra=" ".join(rest)),) if rest else ()


def is_general_word(text: str) -> bool:
    """Whether a text only speaks of programmes in general (`Integrasi`, `Pembimbingan`)."""
    flat = _flat(text)
    return _GENERAL.search(flat) is not None and _ANY.search(flat) is None
