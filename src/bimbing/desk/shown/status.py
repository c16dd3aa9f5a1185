"""The steps of a guidance's status, its history, and what the law says about it, in words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bimbing.rules.dates import short_date
from bimbing.rules.revocation import WORKING_DAYS_TO_DECISION, excludes_release, limit_of, working_days_since
from bimbing.rules.status import ACTIVE, ENDED, Status, may_change, may_reopen
from bimbing.rules.steps import Doubt, Guidance, Step, visits_against
from bimbing.supervision.models import GROUND_LABELS, STATUS_LABELS, StatusEvent, Supervision

#: The statuses whose letter this office writes.
LETTERS: Final = frozenset({Status.BERAKHIR, Status.DILIMPAHKAN, Status.CABUT_SEMENTARA})
_ICONS: Final[Mapping[Status, str]] = {
    Status.BERAKHIR: "circle-check",
    Status.CABUT_SEMENTARA: "clock-alert",
    Status.DICABUT: "gavel",
    Status.DILIMPAHKAN: "arrow-right-left",
    Status.DITAHAN: "lock",
    Status.MENINGGAL: "flower",
    Status.BATAL: "eraser",
    Status.AKTIF: "undo-2",
}
_TITLES: Final[Mapping[Status, object]] = {
    Status.BERAKHIR: gettext_lazy("End the guidance"),
    Status.CABUT_SEMENTARA: gettext_lazy("Revoke provisionally"),
    Status.DICABUT: gettext_lazy("Revoke by the decision"),
    Status.DILIMPAHKAN: gettext_lazy("Transfer to another office"),
    Status.DITAHAN: gettext_lazy("Detained in another case"),
    Status.MENINGGAL: gettext_lazy("The client died"),
    Status.BATAL: gettext_lazy("Entered in error"),
    Status.AKTIF: gettext_lazy("Reopen the guidance"),
}
_SAYS: Final[Mapping[Status, object]] = {
    Status.BERAKHIR: gettext_lazy("With the closing letter, when the guidance has run its time."),
    Status.CABUT_SEMENTARA: gettext_lazy("By the head's letter, until the final decision comes."),
    Status.DICABUT: gettext_lazy("With ground, number and date of the decision."),
    Status.DILIMPAHKAN: gettext_lazy("With the client's request and the guarantor's statement over there."),
    Status.DITAHAN: gettext_lazy("From a day to a day: so long he owes no report."),
    Status.MENINGGAL: gettext_lazy("With the day and the certificate."),
    Status.BATAL: gettext_lazy("Leaves the figures; the trail stays."),
    Status.AKTIF: gettext_lazy("Because it was closed wrongly; with a reason."),
}
_ORDER: Final = (
    Status.AKTIF, Status.BERAKHIR, Status.DILIMPAHKAN, Status.CABUT_SEMENTARA, Status.DICABUT, Status.DITAHAN,
    Status.MENINGGAL, Status.BATAL,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """A step that may be chosen."""

    status: Status
    title: str
    text: str
    icon: str
    url: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change of status as the history shows it. `letter`, `correct`: addresses, empty where there is nothing."""

    kind: str
    icon: str
    on: date
    title: str
    text: str
    by: str
    at: str
    letter: str
    correct: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the law or a date says about the status; `kind` is its colour."""

    kind: str
    text: str


def step_title(status: Status, current: Status) -> str:
    """What a step is called: going back to active is a release, a lifted revocation or a reopening."""
    if status is Status.AKTIF and current is Status.DITAHAN:
        return _("Released from detention")
    if status is Status.AKTIF and current is Status.CABUT_SEMENTARA:
        return _("Lift the provisional revocation")
    return str(_TITLES[status])


def _says(status: Status, current: Status) -> str:
    if status is Status.AKTIF and current is Status.DITAHAN:
        return _("From that day on he reports again.")
    if status is Status.AKTIF and current is Status.CABUT_SEMENTARA:
        return _("The guidance goes on; with a reason.")
    return str(_SAYS[status])


def ways_of(row: Supervision) -> list[Way]:
    """The steps that lead on from where the guidance stands, in the order an office needs them."""
    current = Status(row.status)
    here = f"{reverse('client_status', args=[row.client_id])}?bimbingan={row.pk}&status="
    return [
        Way(status, step_title(status, current), _says(status, current), _ICONS[status], here + status.value)
        for status in _ORDER
        if may_change(current, status) or (status is Status.AKTIF and may_reopen(current))
    ]


# ------------------------------------------------------------------ history


def history(events: Sequence[StatusEvent], client_id: int, *, may_change_status: bool) -> list[Change]:
    """The changes of one guidance, the newest first. `events` in the order of days."""
    shown = [
        _change(event, events[:place], client_id, may_change_status=may_change_status)
        for place, event in enumerate(events)
    ]
    return shown[::-1]


def _change(
    event: StatusEvent, before: Sequence[StatusEvent], client_id: int, *, may_change_status: bool
) -> Change:
    status = Status(event.status)
    is_entry = not before and status is Status.AKTIF
    letter, correct = "", ""
    if may_change_status and status in LETTERS:
        letter = reverse("client_letter", args=[client_id, event.pk])
    if may_change_status and not is_entry and status is not Status.BATAL:
        correct = reverse("client_status_correct", args=[client_id, event.pk])
    at = timezone.localtime(event.at)
    return Change(
        kind="ok" if status is Status.AKTIF else "wait" if status in ACTIVE else "ended",
        icon="log-in" if is_entry else _ICONS[status],
        on=event.on,
        title=_event_title(event, before),
        text=" · ".join(papers_of(event)),
        by=event.by.full_name,
        at=f"{short_date(at.date())} {at:%H.%M}",
        letter=letter,
        correct=correct,
    )


def _event_title(event: StatusEvent, before: Sequence[StatusEvent]) -> str:
    if event.status != Status.AKTIF:
        return str(STATUS_LABELS[Status(event.status)])
    if not before:
        return _("Guidance begun")
    if before[-1].status == Status.DITAHAN:
        return _("Released from detention")
    if before[-1].status == Status.CABUT_SEMENTARA:
        return _("Provisional revocation lifted")
    return _("Active again")


def papers_of(event: StatusEvent) -> list[str]:
    """What a change stands on: letter and its date, ground, target, days, reason."""
    number = event.document_no
    if number and event.document_date:
        number = _("%(no)s of %(day)s") % {"no": number, "day": short_date(event.document_date)}
    days = (
        (event.until, _("until %(day)s")),
        (event.request_on, _("request of %(day)s")),
        (event.statement_on, _("guarantor's statement of %(day)s")),
        (event.prosecuted_on, _("prosecution began on %(day)s")),
    )
    said = [
        number,
        str(GROUND_LABELS[event.ground]) if event.ground else "",  # type: ignore[index]
        _("To %(target)s") % {"target": event.target} if event.target else "",
        *(words % {"day": short_date(day)} for day, words in days if day),
        event.reason,
    ]
    return [part for part in said if part]


# ------------------------------------------------------------------ what the law and the dates say


def remarks(
    row: Supervision,
    events: Sequence[StatusEvent],
    *,
    revocations: int,
    today: date,
    holidays: Collection[date] = (),
) -> list[Remark]:
    """What must be known about the status today. `revocations`: of this person, this guidance's own among them."""
    status = Status(row.status)
    found = []
    if status is Status.CABUT_SEMENTARA and (event := _last(events, status)):
        found.append(_awaited(event.document_date or event.on, today, holidays))
    if status is Status.DITAHAN and (event := _last(events, status)) and event.until and event.until < today:
        text = _("He was to be released by %(day)s. Write down the release, or correct the detention.")
        found.append(Remark("wait", text % {"day": short_date(event.until)}))
    if limit := _limit(row, status, today):
        found.append(limit)
    if excludes_release(revocations):
        text = _("Revoked %(n)s times: no assimilation, PB, CMB or CB may be given any more.")
        found.append(Remark("miss", text % {"n": revocations}))
    return found


def _last(events: Sequence[StatusEvent], status: Status) -> StatusEvent | None:
    return next((event for event in reversed(events) if event.status == status), None)


def _awaited(since: date, today: date, holidays: Collection[date]) -> Remark:
    passed = working_days_since(since, today, holidays)
    text = _("The final decision is awaited: %(n)s of %(most)s working days since the letter of %(day)s.")
    words = text % {"n": passed, "most": WORKING_DAYS_TO_DECISION, "day": short_date(since)}
    return Remark("wait" if passed <= WORKING_DAYS_TO_DECISION else "miss", words)


def _limit(row: Supervision, status: Status, today: date) -> Remark | None:
    """The limit matters while the guidance runs, and after its end until the limit has passed."""
    limit = limit_of(row.programme_id or "", row.end_date)
    if limit is None or (status in ENDED and status is not Status.BERAKHIR):
        return None
    if today <= limit:
        text = _("May be revoked until %(day)s (KUHP art. 73)")
        return Remark("neutral", text % {"day": short_date(limit)})
    if status is Status.BERAKHIR:
        return None
    text = _("The limit for a revocation passed on %(day)s (KUHP art. 73).")
    return Remark("wait", text % {"day": short_date(limit)})


# ------------------------------------------------------------------ doubts


def doubt_words(doubt: Doubt, guidance: Guidance, step: Step) -> str:
    """What speaks against a step, as a sentence to be looked at."""
    if doubt in (Doubt.VISITS_AFTER, Doubt.VISITS_DURING):
        visits = visits_against(guidance, step)
        days = ", ".join(short_date(day) for day in visits[:3]) + (" …" if len(visits) > 3 else "")
        sentence = (
            ngettext(
                "%(n)s visit is recorded after this day: %(days)s.",
                "%(n)s visits are recorded after this day: %(days)s.",
                len(visits),
            )
            if doubt is Doubt.VISITS_AFTER
            else ngettext(
                "%(n)s visit is recorded while he was detained: %(days)s.",
                "%(n)s visits are recorded while he was detained: %(days)s.",
                len(visits),
            )
        )
        return sentence % {"n": len(visits), "days": days}
    if doubt is Doubt.WITHOUT_PROVISIONAL:
        return _("There was no provisional revocation by the head before this decision.")
    if doubt is Doubt.PAPERS_MISSING:
        return _("A transfer needs the client's request and the guarantor's statement over there.")
    limit = limit_of(guidance.programme, guidance.end)
    text = _(
        "This decision comes after %(day)s, the limit of KUHP art. 73: three months after the end. It stands only if a"
        " prosecution for an offence committed during probation began within those three months; when?"
    )
    return text % {"day": short_date(limit) if limit else ""}


def second_revocation_words(earlier: int) -> str:
    """What a revocation means for somebody revoked before; empty for the first."""
    if not excludes_release(earlier + 1):
        return ""
    text = _(
        "This is revocation no. %(n)s of this person: no assimilation, PB, CMB or CB may be given any more."
    )
    return text % {"n": earlier + 1}
