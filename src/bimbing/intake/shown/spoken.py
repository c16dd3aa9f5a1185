"""What a row was understood to say, in the words of an office: for showing a column's cells beside their meaning."""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bimbing.clients.models import Sex
from bimbing.intake.shown.sentences import Words
from bimbing.rules.dates import medium_date
from bimbing.rules.durations import sentence_text
from bimbing.rules.names import display_name, initials
from bimbing.rules.phone import display
from bimbing.supervision.models import STATUS_LABELS

MARK_WORDS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "present": gettext_lazy("reported"),
        "online": gettext_lazy("reported online"),
        "visit": gettext_lazy("visited at home"),
        "absent": gettext_lazy("did not come"),
        "excused": gettext_lazy("excused"),
        "sick": gettext_lazy("ill"),
        "unclear": gettext_lazy("not clear"),
    }
)
_DAYS: Final = ("on", "birth_date", "decree_date", "start_date", "end_date", "sentence_end_date")
_ISO_LENGTH: Final = 10
_TEXTS: Final = (
    "register_no", "nik", "birth_place", "address", "articles", "decree_no", "origin", "subsidiary",
)  # fmt: skip


def spoken(values: Mapping[str, Any], codes: Mapping[str, Mapping[str, str]], *, child: bool = False) -> str:
    """All that the values say, in one line; "" for nothing. `codes`: field -> code -> name.

    A child's name becomes its initials.
    """
    return " · ".join(dict.fromkeys(str(part) for part in _parts(values, codes, child) if part))


def _parts(
    values: Mapping[str, Any], codes: Mapping[str, Mapping[str, str]], child: bool
) -> Iterator[Words | str]:
    def name(text: str) -> str:
        return initials(text) if child else display_name(text)

    if told := values.get("full_name"):
        yield name(told)
    yield from (_("alias %(name)s") % {"name": name(alias)} for alias in values.get("aliases", ()))
    if told := values.get("parent_name"):
        yield _("child of %(name)s") % {"name": name(told)}
    yield from (values[field] for field in _TEXTS if values.get(field))
    if told := values.get("sex"):
        yield Sex(told).label if told in Sex.values else told
    yield from (display(number) for number, _owner in values.get("phones", ()))
    for field in ("programme", "offence"):
        if told := values.get(field):
            yield codes.get(field, {}).get(told, told)
    if told := values.get("status"):
        yield STATUS_LABELS.get(told, told)
    if told := values.get("officer"):
        yield told
    yield _("life") if values.get("life") else sentence_text(*values.get("sentence", (0, 0, 0)))
    if told := values.get("hours"):
        yield _("%(n)s hours") % {"n": told}
    days = [medium_date(date.fromisoformat(values[field])) for field in _DAYS if values.get(field)]
    yield " – ".join(days)
    if not days and (year := values.get("birth_year")):
        yield str(year)
    yield from (MARK_WORDS.get(mark, mark) for mark in values.get("marks", ()))
    yield from (_as_seen(text) for text in values.get("extra", {}).values())


def _as_seen(text: str) -> str:
    """A date that is kept as text beside the fields, as one reads it."""
    try:
        return medium_date(date.fromisoformat(text)) if len(text) == _ISO_LENGTH else text
    except ValueError:
        return text
