"""What the typed papers come to, in words beside each field: how a date was read, what the NIK says, what fits the rules."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, Final, NamedTuple

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bimbing.clients.models import Sex
from bimbing.desk.forms_new_client import Birth, NewClientForm, doubt_words, owner_of
from bimbing.desk.queries.look_alikes import Likeness, LookAlike
from bimbing.desk.views.client_words import checked_dates
from bimbing.desk.views.new_client_address import beside_address
from bimbing.intake.shown.look_alike_words import REASON_WORDS
from bimbing.offices.queries import conventions_of
from bimbing.rules.calendar import Span, add_months
from bimbing.rules.dates import age_on, long_date, medium_date, short_date, typed_date
from bimbing.rules.durations import sentence_text
from bimbing.rules.names import PersonName, display_name
from bimbing.rules.nik import facts
from bimbing.rules.phone import display
from bimbing.rules.programmes import Programme, facts_of
from bimbing.rules.reading import DoubtCode, Severity
from bimbing.rules.regions import district_of
from bimbing.rules.sentence import (
    Finding,
    FindingCode,
    SentenceSettings,
    cross_check,
    dates_known,
)
from bimbing.supervision.models import Case, Supervision
from bimbing.ui.kinds import mark_of

LIKENESS_LABELS: Final[dict[Likeness, Promise]] = {
    Likeness.NIK: gettext_lazy("same NIK"),
    Likeness.NAME_AND_BIRTH: gettext_lazy("same name and birth date"),
    Likeness.REGISTER_NO: gettext_lazy("same register number"),
    Likeness.WRITTEN_OTHERWISE: gettext_lazy("similar name"),
    Likeness.NAME_AND_YEAR: gettext_lazy("same name and birth year"),
    Likeness.SAME_NAME: gettext_lazy("same name"),
    Likeness.SIMILAR_NAME: gettext_lazy("similar name"),
}
_PARTS: Final[dict[str, tuple[Any, Any]]] = {
    "decision": (
        gettext_lazy("The decision"),
        gettext_lazy("The decision or order that comes with the client."),
    ),
    "person": (gettext_lazy("Identity"), gettext_lazy("As in the decision and the identity card.")),
    "case": (gettext_lazy("The case"), gettext_lazy("With it the dates of the decision can be checked.")),
    "more": (gettext_lazy("More of the case"), ""),
    "programme": (
        gettext_lazy("Programme and officer"),
        gettext_lazy("In brackets: how many clients the officer has."),
    ),
    "days": (gettext_lazy("Days"), gettext_lazy("The dates of the decision hold; the rules only compare.")),
    "contacts": (gettext_lazy("Contacts"), gettext_lazy("How the client and his guarantor are reached.")),
    "number": (
        gettext_lazy("Register number"),
        gettext_lazy("Leave it empty: the next number of the book is given."),
    ),
}
#: A date of figures alone (`101026`) is read back in words beside the field: that is question enough.
_SAID_ANYWAY: Final = frozenset({DoubtCode.DATE_DIGITS_ONLY})
#: Under this age at the start one looks whether the verdict is a child's (UU 11/2012 Ps. 1).
_GROWN_UP: Final = 18


class Hint(NamedTuple):
    """A remark beside a field; `fill` are values that one key puts into fields."""

    text: str
    kind: str = "hint"
    fill: dict[str, str] | None = None


def likeness_words(one: LookAlike) -> list[Any]:
    """What a look-alike has in common with the typed person; by the rule, its reasons in their order."""
    if Likeness.WRITTEN_OTHERWISE in one.likeness:
        return [REASON_WORDS[reason] for reason in one.reasons]
    return [LIKENESS_LABELS[likeness] for likeness in one.likeness]


def part_words(name: str) -> dict[str, Any]:
    """Title and explanation of a part of the page."""
    title, text = _PARTS[name]
    return {"title": title, "text": text}


def hints_of(form: NewClientForm) -> dict[str, SafeString]:
    """Field -> what is to be said beside it, for a form that was looked at (`is_valid`)."""
    found: dict[str, list[Hint]] = defaultdict(list)
    for name in form.fields:
        if name not in form.errors:
            found[name] += [
                Hint(doubt_words(doubt), "wait")
                for doubt in form.doubts(name)
                if doubt.severity is not Severity.NOTE and doubt.code not in _SAID_ANYWAY
            ]
    data = form.cleaned_data
    found["full_name"] += _name(data.get("full_name"))
    found["nik"] += _nik(form)
    found["birth"] += _birth(data.get("birth"), form.today)
    found["section"] += _section(form)
    for name in ("decision_date", "start_date", "end_date", "detained_on", "expiry"):
        if day := data.get(name):
            found[name].append(Hint(long_date(day), "neutral"))
    if (day := data.get("decision_date")) and day > form.today:
        found["decision_date"].append(Hint(_("This day has not come yet."), "wait"))
    found["end_date"] += _end(form)
    found["phone"] += [
        Hint(f"{display(one.e164)} · {owner_of(one).label}", "neutral") for one in data.get("phone") or ()
    ]
    if "address" in form.fields and (text := data.get("address")):
        found["address"] += [
            Hint(one.text, one.kind, {"address": one.address} if one.address else None)
            for one in beside_address(form.staff, text, data.get("nik") or "")
        ]
    return {name: _drawn(name, hints) for name, hints in found.items() if name in form.fields}


def _drawn(name: str, hints: Iterable[Hint]) -> SafeString:
    return format_html_join(
        "",
        '<span class="hint-line is-{}">{}<span>{}{}</span></span>',
        (
            (
                hint.kind,
                "" if hint.kind == "neutral" else mark_of(hint.kind),
                hint.text,
                _button(name, hint.fill, place),
            )
            for place, hint in enumerate(hints)
        ),
    )


def _button(name: str, fill: dict[str, str] | None, place: int) -> SafeString | str:
    if not fill:
        return ""
    button = ' <button type="button" id="pakai-{}" data-fill="{}">{}</button>'
    return format_html(button, f"{name}-{place}" if place else name, json.dumps(fill), _("Take it over"))


def _name(name: PersonName | None) -> list[Hint]:
    if name is None or not (name.aliases or name.parent_name or name.titles):
        return []
    parts = [display_name(name.full_name)]
    parts += [_("alias %(name)s") % {"name": display_name(alias)} for alias in name.aliases]
    if name.parent_name:
        parts.append(_("child of %(name)s") % {"name": display_name(name.parent_name)})
    return [Hint(" · ".join(parts), "neutral")]


def _nik(form: NewClientForm) -> list[Hint]:
    data = form.cleaned_data
    told = facts(data.get("nik") or "", today=form.today)
    if told is None:
        return []
    birth: Birth | None = data.get("birth")
    wanted: dict[str, str] = {}
    said, differs = [], False
    if told.sex:
        said.append(str(Sex(told.sex).label))
        differs |= bool(data.get("sex")) and data["sex"] != told.sex
        wanted["sex"] = told.sex
    if told.birth_date:
        said.append(_("born %(day)s") % {"day": medium_date(told.birth_date)})
        differs |= bool(birth and birth.day) and birth.day != told.birth_date  # type: ignore[union-attr]
        wanted["birth"] = typed_date(told.birth_date)
    if not wanted:
        return []
    missing = {name: value for name, value in wanted.items() if not str(form.data.get(name, "")).strip()}
    text = _("By the NIK: %(facts)s.") % {"facts": ", ".join(said)}
    if district := district_of(told.region):
        text += " " + _("First registered in %(district)s.") % {"district": district.written}
    if differs:
        return [Hint(text + " " + _("It differs from what is typed; compare it with the papers."), "wait")]
    order: dict[str, str] = {name: missing[name] for name in ("birth", "sex") if name in missing}
    return [Hint(text, "hint" if order else "ok", order or None)]


def _birth(birth: Birth | None, today: date) -> list[Hint]:
    if birth is None:
        return []
    if birth.day is None:
        return [Hint(_("Only the year is kept: %(year)s.") % {"year": birth.year}, "neutral")]
    age = _("%(age)s years old") % {"age": age_on(birth.day, today)}
    return [Hint(" · ".join(part for part in (birth.place, medium_date(birth.day), age) if part), "neutral")]


def _section(form: NewClientForm) -> list[Hint]:
    data = form.cleaned_data
    typed, code = str(form.data.get("section", "")), data.get("programme")
    if code in set(Programme) and "section" in form.fields:
        (book, *others) = facts_of(Programme(code)).sections
        if not others and typed not in ("", book):
            told = _("This programme is kept in the book %(book)s.") % {"book": book}
            return [Hint(told, "wait", _to_book(form, book))]
    birth, start = data.get("birth"), data.get("start_date")
    if data.get("section") != "BKD" or birth is None or birth.day is None or start is None:
        return []
    age = age_on(birth.day, start)
    if age >= _GROWN_UP or age < 0:
        return []
    said = _("%(age)s years old when the guidance starts. Is the verdict a child's case?")
    return [Hint(said % {"age": age}, "wait", _to_book(form, "BKA"))]


def _to_book(form: NewClientForm, book: str) -> dict[str, str] | None:
    """Into the other book, with its own series of numbers; not for whoever serves one section only."""
    return None if form.staff.section else {"section": book}


# ------------------------------------------------------------------ the end, beside the rules


def _end(form: NewClientForm) -> list[Hint]:
    """How long the guidance lasts, and how its dates fit the rules. The decision holds: nothing of it is an error."""
    data = form.cleaned_data
    start, end = data.get("start_date"), data.get("end_date")
    if not (start and end and end >= start):
        return []
    hints = [Hint(_("Guidance of %(span)s.") % {"span": _span(start, end) or _("one day")}, "neutral")]
    section = form.client.section if form.client else data.get("section") or "BKD"
    row = Supervision(
        office=form.staff.office,
        section=section,
        case=Case(**form.case_columns()),
        programme_id=data.get("programme") or None,
        start_date=start,
        end_date=end,
    )
    settings = conventions_of(row.office).on(start)
    found = _findings(row, settings)
    explained = any(finding.code is FindingCode.PB_WITHOUT_YEAR for finding in found)
    for checked in checked_dates(row, settings):
        if checked.words and not (explained and checked.decided == end):
            hints.append(Hint(f"{checked.label}: {checked.words}", checked.kind))
    hints += [Hint(said, "wait") for finding in found if (said := _finding(finding))]
    return hints


def _findings(row: Supervision, settings: SentenceSettings) -> tuple[Finding, ...]:
    if row.programme_id not in set(Programme) or row.start_date is None or row.end_date is None:
        return ()
    case = row.case
    dates = dates_known(
        counted_from=case.detained_on,
        length=Span(case.sentence_years, case.sentence_months, case.sentence_days),
        remission=Span(0, case.remission_months, case.remission_days),
        settings=settings,
    )
    return cross_check(
        Programme(row.programme_id),
        start=row.start_date,
        end=row.end_date,
        expires_on=case.sentence_expiry_date,
        computed_expiry=dates.expires_on if dates else None,
        settings=settings,
    )


def _finding(finding: Finding) -> str:
    """The sentence of a finding; empty where another one says it."""
    if finding.suggested is None:
        return ""
    words = {
        FindingCode.PB_WITHOUT_YEAR: _(
            "This is the end of the sentence. Is the year of guidance after it missing? With it: %(day)s."
        ),
        FindingCode.CB_OVER_SIX_MONTHS: _(
            "A CB lasts six months at most, here to %(day)s; it is longer by %(n)s."
        ),
    }
    days = abs(finding.days)
    apart = ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    said = words.get(finding.code, "")
    return said % {"day": short_date(finding.suggested), "n": apart}


def _span(start: date, end: date) -> str:
    """`2 tahun 3 hari`: whole months by the calendar, then days."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if add_months(start, months) > end:
        months -= 1
    return sentence_text(0, months, (end - add_months(start, months)).days)
