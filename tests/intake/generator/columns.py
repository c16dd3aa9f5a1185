"""The columns that an office chooses for a register: their headings, their order, and the hand that fills them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.intake.generator import cells, facts
from tests.intake.generator.cells import Hand, Piece
from tests.intake.generator.headings import EXTRAS, HEADINGS
from tests.intake.generator.people import Client

Fill = Callable[[Hand, Client, str], Piece]  # hand, client, status


@dataclass
class Column:
    heading: str
    fill: Fill
    parent: str | None = None  # the heading above, in a two-row header
    key: str = ""


@dataclass
class Plan:
    """Which columns a sheet has, and what the sheet itself says of every client on it."""

    columns: list[Column] = field(default_factory=list)
    has_status: bool = False
    has_sex: bool = False
    two_rows: bool = False

    def has(self, key: str) -> bool:
        return any(c.key == key for c in self.columns)


def _dated(name: str, attribute: str) -> Fill:
    return lambda hand, client, state: cells.date_piece(hand, name, getattr(client, attribute))


def _end(hand: Hand, client: Client, state: str) -> Piece:
    if not hand.swapped and hand.dirty(0.08):
        return cells.date_piece_no_fault(hand, cells.shift(client.start, -200), "end_date")
    if hand.dirty(0.1) and not hand.swapped:
        return facts.end_formula(hand, client, 6)
    return cells.date_piece(hand, "end_date", client.end)


def _plain_date(attribute: str, days: int = 0) -> Fill:
    def fill(hand: Hand, client: Client, state: str) -> Piece:
        day = cells.shift(getattr(client, attribute), days)
        text, _ = cells.date_text(hand, day)
        return Piece(day if not hand.text_only and not hand.swapped and hand.rng.random() < 0.5 else text)

    return fill


def _number(unit: str) -> Fill:
    def fill(hand: Hand, client: Client, state: str) -> Piece:
        amount = {"y": client.years, "m": client.months, "d": client.days}[unit]
        says = {"sentence": f"{client.years}-{client.months}-{client.days}"} if unit == "y" else {}
        return Piece(amount or (0 if unit == "y" else hand.rng.choice((None, 0, "-"))), says)

    return fill


def _tick(says: str, value: str, of: Callable[[Client, str], str]) -> Fill:
    """One of several columns of ticks: a mark under the value that holds."""

    def fill(hand: Hand, client: Client, state: str) -> Piece:
        if of(client, state) != value:
            return Piece(None)
        return Piece(hand.ticks, {says: value}, may={says})

    return fill


def _part(attribute: str) -> Fill:
    return lambda hand, client, state: Piece(
        getattr(client, attribute).upper() if hand.case == "upper" else getattr(client, attribute)
    )


class Planner:
    """Draws the columns of one sheet from the seed."""

    def __init__(self, rng: random.Random, hand: Hand, *, full: bool) -> None:
        self.rng, self.hand, self.full = rng, hand, full
        self.sex_style = (
            rng.choice(("letter", "letter", "letter", "short", "long", "caps", "pw", "lw"))
            if rng.random() < 0.95
            else "pria"
        )
        self.address_style = rng.choice(("short", "long", "street", "hamlet"))
        self.register_style = rng.choice(("slash", "slash", "roman", "dotted", "dash", "plain", "padded"))
        self.case = rng.choice(("upper", "as is", "title"))

    def heading(self, key: str) -> str:
        words = self.rng.choice(HEADINGS[key])
        if self.case == "upper":
            words = words.upper()
        elif self.case == "title" and words != words.upper():
            words = words.title()
        if self.rng.random() < 0.08 and " " in words:
            words = words.replace(" ", "\n", 1)
        return words

    def plan(self, *, programme: bool, officer: bool, short: bool = False) -> Plan:
        """`programme` and `officer`: whether a column holds them (else sheet, group or title does)."""
        rng = self.rng
        groups: list[list[Column]] = [
            self._register(),
            self._birth(),
            self._person(),
            self._case(),
            self._decree(),
        ]
        plan = Plan()
        groups.append(self._dates(plan))
        if programme:
            groups.append([self._one("programme", lambda h, c, s: facts.programme_piece(h, c))])
        if self.full and rng.random() < 0.7:
            groups.append([self._one("origin", lambda h, c, s: facts.origin_piece(h, c))])
        rng.shuffle(groups)
        chosen = [c for group in groups[: 4 if short else 99] for c in group]
        needed = {c.key for c in chosen}
        if programme and "programme" not in needed:
            chosen.append(self._one("programme", lambda h, c, s: facts.programme_piece(h, c)))
        if officer:
            chosen.append(self._one("officer", lambda h, c, s: cells.officer_piece(h, c.officer)))
        plan.has_status = rng.random() < 0.5
        if plan.has_status and rng.random() < 0.06:
            parent = rng.choice(("STATUS", "STATUS KLIEN"))
            ways = (
                ("AKTIF", "aktif"),
                ("SELESAI", "berakhir"),
                ("DICABUT", "dicabut"),
                ("MENINGGAL", "meninggal"),
            )
            chosen += [Column(h, _tick("status", v, lambda c, s: s), parent, "status") for h, v in ways]
        elif plan.has_status:
            chosen.append(self._one("status", lambda h, c, s: facts.status_piece(h, s)))
        if rng.random() < 0.8:
            known = plan.has_status
            chosen.append(self._one("remark", lambda h, c, s: facts.remark_piece(h, s, known=known)))
        for _ in range(rng.randint(0, 4) if self.full else 0):
            title, values = rng.choice(EXTRAS)
            if all(c.heading != title for c in chosen):
                chosen.insert(rng.randint(0, len(chosen)), Column(title, self._extra(title, values)))
        number = [self._one("no", lambda h, c, s: Piece(None))] if rng.random() < 0.95 else []
        if rng.random() < 0.05:
            chosen.insert(rng.randint(1, len(chosen)), Column("", lambda h, c, s: Piece(None)))
        plan.columns = [*number, *self._names(chosen), *chosen]
        self._keep_families_together(plan)
        plan.has_sex = plan.has("sex")
        plan.two_rows = any(c.parent for c in plan.columns)
        return plan

    def _keep_families_together(self, plan: Plan) -> None:
        """An extra column must not stand between two columns under one parent."""
        order = list(plan.columns)
        plan.columns = []
        while order:
            column = order.pop(0)
            plan.columns.append(column)
            if column.parent:
                same = [c for c in order if c.parent == column.parent]
                plan.columns += same
                order = [c for c in order if c not in same]

    def _one(self, key: str, fill: Fill, parent: str | None = None, heading: str | None = None) -> Column:
        return Column(heading or self.heading(key), fill, parent, key)

    def _extra(self, title: str, values: tuple[str, ...]) -> Fill:
        def fill(hand: Hand, client: Client, state: str) -> Piece:
            value = hand.rng.choice(values)
            return Piece(value, also={"register_no": [value]} if title == "NO LITMAS" else {})

        return fill

    def _names(self, chosen: list[Column]) -> list[Column]:
        rng = self.rng
        if rng.random() < 0.08:
            return [
                self._one("name", lambda h, c, s: cells.name_piece(h, c, father=False)),
                Column(rng.choice(("BIN/BINTI", "Nama Ayah", "BIN / BINTI")), lambda h, c, s: Piece(h.cased(c.father), {"parent_name": c.father}) if c.father else Piece("-"), key="father"),
            ]  # fmt: skip
        if rng.random() < 0.06:
            return [
                self._one("name", lambda h, c, s: cells.name_piece(h, c, alias=False)),
                Column("ALIAS", lambda h, c, s: Piece(h.cased(c.alias), {"aliases": [c.alias]}) if c.alias else Piece("-"), key="alias"),
            ]  # fmt: skip
        return [self._one("name", lambda h, c, s: cells.name_piece(h, c))]

    def _register(self) -> list[Column]:
        style = self.register_style
        return (
            [self._one("register", lambda h, c, s: facts.register_piece(h, c, style))]
            if self.rng.random() < 0.85
            else []
        )

    def _birth(self) -> list[Column]:
        rng = self.rng
        roll = rng.random()
        if roll < 0.55:
            return [self._one("birth", lambda h, c, s: cells.birth_piece(h, c, place=True))]
        if roll < 0.8:
            parent = rng.choice(("KELAHIRAN", "LAHIR", None))
            return [
                self._one("place", lambda h, c, s: Piece(c.birth_place, {"birth_place": c.birth_place}), parent, "TEMPAT" if parent else None if rng.random() < 0.7 else "Tempat Lahir"),
                self._one("born", lambda h, c, s: cells.birth_piece(h, c, place=False), parent, rng.choice(("TANGGAL", "TGL")) if parent else None),
            ] if parent else [
                self._one("place", lambda h, c, s: Piece(c.birth_place, {"birth_place": c.birth_place}), heading=rng.choice(HEADINGS["place"][:3])),
                self._one("born", lambda h, c, s: cells.birth_piece(h, c, place=False)),
            ]  # fmt: skip
        if roll < 0.9:
            return [
                self._one(
                    "age",
                    lambda h, c, s: Piece(
                        f"{c.start.year - c.birth.year}{h.rng.choice((' th', ' Th', ' tahun'))}"
                    ),
                )
            ]
        return []

    def _person(self) -> list[Column]:
        rng, out = self.rng, []
        if rng.random() < 0.06:
            parent = rng.choice(("JENIS KELAMIN", "L/P", "KELAMIN", "JK"))
            out += [Column(h, _tick("sex", h, lambda c, s: c.sex), parent, "sex") for h in ("L", "P")]
        elif rng.random() < 0.6:
            style = self.sex_style
            heading = rng.choice(("P/W", "Jenis Kelamin (P/W)")) if style == "pria" else None
            out.append(self._one("sex", lambda h, c, s: cells.sex_piece(c, style), heading=heading))
        if rng.random() < 0.45:
            out.append(self._one("nik", lambda h, c, s: cells.nik_piece(h, c)))
        out += self._address()
        if rng.random() < 0.7:
            out.append(self._one("phone", lambda h, c, s: cells.phone_piece(h, c)))
        if not any(c.parent for c in out):
            rng.shuffle(out)
        return out

    def _address(self) -> list[Column]:
        rng, style = self.rng, self.address_style
        roll = rng.random()
        if roll < 0.12:
            parent = "ALAMAT"
            return [
                Column(rng.choice(("DESA/KEL", "Desa / Kelurahan", "DESA")), self._address_part("village", first=True), parent, "address"),
                Column(rng.choice(("KECAMATAN", "KEC")), _part("district"), parent),
                Column(rng.choice(("KABUPATEN", "KAB/KOTA")), _part("regency"), parent),
            ]  # fmt: skip
        if roll < 0.25:
            return [
                self._one("address", lambda h, c, s: Piece(cells.address_parts(c, "short"), {"address": cells.address_parts(c, "short") + f", {c.regency}"}, also={"address": [cells.address_parts(c, "short")]})),
                Column(rng.choice(("KOTA", "KAB/KOTA", "Kabupaten")), _part("regency")),
            ]  # fmt: skip
        if roll < 0.9:
            return [
                self._one(
                    "address",
                    lambda h, c, s: (
                        Piece(cells.address_parts(c, style), {"address": cells.address_parts(c, style)})
                        if not h.dirty(0.1)
                        else Piece("-")
                    ),
                )
            ]
        return []

    def _address_part(self, attribute: str, *, first: bool) -> Fill:
        def fill(hand: Hand, client: Client, state: str) -> Piece:
            whole = f"{client.village} {client.district} {client.regency}"
            return Piece(getattr(client, attribute), {"address": whole})

        return fill

    def _case(self) -> list[Column]:
        rng = self.rng
        roll = rng.random()
        out: list[Column] = []
        if roll < 0.55:
            out.append(self._one("offence", lambda h, c, s: facts.offence_piece(h, c, articles=True)))
        elif roll < 0.8:
            out.append(
                self._one(
                    "offence",
                    lambda h, c, s: facts.offence_piece(h, c, articles=False),
                    heading=rng.choice(
                        ("PERKARA", "Tindak Pidana", "JENIS KEJAHATAN", "KASUS", "Jenis Perkara")
                    ),
                )
            )
            out.append(self._one("articles", lambda h, c, s: facts.articles_piece(h, c, alone=False)))
        else:
            out.append(self._one("articles", lambda h, c, s: facts.articles_piece(h, c, alone=True)))
        if rng.random() < 0.1:
            parent = self.heading("sentence")
            out += [
                Column(h, _number(u), parent, "sentence")
                for h, u in zip(
                    rng.choice((("TH", "BLN", "HR"), ("Tahun", "Bulan", "Hari"), ("THN", "BL", "HR"))),
                    "ymd",
                    strict=True,
                )
            ]
        elif rng.random() < 0.75:
            out.append(self._one("sentence", lambda h, c, s: facts.sentence_piece(h, c)))
        if self.full and rng.random() < 0.15:
            out.append(
                Column(
                    rng.choice(("TGL DITAHAN", "Mulai Ditahan", "Pertama Ditahan")), _plain_date("detained")
                )
            )
        return out

    def _decree(self) -> list[Column]:
        rng = self.rng
        roll = rng.random()
        number: Fill = lambda h, c, s: facts.decree_no_piece(h, c)  # noqa: E731 - a column's hand
        if roll < 0.5:
            return [self._one("decree", lambda h, c, s: facts.decree_piece(h, c))]
        if roll < 0.65:
            parent = rng.choice(("SK", "SURAT KEPUTUSAN", "SK INTEGRASI", "SK PB/CB/CMB"))
            return [
                Column(rng.choice(("NOMOR", "NO", "No.")), number, parent, "decree_no"),
                Column(
                    rng.choice(("TANGGAL", "TGL")), _dated("decree_date", "decree"), parent, "decree_date"
                ),
            ]
        if roll < 0.8:
            return [self._one("decree_no", number), self._one("decree_date", _dated("decree_date", "decree"))]
        return []

    def _dates(self, plan: Plan) -> list[Column]:
        rng = self.rng
        out: list[Column] = []
        roll = rng.random()
        if roll < 0.15 and not self.hand.swapped:
            out = [self._one("period", lambda h, c, s: facts.period_piece(h, c))]
        elif roll < 0.4:
            parent = rng.choice(
                ("MASA BIMBINGAN", "Masa Pembimbingan", "MASA PERCOBAAN", "TANGGAL BIMBINGAN")
            )
            first, last = rng.choice(
                (
                    ("AWAL", "AKHIR"),
                    ("MULAI", "SELESAI"),
                    ("Mulai", "Berakhir"),
                    ("DARI", "SAMPAI"),
                    ("TMT", "S/D"),
                )
            )
            out = [
                Column(first, _dated("start_date", "start"), parent, "start"),
                Column(last, _end, parent, "end"),
            ]
        else:
            out = [self._one("start", _dated("start_date", "start")), self._one("end", _end)]
        if self.full and rng.random() < 0.4:
            out.insert(rng.randint(0, 1), self._one("expiry", _dated("sentence_end_date", "expiry")))
        if self.full and rng.random() < 0.15:
            out.insert(0, Column(rng.choice(("2/3", "TGL 2/3", "2/3 MP")), _plain_date("start", -10)))
        return out
