"""Icons as inline SVG: no request, no font, coloured by the text around them."""

from functools import lru_cache

import lucide
from django.utils.safestring import SafeString, mark_safe

_STROKE = "1.75"


@lru_cache(maxsize=512)
def svg(name: str, size: int, extra_class: str) -> SafeString:
    """The icon `name` of lucide, hidden from screen readers. Unknown names raise `lucide.IconDoesNotExist`."""
    drawing = lucide._render_icon(
        name,
        size,
        **{
            "class": f"icon {extra_class}".strip(),
            "stroke_width": _STROKE,
            "aria_hidden": "true",
            "focusable": "false",
        },
    )
    return mark_safe(drawing)  # noqa: S308  (drawn by the icon library from its own files)
