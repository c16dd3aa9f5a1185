"""Icons as inline SVG: no request, no font, coloured by the text around them."""

from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

_STROKE = "1.75"


@lru_cache(maxsize=512)
def svg(name: str, size: int, extra_class: str) -> SafeString:
    """The icon `name` of lucide, hidden from screen readers. Unknown names raise `lucide.IconDoesNotExist`."""
    drawing = lucide(
        name,
        size=size,
        **{
            "class": f"icon {extra_class}".strip(),
            "stroke_width": _STROKE,
            "aria_hidden": "true",
            "focusable": "false",
        },
    )
    return mark_safe(drawing)
