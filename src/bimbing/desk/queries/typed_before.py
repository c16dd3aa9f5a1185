"""What the office has typed before, offered again while a client's papers are typed. Everything stays free text."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from django.db.models import Count

from bimbing.offices.models import Staff
from bimbing.rules.addresses import Address
from bimbing.rules.nik import LENGTH as NIK_LENGTH
from bimbing.rules.regions import Place, has_district, nearest, places, regency_codes
from bimbing.supervision.queries import supervisions_of

#: The prisons of the last so many registrations.
_LATEST: Final = 300
_OFFERED: Final = 12
_REGENCIES: Final = 12


def origins(staff: Staff) -> list[str]:
    """The prisons that clients whom `staff` may see came from lately, the most frequent first. One query."""
    rows = supervisions_of(staff).order_by("-pk").values_list("case__origin_facility", flat=True)[:_LATEST]
    return [name for name, _ in Counter(filter(None, rows)).most_common(_OFFERED)]


@dataclass(frozen=True, slots=True)
class AddressLook:
    """How a typed address fits the table of regions.

    `exact`: it is this village. `offered`: it may be one of these. `unknown`: the district or village that the table
    does not know, empty where there is none.
    """

    exact: Place | None = None
    offered: tuple[Place, ...] = ()
    unknown: str = ""


def look_at_address(staff: Staff, *, address: Address, village: str, nik: str = "") -> AddressLook:
    """Look for a village: where the address says, else where the office's clients live, the district of the NIK first.

    `village`: what may be one, marked or not. One query, none where the address names its regency.
    """
    if address.regency:
        return _inside(address, village)
    if len(nik) == NIK_LENGTH:
        district, regency = f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}", f"{nik[:2]}.{nik[2:4]}"
    else:
        district = regency = ""
    near = regency_codes([*_regencies(staff), staff.office.city])
    codes = list(dict.fromkeys([*near, regency] if regency else near))
    found = places(village, regencies=codes, district=address.district, limit=40)
    found.sort(key=lambda place: not (district and place.code.startswith(district)))
    return AddressLook(offered=tuple(found[:3]))


def _inside(address: Address, village: str) -> AddressLook:
    """An address that names its regency; one that the table does not know says nothing."""
    codes = regency_codes([address.regency])
    if not codes:
        return AddressLook()
    if address.district and not has_district(codes[0], address.district):
        return AddressLook(unknown=address.district)
    if not address.village and not village:
        return AddressLook()
    found = places(address.village or village, regencies=codes, district=address.district, limit=40)
    whole = [place for place in found if place.village.casefold() == address.village.casefold()]
    if len(whole) == 1 and address.district:
        return AddressLook(exact=whole[0])
    if not found and address.village and address.district:
        near = nearest(address.village, regency=codes[0], district=address.district)
        return AddressLook(offered=tuple(near), unknown=address.village)
    return AddressLook(offered=tuple(found[:3]))


def _regencies(staff: Staff) -> list[str]:
    """Where most of the clients live whom `staff` may see."""
    rows = supervisions_of(staff).order_by().exclude(regency="").values_list("regency")
    counted = rows.annotate(many=Count("pk")).order_by("-many", "regency")[:_REGENCIES]
    return [regency for regency, _ in counted]
