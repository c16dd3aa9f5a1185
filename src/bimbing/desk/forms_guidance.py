"""What is typed when a guidance and its case are corrected, as texts, and the columns that come of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bimbing.desk.forms_new_client import ReadField, doubt_words
from bimbing.desk.forms_texts import TextsForm
from bimbing.rules.dates import read_date, short_date
from bimbing.rules.decisions import read_register_no
from bimbing.rules.durations import read_hours, read_sentence
from bimbing.rules.duty import Interval
from bimbing.rules.programmes import Programme as Code
from bimbing.rules.programmes import facts_of
from bimbing.rules.reading import Reading
from bimbing.supervision.actions import Offence
from bimbing.supervision.models import INTERVAL_LABELS, OffenceCategory, Programme, Supervision

#: So many offences of one verdict can be typed.
MOST_OFFENCES: Final = 5
#: Words of the papers that name no category stand in the choice behind this mark.
AS_WRITTEN: Final = "~"
#: The parts of the page, each field with its width there. The offences have a part of their own.
PARTS: Final[Mapping[str, Mapping[str, str]]] = {
    "decision": {
        "programme": "half", "register_no": "half", "decision_no": "half", "decision_date": "half", "received_on": "half",
    },
    "days": {
        "start_date": "half", "end_date": "half", "interval": "half", "report_day": "half", "special_dates": "half",
        "hours_ordered": "half", "counted_from": "", "remarks": "",
    },
    "verdict": {"verdict_no": "half", "verdict_date": "half", "court": "half", "prior_count": "half"},
    "sentence": {
        "sentence": "half", "subsidiary": "half", "detained_on": "half", "remission": "half", "two_thirds_date": "half",
        "sentence_expiry_date": "half", "origin_facility": "",
    },
}  # fmt: skip
OFFENCES: Final = tuple(
    name for place in range(1, MOST_OFFENCES + 1) for name in (f"offence_{place}", f"articles_{place}")
)
FIELDS: Final = (*(name for part in PARTS.values() for name in part), *OFFENCES)
#: Fields of the case; the others are the guidance's own.
OF_THE_CASE: Final = frozenset((*PARTS["verdict"], *PARTS["sentence"], *OFFENCES))
#: How a field is called in the trail, where it is not called as here.
TRAIL_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "programme": ("programme_id",),
    "sentence": ("sentence_years", "sentence_months", "sentence_days", "life_sentence"),
    "remission": ("remission_months", "remission_days"),
    "offence_1": ("offence_1", "offence_id", "offence_text"),
    "articles_1": ("articles_1", "articles"),
}
_DAYS: Final = (
    "decision_date", "received_on", "start_date", "end_date", "counted_from", "verdict_date", "detained_on",
    "two_thirds_date", "sentence_expiry_date",
)  # fmt: skip
_TEXTS: Final = {
    "decision_no": 120, "remarks": 2000, "verdict_no": 120, "court": 120, "subsidiary": 80, "origin_facility": 120,
    **{name: 200 for name in OFFENCES if name.startswith("articles")},
}  # fmt: skip
_LABELS: Final[Mapping[str, Any]] = {
    "programme": _("Programme"), "register_no": _("Register number"), "decision_no": _("Decision number"),
    "decision_date": _("Date of decision"), "received_on": _("Received on"), "start_date": _("Guidance starts"),
    "end_date": _("Guidance ends, by the decision"), "interval": _("Reports"), "report_day": _("On day of the month"),
    "special_dates": _("On these days"), "hours_ordered": _("Hours of community service"),
    "counted_from": _("Reports are counted from"), "remarks": _("Remarks"), "verdict_no": _("Verdict number"),
    "verdict_date": _("Date of the verdict"), "court": _("Court"), "prior_count": _("Earlier sentences"),
    "sentence": _("Sentence"), "subsidiary": _("Subsidiary term"), "detained_on": _("Detained on"),
    "remission": _("Total remission"), "two_thirds_date": _("Two thirds on"),
    "sentence_expiry_date": _("Sentence expires on"), "origin_facility": _("Prison of origin"),
}  # fmt: skip
_HELP: Final[Mapping[str, Any]] = {
    "special_dates": _("Only where he reports on listed days, with commas between."),
    "counted_from": _(
        "Before this day nobody here has recorded who came, so nothing before it counts as missed. "
        "An earlier day may make misses out of an unkept list: change it only with the paper list in hand."
    ),
}
_EXAMPLES: Final[Mapping[str, str]] = {
    "sentence": "3 tahun 6 bulan", "remission": "2 bulan 15 hari", "subsidiary": "3 bulan", "hours_ordered": "120 jam",
    "special_dates": "10-3-2026, 24-3-2026", "decision_no": "PAS-123.PK.05.09 TAHUN 2026",
    **dict.fromkeys(_DAYS, "10-3-2026"),
}  # fmt: skip


#: So long are the words of the papers at most.
_LONGEST_WORDS: Final = 200


class OffenceField(forms.ChoiceField):
    """A category of the list, or the words of the papers that stand there already (behind `AS_WRITTEN`)."""

    def valid_value(self, value: Any) -> bool:
        text = str(value)
        if text.startswith(AS_WRITTEN):
            return 1 < len(text) <= 1 + _LONGEST_WORDS and "\x00" not in text
        return super().valid_value(value)


class DaysField(forms.CharField):
    """Several days with commas between; gives them as ISO texts in their order, each once."""

    def __init__(self, *, today: date, **options: Any) -> None:
        super().__init__(**options)
        self.today = today

    def clean(self, value: Any) -> list[str]:
        found = set()
        for part in filter(None, (piece.strip() for piece in super().clean(value).split(","))):
            reading = read_date(part, today=self.today)
            if reading.value is None:
                raise ValidationError([f"{part}: {doubt_words(doubt)}" for doubt in reading.doubts])
            found.add(reading.value.isoformat())
        return sorted(found)


class GuidanceForm(TextsForm):
    """A guidance and its case for correction; `version` and `case_version` as they were when the form was opened."""

    names = FIELDS
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    case_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(
        self, data: Any = None, *, today: date, was: Mapping[str, str], row: Supervision, **rest: Any
    ) -> None:
        """`row`: the guidance, whose register book says which programmes there are."""
        super().__init__(data, today=today, was=was, **rest)
        self.row = row
        self.categories = dict(OffenceCategory.objects.values_list("code", "label"))
        for name in FIELDS:
            field = self.fields[name] = self._field(name)
            field.help_text = _HELP.get(name, "")
            field.widget.attrs["autocomplete"] = "off"
            if name in _EXAMPLES:
                field.widget.attrs["placeholder"] = _EXAMPLES[name]
        self.order_fields([*FIELDS, "reason", "version", "case_version"])

    def _field(self, name: str) -> forms.Field:
        if name in OFFENCES:
            return self._offence_field(name)
        label = _LABELS[name]
        if name in _DAYS:
            return ReadField(self._read_day, label=label, required=False, max_length=60)
        if name in _TEXTS:
            widget = forms.Textarea(attrs={"rows": 3}) if name == "remarks" else forms.TextInput()
            return forms.CharField(label=label, required=False, max_length=_TEXTS[name], widget=widget)
        if name in ("programme", "interval"):
            choices = _programmes() if name == "programme" else _intervals()
            return forms.ChoiceField(label=label, required=False, choices=choices)
        if name in ("report_day", "prior_count"):
            least, most = (1, 31) if name == "report_day" else (0, 99)
            return forms.IntegerField(label=label, required=False, min_value=least, max_value=most)
        if name == "special_dates":
            return DaysField(label=label, required=False, max_length=600, today=self.today)
        read: Any = {"hours_ordered": read_hours, "register_no": read_register_no}.get(name, read_sentence)
        return ReadField(read, label=label, required=False, max_length=60)

    def _offence_field(self, name: str) -> forms.Field:
        kind, _sign, place = name.partition("_")
        main = place == "1"
        if kind == "articles":
            label: Any = _("Articles of the main offence") if main else _("Articles %(n)s") % {"n": place}
            return forms.CharField(label=label, required=False, max_length=_TEXTS[name])
        label = _("Main offence") if main else _("Offence %(n)s") % {"n": place}
        sent = {str(self.data.get(name, "")), self.was.get(name, "")}
        written = [
            (text, f"{text.removeprefix(AS_WRITTEN)} ({_('not in the list')})")
            for text in sorted(sent)
            if text.startswith(AS_WRITTEN)
        ]
        return OffenceField(
            label=label, required=False, choices=[("", "—"), *written, *self.categories.items()]
        )

    def _read_day(self, text: str) -> Reading[date]:
        return read_date(text, today=self.today)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        start, end = data.get("start_date"), data.get("end_date")
        if start and end and end < start:
            said = _("The guidance would end (%(end)s) before it starts (%(start)s).")
            self.add_error("end_date", said % {"start": short_date(start), "end": short_date(end)})
        programme, touched = data.get("programme"), self.touched()
        if (
            "programme" in touched
            and programme in set(Code)
            and self.row.section not in facts_of(Code(programme)).sections
        ):
            self.add_error("programme", _("This programme is not kept in this client's register book."))
        listed = data.get("interval") == Interval.KHUSUS and {"interval", "special_dates"} & {*touched}
        if listed and "special_dates" not in self.errors and not data.get("special_dates"):
            self.add_error("special_dates", _("On which days does he report?"))
        return data

    @staticmethod
    def taken() -> Any:
        """What is said of a register number that somebody else has."""
        return _("This number belongs to another client already.")

    def words(self, name: str, text: str) -> str:
        if text.startswith(AS_WRITTEN):
            return text.removeprefix(AS_WRITTEN)
        return super().words(name, text)

    # ------------------------------------------------------------------ columns

    def columns(self, touched: Collection[str]) -> dict[str, Any]:
        """Columns of Supervision for the fields that were touched."""
        found: dict[str, Any] = {}
        for name in touched:
            if name not in OF_THE_CASE:
                value = self.cleaned_data[name]
                found["programme_id" if name == "programme" else name] = value
        texts = "register_no", "decision_no", "remarks", "interval"
        empty: dict[str, Any] = dict.fromkeys(texts, "") | {"special_dates": []}
        return {name: (value or empty.get(name)) for name, value in found.items()}

    def case_columns(self, touched: Collection[str]) -> dict[str, Any]:
        """Columns of Case for the fields that were touched, without the offences."""
        found: dict[str, Any] = {}
        for name in touched:
            if name not in OF_THE_CASE or name in OFFENCES:
                continue
            value = self.cleaned_data[name]
            if name == "sentence":
                found |= dict(zip(TRAIL_NAMES[name], _term(value), strict=True))
            elif name == "remission":
                years, months, days, _life = _term(value)
                found |= {"remission_months": min(years * 12 + months, 999), "remission_days": days}
            else:
                found[name] = value or (None if name in _DAYS else 0 if name == "prior_count" else "")
        return found

    def offences(self, touched: Collection[str], known: Sequence[Offence]) -> list[Offence] | None:
        """All offences as they shall be, the main one first; None where none was touched. `known`: as they are."""
        if not {*touched} & {*OFFENCES}:
            return None
        shall = []
        for place in range(max(MOST_OFFENCES, len(known))):
            one = known[place] if place < len(known) else Offence()
            kind, articles = f"offence_{place + 1}", f"articles_{place + 1}"
            code, text = one.offence_id, one.offence_text
            if kind in touched:
                said = self.cleaned_data[kind]
                written = said.startswith(AS_WRITTEN)
                code, text = ("" if written else said) or None, said[1:] if written else ""
            shall.append(
                Offence(code, text, self.cleaned_data[articles] if articles in touched else one.articles)
            )
        return [one for one in shall if one]


def _programmes() -> list[tuple[str, str]]:
    return [("", "—"), *((row.code, row.label) for row in Programme.objects.all())]


def _intervals() -> list[tuple[str, Any]]:
    return [("", _("as the programme says")), *((key.value, label) for key, label in INTERVAL_LABELS.items())]


def _term(read: Any) -> tuple[int, int, int, bool]:
    if read is None:
        return 0, 0, 0, False
    return min(read.years, 999), min(read.months, 999), min(read.days, 9999), read.life


def texts_of(row: Supervision, offences: Sequence[Offence]) -> dict[str, str]:
    """Each field as it stands in the form. `offences`: those of its case."""
    case = row.case
    texts = {name: _text(getattr(case if name in OF_THE_CASE else row, name, "")) for name in FIELDS}
    texts |= {
        "programme": row.programme_id or "",
        "special_dates": ", ".join(short_date(date.fromisoformat(day)) for day in row.special_dates),
        "sentence": "seumur hidup"
        if case.life_sentence
        else term_text(case.sentence_years, case.sentence_months, case.sentence_days),
        "remission": term_text(0, case.remission_months, case.remission_days),
        "subsidiary": case.subsidiary_words,
        "prior_count": str(case.prior_count or ""),
    }
    for place, one in enumerate(offences[:MOST_OFFENCES], start=1):
        written = AS_WRITTEN + one.offence_text if one.offence_text else ""
        texts |= {f"offence_{place}": one.offence_id or written, f"articles_{place}": one.articles}
    return texts


def term_text(years: int, months: int, days: int) -> str:
    """A term in the units of the verdict: `18 bulan` stays so."""
    parts = ((years, "tahun"), (months, "bulan"), (days, "hari"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number)


def _text(value: Any) -> str:
    if isinstance(value, date):
        return short_date(value)
    return "" if value is None else str(value)
