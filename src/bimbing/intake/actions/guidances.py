"""Which supervision of a person a row speaks of."""

from datetime import date

from bimbing.intake.actions.decided import SAME, SECOND, Decided
from bimbing.intake.actions.found import Values
from bimbing.intake.queries.known import Guidance, Person
from bimbing.rules.register_no import register_key


def guidance_of(values: Values, person: Person, decided: Decided | None = None) -> Guidance | None:
    """The supervision of a row as the rules find it, or as a person said; None for one of its own."""
    if decided is not None and decided.guidance == SECOND:
        return None
    guidance = _found_by_rule(values, person)
    if guidance is None and decided is not None and decided.guidance == SAME:
        return _nearest(values, person)
    return guidance


def _found_by_rule(values: Values, person: Person) -> Guidance | None:
    """The same number, else the same programme and start."""
    number, programme = register_key(values.get("register_no") or ""), values.get("programme") or ""
    start = day_of(values.get("start_date"))
    for guidance in person.guidances:
        if number and guidance.register_key == number:
            in_file = guidance.plan is not None and guidance.pk is None
            if in_file and programme and guidance.programme and programme != guidance.programme:
                continue  # asimilasi, then PB, under one number of the book: two supervisions
            return guidance
    for guidance in person.guidances:
        if number and guidance.register_key:
            same = start is not None and start == guidance.start_date and programme == guidance.programme
        else:
            same = (start is None or guidance.start_date is None or start == guidance.start_date) and (
                not programme or not guidance.programme or programme == guidance.programme
            )
        if same:
            return guidance
    return None


def _nearest(values: Values, person: Person) -> Guidance | None:
    """The supervision of the same programme that began nearest, whatever its number: what somebody means who says that
    a row is that one written otherwise."""
    programme, start = values.get("programme") or "", day_of(values.get("start_date"))
    fits = [
        one for one in person.guidances if not (programme and one.programme and programme != one.programme)
    ]

    def apart(one: Guidance) -> int:
        return abs((one.start_date - start).days) if start and one.start_date else 10**6

    return min(fits, key=apart, default=None)


def day_of(text: object) -> date | None:
    """A day as a row keeps it, `YYYY-MM-DD`."""
    return date.fromisoformat(text) if isinstance(text, str) and text else None
