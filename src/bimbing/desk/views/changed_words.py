"""A column of the file's records and a value of it in words, as the history tells what was changed."""

from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from bimbing.clients.models import Client
from bimbing.desk.forms_client import phone_text
from bimbing.desk.queries.trail_words import FIELD_NAMES, SHOWN_FIELDS
from bimbing.rules.dates import short_date
from bimbing.rules.offences import OFFENCES, OffenceKey
from bimbing.rules.phone import display
from bimbing.supervision.models import INTERVAL_LABELS, Supervision

_KEYS: Final = frozenset(OffenceKey)


def column_words(name: str) -> str:
    """`desa/kelurahan` for `village`."""
    words = SHOWN_FIELDS.get(name) or FIELD_NAMES.get(name)
    if words:
        return str(words)
    field = _field(name)
    return str(field.verbose_name) if field is not None else name


def value_words(name: str, value: Any) -> str:
    """A value of the trail as people read it: days as days, codes by their names, telephones with their owners."""
    if value in (None, "", []):
        return _("as the programme says") if name == "interval" else "—"
    if name == "phones" and isinstance(value, list):
        return ", ".join(phone_text(*pair) for pair in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_of_list(part) for part in value)
    if name == "interval":
        return str(INTERVAL_LABELS.get(value, value))
    if name.startswith("offence") and value in _KEYS:
        return OFFENCES[OffenceKey(value)].label
    if name.startswith("guarantor_") and name.endswith("_phone"):
        return display(str(value))
    choices = dict(getattr(_field(name), "flatchoices", None) or ())
    return _day(str(choices.get(value, value)))


def _of_list(part: Any) -> str:
    return _day(str(part[0] if isinstance(part, list) else part))


def _day(text: str) -> str:
    try:
        return short_date(date.fromisoformat(text))
    except ValueError:
        return text


def _field(name: str) -> Any:
    """The column of that name of the person or the guidance; None for a name that is no column."""
    for model in (Client, Supervision):
        known = {field.name: field for field in model._meta.get_fields()}  # noqa: SLF001
        field = known.get(name.removesuffix("_id"))
        if field is not None and hasattr(field, "verbose_name"):
            return field
    return None
