"""The daily report to the Kanwil as text for a message, in its own headings (I to XV) with `L : / P : / Jumlah :`.

What the register does not know (studies for courts, assistance of children, training) stands there as an open line that
a person fills in: a report never says 0 where nobody counted. Of children no number from 1 to 4 is told
(`rules.suppression`), and therefore no sum over all.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bimbing.rules.dates import long_date
from bimbing.rules.month_report import Book, Guided, Measure, works
from bimbing.rules.suppression import LEAST_TOLD

#: Stands where a person fills in.
OPEN: Final = "…"
_SCHOOL: Final = ("pelajar", "siswa", "sekolah", "mahasiswa", "santri")


@dataclass(frozen=True, slots=True)
class DayWords:
    """What the text needs besides the figures. `integration`: codes of the programmes of headings V and VI, with
    their names; `special`: offence codes of each heading that counts an offence apart."""

    office: str
    day: date
    officers: int
    assistants: int
    integration: Mapping[str, str]
    special: Mapping[str, Sequence[str]]
    head: str = ""


def day_text(held: Book, words: DayWords) -> str:
    """The whole report of a day. `held`: everybody, beside this one day."""
    adults, children = _section(held, "BKD"), _section(held, "BKA")
    lines = [
        f"*LAPORAN HARIAN {words.office.upper()}*",
        long_date(words.day),
        "",
        "*I. JFT PK*",
        f"PK : {words.officers}",
        f"APK : {words.assistants}",
        "",
        "*II. DATA KLIEN*",
        "Dewasa",
        *_by_sex(adults.after),
        "Anak",
        *_few(children.after),
        "",
        "*III. PENERIMAAN DAN PENGAKHIRAN PEMBIMBINGAN*",
    ]
    for name, part, told in (("dewasa", adults, _by_sex), ("anak", children, _few)):
        lines += [f"Penerimaan {name}", *told(part.moved(Measure.IN))]
        lines += [f"Pengakhiran {name}", *told(_left(part))]
    lines += ["", "*IV. LITMAS*", f"Permintaan : {OPEN}", f"Penyelesaian : {OPEN}", f"Sisa : {OPEN}"]
    lines += ["", "*V. KLIEN INTEGRASI DEWASA*"]
    for code, name in words.integration.items():
        lines += [name, *_by_sex(_of_programme(adults.after, code))]
    lines += ["", "*VI. KLIEN INTEGRASI ANAK*"]
    some_child = [
        line
        for code, name in words.integration.items()
        if (those := _of_programme(children.after, code))
        for line in (name, *_few(those))
    ]
    lines += some_child or ["Nihil"]
    lines += ["", "*VII. PENCABUTAN INTEGRASI*", *_by_sex(held.moved(Measure.REVOKED))]
    for heading in ("VIII. PENDAMPINGAN DIVERSI DAN PERADILAN", "IX. AKOT", "X. PELATIHAN KERJA / LPKS"):
        lines += ["", f"*{heading}*", OPEN]
    lines += ["", "*XI. KLIEN SEKOLAH*", *_few(_those(held.after, _at_school))]
    lines += ["", "*XII. KLIEN BEKERJA*", *_by_sex(_those(held.after, _at_work))]
    for heading, codes in words.special.items():
        some = frozenset(codes)
        lines += ["", f"*{heading}*"]
        lines += _by_sex([one for one in held.after if one.offence in some])
    lines += ["", "*XV. PENUTUP*", f"Demikian dilaporkan. {words.head}".rstrip()]
    return "\n".join(lines)


def _section(held: Book, section: str) -> Book:
    return Book(
        held.first, held.last, [(one, stands) for one, stands in held.balances if one.section == section]
    )


def _left(held: Book) -> list[Guided]:
    out = (Measure.FINISHED, Measure.REVOKED, Measure.MOVED, Measure.DIED)
    return [one for measure in out for one in held.moved(measure)]


def _those(some: Iterable[Guided], fits: Callable[[Guided], bool]) -> list[Guided]:
    return [one for one in some if fits(one)]


def _of_programme(some: Iterable[Guided], code: str) -> list[Guided]:
    return [one for one in some if one.programme == code]


def _at_school(one: Guided) -> bool:
    return any(word in one.occupation.casefold() for word in _SCHOOL)


def _at_work(one: Guided) -> bool:
    return works(one.occupation) == "bekerja" and not _at_school(one)


def _by_sex(some: Sequence[Guided]) -> list[str]:
    """`L : 3 / P : 1 / Jumlah : 4`; whose sex is not entered stands in the sum and is told beside it."""
    men, women = _men(some), _women(some)
    unknown = len(some) - men - women
    note = f" (jenis kelamin belum diisi : {unknown})" if unknown else ""
    return [f"L : {men} / P : {women} / Jumlah : {len(some)}{note}"]


def _few(some: Sequence[Guided]) -> list[str]:
    """The same of children: a number that could point to one of them is not told."""
    if 0 < len(some) < LEAST_TOLD:
        return [f"Jumlah : kurang dari {LEAST_TOLD}"]
    men, women = _men(some), _women(some)
    if 0 < men < LEAST_TOLD or 0 < women < LEAST_TOLD or men + women != len(some):
        return [f"Jumlah : {len(some)}"]
    return _by_sex(some)


def _men(some: Sequence[Guided]) -> int:
    return sum(one.sex == "L" for one in some)


def _women(some: Sequence[Guided]) -> int:
    return sum(one.sex == "P" for one in some)
