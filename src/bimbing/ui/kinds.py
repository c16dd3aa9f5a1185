"""The six kinds of meaning. Each has a colour (css/tokens.css), a shape (here) and, where it is used, a word.

The look knows no word of the office: what a kind stands for (came, did not come …) is said by the page.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from django.utils.safestring import SafeString, mark_safe


class Kind(StrEnum):
    """What a thing means, whatever it is."""

    OK = "ok"
    WAIT = "wait"
    MISS = "miss"
    ENDED = "ended"
    HINT = "hint"
    NEUTRAL = "neutral"


def _mark(drawing: str) -> SafeString:
    return mark_safe(
        f'<svg class="mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{drawing}</svg>'
    )


_PAPER_LINE = 'fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
_INK_LINE = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"'

#: A shape a kind, told apart without colour: disc with a tick, clock, diamond with a cross, square, ring of dots, ring.
MARKS: Mapping[Kind, SafeString] = MappingProxyType(
    {
        Kind.OK: _mark(
            f'<circle cx="8" cy="8" r="7.5" fill="currentColor"/><path {_PAPER_LINE} d="m4.8 8.2 2.3 2.3 4.2-4.7"/>'
        ),
        Kind.WAIT: _mark(
            f'<circle cx="8" cy="8" r="6.5" {_INK_LINE}/><path {_INK_LINE} d="M8 4.6V8l2.2 1.6"/>'
        ),
        Kind.MISS: _mark(
            f'<path fill="currentColor" d="M8 0l8 8-8 8-8-8z"/><path {_PAPER_LINE} d="m5.9 5.9 4.2 4.2m0-4.2-4.2 4.2"/>'
        ),
        Kind.ENDED: _mark(
            f'<rect x="1" y="1" width="14" height="14" rx="3" fill="currentColor"/><path {_PAPER_LINE} d="M5 8h6"/>'
        ),
        Kind.HINT: _mark(
            f'<circle cx="8" cy="8" r="6.5" {_INK_LINE} stroke-dasharray="2.2 2.9"/>'
            '<circle cx="8" cy="8" r="2.4" fill="currentColor"/>'
        ),
        Kind.NEUTRAL: _mark(f'<circle cx="8" cy="8" r="5" {_INK_LINE}/>'),
    }
)


def mark_of(kind: str) -> SafeString:
    """The shape of `kind`. A kind nobody knows is a mistake of the page, hence ValueError."""
    return MARKS[Kind(kind)]
