"""Spreading clients over officers so that caseloads become even: a proposal, which people correct."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody who can be given clients: how many he guides now, and of which sections (empty: of all)."""

    key: int
    load: int
    section: str = ""

    def takes(self, section: str) -> bool:
        """Whether clients of this section may be given to him: he would not see those of another."""
        return not self.section or self.section == section


def spread(clients: Iterable[tuple[int, str, int | None]], receivers: Sequence[Receiver]) -> dict[int, int]:
    """Client -> receiver, so that the largest caseload stays as small as it can. `clients`: key, section, giver.

    Whom fewest may take is given first. Each goes to the receiver with the smallest caseload so far; of equal ones to
    the one named first. A client stays out where nobody of them may take him, or only the one who has him already.
    """
    loads = {one.key: one.load for one in receivers}
    waiting = list(clients)
    takers = {
        section: [one.key for one in receivers if one.takes(section)] for section in {c[1] for c in waiting}
    }
    given: dict[int, int] = {}
    for key, section, giver in sorted(waiting, key=lambda client: len(takers[client[1]])):
        free = [taker for taker in takers[section] if taker != giver]
        if free:
            taker = min(free, key=loads.__getitem__)
            loads[taker] += 1
            given[key] = taker
    return {key: given[key] for key, _, _ in waiting if key in given}


def after(
    loads: Mapping[int, int], moves: Iterable[tuple[int | None, int]], *, wanted: Iterable[int] = ()
) -> dict[int, int]:
    """The caseloads after these moves (giver, receiver); of `wanted` too where they are not among `loads`."""
    result = dict.fromkeys(wanted, 0) | dict(loads)
    for giver, receiver in moves:
        if giver is not None:
            result[giver] = result.get(giver, 0) - 1
        result[receiver] = result.get(receiver, 0) + 1
    return result
