"""Proposals in words: what each is about, how old it is, and each of its texts under the label of its field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bimbing.desk.forms_client import ClientDataForm
from bimbing.desk.forms_new_client import NewClientForm
from bimbing.desk.views.drafts import typed_name
from bimbing.offices.models import Staff
from bimbing.proposals.models import Proposal
from bimbing.rules.dates import short_date

STATE_KINDS: Final = {
    Proposal.State.SENT: "wait",
    Proposal.State.RETURNED: "miss",
    Proposal.State.ACCEPTED: "ok",
    Proposal.State.WITHDRAWN: "ended",
}
#: So many fields of a correction are named in a list; the others are counted.
_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal as a list shows it. `name`: as lists name people, a child by initials."""

    pk: int
    url: str
    name: str
    what: str
    kind: str
    kind_label: str
    state: str
    state_kind: str
    state_label: str
    by: str
    when: str
    age: str
    reason: str
    word: str
    decided_by: str
    register_no: str


@dataclass(frozen=True, slots=True)
class ToldText:
    """One field of a proposal: what was proposed, what stood there then, and what somebody typed meanwhile."""

    label: str
    proposed: str
    was: str
    typed: str


def shown_proposals(proposals: Iterable[Proposal], at: datetime, *, route: str) -> list[Shown]:
    """The proposals for a list whose names lead to `route`."""
    labels = _correction_labels(at.date())
    return [_shown(one, at, route, labels) for one in proposals]


def _shown(one: Proposal, at: datetime, route: str, labels: Mapping[str, str]) -> Shown:
    sent = timezone.localtime(one.sent_at)
    days = (at.date() - sent.date()).days
    when = f"{sent:%H.%M}" if not days else f"{short_date(sent.date())} {sent:%H.%M}"
    return Shown(
        pk=one.pk,
        url=reverse(route, args=[one.pk]),
        name=one.client.list_name if one.client else typed_name(one.texts),
        what=_what(one, labels),
        kind=one.kind,
        kind_label=one.get_kind_display(),
        state=one.state,
        state_kind=STATE_KINDS[one.state],  # type: ignore[index]
        state_label=one.get_state_display(),
        by=one.by.full_name,
        when=when,
        age=ngettext("%(n)s day old", "%(n)s days old", days) % {"n": days} if days else "",
        reason=one.reason,
        word=one.word,
        decided_by=one.decided_by.full_name if one.decided_by else "",
        register_no=one.supervision.register_no if one.supervision else "",
    )


def _what(one: Proposal, labels: Mapping[str, str]) -> str:
    if one.kind == Proposal.Kind.CLIENT:
        parts = [one.texts.get("programme", ""), one.texts.get("decision_no", "")]
        return " · ".join(filter(None, parts))
    names = [labels[name] for name in labels if name in one.texts]
    shown = ", ".join(names[:_NAMED])
    return (
        shown
        if len(names) <= _NAMED
        else _("%(names)s and %(n)d more") % {"names": shown, "n": len(names) - _NAMED}
    )


def _correction_labels(today: date) -> dict[str, str]:
    form = ClientDataForm(today=today, was={})
    return {
        name: str(field.label) for name, field in form.fields.items() if name not in ("version", "reason")
    }


def told_texts(
    proposal: Proposal, staff: Staff, today: date, *, typed: Mapping[str, str] | None = None
) -> list[ToldText]:
    """Each text of a proposal under its label; with `typed` those of them that differ from it, and nothing else."""
    is_correction = proposal.kind == Proposal.Kind.CORRECTION
    form: ClientDataForm | NewClientForm
    form = ClientDataForm(today=today, was={}) if is_correction else NewClientForm(staff=staff, today=today)
    lines = []
    for name, field in form.fields.items():
        proposed, mine = proposal.texts.get(name, ""), (typed or {}).get(name, "")
        if not (mine and mine != proposed if typed else proposed):
            continue
        choices = {str(code): str(label) for code, label in getattr(field, "choices", ())}
        told = [choices.get(text, text) for text in (proposed, proposal.was.get(name, ""), mine)]
        lines.append(ToldText(str(field.label), *told))
    return lines
