"""Village, district and regency out of an address as registers write it.

`Ds. Ngraho RT.02/03 Kec. Ngraho Kab. Bojonegoro`, `Dsn. X Desa Y Kec. Z Tuban`. The address itself stays as it was
written; what is read here serves groups and maps, so anything unsure is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bimbing.rules.reading import plain

# A word that opens a part of the address. The longer spelling stands before its own beginning.
_PARTS = re.compile(
    r"(?<![^\W\d_])(?:"
    r"(?P<village>desa|kelurahan|ds|kel)|"
    r"(?P<district>kecamatan|kec)|"
    r"(?P<regency>kabupaten|kab|kotamadya|kodya|kota)|"
    r"(?P<province>provinsi|propinsi|prov|prop)|"
    r"(?P<hamlet>dusun|dukuh|lingkungan|dsn|dkh|dk|ling|lk)|"
    r"(?P<street>jalan|jln|jl|gang|gg|perumahan|perum|blok)|"
    r"(?P<neighbours>r\s?t(?=[\s.:/]*\d)|r\s?w(?=[\s.:/]*\d))"
    r")(?![^\W\d_])[\s.:]*",
    re.IGNORECASE,
)
_CITIES = re.compile(r"kota|kodya|kotamadya", re.IGNORECASE)
_POSTCODE = re.compile(r"\b\d{5}\b")
#: Regencies and cities of East Java and its neighbours, by which a name without `Kab.` is recognised.
_REGENCIES = {
    name.casefold(): name
    for name in (
        "Bangkalan",
        "Banyuwangi",
        "Blitar",
        "Bojonegoro",
        "Bondowoso",
        "Gresik",
        "Jember",
        "Jombang",
        "Kediri",
        "Lamongan",
        "Lumajang",
        "Madiun",
        "Magetan",
        "Malang",
        "Mojokerto",
        "Nganjuk",
        "Ngawi",
        "Pacitan",
        "Pamekasan",
        "Pasuruan",
        "Ponorogo",
        "Probolinggo",
        "Sampang",
        "Sidoarjo",
        "Situbondo",
        "Sumenep",
        "Surabaya",
        "Trenggalek",
        "Tuban",
        "Tulungagung",
        "Batu",
        "Blora",
        "Rembang",
        "Grobogan",
        "Pati",
        "Kudus",
        "Jepara",
        "Sragen",
        "Karanganyar",
        "Wonogiri",
        "Semarang",
        "Demak",
        "Surakarta",
        "Yogyakarta",
        "Sleman",
        "Bantul",
    )
}
_LAST_WORD = re.compile(r"[\s,]+([^\W\d_]+)$")


@dataclass(frozen=True, slots=True)
class Address:
    """Parts of an address; empty where the text does not say. `rest`: street, hamlet, RT/RW as written."""

    village: str = ""
    district: str = ""
    regency: str = ""
    rest: str = ""


def read_address(text: str | None) -> Address:
    """The parts of an address. A regency may stand without its word, at the end or behind the district."""
    line = _POSTCODE.sub(" ", plain(text)).strip(" ,.;-")
    if not line:
        return Address()
    starts = list(_PARTS.finditer(line))
    before = line[: starts[0].start()] if starts else line
    parts: dict[str, str] = {}
    rest = [before.strip(" ,.;-")]
    for start, following in zip(starts, [*starts[1:], None], strict=False):  # none behind the last
        kind = start.lastgroup or ""
        body = line[start.end() : following.start() if following else len(line)].strip(" ,.;-/")
        if kind in ("hamlet", "street", "neighbours"):
            rest.append(_bare_regency(line[start.start() : start.end()] + body, parts))
        elif kind not in parts:
            parts[kind] = _named(kind, start.group(), body, parts)
    if not starts:
        rest = [_bare_regency(before, parts)]
    return Address(
        parts.get("village", ""),
        parts.get("district", ""),
        parts.get("regency", "") or parts.get("bare", ""),
        ", ".join(part for part in rest if part),
    )


def _named(kind: str, word: str, body: str, parts: dict[str, str]) -> str:
    """The name behind its word: up to a comma or a figure, capitals made a name; a regency behind it is taken out."""
    if kind in ("village", "district"):
        body = _bare_regency(body, parts)
    name = re.split(r"[,;(/]|\s-\s|\s*\d", body, maxsplit=1)[0].strip(" ,.;-")
    name = name.title() if name.isupper() or name.islower() else name
    if kind == "regency" and name and _CITIES.match(word):
        name = f"Kota {name}"
    return name if len(name) <= 60 else ""


def _bare_regency(text: str, parts: dict[str, str]) -> str:
    """Takes a known regency from the end of a text that says more than that (`Palang Tuban`, `Palang, Tuban`)."""
    found = _LAST_WORD.search(text)
    if found and (regency := _REGENCIES.get(found[1].casefold())):
        parts.setdefault("bare", regency)
        return text[: found.start()].strip(" ,.;-")
    return text.strip(" ,.;-")
