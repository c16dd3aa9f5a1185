"""The client's file in words and colours: what each entry, each month and each date of the decision says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bimbing.attendance.models import KIND_LABELS, Excuse, Visit
from bimbing.audit.models import Event
from bimbing.cards.models import Card, CardPrint
from bimbing.desk.queries.client_file import Entry, Kind, Month
from bimbing.desk.shown.status import papers_of
from bimbing.desk.views.changed_words import column_words, value_words
from bimbing.offices.queries import conventions_of
from bimbing.rules.calendar import Span
from bimbing.rules.calendar_words import MONTHS, SHORT_MONTHS
from bimbing.rules.dates import short_date
from bimbing.rules.duty import AttendanceKind, PeriodState
from bimbing.rules.programmes import EndRule, Programme, Section
from bimbing.rules.sentence import (
    FindingCode,
    SentenceDates,
    SentenceSettings,
    cross_check,
    dates_known,
    suggested_end,
)
from bimbing.supervision.models import (
    STATUS_LABELS,
    Assignment,
    Note,
    StatusEvent,
    Supervision,
)

KIND_TITLES: Final = {
    Kind.VISIT: gettext_lazy("Reports"),
    Kind.NOTE: gettext_lazy("Notes"),
    Kind.STATUS: gettext_lazy("Status"),
    Kind.CARD: gettext_lazy("Card"),
    Kind.CHANGE: gettext_lazy("Changes"),
}
_PERIOD_KINDS: Final = {
    PeriodState.MET: "ok",
    PeriodState.MISSED: "miss",
    PeriodState.OPEN: "wait",
    PeriodState.EXCUSED: "wait",
    PeriodState.SUSPENDED: "ended",
    PeriodState.FUTURE: "neutral",
    PeriodState.NOT_DUE: "neutral",
}
_PERIOD_WORDS: Final = {
    PeriodState.MET: gettext_lazy("reported on %(day)s"),
    PeriodState.MISSED: gettext_lazy("did not report"),
    PeriodState.OPEN: gettext_lazy("not yet reported, expected on %(target)s"),
    PeriodState.EXCUSED: gettext_lazy("excused"),
    PeriodState.SUSPENDED: gettext_lazy("duty suspended"),
    PeriodState.FUTURE: gettext_lazy("expected on %(target)s"),
    PeriodState.NOT_DUE: gettext_lazy("nothing due"),
}
_SATISFIED: Final = {
    AttendanceKind.HADIR,
    AttendanceKind.DARING,
    AttendanceKind.KUNJUNGAN,
    AttendanceKind.POS,
}
_EDIT_TITLES: Final = {
    "client.added": gettext_lazy("Entered into the register"),
    "client.edited": gettext_lazy("Data corrected"),
    "client.phones": gettext_lazy("Phone numbers changed"),
    "supervision.added": gettext_lazy("Guidance entered"),
    "supervision.edited": gettext_lazy("Guidance corrected"),
    "case.edited": gettext_lazy("Case corrected"),
    "client_proposal.accepted": gettext_lazy("Proposal accepted"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the timeline as it is shown."""

    kind: str
    icon: str
    on: date
    at: str
    title: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A month of the strip as it is shown."""

    label: str
    kind: str
    text: str
    year: int | None
    now: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """A date of the decision beside the one the rules compute."""

    label: str
    decided: date | None
    kind: str
    words: str
    computed: date | None = None


# ------------------------------------------------------------------ strip


def cells(months: Sequence[Month]) -> list[Cell]:
    """The strip's months; the year is written where it turns."""
    shown, year = [], None
    for month in months:
        period = month.period
        words = _("nothing due")
        if period is not None:
            day = short_date(period.met_on) if period.met_on else ""
            words = str(_PERIOD_WORDS[period.state]) % {"day": day, "target": short_date(period.target)}
        first = month.first
        shown.append(
            Cell(
                label=SHORT_MONTHS[first.month - 1],
                kind=_PERIOD_KINDS[period.state] if period else "neutral",
                text=f"{MONTHS[first.month - 1]} {first.year}: {words}",
                year=first.year if first.year != year else None,
                now=month.is_now,
            )
        )
        year = first.year
    return shown


# ------------------------------------------------------------------ timeline


def told(entries: Sequence[Entry], *, sees_notes: bool, officers: Mapping[int, str]) -> list[Told]:
    """The entries in words. Without the right to read notes, that there is one shows, its text does not."""
    return [_told(entry, sees_notes, officers) for entry in entries]


def _told(entry: Entry, sees_notes: bool, officers: Mapping[int, str]) -> Told:
    fact = entry.fact
    clock = f"{timezone.localtime(entry.at):%H.%M}"
    if isinstance(fact, Visit):
        return _visit(fact, sees_notes)
    if isinstance(fact, Note):
        text = fact.text if sees_notes else _("Only officers read notes.")
        return Told("hint", "notebook-pen", fact.on, clock, _("Note"), text, fact.by.full_name)
    if isinstance(fact, StatusEvent):
        return _status(fact)
    if isinstance(fact, Assignment):
        title = _("With officer %(name)s") % {"name": fact.officer.name_with_title}
        until = _("Until %(day)s.") % {"day": short_date(fact.until)} if fact.until else ""
        text = " ".join(part for part in (until, fact.reason) if part)
        return Told("neutral", "user-check", fact.since, "", title, text, fact.by.full_name)
    if isinstance(fact, Excuse):
        title = _("Excused until %(day)s") % {"day": short_date(fact.until)}
        return Told("wait", "calendar-clock", fact.since, "", title, fact.reason, fact.by.full_name)
    if isinstance(fact, Card):
        title = (
            _("Card issued")
            if fact.sequence == 1
            else _("Card %(n)s issued, the one before is replaced") % {"n": fact.sequence}
        )
        text = _("Replaced: %(reason)s") % {"reason": fact.replaced_reason} if fact.replaced_reason else ""
        return Told("neutral", "id-card", entry.on, clock, title, text, fact.issued_by.full_name)
    if isinstance(fact, CardPrint):
        title = (
            _("Officer's sheet printed")
            if fact.kind == "sheet"
            else _("Card printed, version %(n)s") % {"n": fact.version}
        )
        return Told("neutral", "printer", entry.on, clock, title, "", fact.by.full_name)
    return _edit(fact, officers)


def _visit(visit: Visit, sees_notes: bool) -> Told:
    kind = AttendanceKind(visit.kind)
    title = str(KIND_LABELS[kind])
    if visit.outpost:
        title += f", {visit.outpost.name}"
    parts = [visit.note if sees_notes else ""]
    if visit.next_on:
        parts.append(_("Told to come on %(day)s.") % {"day": short_date(visit.next_on)})
    if visit.is_late_entry:
        parts.append(
            _("Typed in on %(day)s.") % {"day": short_date(timezone.localtime(visit.recorded_at).date())}
        )
    if not visit.day_known:
        parts.append(_("Only the month is known; the paper list had a tick."))
    colour, icon = ("ok", "calendar-check") if kind in _SATISFIED else ("wait", "calendar-clock")
    if kind is AttendanceKind.MANGKIR:
        colour, icon = "miss", "calendar-x-2"
    if visit.voided_at and visit.voided_by:
        colour, icon, title = "ended", "ban", _("Void: %(what)s") % {"what": title}
        parts.append(
            _("Voided by %(name)s: %(reason)s")
            % {"name": visit.voided_by.full_name, "reason": visit.void_reason}
        )
    by = visit.received_by or visit.recorded_by
    clock = f"{visit.time:%H.%M}" if visit.time else ""
    return Told(colour, icon, visit.on, clock, title, "\n".join(filter(None, parts)), by.full_name)


def _status(event: StatusEvent) -> Told:
    title = _("Status: %(status)s") % {"status": STATUS_LABELS[event.status]}  # type: ignore[index]
    kind = "ok" if event.status == "aktif" else "ended"
    return Told(kind, "flag", event.on, "", title, " · ".join(papers_of(event)), event.by.full_name)


def _edit(event: Event, officers: Mapping[int, str]) -> Told:
    title = str(_EDIT_TITLES.get(event.action, event.action))
    lines = [
        f"{column_words(name)}: {value_words(name, pair[0])} → {value_words(name, pair[1])}"
        for name, pair in event.changes.items()
        if isinstance(pair, list) and len(pair) == 2
    ]
    if event.purpose:
        lines.append(event.purpose)
    at = timezone.localtime(event.at)
    return Told("neutral", "pencil", at.date(), f"{at:%H.%M}", title, "\n".join(lines), event.staff_name)


# ------------------------------------------------------------------ dates of the decision


def checked_dates(row: Supervision, settings: SentenceSettings | None = None) -> list[Checked]:
    """Two thirds, expiry and end: what the decision says, and how it fits what the rules compute. The decision holds.

    `settings`: the office's conventions for the day the guidance begins, where the caller has them already.
    """
    case, office = row.case, row.office
    settings = settings or conventions_of(office).on(row.start_date)
    computed = _computed(row, settings)
    end = None
    if (rule := _end_rule(row)) is not None:
        end = suggested_end(rule, section=Section(row.section), dates=computed, settings=settings)
    tolerance = office.date_tolerance_days
    return [
        _beside(_("Two thirds"), case.two_thirds_date, computed.fraction_on if computed else None, tolerance),
        _beside(
            _("Sentence expires"),
            case.sentence_expiry_date,
            computed.expires_on if computed else None,
            tolerance,
        ),
        _beside(_("Guidance ends"), row.end_date, end, tolerance),
    ]


def _end_rule(row: Supervision) -> Programme | EndRule | None:
    """From what the end of a guidance is computed: its programme, or what the office says of its own."""
    if row.programme_id in set(Programme):
        return Programme(row.programme_id)
    return EndRule(row.programme.end_rule) if row.programme is not None else None


def _computed(row: Supervision, settings: SentenceSettings) -> SentenceDates | None:
    case = row.case
    return dates_known(
        counted_from=case.detained_on,
        length=Span(case.sentence_years, case.sentence_months, case.sentence_days),
        remission=Span(0, case.remission_months, case.remission_days),
        is_life=case.life_sentence,
        settings=settings,
    )


def _beside(label: str, decided: date | None, computed: date | None, tolerance: int) -> Checked:
    if computed is None:
        return Checked(label, decided, "neutral", "")
    if decided is None:
        words = _("by the rules %(day)s") % {"day": short_date(computed)}
        return Checked(label, None, "hint", words, computed)
    days = (decided - computed).days
    if abs(days) <= tolerance:
        same = _("fits the rules") if days == 0 else _("by the rules %(day)s") % {"day": short_date(computed)}
        return Checked(label, decided, "ok", same, computed)
    apart = ngettext("%(n)s day apart", "%(n)s days apart", abs(days)) % {"n": abs(days)}
    words = _("by the rules %(day)s, %(apart)s") % {"day": short_date(computed), "apart": apart}
    return Checked(label, decided, "wait", words, computed)


def findings(row: Supervision, settings: SentenceSettings | None = None) -> list[str]:
    """What the officer should look at in the decision's dates, as sentences. `settings` as in `checked_dates`."""
    if not (row.start_date and row.end_date and row.programme_id in set(Programme)):
        return []
    found = cross_check(
        Programme(row.programme_id),
        start=row.start_date,
        end=row.end_date,
        expires_on=row.case.sentence_expiry_date,
        settings=settings or conventions_of(row.office).on(row.start_date),
    )
    sentences = {
        FindingCode.PB_WITHOUT_YEAR: _(
            "The end of this PB is the end of the sentence, without the year of guidance after it (%(day)s)."
        ),
        FindingCode.CB_OVER_SIX_MONTHS: _("This CB lasts longer than six months (%(day)s)."),
    }
    return [
        sentences[finding.code] % {"day": short_date(finding.suggested)}
        for finding in found
        if finding.code in sentences and finding.suggested
    ]
