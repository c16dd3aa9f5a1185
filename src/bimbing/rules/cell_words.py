"""Cells whose words come from a short list: programme, status, sex, register number, origin, officers, decision."""

from __future__ import annotations

import re
from datetime import date

from bimbing.rules.dates import read_date
from bimbing.rules.programmes import Programme
from bimbing.rules.reading import Doubt, DoubtCode, Raw, Reading, ask, error, formula_error, is_blank, is_ditto, note, number_of, plain
from bimbing.rules.status import Status

# ------------------------------------------------------------------ programme

_PROGRAMMES: tuple[tuple[Programme, str], ...] = (
    (Programme.ANAK_SYARAT, r"pidana\s*(?:dengan|dgn|dg)\s*syarat|pelayanan\s*masyarakat|pembinaan\s*di\s*luar\s*lembaga|\bpds\b"),
    (Programme.ASIMILASI_RUMAH, r"asimilasi\s*(?:di\s*)?rumah|\basrum\b|\basr\b|asimilasi\s*covid|asimilasi\s*corona"),
    (Programme.ASIMILASI, r"asimilasi|\basm\b|\basimil\b"),
    (Programme.CMB, r"\bc\.?\s?m\.?\s?b\b|cuti\s*menjelang\s*bebas"),
    (Programme.CMK, r"\bc\.?\s?m\.?\s?k\b|cuti\s*mengunjungi\s*keluarga"),
    (Programme.PB, r"\bp\.?\s?b\b|(?:pembebasan|pelepasan)\s*bersyarat|pemb\.?\s*bersyarat"),
    (Programme.CB, r"\bc\.?\s?b\b|cuti\s*bersyarat"),
    (Programme.PIB, r"\bpi\.?\s?b\b|\bpid\.?\s?b\b|pid(?:ana)?\.?\s*bersyarat|pid(?:ana)?\.?\s*percobaan|hukuman\s*percobaan"),
    (Programme.KERJA_SOSIAL, r"kerja\s*sosial|\bpks\b|\bks\b"),
    (Programme.PENGAWASAN, r"pid(?:ana)?\.?\s*pengawasan|^pengawasan$|\bpgw\b"),
    (Programme.DIVERSI, r"diversi"),
    (Programme.PELATIHAN_KERJA, r"pelatihan\s*kerja"),
    (Programme.TINDAKAN, r"\btindakan\b|kembali\s*ke(?:pada)?\s*orang\s*tua|dikembalikan\s*ke|\blpks\b"),
    (Programme.BIMBINGAN_LANJUTAN, r"bimbingan\s*(?:lanjut(?:an)?|tambahan)|after\s*care"),
)
_PROGRAMME_PATTERNS = tuple((p, re.compile(words, re.IGNORECASE)) for p, words in _PROGRAMMES)


def programmes_in(text: str) -> tuple[Programme, ...]:
    """The programmes a text names, each word counted once (`Asimilasi rumah` is not also `Asimilasi`)."""
    rest, found = re.sub(r"\.(?=\s|$)", " ", text), []
    for programme, pattern in _PROGRAMME_PATTERNS:
        if pattern.search(rest.strip()):
            found.append(programme)
            rest = pattern.sub(" ", rest.strip())
    return tuple(found)


def read_programme(raw: Raw) -> Reading[Programme]:
    """`PB`, `P.B`, `PB (Corona)`, `CMB-PP99`, `Pid. Bersyarat`; two programmes or vague words (`Integrasi`) have no value."""
    if (found := _nothing(raw)) is not None:
        return Reading(None, found)
    text = plain(raw)
    named = programmes_in(text)
    if Programme.ANAK_SYARAT in named:
        named = tuple(p for p in named if p is not Programme.PENGAWASAN)
    if len(named) > 1:
        return Reading(None, (ask(DoubtCode.PROGRAMME_TWO, raw=text, options="|".join(named)),))
    if not named:
        if re.fullmatch(r"lain(?:[\s-]*lain|nya)?", text.strip(), re.IGNORECASE):
            return Reading(Programme.LAIN)
        return Reading(None, (ask(DoubtCode.PROGRAMME_UNCLEAR, raw=text),))
    return Reading(named[0])


# ------------------------------------------------------------------ status

_NOT = r"(?<!belum )(?<!blm )(?<!tidak )(?<!tdk )(?<!akan )"
_STATUSES: tuple[tuple[Status, str], ...] = (
    (Status.CABUT_SEMENTARA, r"(?:pen)?cabut(?:an)?\s*sementara|dicabut\s*sementara"),
    (Status.DICABUT, r"(?:di|ter)?cabut\b|pencabutan\b"),
    (Status.DILIMPAHKAN, r"(?:di)?limpah(?:kan)?\b|pelimpahan\b|pindah\s*(?:ke\s*)?bapas|pindah\s*bimbingan|^pindah$|mutasi\s*bapas"),
    (Status.MENINGGAL, r"meninggal|\bmd\b|\bwafat\b|\balm(?:arhum)?\b|\bm\.d\b"),
    (Status.DITAHAN, r"(?:di)?tahan\s*(?:lagi|perkara)|ditahan\b|perkara\s*lain|perkara\s*baru"),
    (Status.BATAL, r"^batal|salah\s*input|dobel|double"),
    (Status.BERAKHIR, r"bebas\s*murni|\bselesai\b|\bberakhir\b|\bhabis\s*masa|\bhabis\b|\btamat\b|^bebas$|pengakhiran|tidak\s*aktif\s*\(selesai\)"),
    (Status.AKTIF, r"\baktif\b|masih\s*(?:bimbingan|lapor|berjalan)|\bberjalan\b"),
)
_STATUS_PATTERNS = tuple((s, re.compile(_NOT + "(?:" + words + ")", re.IGNORECASE)) for s, words in _STATUSES)
_DEFERRED = re.compile(r"belum|blm|tidak|tdk|akan|proses|usul|rencana|\?", re.IGNORECASE)


def read_status(raw: Raw) -> Reading[Status]:
    """A status cell: `Aktif`, `BEBAS MURNI`, `Pencabutan sementara`; a word that does not decide has no value."""
    if (found := _nothing(raw)) is not None:
        return Reading(None, found)
    text = plain(raw)
    status = status_in(text)
    if status is None:
        return Reading(None, (ask(DoubtCode.STATUS_UNCLEAR, raw=text),))
    return Reading(status)


def status_in(text: str) -> Status | None:
    """The status that a remark tells, if it plainly does."""
    if _DEFERRED.search(text) and not re.search(r"tdk\s*lapor|tidak\s*lapor|3\s*x", text, re.IGNORECASE):
        return None
    return next((status for status, pattern in _STATUS_PATTERNS if pattern.search(text)), None)


# ------------------------------------------------------------------ sex

_SEXES = {
    "l": "L", "lk": "L", "laki": "L", "lakilaki": "L", "pria": "L", "male": "L", "m": "L", "cowok": "L", "laki2": "L",
    "p": "P", "pr": "P", "perempuan": "P", "wanita": "P", "w": "P", "female": "P", "f": "P", "prp": "P", "pi": "P",
}  # fmt: skip


def read_sex(raw: Raw) -> Reading[str]:
    """`L` or `P` (`P` is perempuan, never pria; a column of P and W is the caller's to doubt)."""
    if (found := _nothing(raw)) is not None:
        return Reading(None, found)
    sex = _SEXES.get(re.sub(r"[^a-z2]", "", plain(raw).casefold()))
    return Reading(sex) if sex else Reading(None, (ask(DoubtCode.SEX_UNCLEAR, raw=plain(raw)),))


# ------------------------------------------------------------------ register number, origin

_MONTH_DATE = re.compile(r"(?:jan|feb|mar|apr|mei|may|jun|jul|agu|aug|sep|okt|oct|nov|des|dec)[a-z]*[-\s]\d{2,4}|\d{1,2}[-\s](?:jan|feb|mar|apr|mei|may|jun|jul|agu|aug|sep|okt|oct|nov|des|dec)[a-z]*(?:[-\s]\d{2,4})?", re.IGNORECASE)


def read_register_no(raw: Raw) -> Reading[str]:
    """The number as written. A bare number keeps its digits with a note; a date that Excel made of it has no value."""
    if (found := _nothing(raw)) is not None:
        return Reading(None, found)
    text = plain(raw)
    if isinstance(raw, date) or _MONTH_DATE.fullmatch(text):
        return Reading(None, (error(DoubtCode.REGISTER_IS_DATE, raw=text),))
    if number_of(raw) is not None or text.isdecimal():
        return Reading(text, (note(DoubtCode.REGISTER_NUMBER, raw=text),))
    return Reading(text)


_CLASS = re.compile(r"\b(?:kelas|klas|kls|kl)\b\.?\s*(?:i{1,3}|iv|1|2|3)?\s*[-.]?\s*[ab]?\b\.?\s*|\bkhusus\b\s*", re.IGNORECASE)
_HOUSE = (
    (r"l\.?\s?p\.?k\.?a\b\.?|lembaga\s*pembinaan\s*khusus\s*anak", "LPKA"),
    (r"lembaga\s*pemasyarakatan|lapas\b\.?|l\.?p\b\.?", "Lapas"),
    (r"rumah\s*tahanan(?:\s*negara)?|rutan\b\.?", "Rutan"),
    (r"kejaksaan\s*negeri|kejari\b\.?|kejaksaan\b", "Kejari"),
    (r"pengadilan\s*negeri|p\.?n\b\.?", "PN"),
)
_HOUSES = tuple((re.compile(words, re.IGNORECASE), name) for words, name in _HOUSE)


def read_origin(raw: Raw) -> Reading[str]:
    """The institution a client comes from, in one spelling and without its class: `LP Klas II A Tuban` → `Lapas Tuban`."""
    if (found := _nothing(raw)) is not None:
        return Reading(None, found)
    text = plain(raw)
    for pattern, name in _HOUSES:
        if match := pattern.match(text):
            place = _CLASS.sub("", text[match.end() :]).strip(" .-,")
            place = place.title() if place.isupper() or place.islower() else place
            return Reading(f"{name} {place}".strip())
    return Reading(text)


# ------------------------------------------------------------------ officers

_MOVED = re.compile(r"->|→|=>|\b(?:oper|dioper|diganti|ganti|pindah|dialihkan|alih|limpah|dilimpahkan|dulu|sebelumnya|lama|baru|mutasi)\b|\bke\s+(?:pk|pak|bu)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*/\s*|\s*&\s*|\s+dan\s+|\s*\+\s*|\s*;\s*|\n")


def read_officer(raw: Raw) -> Reading[str]:
    """One officer as written. Two officers or a hand-over (`Anto / Dedi`, `Rina -> Budi`) have no value."""
    if (found := _nothing(raw)) is not None:
        return Reading(None, found)
    if number_of(raw) is not None or isinstance(raw, date):
        return Reading(None, (error(DoubtCode.OFFICER_UNCLEAR, raw=plain(raw)),))
    text = plain(raw)
    if _MOVED.search(text):
        return Reading(None, (ask(DoubtCode.OFFICER_MOVED, raw=text),))
    parts = [p for p in _BETWEEN.split(text) if re.search(r"[^\W\d_]", p)]
    if len(parts) > 1:
        return Reading(None, (ask(DoubtCode.OFFICER_TWO, raw=text, options="|".join(parts)),))
    if "?" in text:
        return Reading(None, (ask(DoubtCode.OFFICER_UNCLEAR, raw=text),))
    return Reading(text)


def moved_officer(remark: str) -> bool:
    """Whether a remark tells of another officer (`oper ke Bu Rina`)."""
    return re.search(r"\b(?:oper|dioper|alih|dialihkan|pindah|ganti|diganti)\b\s*(?:ke|kpd|kepada|dr|dari)?\s*(?:pk\b|pak\b|bu\b|bpk\b|ibu\b)", remark, re.IGNORECASE) is not None


# ------------------------------------------------------------------ decision

_LAST_DATE = re.compile(
    r"(?:^|[\s/,;(])(?:tgl\.?|tanggal|tertanggal|tg\.?)?\s*"
    r"(?P<date>\d{1,2}\s*[-/.\s]\s*(?:\d{1,2}|[^\W\d_]{3,10})\s*[-/.\s]?\s*(?:\d{4}|\d{2}|\d{3})|\d{4}-\d{2}-\d{2})\s*\)?\s*$",
    re.IGNORECASE,
)


def read_decision(raw: Raw, *, today: date | None = None) -> tuple[Reading[str], Reading[date]]:
    """Number and date of an SK or verdict in one cell: `PAS-123.PK.01.05.09 TAHUN 2025 / 12 Februari 2025`, two lines."""
    if (found := _nothing(raw)) is not None:
        return Reading(None, found), Reading(None, found)
    if isinstance(raw, date):
        return Reading(None), read_date(raw, today=today)
    text = plain(raw)
    match = _LAST_DATE.search(text)
    if match is None or not re.search(r"\d", text[: match.start()]):
        if match is not None and match.start() == 0:
            return Reading(None), read_date(match["date"], today=today)
        return Reading(text), Reading(None)
    number = re.sub(r"(?:[\s,;/(-]|\b(?:tgl|tanggal|tertanggal)\b\.?)+$", "", text[: match.start()], flags=re.IGNORECASE)
    return Reading(number.strip()), read_date(match["date"], today=today)


def _nothing(raw: Raw) -> tuple[Doubt, ...] | None:
    """The doubts of a cell that has no value of its own (empty, ditto, formula error); None where it says something."""
    if (broken := formula_error(raw)) is not None:
        return (broken,)
    if is_ditto(raw):
        return (ask(DoubtCode.DITTO, raw=plain(raw)),)
    return () if is_blank(raw) else None
