"""What is typed when a client is registered, in the order of the papers: decision, person, case, programme, days, contacts.

Texts are read as the office writes them (`rules`); what is not clear is kept as doubts, which the page puts in words.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bimbing.clients.actions import NewClient
from bimbing.clients.models import Client, Phone, Sex
from bimbing.desk.actions import Registration, is_number_taken
from bimbing.desk.queries.look_alikes import Typed, officer_loads
from bimbing.desk.queries.typed_before import origins
from bimbing.intake.shown.sentences import remark_of
from bimbing.offices.models import Section, Staff
from bimbing.rules import phone as phones
from bimbing.rules.addresses import Address, read_address
from bimbing.rules.births import BirthReading, read_birth
from bimbing.rules.dates import read_date, short_date
from bimbing.rules.decisions import read_register_no
from bimbing.rules.durations import read_hours, read_sentence
from bimbing.rules.duty import Interval
from bimbing.rules.names import PersonName, read_name
from bimbing.rules.nik import read_nik
from bimbing.rules.reading import Doubt, DoubtCode, Reading, error
from bimbing.rules.register_no import register_key
from bimbing.supervision.models import INTERVAL_LABELS
from bimbing.supervision.queries import officers_of
from bimbing.supervision.queries.answers import offences_of, offered, programmes_of

#: The part of the page each field stands in, and its width there.
PARTS: Final[Mapping[str, Mapping[str, str]]] = {
    "decision": {"decision_no": "half", "decision_date": "half"},
    "person": {"full_name": "", "nik": "third", "birth": "third", "sex": "third"},
    "case": {"offence": "half", "sentence": "half", "detained_on": "third", "expiry": "third", "origin": "third"},
    "more": {"articles": "half", "verdict_no": "half", "remission": "half", "hours": "half"},
    "programme": {"programme": "half", "officer": "half", "section": "half"},
    "days": {"start_date": "half", "end_date": "half", "interval": "half", "report_day": "half"},
    "contacts": {
        "phone": "half", "address": "", "guarantor": "third", "relation": "third", "guarantor_phone": "third",
    },
    "number": {"register_no": "half"},
}  # fmt: skip
#: What a known person does not need again.
OF_THE_PERSON: Final = ("full_name", "nik", "birth", "sex", "section", *PARTS["contacts"])
#: Who answers for a client, as offices write it.
RELATIONS: Final = (
    "istri", "suami", "orang tua", "anak", "saudara kandung", "paman/bibi", "kakek/nenek", "ipar", "kepala desa", "wali",
)  # fmt: skip
#: Dates on listed days are set in the client's file.
_INTERVALS: Final = [
    (key.value, label) for key, label in INTERVAL_LABELS.items() if key is not Interval.KHUSUS
]
_OWNERS: Final = set(Phone.Owner.values)


def doubt_words(doubt: Doubt) -> str:
    """A doubt as a sentence, with what a clerk would propose."""
    said = remark_of(
        {
            "code": doubt.code,
            "severity": doubt.severity,
            "field": "",
            "params": dict(doubt.params),
            "text": "",
        }
    ).problem
    suggested = doubt.param("suggest") or ""
    if doubt.code in (DoubtCode.DATE_SWAPPED_POSSIBLE, DoubtCode.DATE_OPEN_END) and suggested:
        said += " " + str(_("Is it %(day)s?")) % {"day": short_date(date.fromisoformat(suggested))}
    return said


class ReadField(forms.CharField):
    """A text that a reader of the rules understands. Gives what it says; its doubts stay in `doubts`."""

    def __init__(self, read: Callable[[str], Reading[Any]], **options: Any) -> None:
        self.read, self.doubts = read, ()  # type: tuple[Callable[[str], Reading[Any]], tuple[Doubt, ...]]
        super().__init__(**({"max_length": 200} | options))
        self.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        reading = self.read(text) if text else Reading(None)
        self.doubts = reading.doubts
        if reading.value is not None or (reading.empty and not self.required):
            return reading.value
        if reading.empty:
            raise ValidationError(self.error_messages["required"], code="required")
        raise ValidationError([doubt_words(doubt) for doubt in reading.doubts], code="unreadable")


class Birth(NamedTuple):
    """Place and day of birth, or the year where the papers know no more."""

    place: str
    day: date | None
    year: int | None


def _read_birth(text: str, today: date) -> Reading[Birth]:
    read: BirthReading = read_birth(text, today=today)
    doubts = (*read.place.doubts, *read.date.doubts)
    place = (read.place.value or "")[:80]
    if read.date.value:
        return Reading(Birth(place, read.date.value, None), doubts)
    if read.year and read.year <= today.year:
        return Reading(Birth(place, None, read.year))
    return Reading(None, doubts or (error(DoubtCode.DATE_UNREADABLE, raw=text),))


class NewClientForm(forms.Form):
    """One client at the door; nine fields are enough. With `client` it is a further guidance of somebody known."""

    decision_no = forms.CharField(label=_("Decision number"), max_length=120)
    full_name = ReadField(
        read_name,
        label=_("Name, as in the decision"),
        help_text=_("With alias and father: SUWARNO als WARNO bin KARTO."),
    )
    nik = ReadField(read_nik, label="NIK", required=False, max_length=60)
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", "—"), *Sex.choices])
    offence = forms.ChoiceField(label=_("Offence"), required=False)
    articles = forms.CharField(label=_("Articles"), required=False, max_length=200)
    sentence = ReadField(read_sentence, label=_("Sentence"), required=False)
    remission = ReadField(read_sentence, label=_("Total remission"), required=False)
    hours = ReadField(read_hours, label=_("Hours of community service"), required=False, max_length=40)
    origin = forms.CharField(label=_("Prison of origin"), required=False, max_length=120)
    verdict_no = forms.CharField(label=_("Verdict number"), required=False, max_length=120)
    programme = forms.ChoiceField(label=_("Programme"))
    section = forms.ChoiceField(label=_("Register book"))
    officer = forms.TypedChoiceField(label=_("Officer"), coerce=int)
    interval = forms.ChoiceField(label=_("Reports"), required=False)
    report_day = forms.IntegerField(label=_("On day of the month"), required=False, min_value=1, max_value=31)
    phone = ReadField(phones.read_phones, label=_("Telephone"), required=False)
    address = forms.CharField(label=_("Address"), required=False, max_length=300)
    guarantor = forms.CharField(label=_("Guarantor"), required=False, max_length=120)
    relation = forms.CharField(label=_("Relation"), required=False, max_length=40)
    guarantor_phone = ReadField(phones.read_phones, label=_("Guarantor's telephone"), required=False)
    register_no = ReadField(read_register_no, label=_("Register number"), required=False, max_length=60)

    def __init__(
        self, data: Any = None, *, staff: Staff, today: date, client: Client | None = None, **rest: Any
    ) -> None:
        super().__init__(data, **rest)
        self.staff, self.today, self.client = staff, today, client
        self._days()
        self._choices()
        for name in OF_THE_PERSON if client else ():
            del self.fields[name]
        for name, words in {
            "decision_no": "PAS-123.PK.05.09 TAHUN 2026", "nik": _("16 figures"), "sentence": "3 tahun 6 bulan",
            "birth": "Bojonegoro, 10-5-1990", "phone": "0812-3456-7890 (istri)", "relation": _("wife, parent, guardian"),
            "address": "Dsn. Krajan RT 02/RW 03, Ds. Ngraho, Kec. Gayam, Kab. Bojonegoro", "register_no": _("given on saving"),
            "remission": "2 bulan 15 hari", "hours": "120 jam",
        }.items():  # fmt: skip
            if name in self.fields:
                self.fields[name].widget.attrs["placeholder"] = words
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"
        #: Field -> words offered while it is typed, in a list of the browser's own.
        self.offers = {
            name: words
            for name, words in (("origin", origins(staff)), ("relation", RELATIONS))
            if name in self.fields and words
        }
        for name in self.offers:
            self.fields[name].widget.attrs["list"] = f"pilihan-{name}"
        self.order_fields([name for part in PARTS.values() for name in part])

    def _days(self) -> None:
        today = self.today

        def day(text: str) -> Reading[date]:
            return read_date(text, today=today)

        for name, label, required in (
            ("decision_date", _("Date of decision"), True),
            ("detained_on", _("Detained on"), False),
            ("expiry", _("Sentence expires on"), False),
            ("start_date", _("Guidance starts"), True),
            ("end_date", _("Guidance ends, by the decision"), True),
        ):
            self.fields[name] = ReadField(day, label=label, required=required, max_length=60)
            self.fields[name].widget.attrs["placeholder"] = "10-3-2026"
        self.fields["birth"] = ReadField(
            lambda text: _read_birth(text, today), label=_("Place and date of birth"), max_length=160
        )

    def _choices(self) -> None:
        loads, section = officer_loads(self.staff), self.staff.section
        programmes = list(offered(programmes_of(self.staff.office_id)))
        self.books = {row.code: row.sections for row in programmes}
        offers: dict[str, list[tuple[str, Any]]] = {
            "programme": [
                (row.code, f"{row.code} · {row.label}" if len(row.code) <= 3 else row.label)
                for row in programmes
            ],
            "offence": [(row.code, row.label) for row in offered(offences_of(self.staff.office_id))],
            "officer": [
                (str(one.pk), f"{one.full_name} ({loads.get(one.pk, 0)})")
                for one in officers_of(self.staff)
                if not section or one.section in ("", section)
            ],
        }
        for name, choices in offers.items():
            self.fields[name].choices = [("", "—"), *choices]  # type: ignore[attr-defined]
        self.fields["interval"].choices = [("", _("as the programme says")), *_INTERVALS]  # type: ignore[attr-defined]
        books = [pair for pair in Section.choices if not section or pair[0] == section]
        self.fields["section"].choices = [(code, f"{label} ({code})") for code, label in books]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        start, end = data.get("start_date"), data.get("end_date")
        if start and end and end < start:
            said = _("The guidance would end (%(end)s) before it starts (%(start)s).")
            self.add_error("end_date", said % {"start": short_date(start), "end": short_date(end)})
        programme, section = data.get("programme"), data.get("section")
        if section and programme and section not in self.books.get(programme, section):
            said = _("This programme is not kept in this book; choose the other one.")
            self.add_error("section", said)
        number, book = data.get("register_no"), self.client.section if self.client else section
        if number and book:
            key = register_key(number)
            if is_number_taken(office=self.staff.office, section=book, key=key):
                self.add_error("register_no", self.taken())
        if (data.get("guarantor_phone") or data.get("relation")) and not data.get("guarantor"):
            self.add_error("guarantor", _("Who is it?"))
        return data

    @staticmethod
    def taken() -> Any:
        return _("This number belongs to another client already.")

    def doubts(self, name: str) -> tuple[Doubt, ...]:
        """What was not quite clear in a field that could be read."""
        field = self.fields.get(name)
        return field.doubts if isinstance(field, ReadField) else ()

    def typed(self) -> Typed:
        """What is known of the person so far, for the look-alikes."""
        data = self.cleaned_data
        name: PersonName | None = data.get("full_name")
        birth: Birth | None = data.get("birth")
        return Typed(
            name=name.full_name if name else "",
            nik=data.get("nik") or "",
            birth_date=birth.day if birth else None,
            birth_year=birth.year if birth else None,
            register_no=data.get("register_no") or "",
            father=(name.parent_name or "") if name else "",
            sex=data.get("sex") or "",
            address=data.get("address") or "",
        )

    # ------------------------------------------------------------------ into the register

    def registration(self) -> Registration:
        """The entry of a valid form."""
        data = self.cleaned_data
        columns = {
            "programme_id": data["programme"],
            "officer_id": data["officer"],
            "hours_ordered": data["hours"],
            "register_no": data["register_no"] or "",
            "received_on": self.today,
            **{name: data[name] for name in ("decision_no", "decision_date", "start_date", "end_date")},
            **{name: data[name] for name in ("interval", "report_day")},
        }
        return Registration(person=self.client or self._person(), case=self.case_columns(), columns=columns)

    def case_columns(self) -> dict[str, Any]:
        """Columns of the case, as far as they are typed."""
        data = self.cleaned_data
        sentence, remission = data.get("sentence"), data.get("remission")
        subsidiary = sentence.subsidiary if sentence else None
        return {
            "offence_id": data.get("offence") or None,
            "articles": data.get("articles", ""),
            "verdict_no": data.get("verdict_no", ""),
            "sentence_years": min(sentence.years, 999) if sentence else 0,
            "sentence_months": min(sentence.months, 999) if sentence else 0,
            "sentence_days": min(sentence.days, 9999) if sentence else 0,
            "life_sentence": bool(sentence and sentence.life),
            "subsidiary": "{}-{}-{}".format(*subsidiary) if subsidiary else "",
            "remission_months": min(remission.years * 12 + remission.months, 999) if remission else 0,
            "remission_days": min(remission.days, 9999) if remission else 0,
            "detained_on": data.get("detained_on"),
            "sentence_expiry_date": data.get("expiry"),
            "origin_facility": data.get("origin", ""),
        }

    def _person(self) -> NewClient:
        data = self.cleaned_data
        name: PersonName = data["full_name"]
        birth: Birth = data["birth"]
        place: Address = read_address(data["address"])
        guarantor = {
            "name": data["guarantor"],
            "relation": data["relation"],
            "phone": data["guarantor_phone"][0].e164[:17] if data["guarantor_phone"] else "",
        }
        return NewClient(
            fields={
                "section": data["section"],
                "full_name": name.full_name[:160],
                "aliases": " / ".join(name.aliases)[:160],
                "parent_name": (name.parent_name or "")[:120],
                "sex": data["sex"],
                "birth_place": birth.place,
                "birth_date": birth.day,
                "birth_year": birth.year,
                "nik": data["nik"] or "",
                "address": data["address"],
                "village": place.village[:60],
                "district": place.district[:60],
                "regency": place.regency[:60],
            },
            phones=[(one.e164[:17], owner_of(one).value) for one in data["phone"] or ()],
            guarantors=[guarantor] if guarantor["name"] else [],
        )


def owner_of(phone: phones.Phone) -> Phone.Owner:
    """Whose telephone it is, as the register knows owners; who says nothing gives his own."""
    if phone.owner is None:
        return Phone.Owner.SELF
    return Phone.Owner(phone.owner.value) if phone.owner.value in _OWNERS else Phone.Owner.OTHER
