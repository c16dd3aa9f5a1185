"""The square code of a card, as one path.

The token is short and random; level M survives a fold and a thumb mark, and version 2 keeps the squares large.
"""

from functools import lru_cache

import segno

#: The pattern laid over the data. Weighing all eight takes half the time of a whole card, and chooses between fields of
#: random bits that are equally mixed: poor pictures of all layouts are read as well with this one (see the tests).
MASK = 1
#: White squares that must stay around the code for a scanner to find it.
QUIET = 4


@lru_cache(maxsize=64)
def qr_path(text: str) -> tuple[str, int]:
    """A PDF path of unit squares with the quiet zone left free, and the side of the whole in squares.

    >>> qr_path("BB1")[1]
    29
    """
    code = segno.make_qr(text, error="m", boost_error=False, mask=MASK)
    rows = [bytes(row) for row in code.matrix]
    side = len(rows) + 2 * QUIET
    parts: list[str] = []
    for top, row in enumerate(rows):
        y = side - QUIET - top - 1
        start = row.find(1)
        while start >= 0:
            end = row.find(0, start)
            length = (end if end >= 0 else len(row)) - start
            parts.append(f"{start + QUIET} {y} {length} 1 re")
            start = row.find(1, start + length)
    return " ".join(parts), side
