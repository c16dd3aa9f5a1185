"""What a hand at the keyboard makes of one fact: the cell, what it truly says, and what a careful clerk would ask."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from tests.intake.generator.people import MONTHS, Client, Officer, listed


@dataclass(frozen=True)
class Formula:
    text: str
    result: Any


@dataclass(frozen=True)
class Fault:
    """An error value: `#REF!`, `#N/A` …"""

    text: str


Value = str | int | float | date | datetime | Formula | Fault | None


@dataclass
class Piece:
    """A cell's value and the truth that it carries."""

    value: Value = None
    says: dict[str, Any] = field(default_factory=dict)
    must: set[str] = field(default_factory=set)
    may: set[str] = field(default_factory=set)
    also: dict[str, list[Any]] = field(default_factory=dict)
    fill: str | None = None


@dataclass
class Hand:
    """How one workbook is typed: its habits, and how untidy it is (`dirt`, 0 to 1)."""

    rng: random.Random
    as_of: date
    dirt: float
    case: str
    real_dates: float
    swapped: bool
    text_only: bool
    officers: list[Officer]
    shown: set[str] = field(default_factory=set)
    short_months: bool = False
    separator: str = "-"
    serials: bool = True
    ticks: str = "v"
    faulty_names: bool = False

    def dirty(self, share: float = 1.0) -> bool:
        return self.rng.random() < self.dirt * share

    def cased(self, text: str) -> str:
        if self.case == "upper":
            return text.upper()
        if self.case == "title":
            return text.title()
        return text.upper() if self.rng.random() < 0.5 else text.title()


NOTHING = ("-", "", "tidak ada", "--", "–", "belum ada")
_SHORT = listed("Jan Feb Mar Apr Mei Jun Jul Agt Sep Okt Nov Des")
_DAYS = listed("Senin Selasa Rabu Kamis Jumat Sabtu Minggu")
_ODD = {2: "Pebruari", 11: "Nopember", 3: "Mrt", 8: "Agust", 9: "Sept", 11.5: "Nop"}
SERIAL_ZERO = date(1899, 12, 30)


def date_text(hand: Hand, day: date) -> tuple[str, bool]:
    """One of the many ways to type a date; True where a note on it would be no nuisance."""
    rng = hand.rng
    sep = hand.separator
    plain = f"{day:%d}{sep}{day:%m}{sep}{day.year}"
    if not hand.dirty(2):
        return plain, False
    return rng.choice(
        (
            (f"{day:%d-%m-%Y}", False),
            (f"{day:%d/%m/%Y}", False),
            (f"{day:%d.%m.%Y}", False),
            (f"{day.day}-{day.month}-{day.year}", False),
            (f"{day.day} {MONTHS[day.month - 1]} {day.year}", False),
            (f"{day.day:02d} {MONTHS[day.month - 1].upper()} {day.year}", False),
            (f"{day.day} {_SHORT[day.month - 1]} {day.year}", False),
            (f"{day:%d}-{_SHORT[day.month - 1]}-{day:%y}", True),
            (f"{day.day}/{day.month}/{day:%y}", True),
            (f"{day.day} {_ODD.get(day.month, MONTHS[day.month - 1])} {day.year}", True),
            (f"{day:%d-%m} {day.year}", True),
            (f"{day.day} {MONTHS[day.month - 1]}{day.year}", True),
            (f"{day:%d-%m-%Y}  ", False),
            (f"tgl. {day:%d-%m-%Y}", True),
            (f"{day.day} {MONTHS[day.month - 1]}, {day.year}", True),
            (f"{day:%d} - {day:%m} - {day.year}", True),
            (f"{day.year}-{day:%m-%d}", False),
            (f"{_DAYS[day.weekday()]}, {day:%d-%m-%Y}", True),
            (f"{_DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}", True),
            (f"{day.day}-{MONTHS[day.month - 1]}-{day.year}", False),
            (f"{day:%d/%m/%Y} 00:00:00", True),
            (f"{day.day}\u00a0{MONTHS[day.month - 1]}\u00a0{day.year}", True),
            (f"{day.year}/{day:%m/%d}", True),
            (f"{day.day} {MONTHS[day.month - 1]} '{day:%y}", True),
            (f"{day:%d,%m,%Y}", True),
            (f"{day.day}  {MONTHS[day.month - 1]}  {day.year}", False),
            (f"{day:%d-%m-%Y}.", True),
        )
    )


def date_piece(hand: Hand, name: str, day: date | None, *, column: bool = True) -> Piece:
    """A cell of a date column."""
    rng = hand.rng
    if day is None or hand.dirty(0.15):
        return Piece(rng.choice(("-", "", "00-00-0000", "belum") if hand.dirty() else ("-", "")))
    if hand.swapped and column:
        return _swapped(name, day)
    if hand.dirty(0.35):
        return _faulty_date(hand, name, day)
    if not hand.text_only and rng.random() < hand.real_dates:
        if hand.dirty(0.3):
            return Piece(datetime(day.year, day.month, day.day), {name: day.isoformat()})
        if hand.dirty(0.2):
            return Piece(
                Formula("=DATE({},{},{})".format(*day.timetuple()[:3]), day), {name: day.isoformat()}
            )
        return Piece(day, {name: day.isoformat()})
    if hand.serials and hand.dirty(0.3):
        serial = (day - SERIAL_ZERO).days
        return Piece(
            str(serial) if hand.text_only or rng.random() < 0.5 else serial,
            {name: day.isoformat()},
            may={name},
        )
    text, odd = date_text(hand, day)
    return Piece(text, {name: day.isoformat()}, may={name} if odd else set())


def _swapped(name: str, day: date) -> Piece:
    """Typed day first under an English locale: a real date, exchanged, where the day can be a month."""
    if day.day > 12:
        return Piece(f"{day:%d/%m/%Y}", {name: day.isoformat()}, may={name})
    piece = Piece(date(day.year, day.day, day.month), {name: day.isoformat()}, may={name})
    if day.day != day.month:
        piece.must.add(name)
    return piece


def _faulty_date(hand: Hand, name: str, day: date) -> Piece:
    rng = hand.rng
    choices: list[Value] = [
        f"31-{rng.choice((2, 4, 6, 9, 11)):02d}-{day.year}",
        f"{day:%d}-{rng.randint(13, 19)}-{day.year}" if day.day > 12 else f"30-02-{day.year}",
        str(day.year),
        f"{MONTHS[day.month - 1]} {day.year}",
        f"{day:%d-%m-}{str(day.year)[:3]}",
        f"{day:%d-%m-%Y} s/d",
        f"{day:%d-%m-}",
        f"{day:%d-%m-%Y} / {shift(day, 3):%d-%m-%Y}",
        f"{day:%d-%m-%Y}?",
        f"{day:%d}-00-{day.year}",
    ]
    if not hand.text_only:
        choices += [day.year, Fault(rng.choice(("#REF!", "#N/A", "#VALUE!", "#NAME?")))]
    return Piece(rng.choice(choices), must={name})


# ------------------------------------------------------------------------------------------------ persons


def name_piece(hand: Hand, client: Client, *, father: bool = True, alias: bool = True) -> Piece:
    rng = hand.rng
    if hand.faulty_names and hand.dirty(0.04):
        return Piece(Fault(rng.choice(("#REF!", "#N/A"))), must={"full_name"})
    words = client.name
    piece = Piece(says={"full_name": client.name})
    if hand.dirty(0.3):
        words = words.replace(" ", "  ", 1)
    if hand.dirty(0.2):
        titles = (
            ("H.", "H. ", "Drs.", "Sdr.", "Tn.") if client.sex == "L" else ("Hj.", "Ny.", "Sdri.", "Dra.")
        )
        words = f"{rng.choice(titles)} {words}"
    text = hand.cased(words)
    bin_ = "bin" if client.sex == "L" else "binti"
    bin_ = rng.choice((bin_, bin_.upper(), bin_.title(), f"{bin_}.", f"{bin_.title()} :"))
    parts: list[str] = []
    if alias and client.alias:
        parts.append(
            f"{rng.choice(('als', 'Als.', 'alias', 'ALIAS', 'al.', '@', 'Alias', 'als :'))} {hand.cased(client.alias)}"
        )
        piece.says["aliases"] = [client.alias]
    if father and client.father:
        dead = rng.choice(("(Alm) ", "(alm.) ", "Alm. ")) if client.father_dead else ""
        break_ = "\n" if hand.dirty(0.4) else " "
        parts.append(f"{break_}{bin_} {dead}{hand.cased(client.father)}".replace(" \n", "\n"))
        piece.says["parent_name"] = client.father
        piece.also.setdefault("sex", [client.sex])
    if len(parts) == 2 and hand.dirty(0.5):
        parts.reverse()
    text = " ".join([text, *parts]).replace("  bin", " bin").replace(" \n", "\n")
    if hand.dirty(0.2):
        text += rng.choice((" *", "  ", " **"))
        piece.may.add("full_name")
    if hand.dirty(0.06):
        mark, status = rng.choice((("(CABUT)", "dicabut"), ("(Dicabut)", "dicabut"), ("(MD)", "meninggal"), ("(Alm)", "meninggal"), ("- CABUT", "dicabut"), ("(MENINGGAL)", "meninggal"), ("(SELESAI)", "berakhir"), ("(PINDAH)", None)))  # fmt: skip
        if mark == "(Alm)" and client.father:
            mark = "(MD)"  # behind a father's name it would not say who is dead
        text = f"{text.strip(' *')} {mark}"
        piece.may |= {"full_name", "status"}
        piece.says["status by name"] = status
    piece.value = text
    return piece


def nik_piece(hand: Hand, client: Client) -> Piece:
    rng = hand.rng
    nik = client.nik
    right: dict[str, list[Any]] = {"sex": [client.sex], "birth_date": [client.birth.isoformat()]}
    if hand.dirty(0.5) or (client.programme == "DIVERSI" and rng.random() < 0.5):
        return Piece(rng.choice(NOTHING))
    if hand.dirty(0.6):
        faults: list[Value] = [
            nik[:15], nik + "1", nik[:4] + "x" * 12, "0" * 16, f"{nik[0]},{nik[1:6]}E+15", f"{nik[0]}.{nik[1:6]}E+15", nik[:12] + "****",
        ]  # fmt: skip
        if not hand.text_only:
            faults += [float(nik[:15] + "0"), float(nik[:15] + "0"), Fault("#VALUE!")]
        return Piece(rng.choice(faults), must={"nik"}, also=right)
    written = nik
    if hand.dirty(0.5):
        written = rng.choice(
            (
                f"'{nik}",
                f"{nik[:4]} {nik[4:8]} {nik[8:12]} {nik[12:]}",
                f"{nik[:6]}.{nik[6:12]}.{nik[12:]}",
                nik + " ",
            )
        )
    return Piece(written, {"nik": nik}, may={"nik"} if written.strip() != nik else set(), also=right)


def birth_piece(hand: Hand, client: Client, *, place: bool) -> Piece:
    """A birth date, alone or behind its place."""
    rng = hand.rng
    day = client.birth
    town = hand.cased(client.birth_place) if hand.dirty(0.5) else client.birth_place
    says: dict[str, Any] = {"birth_place": client.birth_place} if place else {}
    glue = rng.choice((", ", ", ", ", ", ",", " ", "/", " / ", ",\n")) if hand.dirty() else ", "
    if hand.dirty(0.1):
        return Piece("-")
    if hand.dirty(0.25) and not (hand.swapped and not place):
        age = client.start.year - day.year
        if place:
            return Piece(
                f"{town}, {rng.choice((str(day.year), f'{age} th', f'{age} tahun', f'31-02-{day.year}'))}",
                says,
                {"birth_date"},
            )
        return Piece(rng.choice((str(day.year), f"{age} th", f"31-06-{day.year}")), must={"birth_date"})
    if not place:
        return date_piece_no_fault(hand, day)
    text, odd = date_text(hand, day)
    piece = Piece(f"{town}{glue}{text.strip()}", {**says, "birth_date": day.isoformat()})
    if odd:
        piece.may.add("birth_date")
    return piece


def date_piece_no_fault(hand: Hand, day: date, name: str = "birth_date") -> Piece:
    if hand.swapped:
        return _swapped(name, day)
    if not hand.text_only and hand.rng.random() < hand.real_dates:
        return Piece(day, {name: day.isoformat()})
    text, odd = date_text(hand, day)
    return Piece(text, {name: day.isoformat()}, may={name} if odd else set())


_SEXES = {
    "letter": ("L", "P"), "short": ("Lk", "Pr"), "long": ("Laki-laki", "Perempuan"), "caps": ("LAKI-LAKI", "PEREMPUAN"),
    "pw": ("Pria", "Wanita"), "lw": ("L", "W"), "pria": ("P", "W"),
}  # fmt: skip


def sex_piece(client: Client, style: str) -> Piece:
    if style == "pria":
        if client.sex == "L":
            return Piece("P", must={"sex"}, also={"sex": ["L"]})
        return Piece("W", {"sex": "P"}, may={"sex"})
    return Piece(
        _SEXES[style][client.sex == "P"], {"sex": client.sex}, may={"sex"} if style == "lw" else set()
    )


def address_parts(client: Client, style: str) -> str:
    c = client
    return {
        "short": f"Ds. {c.village} RT.{c.rt:02d}/{c.rw:02d} Kec. {c.district}",
        "long": f"Dsn. {c.hamlet} Desa {c.village} RT {c.rt:03d} RW {c.rw:03d} Kecamatan {c.district} Kabupaten {c.regency}",
        "street": f"Jl. {c.street} No. {c.rt} Kel. {c.village} Kec. {c.district} {c.regency}",
        "hamlet": f"Dk. {c.hamlet} Ds. {c.village} Rt {c.rt} Rw {c.rw}, {c.district}, {c.regency}",
    }[style]


def phone_piece(hand: Hand, client: Client) -> Piece:
    rng = hand.rng
    number = client.phone
    e164 = "+62" + number[1:]
    if hand.dirty(0.05):
        return Piece(rng.choice(("idem", "sda")), must={"phones"})
    if hand.dirty(0.6):
        return Piece(rng.choice((*NOTHING, "tidak punya", "tdk ada")))
    if hand.dirty(0.2):
        faults: list[Value] = [number[:7], number[:6], f"{number[1]},{number[2:7]}E+11"]
        if not hand.text_only:
            faults.append(Fault("#N/A"))
        return Piece(rng.choice(faults), must={"phones"})
    if hand.dirty(0.3):
        other = "081" + f"90000{rng.randint(1000, 9999)}"
        both = [e164, "+62" + other[1:]]
        return Piece(
            f"{number}{rng.choice((' / ', '/', ', ', ' & ', chr(10), ' atau '))}{other}",
            {"phones": both},
            may={"phones"},
        )
    if hand.dirty(0.3):
        owner = rng.choice(
            ("istri", "ibu", "kakak", "penjamin", "pak RT", "suami" if client.sex == "P" else "istri")
        )
        return Piece(
            rng.choice(
                (f"{number} ({owner})", f"{number} {owner}", f"{owner} {number}", f"{number} a.n. {owner}")
            ),
            {"phones": [e164]},
            may={"phones"},
        )
    if hand.dirty(0.6):
        loose: list[Value] = [
            f"{number[:4]}-{number[4:8]}-{number[8:]}", f"{number[:4]} {number[4:8]} {number[8:]}", "62" + number[1:], f"+62 {number[1:4]}-{number[4:8]}-{number[8:]}",
            f"({number[:4]}) {number[4:]}", f"WA {number}", f"HP. {number}", f"{number}/WA", f"0{number[1:]} (WA)", f"'{number}", f"{number[:4]}_{number[4:8]}_{number[8:]}", f"+62{number[1:]}", f"62-{number[1:4]}-{number[4:]}", number + ".", f"{number[:4]}.{number[4:8]}.{number[8:]}",
        ]  # fmt: skip
        return Piece(rng.choice(loose), {"phones": [e164]}, may={"phones"})
    if hand.dirty(0.6):
        bare = number[1:]
        return Piece(
            bare if hand.text_only or rng.random() < 0.3 else int(bare), {"phones": [e164]}, may={"phones"}
        )
    return Piece(number, {"phones": [e164]})


# --------------------------------------------------------------------------------------------- officers


def officer_piece(hand: Hand, officer: Officer) -> Piece:
    """Every officer is written out in full at first; later by any of the names that colleagues use."""
    rng = hand.rng
    if officer.full not in hand.shown:
        hand.shown.add(officer.full)
        return Piece(officer.written, {"officer": officer.full})
    if hand.dirty(0.15):
        other = rng.choice([o for o in hand.officers if o is not officer])
        text = rng.choice(
            (
                f"{officer.first} / {other.first}",
                f"{officer.full} dan {other.full}",
                f"{officer.first} -> {other.first}",
                f"{officer.written} & {other.written}",
            )
        )
        return Piece(text, must={"officer"})
    if hand.dirty(0.1):
        return Piece(rng.choice(("-", "")))
    if hand.dirty():
        forms = (
            officer.full.upper(), officer.full, officer.first, officer.first.lower(), f"{rng.choice(('Pak', 'Bu', 'Bpk', 'Ibu'))} {officer.first}",
            f"{officer.first} {officer.full.split()[-1][0]}.", officer.written.upper(), f"PK {officer.first}",
        )  # fmt: skip
        return Piece(rng.choice(forms), {"officer": officer.full}, may={"officer"})
    return Piece(officer.written, {"officer": officer.full})


def shift(day: date, days: int) -> date:
    return day + timedelta(days=days)
