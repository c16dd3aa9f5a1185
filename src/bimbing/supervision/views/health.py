"""Data sehat: what is missing or contradicts itself, per officer and for all, each with the one step that mends it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from bimbing.offices.http import StaffRequest, id_in, requires
from bimbing.offices.permissions import Permission
from bimbing.rules.health import CONTRADICTING, MISSING, Flaw, Flawed
from bimbing.supervision.queries.choices import programme_said
from bimbing.supervision.queries.health import NOBODY, Health, Named, health_of

#: How a flaw is called in a list of them, and the sentence on one record (`%(said)s`: what the rules would say).
WORDS: Final[Mapping[Flaw, tuple[str | Promise, str | Promise]]] = {
    Flaw.NO_OFFICER: (gettext_lazy("Without officer"), gettext_lazy("Nobody guides him.")),
    Flaw.NO_PROGRAMME: (gettext_lazy("Without programme"), gettext_lazy("The programme is not entered.")),
    Flaw.NO_START: (gettext_lazy("Without start"), gettext_lazy("The first day of guidance is not entered.")),
    Flaw.NO_END: (gettext_lazy("Without end"), gettext_lazy("The last day of guidance is not entered.")),
    Flaw.NO_DECISION: (gettext_lazy("Without decision number"), gettext_lazy("The decision has no number.")),
    Flaw.NO_OFFENCE: (
        gettext_lazy("Without offence"),
        gettext_lazy("Neither offence nor article is entered."),
    ),
    Flaw.NO_BIRTH: (gettext_lazy("Without date of birth"), gettext_lazy("The date of birth is not entered.")),
    Flaw.NO_NIK: (gettext_lazy("Without NIK"), gettext_lazy("The NIK is not entered.")),
    Flaw.NO_PHONE: (gettext_lazy("Without phone"), gettext_lazy("No phone number is known.")),
    Flaw.NO_CARD: (gettext_lazy("Without card"), gettext_lazy("He carries no card yet.")),
    Flaw.OFFICER_GONE: (
        gettext_lazy("Officer has left"),
        gettext_lazy("His officer's account is closed; hand him over."),
    ),
    Flaw.PAST_END: (
        gettext_lazy("Past the end, still active"),
        gettext_lazy("The end is over and nobody has closed the guidance."),
    ),
    Flaw.PB_WITHOUT_YEAR: (
        gettext_lazy("PB without its year"),
        gettext_lazy("The end is the end of the sentence; with the year of guidance it would be %(said)s."),
    ),
    Flaw.CB_OVER_SIX_MONTHS: (
        gettext_lazy("CB over six months"),
        gettext_lazy("A CB lasts at most six months: to %(said)s."),
    ),
    Flaw.EXPIRY_DIFFERS: (
        gettext_lazy("Expiry differs from the calculation"),
        gettext_lazy("By sentence and remission the term expires on %(said)s."),
    ),
    Flaw.END_DIFFERS: (
        gettext_lazy("End differs from the calculation"),
        gettext_lazy("By the rules the guidance ends on %(said)s."),
    ),
    Flaw.NIK_OTHER_BIRTH: (
        gettext_lazy("NIK says another birth"),
        gettext_lazy("The NIK says that he was born on %(said)s."),
    ),
    Flaw.NIK_OTHER_SEX: (gettext_lazy("NIK says another sex"), gettext_lazy("The NIK says %(said)s.")),
    Flaw.NOT_OF_SECTION: (
        gettext_lazy("Programme of the other section"),
        gettext_lazy("This section does not register this programme."),
    ),
    Flaw.DECIDED_AFTER_START: (
        gettext_lazy("Decision after the start"),
        gettext_lazy("The decision is younger than the guidance that it orders."),
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A record on the page: what is wrong in words, and where it is mended."""

    named: Named
    programme: str
    sentences: list[tuple[str, str]]
    step_url: str
    step: str


@requires(Permission.SEE_FILE)
@require_GET
def data_health(request: StaffRequest) -> HttpResponse:
    """The page; `?kurang=` chooses a flaw, `?pk=` an officer, `?sesudah=` the next names."""
    picked, officer = request.GET.get("kurang", ""), request.GET.get("pk", "")
    flaw = Flaw(picked) if picked in set(Flaw) else None
    officer = officer if officer == NOBODY or id_in(officer) else ""
    after = id_in(request.GET.get("sesudah"))
    today = timezone.localtime().date()
    health = health_of(request.user, today=today, flaw=flaw, officer=officer, after=after)
    context = {
        "found": health,
        "parts": [
            (_("Missing"), "wait", _doors(MISSING, health, flaw, officer)),
            (_("Contradicting"), "miss", _doors(CONTRADICTING, health, flaw, officer)),
        ],
        "officers": [
            {
                "row": one,
                "active": officer == (str(one.pk) if one.pk else NOBODY),
                "url": _address(flaw, str(one.pk) if one.pk else NOBODY),
            }
            for one in health.officers
        ],
        "everybody": _address(flaw, ""),
        "rows": [_row(request, named) for named in health.named],
        "chosen": WORDS[flaw][0] if flaw else "",
        "without_flaw": _address(None, officer),
        "next_url": _address(flaw, officer, health.after) if health.after else "",
        "shown": _("%(shown)s of %(total)s records") % {"shown": len(health.named), "total": health.found},
    }
    if request.htmx and request.htmx.target == "health-list":  # type: ignore[attr-defined]
        return render(request, "supervision/part_health_list.html", context)
    return render(request, "supervision/health.html", context)


def _doors(part: tuple[Flaw, ...], health: Health, flaw: Flaw | None, officer: str) -> list[dict[str, Any]]:
    """Flaws that occur, the most frequent first, and the chosen one whatever it counts."""
    doors = [
        {
            "label": WORDS[one][0],
            "count": health.counts[one],
            "url": _address(None if one is flaw else one, officer),
            "active": one is flaw,
        }
        for one in part
        if health.counts[one] or one is flaw
    ]
    return sorted(doors, key=lambda door: -door["count"])


def _address(flaw: Flaw | None, officer: str, after: int | None = None) -> str:
    words = {"kurang": flaw.value if flaw else "", "pk": officer, "sesudah": after or ""}
    return "?" + urlencode({name: value for name, value in words.items() if value})


def _row(request: StaffRequest, named: Named) -> Row:
    url, step = _step(request, named)
    sentences = [
        ("wait" if flawed.flaw in MISSING else "miss", str(WORDS[flawed.flaw][1]) % {"said": _said(flawed)})
        for flawed in named.flaws
    ]
    programme = named.row.programme
    said = programme_said(programme.code, programme.label) if programme else ""
    return Row(named, said, sentences, url, step)


def _said(flawed: Flawed) -> str:
    if flawed.flaw is Flaw.NIK_OTHER_SEX:
        return _("Female") if flawed.said == "P" else _("Male")
    return written(date.fromisoformat(flawed.said), "j M Y") if flawed.said else ""


def _step(request: StaffRequest, named: Named) -> tuple[str, str]:
    """The one step that mends the first flaw this person may mend: its address and the words of its button."""
    row, found = named.row, {flawed.flaw for flawed in named.flaws}
    here = f"?bimbingan={row.pk}"
    may = request.user.may
    if found & {Flaw.NO_OFFICER, Flaw.OFFICER_GONE} and may(Permission.ASSIGN_OFFICER):
        return reverse("client_hand_over", args=[row.client_id]) + here, _("Choose an officer")
    if Flaw.PAST_END in found and may(Permission.CHANGE_STATUS):
        return reverse("client_status", args=[row.client_id]) + here + "&status=berakhir", _(
            "Close the guidance"
        )
    if found == {Flaw.NO_CARD} and may(Permission.PRINT_CARD):
        return reverse("card_print", args=[row.client_id]), _("Print the card")
    return reverse("client_file", args=[row.client_id]) + here, _("Open the file")
