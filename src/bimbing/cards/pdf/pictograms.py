"""Small drawings for those who read little: which day, where to, whom to call."""

from datetime import date

from bimbing.cards.pdf.surface import Align, Box, Color, Surface
from bimbing.cards.pdf.texts import SHORT_MONTHS
from bimbing.cards.pdf.type import Style

_WHITE: Color = (1.0, 1.0, 1.0)
_MONTH = Style("bold", 14, 8, tracking=1.0)
_DAY = Style("bold", 54, 20)


def calendar_leaf(surface: Surface, box: Box, day: date | None, color: Color, ink: Color) -> None:
    """A leaf torn from a calendar, with the month and a big day; empty when no day is set."""
    head = Box(box.x, box.y, box.w, box.h * 0.27)
    surface.frame(box, color, 1.4, radius=2.4, fill=_WHITE)
    surface.frame(head, color, 1.4, radius=2.4, fill=color)
    surface.rect(Box(box.x, head.bottom - 2.4, box.w, 2.4), color)
    for share in (0.27, 0.73):
        surface.frame(Box(box.x + box.w * share - 1, box.y - 2, 2, 4.4), color, 1.0, radius=1, fill=_WHITE)
    if day is None:
        return
    surface.text(
        Box(head.x, head.y + 1.4, head.w, head.h - 1.4),
        SHORT_MONTHS[day.month - 1].upper(), _MONTH, _WHITE, Align.CENTER,
    )  # fmt: skip
    surface.text(
        Box(box.x + 1, head.bottom, box.w - 2, box.h - head.h), str(day.day), _DAY, ink, Align.CENTER
    )


def office(surface: Surface, box: Box, color: Color) -> None:
    """A public building: roof, columns, steps."""
    w, h = box.w, box.h
    surface.polygon([(box.x, box.y + h * 0.38), (box.x + w / 2, box.y), (box.right, box.y + h * 0.38)], color)
    surface.rect(Box(box.x + w * 0.06, box.y + h * 0.42, w * 0.88, h * 0.07), color)
    for share in (0.12, 0.33, 0.54, 0.75):
        surface.rect(Box(box.x + w * share, box.y + h * 0.52, w * 0.13, h * 0.3), color)
    surface.rect(Box(box.x + w * 0.06, box.y + h * 0.85, w * 0.88, h * 0.06), color)
    surface.rect(Box(box.x, box.y + h * 0.93, w, h * 0.07), color)


def arrow(surface: Surface, box: Box, color: Color) -> None:
    """An arrow to the right."""
    middle = box.y + box.h / 2
    half = box.h * 0.16
    neck = box.right - box.h * 0.55
    surface.polygon(
        [
            (box.x, middle - half), (neck, middle - half), (neck, box.y), (box.right, middle),
            (neck, box.bottom), (neck, middle + half), (box.x, middle + half),
        ],
        color,
    )  # fmt: skip


def telephone(surface: Surface, box: Box, color: Color) -> None:
    """A mobile phone."""
    body = Box(box.x + box.w * 0.22, box.y, box.w * 0.56, box.h)
    surface.frame(body, color, 1.6, radius=1.8, fill=color)
    surface.rect(Box(body.x + 1.1, body.y + box.h * 0.13, body.w - 2.2, box.h * 0.62), _WHITE)
    surface.disc(body.x + body.w / 2, body.bottom - box.h * 0.11, box.w * 0.055, _WHITE)


def tick(surface: Surface, box: Box, color: Color) -> None:
    """A check mark: was here."""
    surface.strokes(
        [
            (box.x, box.y + box.h * 0.55),
            (box.x + box.w * 0.38, box.y + box.h * 0.92),
            (box.right, box.y + box.h * 0.08),
        ],
        color,
        1.3,
    )
