"""The components of the pages. They take labels and kinds (ok, wait, miss, ended, hint, neutral), no word of the office.

`docs/reference/components.md` shows each with its syntax; the gallery (/ui/, developers only) shows each at work.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.utils import dateformat, timezone
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from bimbing.rules.dates import long_date, short_date
from bimbing.ui import charts, icons
from bimbing.ui.kinds import Kind, mark_of

register = template.Library()


@register.simple_tag
def icon(name: str, size: int = 20, extra: str = "") -> SafeString:
    """An icon of lucide; `extra` is a further class."""
    return icons.svg(name, size, extra)


@register.filter
def in_thousands(number: int) -> str:
    """`1.000.000`, as Indonesian writes a number that somebody reads."""
    return f"{number:,}".replace(",", ".")


@register.simple_tag
def mark(kind: str) -> SafeString:
    """The bare shape of a kind; always put its word beside it."""
    return format_html('<span class="is-{}">{}</span>', Kind(kind), mark_of(kind))


@register.simple_tag
def badge(kind: str, text: object) -> SafeString:
    """A state in colour, shape and word."""
    return format_html('<span class="badge is-{}">{}{}</span>', Kind(kind), mark_of(kind), text)


def initials_of(name: str) -> str:
    """Two letters that stand for a face: of the first and the last word that begin with a letter."""
    words = [word for word in str(name).replace(".", " ").split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


@register.simple_tag
def avatar(name: str, size: str = "", photo_url: str = "") -> SafeString:
    """A face or initials; decoration beside the written name. `size`: empty, "l" or "xl"."""
    css = f"avatar avatar-{size}" if size else "avatar"
    if photo_url:
        return format_html('<img class="{}" src="{}" alt="">', css, photo_url)
    return format_html('<span class="{}" aria-hidden="true">{}</span>', css, initials_of(name))


@register.simple_tag
def kbd(*keys: str) -> SafeString:
    """Keys to press, one after the other."""
    return format_html_join(" ", "<kbd>{}</kbd>", ((key,) for key in keys))


@register.inclusion_tag("ui/components/stat.html")
def stat(label: str, value: object, url: str = "", kind: str = "neutral", note: str = "") -> dict[str, Any]:
    """One number of a `.stats` row; with `url` it is the door to its list."""
    return {"label": label, "value": value, "url": url, "kind": Kind(kind), "note": note}


@register.inclusion_tag("ui/components/empty.html")
def empty(title: str, text: str = "", icon: str = "inbox", url: str = "", action: str = "") -> dict[str, Any]:
    """Nothing here, and what to do next."""
    return {"title": title, "text": text, "icon": icon, "url": url, "action": action}


@register.inclusion_tag("ui/components/note.html")
def note(kind: str, title: str = "", text: object = "", url: str = "", action: str = "") -> dict[str, Any]:
    """A remark across the page: a warning, a suggestion, a result."""
    return {
        "kind": Kind(kind),
        "mark": mark_of(kind),
        "title": title,
        "text": text,
        "url": url,
        "action": action,
    }


#: Django's message levels and what they mean here.
_LEVELS = {
    "success": Kind.OK,
    "warning": Kind.WAIT,
    "error": Kind.MISS,
    "info": Kind.HINT,
    "debug": Kind.NEUTRAL,
}


@register.inclusion_tag("ui/components/note.html")
def flash(message: Message) -> dict[str, Any]:
    """One of Django's messages as a note."""
    kind = _LEVELS.get(message.level_tag, Kind.NEUTRAL)
    return {"kind": kind, "mark": mark_of(kind), "text": message}


@register.inclusion_tag("ui/components/field.html")
def field(bound: BoundField, width: str = "", suggest: object = "", live: bool = False) -> dict[str, Any]:
    """A form field with label, help, suggestion and error.

    `width`: empty, "half" or "third" of the form's columns. `suggest`: what the system proposes, in words.
    `live`: an empty place `<id>_suggest` for an htmx answer, announced to screen readers.
    """
    widget = bound.field.widget
    return {
        "field": bound,
        "width": width,
        "suggest": suggest,
        "live": live,
        "single_check": isinstance(widget, CheckboxInput),
        "choices": isinstance(widget, RadioSelect | CheckboxSelectMultiple),
    }


@register.inclusion_tag("ui/components/pager.html")
def pager(prev_url: str = "", next_url: str = "", shown: str = "") -> dict[str, Any]:
    """Back and on through a long list (keyset: two addresses, no page numbers). `shown` says where one is."""
    return {"prev_url": prev_url, "next_url": next_url, "shown": shown}


@register.inclusion_tag("ui/components/sort.html")
def sort(label: str, url: str, order: str = "", extra: str = "") -> dict[str, Any]:
    """A table heading that sorts. `order`: "asc" or "desc" where the list is sorted by it now."""
    words = {"asc": "ascending", "desc": "descending"}
    return {"label": label, "url": url, "order": order, "aria": words.get(order, ""), "extra": extra}


@register.inclusion_tag("ui/components/bars.html")
def bars(rows: Iterable[Any], caption: str, limit: int | None = None) -> dict[str, Any]:
    """A bar chart that is a table: `label`, `value` (or `parts` of kind, label, value), optional `url`."""
    drawn = charts.horizontal(rows, limit)
    legend = {part.kind: part.label for bar in drawn for part in bar.parts if part.label}
    return {"bars": drawn, "caption": caption, "legend": legend.items()}


@register.inclusion_tag("ui/components/columns.html")
def columns(rows: Sequence[Any], caption: str) -> dict[str, Any]:
    """A column chart with its table behind: `label`, `value` (or `parts` of kind, label, value)."""
    return {"chart": charts.vertical(rows), "caption": caption}


@register.inclusion_tag("ui/components/year_strip.html")
def year_strip(months: Iterable[Any], caption: str) -> dict[str, Any]:
    """Months as cells: each has `label`, `kind`, `text` (the words for screen readers and the tooltip),
    optional `url`, `year` (shown where the year turns) and `now`.
    """
    return {
        "months": [{"m": month, "mark": mark_of(_of(month, "kind"))} for month in months],
        "caption": caption,
    }


def _of(thing: Any, name: str) -> Any:
    return thing.get(name, "") if isinstance(thing, dict) else getattr(thing, name, "")


@register.inclusion_tag("ui/components/facet.html")
def facet(title: str, options: Sequence[Any], clear_url: str = "", first: int = 8) -> dict[str, Any]:
    """A group of filters with live counts. Options have `label`, `count`, `url`, `active`.

    An active option's `url` takes it away again; `clear_url` takes the whole group away. More than `first`
    options fold away, but never an active one.
    """
    drawn = [
        (n < first or bool(_of(o, "active")), format_html("<li>{}</li>\n", _option(o)))
        for n, o in enumerate(options)
    ]
    top, rest = ([li for is_top, li in drawn if is_top is wanted] for wanted in (True, False))
    return {
        "title": title,
        "top": SafeString("".join(top)),
        "rest": SafeString("".join(rest)),
        "more": len(rest),
        "clear_url": clear_url,
    }


def _option(option: Any) -> SafeString:
    """One value of a facet. Python and not a template: a register has hundreds of them on a page."""
    label, url, number = _of(option, "label"), _of(option, "url"), _of(option, "count") or 0
    shown = localize(number)
    if _of(option, "active"):
        return format_html(
            '<a href="{}" aria-current="true">{}<span>{}</span><span class="n">{}</span><span class="sr">{}</span></a>',
            url,
            icon("x", 16),
            label,
            shown,
            gettext("take this filter away"),
        )
    if not number:
        return format_html('<span class="none">{}<span class="n">0</span></span>', label)
    return format_html('<a href="{}"><span>{}</span><span class="n">{}</span></a>', url, label, shown)


@register.inclusion_tag("ui/components/timeline_item.html")
def timeline_item(
    kind: str,
    icon: str,
    when: date | str,
    title: str,
    text: object = "",
    by: str = "",
    url: str = "",
    at: str = "",
) -> dict[str, Any]:
    """One entry of an `<ol class="timeline">`. `when` is a date (or words), `at` the time, `by` who wrote it."""
    words = when if isinstance(when, str) else tgl(when)
    return {
        "kind": Kind(kind),
        "icon": icon,
        "when": words,
        "title": title,
        "text": text,
        "by": by,
        "url": url,
        "at": at,
    }


def _day(value: date | datetime) -> date:
    """The calendar day, in the zone of the office where the value is a moment."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def _is_english() -> bool:
    return (get_language() or "id").startswith("en")


@register.filter
def tgl(value: date | datetime | None) -> str:
    """`10 Mar 2026`; an em dash where there is no date. Months are Indonesian unless the page is English."""
    if value and _is_english():
        return dateformat.format(_day(value), "j M Y")
    return short_date(_day(value)) if value else "—"


@register.filter
def tgl_panjang(value: date | datetime | None) -> str:
    """`Selasa, 10 Maret 2026` or `Tuesday, 10 March 2026`; an em dash where there is no date."""
    if value and _is_english():
        return dateformat.format(_day(value), "l, j F Y")
    return long_date(_day(value)) if value else "—"
