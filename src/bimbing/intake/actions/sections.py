"""Whether a row belongs among the children's cases (BKA) or the adults' (BKD): by the case, never by today's age."""

import re
from datetime import date
from typing import Any, Final

from bimbing.intake.actions.found import Issue, issue
from bimbing.offices.models import Section
from bimbing.rules.programmes import PROGRAMMES
from bimbing.rules.programmes import Section as RuleSection

#: Programmes that only a child's case can have (UU 11/2012), and those that only an adult's can.
OF_CHILDREN: Final = frozenset(
    str(code) for code, facts in PROGRAMMES.items() if facts.sections == {RuleSection.BKA}
)
OF_ADULTS: Final = frozenset(
    str(code) for code, facts in PROGRAMMES.items() if facts.sections == {RuleSection.BKD}
)
_JUVENILE = re.compile(r"(?<![A-Za-z])(?:BKA|ABH|ANAK)(?![A-Za-z])", re.IGNORECASE)
_ADULT = re.compile(r"(?<![A-Za-z])(?:BKD|DEWASA)(?![A-Za-z])", re.IGNORECASE)
#: A child can be held to account from twelve on (UU 11/2012 Art. 1); younger means a mistyped date.
YOUNGEST: Final = 12
OF_AGE: Final = 18


def section_of(values: dict[str, Any], sheet: str) -> tuple[Section, list[Issue]]:
    """The section of a row, and how it was told where it is not the usual one.

    The programme decides first, then what the office wrote in the row (column, register number), then the age at the
    start of guidance (under eighteen then means under eighteen at the deed), at last the name of the sheet.
    """
    programme = values.get("programme")
    if programme in OF_CHILDREN:
        return Section.JUVENILE, [issue("", "juvenile_by_programme", "note")]
    told = values.get("extra", {}).get("section", ""), values.get("register_no") or ""
    age = _age_at_start(values)
    for text in told:
        if _JUVENILE.search(text):
            return Section.JUVENILE, [issue("", "juvenile_by_register", "note", raw=text)]
    says_adult = any(_ADULT.search(text) for text in told)
    if age is not None and YOUNGEST <= age < OF_AGE and programme not in OF_ADULTS:
        severity = "ask" if says_adult else "note"
        return Section.JUVENILE, [issue("birth_date", "juvenile_by_age", severity, age=str(age))]
    # A sheet `ANAK & PIDANA ALTERNATIF` holds adults too: supervision and community service are theirs alone.
    told_adult = says_adult or _ADULT.search(sheet) or programme in OF_ADULTS
    if _JUVENILE.search(sheet) and not told_adult:
        return Section.JUVENILE, [issue("", "juvenile_by_sheet", "note", sheet=sheet)]
    return Section.ADULT, []


def _age_at_start(values: dict[str, Any]) -> int | None:
    born, start = values.get("birth_date"), values.get("start_date")
    if not born or not start:
        return None
    birth, on = date.fromisoformat(born), date.fromisoformat(start)
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
