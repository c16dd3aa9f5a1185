"""Whether a row belongs among the children's cases (BKA) or the adults' (BKD): by the case, never by today's age."""

import re
from datetime import date
from typing import Any, Final

from bimbing.intake.actions.found import Issue, issue
from bimbing.offices.models import Section
from bimbing.rules.programmes import PROGRAMMES, Programme
from bimbing.rules.programmes import Section as RuleSection

#: Programmes that only a child's case can have (UU 11/2012).
OF_CHILDREN: Final = frozenset(
    programme for programme, facts in PROGRAMMES.items() if facts.sections == frozenset({RuleSection.BKA})
)
_JUVENILE = re.compile(r"(?<![A-Za-z])(?:BKA|ABH|ANAK)(?![A-Za-z])", re.IGNORECASE)
_ADULT = re.compile(r"(?<![A-Za-z])(?:BKD|DEWASA)(?![A-Za-z])", re.IGNORECASE)
#: A child can be held to account from twelve on (UU 11/2012 Art. 1); younger means a mistyped date.
YOUNGEST: Final = 12
OF_AGE: Final = 18


def section_of(values: dict[str, Any], sheet: str) -> tuple[Section, list[Issue]]:
    """The section of a row, and how it was told where it is not the usual one.

    The programme decides first, then what the office itself wrote (column, register number, name of the sheet), then
    the age at the start of guidance: under eighteen then means under eighteen at the deed.
    """
    programme = values.get("programme")
    if programme in {str(code) for code in OF_CHILDREN}:
        return Section.JUVENILE, [issue("", "juvenile_by_programme", "note")]
    told = values.get("extra", {}).get("section", ""), values.get("register_no") or ""
    age = _age_at_start(values)
    for text in told:
        if _JUVENILE.search(text):
            return Section.JUVENILE, [issue("", "juvenile_by_register", "note", raw=text)]
    says_adult = any(_ADULT.search(text) for text in told)
    if age is not None and YOUNGEST <= age < OF_AGE and programme != Programme.PENGAWASAN:
        severity = "ask" if says_adult else "note"
        return Section.JUVENILE, [issue("birth_date", "juvenile_by_age", severity, age=str(age))]
    if (
        _JUVENILE.search(sheet)
        and not says_adult
        and not _ADULT.search(sheet)
        and not _is_adults_programme(programme)
    ):
        return Section.JUVENILE, [issue("", "juvenile_by_sheet", "note", sheet=sheet)]
    return Section.ADULT, []


def _is_adults_programme(programme: str | None) -> bool:
    """A sheet `ANAK & PIDANA ALTERNATIF` holds adults too: supervision and community service are theirs alone."""
    return programme is not None and PROGRAMMES[Programme(programme)].sections == frozenset({RuleSection.BKD})


def _age_at_start(values: dict[str, Any]) -> int | None:
    born, start = values.get("birth_date"), values.get("start_date")
    if not born or not start:
        return None
    birth, on = date.fromisoformat(born), date.fromisoformat(start)
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
