"""Reading decisions (SK, verdicts), officers, prisons of origin, register numbers and the sex column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from bimbing.rules.calendar_words import DAY_NUMBERS, MONTH_NUMBERS
from bimbing.rules.dates import read_date
from bimbing.rules.names import split_titles
from bimbing.rules.programme_words import read_programme
from bimbing.rules.reading import (
    LONGEST_CELL,
    DoubtCode,
    Raw,
    Reading,
    ask,
    distinct,
    error,
    formula_error,
    is_blank,
    is_ditto,
    note,
    number_of,
    plain,
    words,
)
from bimbing.rules.status_words import read_remark, read_status

__all__ = [
    "read_decision",
    "read_officer_text",
    "read_origin",
    "read_programme",
    "read_register_no",
    "read_remark",
    "read_sex",
    "read_status",
    "sex_column_is_ambiguous",
]

# ------------------------------------------------------------------ number and date of a decision

_MONTH = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_WEEKDAY = rf"(?:(?:{'|'.join(DAY_NUMBERS)})\b[\s,]*)?"
_DATE = (
    rf"{_WEEKDAY}(?:\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}|\d{{1,2}}\s*[-/.,]\s*\d{{1,2}}(?:\s*[-/.,]\s*|\s)'?\d{{2,4}}|"
    rf"\d{{1,2}}[\s.\-/]*(?:{_MONTH})[\s.\-/,]*'?\d{{2,4}}|(?:{_MONTH})[\s.\-/]+\d{{4}})(?:\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?"
)
_SAFE_DATE = rf"(?:\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{4}}|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}|\d{{1,2}}[\s.\-]*(?:{_MONTH})[\s.\-,]*\d{{2,4}})"
_MARK = r"(?:[\s,;/(-]*(?<![a-z])(?:tgl|tanggal|tertanggal|ttgl|tg|tmt)\b[\s.:]*)"
_TAIL = re.compile(
    rf"^(?P<number>.*?)(?:{_MARK}|\s*\n\s*|\s+/\s*|\s*/\s+|\s*[,;(]\s*|\s+-\s+)(?P<date>{_DATE})[\s).]*$",
    re.IGNORECASE | re.DOTALL,
)
_SPACE_TAIL = re.compile(rf"^(?P<number>.*\S)\s+(?P<date>{_SAFE_DATE})[\s).]*$", re.IGNORECASE | re.DOTALL)
_MARKED_TAIL = re.compile(rf"^(?P<number>.*?\d.*?){_MARK}(?P<date>.*)$", re.IGNORECASE | re.DOTALL)
_SERIAL_LINE = re.compile(r"^(?P<number>.*\S)\s*\n\s*(?P<date>\d{5})\s*$", re.DOTALL)
_HEAD = re.compile(
    rf"^(?:tgl\.?|tanggal)?\s*(?P<date>{_DATE})(?:\s*\n\s*|\s+/\s*|\s*/\s+|\s*[,;]\s*|\s+-\s+)(?P<number>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ONLY_DATE = re.compile(rf"(?:tgl\.?|tanggal)?\s*{_DATE}\s*", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_LABEL = re.compile(
    r"^(?:(?:sk|surat\s+keputusan|putusan|penetapan)\b[\s.:]*)?(?:(?:no|nomor|nmr)\b[\s.:]*)?", re.IGNORECASE
)
_WHOLE_NUMBER = re.compile(
    r"(?:PAS|W\.?\s?\d+)[-.]\S+(?:\s+TAHUN\s+\d{4})?|\d+/Pi?d\S*/\d{4}/PN", re.IGNORECASE
)


def read_decision(raw: Raw, *, today: date | None = None) -> tuple[Reading[str], Reading[date]]:
    """Number and date of a decision from one cell: `PAS-123.PK.01.05.09 TAHUN 2025 / 12 Februari 2025`, or on two lines.

    A number without a date, or a date without a number, is complete in itself. `idem` and its kind are a doubt on both.
    """
    if is_blank(raw) and not is_ditto(raw):
        return Reading(None), Reading(None)
    broken = formula_error(raw) or (ask(DoubtCode.DITTO, raw=plain(raw)) if is_ditto(raw) else None)
    if broken is not None:
        return Reading(None, (broken,)), Reading(None, (broken,))
    if isinstance(raw, date):
        return Reading(None), read_date(raw, today=today)
    if number_of(raw) is not None:
        return Reading(plain(raw), (ask(DoubtCode.REGISTER_NUMBER, raw=plain(raw)),)), Reading(None)
    text = "\n".join(line for part in str(raw)[:LONGEST_CELL].splitlines() if (line := plain(part)))
    if _ONLY_DATE.fullmatch(text):
        return Reading(None), read_date(text, today=today)
    for pattern in (_TAIL, _SERIAL_LINE, _SPACE_TAIL, _MARKED_TAIL, _HEAD):
        match = pattern.match(text)
        if match:
            return _decision_number(match["number"], text), read_date(match["date"], today=today)
    return _decision_number(text, text), Reading(None)


def _decision_number(number: str, text: str) -> Reading[str]:
    number = _SPACE.sub(" ", number).strip(" ,;:/-(")
    number = _LABEL.sub("", number).strip(" ,;:/-") or number
    if is_blank(number):
        return Reading(None)
    if len(_WHOLE_NUMBER.findall(text)) > 1:
        return Reading(number, (ask(DoubtCode.DECISION_TWO, raw=plain(text)),))
    return Reading(number)


# ------------------------------------------------------------------ sex

_MALE = words("l lk laki lakilaki pria male m cowok lelaki laki2 lakilaki2")
_FEMALE = words("p pr prp perempuan wanita w wnt female f cewek pi")


def read_sex(raw: Raw, *, p_is_ambiguous: bool = False) -> Reading[str]:
    """`L` or `P`. `P` means *perempuan*; in a column that also has W (`sex_column_is_ambiguous`) it may mean *pria*."""
    if is_blank(raw):
        return Reading(None)
    if (broken := formula_error(raw)) is not None:
        return Reading(None, (broken,))
    text = plain(raw)[:LONGEST_CELL]
    if is_ditto(raw):
        return Reading(None, (ask(DoubtCode.DITTO, raw=text),))
    word = re.sub(r"[^a-z2]", "", re.sub(r"^anak(?=.)", "", text.casefold()))
    if word == "p" and p_is_ambiguous:
        return Reading(None, (ask(DoubtCode.SEX_P_AMBIGUOUS, raw=text, options="L|P"),))
    if word in _MALE or word in _FEMALE:
        return Reading("L" if word in _MALE else "P")
    return Reading(None, (ask(DoubtCode.SEX_UNCLEAR, raw=text, options="L|P"),))


def sex_column_is_ambiguous(values: Iterable[Raw]) -> bool:
    """Whether a column writes women as W, so that its P may stand for *pria*."""
    words = {re.sub(r"[^a-z]", "", plain(value).casefold()) for value in values}
    return bool(words & {"w", "wnt"}) and "p" in words


# ------------------------------------------------------------------ officers

_OFFICER_NOISE = re.compile(
    r"(?<![a-z])nip\b.*$|(?<![a-z])pk\s*[:.]\s*|\(?\s*(?<![a-z])(?:pk|pembimbing\s+kemasyarakatan)\s+(?:ahli\s+)?(?:pertama|muda|madya|utama)\s*\)?"
    r"|(?<![a-z])(?:pembimbing\s+kemasyarakatan|ahli\s+(?:pertama|muda|madya))(?![a-z])|\((?:plt|plh|tunggal)\)|^pk\s+(?=\S)",
    re.IGNORECASE | re.DOTALL,
)
_HAND_OVER = re.compile(
    r"->|→|=>|>+|(?<![a-z])(?:pindah|alih|dialihkan|diganti|digantikan|ganti|pengganti|selanjutnya|kemudian|lalu|ke|jadi|eks|ex|lama|baru)(?![a-z])[\s.:]*(?:ke\s+|oleh\s+)?",
    re.IGNORECASE,
)
_OFFICERS_APART = re.compile(r"\s*[/;&+|]\s*|\s+(?:dan|atau|bersama|dgn|dengan)\s+|\s+-\s+", re.IGNORECASE)
_NO_OFFICER = re.compile(
    r"(?:tanpa|belum ada|blm ada|tidak ada|tdk ada|belum|kosong|non)\s*(?:pk|petugas|pembimbing)?",
    re.IGNORECASE,
)


def read_officer_text(raw: Raw) -> Reading[tuple[str, ...]]:
    """The officer a cell names, without titles (`Drs. Budi Hartono` → `Budi Hartono`, `Bu Siti` → `Siti`).

    One name is clear. Two names, or a hand-over (`Budi → Siti`, the last one suggested), come with a doubt.
    """
    if is_blank(raw) or _NO_OFFICER.fullmatch(plain(raw).strip(" .()")):
        return Reading(None)
    if (broken := formula_error(raw)) is not None:
        return Reading(None, (broken,))
    text = plain(raw)[:LONGEST_CELL]
    if is_ditto(raw):
        return Reading(None, (ask(DoubtCode.DITTO, raw=text),))
    bare = _OFFICER_NOISE.sub(" ", text)
    moved = _HAND_OVER.search(bare) is not None
    pieces = [piece for part in _HAND_OVER.split(bare) for piece in _OFFICERS_APART.split(part)]
    names = distinct(name for piece in pieces for name in _officer_names(piece))
    if not names:
        return Reading(None, (ask(DoubtCode.OFFICER_UNCLEAR, raw=text),))
    if moved:
        return Reading(
            names, (ask(DoubtCode.OFFICER_MOVED, raw=text, suggest=names[-1], options="|".join(names)),)
        )
    if len(names) > 1:
        return Reading(names, (ask(DoubtCode.OFFICER_TWO, raw=text, options="|".join(names)),))
    if "?" in text or re.search(r"\d", names[0]):
        return Reading(names, (ask(DoubtCode.OFFICER_UNCLEAR, raw=text),))
    return Reading(names)


def _officer_names(piece: str) -> tuple[str, ...]:
    name, _ = split_titles(piece.strip(" .,:()[]?*-"))
    found = (re.sub(r"\s+", " ", part).strip(" .,:()[]?*-\"'") for part in name.split(","))
    return tuple(part for part in found if re.search(r"[^\W\d_]", part))


# ------------------------------------------------------------------ where a client came from

_CLASS = re.compile(
    r"(?<![a-z])(?:kelas|klas|kls|kl)\b\.?\s*(?:(?:i{1,3}|[123])\s*-?\s*[ab]?(?![a-z]))?|(?<![a-z])(?:ii\s*[ab]|i{2,3}|i\s*[ab])(?![a-z])",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[str, str], ...] = (
    ("LPKA", r"l\.?p\.?k\.?a\.?|lembaga\s+pembinaan\s+khusus\s+anak|lapas\s+anak|lp\s+anak"),
    ("LPP", r"l\.?p\.?p\.?|(?:lembaga\s+pemasyarakatan|lapas)\s+(?:perempuan|wanita)"),
    ("Lapas Narkotika", r"(?:lapas|lembaga\s+pemasyarakatan|lp)\s+(?:khusus\s+)?narkotika"),
    ("Lapas Pemuda", r"(?:lapas|lembaga\s+pemasyarakatan|lp)\s+pemuda"),
    ("Lapas", r"lapas|lembaga\s+pemasyarakatan|l\s*\.?\s*p(?:as)?\.?"),
    ("Cabang Rutan", r"(?:cabang|cab)\.?\s*rutan|cabrutan"),
    ("Rutan", r"rutan|rumah\s+tahanan(?:\s+negara)?"),
    ("Kejari", r"kejari|kejaksaan\s+negeri|kajari|k\.?n\.?|kejak?\.?\s*negeri"),
    ("Kejati", r"kejati|kejaksaan\s+tinggi"),
    ("PN", r"p\.?n\.?|pengadilan\s+negeri"),
    ("PT", r"pengadilan\s+tinggi"),
    ("Polres", r"polres(?:ta|tabes)?"),
    ("Polsek", r"polsek"),
    ("Bapas", r"bapas|balai\s+pemasyarakatan"),
)
_KIND_PATTERNS = tuple(
    (kind, re.compile(rf"(?:{words})(?![a-z])[\s.:,-]*", re.IGNORECASE)) for kind, words in _KINDS
)


def read_origin(raw: Raw) -> Reading[str]:
    """Prison, court or prosecutor a client came from, as `Lapas Tuban`: kind and place, without the class.

    A place alone keeps its text with a doubt (prison or prosecutor, nobody can tell).
    """
    if is_blank(raw):
        return Reading(None)
    if (broken := formula_error(raw)) is not None:
        return Reading(None, (broken,))
    text = plain(raw)[:LONGEST_CELL]
    if is_ditto(raw):
        return Reading(None, (ask(DoubtCode.DITTO, raw=text),))
    bare = re.sub(r"\s+", " ", _CLASS.sub(" ", text)).strip(" .,:;-*")
    for kind, pattern in _KIND_PATTERNS:
        match = pattern.match(bare)
        if match:
            place = _place(bare[match.end() :])
            if not place:
                return Reading(kind, (ask(DoubtCode.ORIGIN_UNCLEAR, raw=text),))
            return Reading(f"{kind} {place}")
    return Reading(_place(bare) or text, (ask(DoubtCode.ORIGIN_UNCLEAR, raw=text),))


def _place(text: str) -> str:
    cleaned = re.sub(
        r"\s+",
        " ",
        re.sub(r"^(?:di|negara|negeri|kab\.?|kabupaten)\s+", "", text.strip(), flags=re.IGNORECASE),
    ).strip(" .,:;-()")
    return cleaned.title() if cleaned.isupper() or cleaned.islower() else cleaned


# ------------------------------------------------------------------ register numbers

_MONTH_YEAR = re.compile(
    rf"(?:\d{{1,2}}[\s\-/]+)?(?:{_MONTH})[\s\-/.]*\d{{2,4}}|\d{{1,2}}[\s\-]+(?:{_MONTH})", re.IGNORECASE
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T].*)?")


def read_register_no(raw: Raw) -> Reading[str]:
    """The register number as written; a number cell as its digits (a lost zero is noted, not invented).

    `3/PB/2026` that a spreadsheet took for a date (`Jul-23`, a real date) cannot be known any more: no value.
    """
    if is_blank(raw):
        return Reading(None)
    if (broken := formula_error(raw)) is not None:
        return Reading(None, (broken,))
    text = plain(raw)[:LONGEST_CELL]
    if is_ditto(raw):
        return Reading(None, (ask(DoubtCode.DITTO, raw=text),))
    if isinstance(raw, date) or _ISO.fullmatch(text) or _MONTH_YEAR.fullmatch(text):
        return Reading(None, (error(DoubtCode.REGISTER_IS_DATE, raw=text),))
    number = number_of(raw)
    if number is not None:
        if 36_526 <= number <= 55_000 or not number.is_integer() or number <= 0:
            return Reading(text, (ask(DoubtCode.REGISTER_NUMBER, raw=text),))
        return Reading(text, (note(DoubtCode.REGISTER_NUMBER, raw=text),))
    text = re.sub(r"^(?:no|nomor|reg|no\.?\s*reg)\b[\s.:]*(?=\S)", "", text, flags=re.IGNORECASE).strip(" ,;")
    if re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", text):
        return Reading(text, (ask(DoubtCode.REGISTER_IS_DATE, raw=text),))
    if "?" in text:
        return Reading(text, (ask(DoubtCode.UNSURE_MARK, raw=text),))
    return Reading(text or None)
