"""What the table of regions says beside a typed address, and the address as it would stand with a village taken over."""

import re
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from bimbing.desk.queries.typed_before import AddressLook, look_at_address
from bimbing.offices.models import Staff
from bimbing.rules.addresses import Address, read_address
from bimbing.rules.regions import Place

_VILLAGE_MARK: Final = re.compile(r"(?<![^\W\d_])(?:desa|kelurahan|ds|kel)(?![^\W\d_])[\s.:]*", re.IGNORECASE)
#: The words behind the last comma, figure or stroke: a village, where no mark says so.
_LAST_WORDS: Final = re.compile(r"[^\W\d_][^,;/\d]*$")


class Beside(NamedTuple):
    """A remark beside the address; `address` is the whole address with the village taken over."""

    text: str
    kind: str
    address: str = ""


def beside_address(staff: Staff, text: str, nik: str) -> list[Beside]:
    """What is to be said of a typed address."""
    read = read_address(text)
    head, village = _apart(text, read)
    look = look_at_address(staff, address=read, village=village, nik=nik)
    if look.exact is not None:
        return [Beside(f"{look.exact.written} · {look.exact.code}", "ok")]
    said = _read_back(read)
    if look.unknown:
        said.append(Beside(_unknown(look, read), "wait"))
    return said + [_offer(place, head) for place in look.offered]


def _apart(text: str, read: Address) -> tuple[str, str]:
    """What stands before the village, and what may be one: marked by its word, or the last words."""
    marks = list(_VILLAGE_MARK.finditer(text))
    if marks and read.village:
        return text[: marks[-1].start()], read.village
    if read.district or read.regency:
        return text, ""
    last = _LAST_WORDS.search(text)
    return (text[: last.start()], last.group()) if last else (text, "")


def _read_back(read: Address) -> list[Beside]:
    parts = [part for part in (read.village, read.district, read.regency) if part]
    return [Beside(" · ".join(parts), "neutral")] if parts else []


def _offer(place: Place, head: str) -> Beside:
    before = head.strip(" ,.;")
    return Beside(place.written, "hint", f"{before}, {place.written}" if before else place.written)


def _unknown(look: AddressLook, read: Address) -> str:
    if look.unknown == read.village:
        told = _("%(district)s has no village %(name)s in the list of regions. It is kept as typed.")
        return told % {"district": f"Kec. {read.district}", "name": look.unknown}
    told = _("%(regency)s has no district %(name)s in the list of regions. It is kept as typed.")
    return told % {"regency": read.regency, "name": look.unknown}
