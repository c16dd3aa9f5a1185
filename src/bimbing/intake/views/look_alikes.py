"""One pair after another, side by side: is it one person? Answered by one key each, and every answer can be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bimbing.intake.actions.decided import (
    ASKS_WHO,
    NEW,
    SAME,
    SECOND,
    SKIP,
    TELLS_WHO,
    others_in,
    target_in,
    understood,
)
from bimbing.intake.actions.identity import (
    AlreadyDecided,
    DecisionRefused,
    NotWaiting,
    decide,
    reopen,
)
from bimbing.intake.models import Import, ImportRow
from bimbing.intake.queries.choices import programmes
from bimbing.intake.queries.look_alikes import LISTED, Deck, deck_of, others_of, who_to_ask
from bimbing.intake.shown.look_alike_pair import Pair, pair_of, row_name, said_of
from bimbing.intake.views.reach import import_of
from bimbing.offices.http import StaffRequest, id_in, requires, see_other
from bimbing.offices.permissions import Permission

#: The words of the form: what becomes of a row whose person is the other one.
ANSWERS: Final[Mapping[str, str]] = {"sama": SAME, "kedua": SECOND}


@dataclass(frozen=True, slots=True)
class Listed:
    """A row in the list of all."""

    row: ImportRow
    name: str
    said: str
    by: str
    is_open: bool
    is_second: bool


@require_GET
@requires(Permission.IMPORT)
def look_alikes(request: StaffRequest, import_id: int) -> HttpResponse:
    """The pair that `baris` names, else the first open one; when none is open, the list of all."""
    batch = import_of(request, import_id)
    deck = deck_of(batch, asks=sorted(ASKS_WHO), tells=TELLS_WHO)
    wanted = request.GET.get("baris", "")
    number = id_in(wanted) if wanted else None
    if wanted and number not in (*deck.questions, *deck.second):
        raise Http404
    if number is None and "daftar" not in request.GET and deck.open:
        number = deck.open[0]
    last = _last(request, batch, deck)
    if number is None:
        return render(
            request, "intake/look_alikes_list.html", _frame(batch, deck) | last | _list(batch, deck)
        )
    row = batch.rows.get(pk=number)
    pair = _pair(request, batch, row)
    context = _frame(batch, deck) | last | {"pair": pair, "row": row} | _progress(deck, number)
    return render(request, "intake/look_alikes.html", context)


@require_POST
@requires(Permission.IMPORT)
def look_alikes_decide(request: StaffRequest, import_id: int) -> HttpResponse:
    """Keep the answer, and go on to the next pair."""
    batch = import_of(request, import_id)
    row = get_object_or_404(batch.rows, pk=id_in(request.POST.get("baris")) or 0)
    said, at = request.POST.get("jawaban", ""), timezone.localtime()
    try:
        if said == "buka":
            reopen(row=row, by=request.user, at=at)
            return _to(batch, baris=row.pk)
        target, guidance = _meant(said, request.POST.get("dengan", ""))
        decide(row=row, as_=target, guidance=guidance, by=request.user, at=at, anew="ubah" in request.POST)
    except NotWaiting:
        messages.error(request, _("This import is not waiting any more: nothing was changed."))
        return see_other("import_preview", batch.pk)
    except AlreadyDecided as already:
        told = {"name": already.identity["by"], "said": said_of(understood(already.identity))}
        messages.info(
            request, _("%(name)s was faster and said: %(said)s. Change it below if it is wrong.") % told
        )
        return _to(batch, baris=row.pk)
    except DecisionRefused:
        messages.error(
            request, _("That cannot be: the other entry is out of reach, or the rows would be each other.")
        )
        return _to(batch, baris=row.pk)
    following = deck_of(batch, asks=sorted(ASKS_WHO), tells=TELLS_WHO).after(row.pk)
    return _to(batch, **({"baris": following} if following else {"daftar": 1}), tadi=row.pk)


def _meant(said: str, other: str) -> tuple[str, str]:
    """(as, guidance) of an answer."""
    if said == "lain":
        return NEW, ""
    if said == "jangan":
        return SKIP, ""
    if said not in ANSWERS:
        raise Http404
    return other, ANSWERS[said]


def _to(batch: Import, **marks: int) -> HttpResponse:
    return see_other(f"{reverse('import_look_alikes', args=[batch.pk])}?{urlencode(marks)}")


def _pair(request: StaffRequest, batch: Import, row: ImportRow) -> Pair:
    """The row beside the other one that `lain` counts to, the first if it counts to none."""
    identity: Mapping[str, Any] = row.identity or {}
    named = others_in([*row.issues, *identity.get("asked", ())])
    if target_in(identity.get("as", "")) != (None, None):
        named = list(dict.fromkeys([identity["as"], *named]))
    targets = [target_in(one) for one in named]
    others = others_of(
        request.user,
        batch,
        client_ids=[client_id for client_id, _place in targets if client_id is not None],
        places=[place for _client, place in targets if place is not None],
    )
    chosen = id_in(request.GET.get("lain")) or 0
    pair = pair_of(
        batch, row, named, others, min(chosen, max(len(named) - 1, 0)), programmes(batch.office_id)
    )
    if pair.hidden_in is not None:
        pair.to_ask = who_to_ask(batch, pair.hidden_in)
    return pair


def _frame(batch: Import, deck: Deck) -> dict[str, Any]:
    return {
        "batch": batch,
        "waiting": batch.state == Import.State.PREVIEW,
        "open": len(deck.open),
        "decided": len(deck.decided),
        "second": len(deck.second),
        "total": len(deck.questions),
    }


def _progress(deck: Deck, number: int) -> dict[str, Any]:
    walk = list(deck.second) if number in deck.second else deck.questions
    place = walk.index(number)
    later = walk[place + 1] if number in deck.second and place + 1 < len(walk) else deck.after(number)
    return {"place": place + 1, "of": len(walk), "later": later, "is_second": number in deck.second}


def _last(request: StaffRequest, batch: Import, deck: Deck) -> dict[str, Any]:
    """The decision just taken, to be taken back by one key."""
    number = id_in(request.GET.get("tadi")) or 0
    if number not in deck.decided:
        return {}
    row = batch.rows.get(pk=number)
    return {"last": row, "last_said": said_of(understood(row.identity)) if row.identity else ""}


def _list(batch: Import, deck: Deck) -> dict[str, Any]:
    numbers = sorted((*deck.questions, *deck.second))[:LISTED]
    rows = batch.rows.filter(pk__in=numbers).order_by("pk")
    listed = []
    for row in rows:
        decided = understood(row.identity) if row.identity else None
        listed.append(
            Listed(
                row=row,
                name=row_name(row),
                said=said_of(decided),
                by=(row.identity or {}).get("by", ""),
                is_open=row.pk in deck.open,
                is_second=row.pk in deck.second,
            )
        )
    return {"listed": listed, "unlisted": len(deck.questions) + len(deck.second) - len(listed)}
