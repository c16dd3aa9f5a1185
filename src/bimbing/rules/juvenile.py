"""A child's guidance goes on when he comes of age; the file then asks whether section and programme still fit.

A child is who was 12 to under 18 at the offence (UU 11/2012); the section stays by the case. Nothing is changed by
itself: the office says at which ages it wants to be asked.
"""

import re
from datetime import date

from bimbing.rules.date_reading import age_on


def prompt_age(born: date | None, today: date, ages: str) -> int | None:
    """The last of the ages (`18, 21`) that a child has reached, or None. Raises nothing: what is no age is no age."""
    if born is None or born > today:
        return None
    reached = [int(part) for part in re.findall(r"\d+", ages) if int(part) <= age_on(born, today)]
    return max(reached, default=None)
