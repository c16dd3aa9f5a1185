"""The steps that change a guidance's status, each with the fields it needs and no other; a wrong day put right."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from bimbing.attendance.forms import DayField
from bimbing.desk.queries.status_steps import Ground
from bimbing.desk.shown.letters import Signing
from bimbing.rules.revocation import LIMITED
from bimbing.rules.status import ACTIVE, RevocationGround, Status
from bimbing.rules.steps import Doubt, Refusal, Step, doubts_of, moved_refusal, refusal_of
from bimbing.supervision.models import GROUND_LABELS, StatusEvent

_MOST_COPIES: Final = 8
#: Days that lie in the past when they are typed. The last day of a detention may be still to come.
_PAST_DAYS: Final = ("document_date", "request_on", "statement_on", "prosecuted_on")
_NEEDS: Final = {"required": _("This step needs it.")}

#: The fields of each step, in the order of the paper. BATAL has no day: it undoes the entry as a whole.
FIELDS: Final[Mapping[Status, tuple[str, ...]]] = {
    Status.BERAKHIR: ("on", "document_no", "document_date", "reason"),
    Status.CABUT_SEMENTARA: ("document_no", "document_date", "on", "ground", "reason"),
    Status.DICABUT: ("ground", "document_no", "document_date", "on", "prosecuted_on", "reason"),
    Status.DILIMPAHKAN: (
        "target",
        "on",
        "request_on",
        "statement_on",
        "document_no",
        "document_date",
        "reason",
    ),
    Status.DITAHAN: ("on", "until", "document_no", "reason", "new_end"),
    Status.MENINGGAL: ("on", "document_no", "document_date", "reason"),
    Status.BATAL: ("reason",),
    Status.AKTIF: ("on", "document_no", "reason", "new_end"),
}
_REQUIRED: Final[Mapping[Status, frozenset[str]]] = {
    Status.BERAKHIR: frozenset({"on", "document_no", "document_date"}),
    Status.CABUT_SEMENTARA: frozenset({"on", "document_no", "document_date"}),
    Status.DICABUT: frozenset({"on", "ground", "document_no", "document_date"}),
    Status.DILIMPAHKAN: frozenset({"on", "target"}),
    Status.DITAHAN: frozenset({"on"}),
    Status.MENINGGAL: frozenset({"on", "document_no"}),
    Status.BATAL: frozenset({"reason"}),
    Status.AKTIF: frozenset({"on"}),
}
_LABELS: Final[Mapping[str, Any]] = {
    "on": _("From which day"),
    "until": _("Until which day"),
    "document_no": _("Number of the letter"),
    "document_date": _("Date of the letter"),
    "ground": _("Ground of the revocation"),
    "target": _("Transferred to"),
    "request_on": _("Client's request of"),
    "statement_on": _("Guarantor's statement over there of"),
    "prosecuted_on": _("Prosecution began on"),
    "new_end": _("The guidance now ends on"),
    "reason": _("Reason"),
}
_OWN_LABELS: Final[Mapping[tuple[Status, str], Any]] = {
    (Status.BERAKHIR, "on"): _("Ended on"),
    (Status.BERAKHIR, "document_no"): _("Number of the closing letter"),
    (Status.BERAKHIR, "reason"): _("Reason, if it ends early"),
    (Status.CABUT_SEMENTARA, "document_no"): _("Number of the head's letter"),
    (Status.DICABUT, "document_no"): _("Number of the decision"),
    (Status.DICABUT, "document_date"): _("Date of the decision"),
    (Status.DICABUT, "on"): _("Revoked from"),
    (Status.DILIMPAHKAN, "on"): _("Handed over on"),
    (Status.DITAHAN, "on"): _("Detained from"),
    (Status.DITAHAN, "document_no"): _("Detention order or case"),
    (Status.DITAHAN, "reason"): _("Remark"),
    (Status.MENINGGAL, "on"): _("Died on"),
    (Status.MENINGGAL, "document_no"): _("Certificate or letter"),
    (Status.MENINGGAL, "reason"): _("Remark"),
    (Status.BATAL, "reason"): _("What is wrong with the entry"),
    (Status.AKTIF, "on"): _("Active again from"),
}
_HELPS: Final[Mapping[tuple[Status, str], Any]] = {
    (Status.DITAHAN, "until"): _("The last day, as far as it is known. It may be still to come."),
    (Status.DITAHAN, "new_end"): _("Only if the end moves; then with a reason."),
    (Status.AKTIF, "new_end"): _("Only if the end moves; then with a reason."),
    (Status.DICABUT, "prosecuted_on"): _("Only if the revocation comes after the limit."),
    (Status.MENINGGAL, "document_no"): _("Such as the village's certificate of death."),
}
#: Fields that stand beside each other where a step has both.
_PAIRS: Final = (
    ("document_no", "document_date"),
    ("request_on", "statement_on"),
    ("on", "until"),
    ("on", "prosecuted_on"),
)
#: What is said of each refusal, and beside which field.
_REFUSED: Final[Mapping[Refusal, tuple[str, Any]]] = {
    Refusal.NOT_COME: ("on", _("This day has not come yet.")),
    Refusal.BEFORE_START: ("on", _("The guidance began only on %(start)s.")),
    Refusal.BEFORE_LAST: ("on", _("The change before it is of %(last)s; this one cannot lie before it.")),
    Refusal.AFTER_NEXT: ("on", _("The change after it is of %(next)s; this one cannot lie after it.")),
    Refusal.UNTIL_BEFORE: ("until", _("This day lies before the first one.")),
    Refusal.EARLY_WITHOUT_REASON: (
        "reason",
        _("The guidance runs until %(end)s. Say why it ends before that day."),
    ),
}


class StepForm(forms.Form):
    """One step. `doubts` holds, once it is valid, what speaks against it and was not yet looked at."""

    supervision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    status = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(
        self,
        data: Any = None,
        *,
        step: Status,
        ground: Ground,
        today: date,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.step, self.ground, self.today = step, ground, today
        self.doubts: list[Doubt] = []
        for name in self._names():
            self.fields[name] = self._made(name)
        if step is Status.AKTIF and ground.guidance.status is not Status.DITAHAN:
            self.fields["reason"].required = True

    def _names(self) -> list[str]:
        guidance = self.ground.guidance
        unneeded = set() if guidance.programme in LIMITED else {"prosecuted_on"}
        if self.step is Status.AKTIF and guidance.status is not Status.DITAHAN:
            unneeded |= {"document_no", "new_end"} if guidance.status not in ACTIVE else {"new_end"}
        return [name for name in FIELDS[self.step] if name not in unneeded]

    def _made(self, name: str) -> forms.Field:
        options: dict[str, Any] = {
            "label": _OWN_LABELS.get((self.step, name), _LABELS[name]),
            "help_text": _HELPS.get((self.step, name), ""),
            "required": name in _REQUIRED[self.step],
            "error_messages": _NEEDS,
        }
        if name in {"on", "until", "new_end", *_PAST_DAYS}:
            return DayField(today=self.today, **options)
        if name == "ground":
            grounds = [(ground.value, GROUND_LABELS[ground]) for ground in RevocationGround]
            return forms.ChoiceField(choices=[("", "—"), *grounds], **options)
        longest = 250 if name == "reason" else 120
        return forms.CharField(max_length=longest, **options)

    @property
    def laid_out(self) -> list[tuple[Any, str]]:
        """Each field with its width."""
        return _laid_out(self)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in _PAST_DAYS:
            if (day := data.get(name)) is not None and day > self.today:
                self.add_error(name, _("This day has not come yet."))
        if new_end := data.get("new_end"):
            start = self.ground.guidance.start
            if start is not None and new_end < start:
                self.add_error("new_end", _("This day lies before the first one."))
            if not data.get("reason"):
                self.add_error("reason", _("The end moves only with a reason."))
        if self.errors:
            return data
        step = self.typed()
        refusal = refusal_of(self.ground.guidance, step, self.today)
        if refusal is not None:
            _refuse(self, refusal, self.ground)
        else:
            seen = set(self.data.getlist("dilihat")) if hasattr(self.data, "getlist") else set()
            self.doubts = [doubt for doubt in doubts_of(self.ground.guidance, step) if doubt not in seen]
        return data

    def typed(self) -> Step:
        """The step as the rules look at it; to be asked only where every field could be read."""
        data = self.cleaned_data
        days = {name: data.get(name) for name in ("until", "prosecuted_on", "request_on", "statement_on")}
        return Step(
            self.step,
            on=data.get("on") or self.today,
            decided_on=data.get("document_date"),
            has_reason=bool(data.get("reason")),
            **days,
        )

    def papers(self) -> dict[str, Any]:
        """The papers of the step as the action takes them."""
        left_out = {"supervision", "version", "status", "on", "new_end"}
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}


def _laid_out(form: forms.Form) -> list[tuple[Any, str]]:
    halves = {name for pair in _PAIRS if set(pair) <= set(form.fields) for name in pair}
    return [(bound, "half" if bound.name in halves else "") for bound in form.visible_fields()]


def _refuse(form: forms.Form, refusal: Refusal, ground: Ground, following: date | None = None) -> None:
    field, words = _REFUSED[refusal]
    days = {
        "start": ground.guidance.start,
        "end": ground.guidance.end,
        "last": max((event.on for event in ground.events[1:]), default=None),
        "next": following,
    }
    form.add_error(field, words % {name: f"{day:%d-%m-%Y}" if day else "" for name, day in days.items()})


class CorrectionForm(forms.Form):
    """A wrong day or letter of one event put right, with a reason that stays in the trail."""

    supervision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    document_no = forms.CharField(label=_("Number of the letter"), max_length=120, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=250)

    def __init__(
        self,
        data: Any = None,
        *,
        event: StatusEvent,
        ground: Ground,
        today: date,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.event, self.ground, self.today = event, ground, today
        self.fields["on"] = DayField(label=_("The right day"), today=today)
        self.fields["document_date"] = DayField(label=_("Date of the letter"), today=today, required=False)
        self.order_fields(("on", "document_no", "document_date", "reason"))

    @property
    def laid_out(self) -> list[tuple[Any, str]]:
        """Each field with its width."""
        return _laid_out(self)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (written := data.get("document_date")) and written > self.today:
            self.add_error("document_date", _("This day has not come yet."))
        if (on := data.get("on")) is not None:
            events = list(self.ground.events)
            at = next(place for place, event in enumerate(events) if event.pk == self.event.pk)
            before = events[at - 1].on if at > 1 else None
            after = events[at + 1].on if at + 1 < len(events) else None
            refusal = moved_refusal(
                on, earliest=before, latest=after, start=self.ground.guidance.start, today=self.today
            )
            if refusal is not None:
                _refuse(self, refusal, self.ground, after)
        return data

    def changes(self) -> dict[str, Any]:
        """Column of the event -> value, as the action takes them."""
        return {name: self.cleaned_data[name] for name in ("on", "document_no", "document_date")}


class SigningForm(forms.Form):
    """Who signs the letter, and who gets a copy, one a line."""

    title = forms.CharField(label=_("Title of the signatory"), max_length=60, initial="Kepala")
    name = forms.CharField(label=_("Name of the signatory"), max_length=120, required=False)
    nip = forms.CharField(label="NIP", max_length=30, required=False)
    copies = forms.CharField(
        label=_("Copies to"), max_length=800, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def signing(self) -> Signing:
        """As the letter takes it."""
        given = self.cleaned_data
        lines = [line.strip() for line in given["copies"].splitlines() if line.strip()]
        return Signing(given["title"], given["name"], given["nip"], lines[:_MOST_COPIES])


class LettersDayForm(forms.Form):
    """The day on which the letters of several ended guidances were written."""

    def __init__(self, data: Any = None, *, today: date, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.today = today
        self.fields["written_on"] = DayField(label=_("Date of the letters"), today=today)

    def clean_written_on(self) -> date:
        day: date = self.cleaned_data["written_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return day
