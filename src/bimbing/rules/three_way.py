"""Two people change one record: what each field was, what the one typed, what stands there now, and what comes of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

#: Whether two texts of a field mean the same; the field's name comes first.
Same = Callable[[str, str, str], bool]


class Pick(StrEnum):
    """Whose text a field shall have; the words of the address."""

    MINE = "saya"
    THEIRS = "mereka"


class Change(StrEnum):
    """Who changed a field since the form was opened."""

    NOBODY = "nobody"
    ME = "me"
    OTHERS = "others"
    ALIKE = "alike"  # both, to the same
    BOTH = "both"  # both, to something else: somebody must choose


@dataclass(frozen=True, slots=True)
class Line:
    """One field: typed here, as it was when the form was opened, as it stands there now."""

    name: str
    mine: str
    was: str
    now: str
    change: Change

    @property
    def must_choose(self) -> bool:
        return self.change is Change.BOTH

    @property
    def proposed(self) -> Pick | None:
        """Whose text is taken unless somebody says otherwise; None where there is no saying."""
        if self.must_choose:
            return None
        return Pick.MINE if self.change is Change.ME else Pick.THEIRS


def compared(
    names: Iterable[str],
    *,
    mine: Mapping[str, str],
    was: Mapping[str, str],
    now: Mapping[str, str],
    same: Same,
) -> tuple[Line, ...]:
    """Each field in the order given. A field that a mapping lacks is empty in it."""
    return tuple(
        _line(name, mine.get(name, ""), was.get(name, ""), now.get(name, ""), same) for name in names
    )


def _line(name: str, mine: str, was: str, now: str, same: Same) -> Line:
    i_changed, they_changed = not same(name, mine, was), not same(name, now, was)
    if i_changed and they_changed:
        change = Change.ALIKE if same(name, mine, now) else Change.BOTH
    else:
        change = Change.ME if i_changed else Change.OTHERS if they_changed else Change.NOBODY
    return Line(name, mine, was, now, change)
