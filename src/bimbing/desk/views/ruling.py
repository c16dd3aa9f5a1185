"""What the pages share on which an office says something from a day on: the form, what holds, what is to come."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bimbing.desk.forms_rules import RuleForm
from bimbing.offices.actions import DecidedMeanwhile, RuleTooEarly, last_decided
from bimbing.offices.http import StaffRequest, see_other
from bimbing.rules.calendar import add_months, month_start
from bimbing.rules.dates import medium_date
from bimbing.supervision.models import INTERVAL_LABELS

Facts = Sequence[tuple[Promise | str, str]]
#: The button that only asks what would happen.
LOOK: Final = "lihat"


@dataclass(frozen=True, slots=True)
class Told:
    """A rule as a panel: its facts in words, who decided it, and where it is withdrawn while it is to come."""

    since: date | None
    facts: Facts
    rule: Any = None
    withdraw_url: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds today, what is to come, and what held before."""

    now: Told
    coming: Sequence[Told]
    past: Sequence[Told]


@dataclass(frozen=True, slots=True)
class Ruling:
    """One page of this kind. `facts`: a rule in words. `decide`: the verb, given the clean values and `seen`.

    `effect`: what the change would do, as sentences; none where nothing is counted.
    """

    template: str
    form: Callable[..., RuleForm]
    rows: QuerySet[Any]
    first: Any
    facts: Callable[[Any], Facts]
    decide: Callable[..., Any]
    withdraw: str
    back: str
    effect: Callable[[Mapping[str, Any]], Sequence[str]] | None = None


def next_month(today: date) -> date:
    """The usual day on which something new begins."""
    return add_months(month_start(today), 1)


def rules_told(ruling: Ruling, today: date) -> Rules:
    """The rules of a page in words. One query."""
    rows = list(ruling.rows.order_by("valid_from"))
    begun = [row for row in rows if row.valid_from <= today]
    first = Told(None, ruling.facts(ruling.first)) if ruling.first is not None else Told(None, ())

    def told(row: Any) -> Told:
        url = reverse(ruling.withdraw, args=[row.pk]) if row.valid_from > today else ""
        return Told(row.valid_from, ruling.facts(row), row, url)

    now = told(begun[-1]) if begun else first
    past = [told(row) for row in reversed(begun[:-1])]
    return Rules(now, [told(row) for row in rows if row.valid_from > today], [*past, first] if begun else [])


def ruling_page(
    request: StaffRequest,
    ruling: Ruling,
    *,
    today: date,
    values: Any,
    context: Mapping[str, Any],
    back: Sequence[Any] = (),
) -> HttpResponse:
    """Show what holds and take a change. `values`: what the form starts with (an object with the columns).

    The button LOOK only asks what the change would do; htmx asks the same while somebody types.
    """
    sent = request.POST if request.method == "POST" else None
    form = _form(ruling, sent, today, values)
    looks = sent is not None and sent.get("do") == LOOK
    form.fields["reason"].required = not looks
    effect: Sequence[str] | None = None
    status = 200
    if sent is not None and form.is_valid():
        if ruling.effect is not None:
            effect = ruling.effect(form.cleaned_data)
        if not looks:
            try:
                _decide(request, ruling, form, effect)
            except DecidedMeanwhile as meanwhile:
                last: Any = meanwhile.last
                context = dict(context) | {"meanwhile": last, "is_late": True}
                form.data = {**sent.dict(), "seen": str(last_decided(ruling.rows))}
                status = 409
            else:
                return see_other(ruling.back, *back)
    elif form.errors:
        status = 422
    shown = dict(context) | {"form": form, "effect": effect, "counts": ruling.effect is not None}
    if looks and request.headers.get("HX-Request"):  # half-typed: what cannot be counted yet is no error
        return render(request, "desk/part_effect.html", shown)
    return render(request, ruling.template, shown | {"rules": rules_told(ruling, today)}, status=status)


def _form(ruling: Ruling, sent: Any, today: date, values: Any) -> RuleForm:
    day = next_month(today)
    form = ruling.form(sent, today=today)
    form.initial = {name: getattr(values, name) for name in form.fields if hasattr(values, name)} | {
        "valid_from": f"{day.day}-{day.month}-{day.year}",
        "reason": "",
        "seen": last_decided(ruling.rows),
    }
    return form


def _decide(request: StaffRequest, ruling: Ruling, form: RuleForm, effect: Sequence[str] | None) -> None:
    given = dict(form.cleaned_data)
    day, reason, seen = (given.pop(name) for name in ("valid_from", "reason", "seen"))
    ruling.decide(valid_from=day, columns=given, reason=reason, seen=seen)
    said = _("Decided. It holds from %(day)s.") % {"day": medium_date(day)}
    messages.success(request, " ".join([said, *(effect or ())]))


def withdrawn(request: StaffRequest, verb: Callable[[], None], to: str, *args: Any) -> HttpResponse:
    """Take a coming rule back, or say that it holds already."""
    try:
        verb()
    except RuleTooEarly:
        messages.error(request, _("This rule holds already. Decide another from a coming day on."))
    else:
        messages.success(request, _("Withdrawn: what held before goes on."))
    return see_other(to, *args)


def effect_sentences(changes: Counter[tuple[str, str]], day: date) -> list[str]:
    """`34 klien berubah dari bulanan ke dua mingguan.` for each change; one sentence where nothing changes."""
    if not changes:
        return [_("No client reports otherwise from %(day)s.") % {"day": medium_date(day)}]
    return [
        ngettext(
            "%(n)s client changes from %(old)s to %(new)s.",
            "%(n)s clients change from %(old)s to %(new)s.",
            n,
        )
        % {"n": n, "old": interval_word(old), "new": interval_word(new)}
        for (old, new), n in sorted(changes.items(), key=lambda one: -one[1])
    ]


def interval_word(interval: str) -> str:
    """`bulanan`; `—` where nothing is said."""
    return str(INTERVAL_LABELS[interval]) if interval else "—"  # type: ignore[index]


def yes_no(value: bool) -> str:
    """`ya` or `tidak`."""
    return _("yes") if value else _("no")
