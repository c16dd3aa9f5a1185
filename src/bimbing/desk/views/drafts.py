"""What was typed at the one door and not yet saved: kept while one types, offered when one comes back, thrown away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from bimbing.desk.forms_proposal import PageState, is_untouched, page_state, typed_texts
from bimbing.offices.http import StaffRequest, id_in, requires, see_other
from bimbing.offices.models import Section, Staff
from bimbing.offices.permissions import Permission
from bimbing.proposals.actions import discard_draft, restore_draft, save_draft
from bimbing.proposals.models import Draft
from bimbing.proposals.queries import drafts_of, thrown_away
from bimbing.rules.dates import short_date
from bimbing.rules.names import display_name, initials, read_name
from bimbing.supervision.queries import clients_of


@dataclass(frozen=True, slots=True)
class Door:
    """Through which page somebody comes in: where it is sent to, what its buttons say, what else it shows."""

    action: str
    check: str
    cancel: str
    save: str
    after: str
    template: str = "desk/new_client.html"
    keeps_drafts: bool = True
    leads_on: bool = False  # to the page of a further programme of a verdict that is known
    look: str = ""  # a class of the form
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShownDraft:
    """A draft as the page offers it: `14.32: Sutrisno`, how old it is, and where one goes on with it."""

    key: UUID
    name: str
    clock: str
    age: str
    url: str


# ------------------------------------------------------------------ on the page of the door


def opened_draft(request: StaffRequest) -> Draft | None:
    """The draft that the address names (`?draf=`); somebody else's does not exist (404)."""
    named = request.GET.get("draf", "") if request.method != "POST" else ""
    return get_object_or_404(drafts_of(request.user), key=_key(named)) if named else None


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def texts_kept(request: StaffRequest) -> dict[str, Any]:
    """What the page begins with: what was typed before, here or in the draft that is opened."""
    if request.method == "POST":
        return request.POST.dict()
    draft = opened_draft(request)
    return dict(draft.texts) if draft else {}


def drafts_beside(request: StaffRequest) -> dict[str, Any]:
    """What a page of the door needs of its own draft, and the reader's other drafts."""
    at = timezone.localtime()
    if request.method == "POST":
        state = page_state(request.POST)
    else:
        draft = opened_draft(request)
        state = PageState(
            key=draft.key if draft else uuid4(), version=draft.version if draft else 0, page=uuid4(), turn=0
        )
    return {
        "page_state": state,
        "is_sent_back": request.method == "POST",
        **drafts_shown(request.user, at, state.key),
    }


def drafts_shown(staff: Staff, at: datetime, but: UUID | None = None) -> dict[str, Any]:
    """The reader's drafts, and those he has just thrown away. Three queries at most."""
    kept = list(drafts_of(staff).exclude(key=but) if but else drafts_of(staff))
    thrown = list(thrown_away(staff, at=at))
    known = _known_names(staff, [*kept, *thrown])
    return {
        "drafts": [_shown(draft, staff, at, known) for draft in kept],
        "thrown_drafts": [_shown(draft, staff, at, known) for draft in thrown],
    }


def _known_names(staff: Staff, drafts: Iterable[Draft]) -> dict[int, str]:
    ids = {pk for draft in drafts if (pk := id_in(draft.texts.get("klien")))}
    return {client.pk: client.list_name for client in clients_of(staff).filter(pk__in=ids)} if ids else {}


def _shown(draft: Draft, staff: Staff, at: datetime, known: Mapping[int, str]) -> ShownDraft:
    name = known.get(id_in(draft.texts.get("klien")) or 0) or typed_name(draft.texts)
    saved = timezone.localtime(draft.saved_at)
    days = (at.date() - saved.date()).days
    age = ngettext("%(n)s day old", "%(n)s days old", days) % {"n": days} if days else ""
    clock = f"{saved:%H.%M}" if not days else f"{short_date(saved.date())} {saved:%H.%M}"
    return ShownDraft(draft.key, name, clock, age, f"{door_of(staff)}?draf={draft.key}")


def typed_name(texts: Mapping[str, str]) -> str:
    """The name on a typed page, for lists: a child's by initials (UU 11/2012 Ps. 19)."""
    text = texts.get("full_name", "")
    read = read_name(text).value if text else None
    name = read.full_name if read else text
    if not name:
        return _("without a name yet")
    return initials(name) if texts.get("section") == Section.JUVENILE else display_name(name)


def door_of(staff: Staff) -> str:
    """The page on which this member of staff begins a client."""
    return reverse("client_new" if staff.may(Permission.REGISTER_CLIENT) else "propose_client")


# ------------------------------------------------------------------ kept, offered, thrown away


@require_POST
@requires(Permission.KEEP_DRAFTS)
def draft_save(request: StaffRequest) -> HttpResponse:
    """Keep what stands on the page. The page's script asks for numbers, its button for the page again."""
    at, held, texts = timezone.localtime(), page_state(request.POST), typed_texts(request.POST)
    by_script = "skrip" in request.POST
    if is_untouched(texts) and not drafts_of(request.user).filter(key=held.key).exists():
        if by_script:
            return JsonResponse({"draf": held.key, "versi": held.version, "jam": "", "terpisah": False})
        messages.info(request, _("Nothing is typed yet, so there is no draft."))
        return see_other(door_of(request.user))
    draft = save_draft(
        key=held.key,
        page=held.page,
        turn=held.turn,
        version=held.version,
        texts=texts,
        by=request.user,
        at=at,
    )
    if by_script:
        clock = f"{timezone.localtime(draft.saved_at):%H.%M}"
        answer = {"draf": draft.key, "versi": draft.version, "jam": clock, "terpisah": draft.key != held.key}
        return JsonResponse(answer)
    if draft.key != held.key:
        messages.info(request, _("This draft went on in another window; what you typed is kept beside it."))
    messages.success(request, _("The draft is kept. Only you see it; go on whenever you like."))
    return see_other(f"{door_of(request.user)}?draf={draft.key}")


@require_safe
@requires(Permission.KEEP_DRAFTS)
def draft_list(request: StaffRequest) -> HttpResponse:
    """The reader's drafts, for a page that found some in the browser and handed them in."""
    shown = drafts_shown(request.user, timezone.localtime(), _key(request.GET.get("selain", "")))
    return render(request, "desk/part_drafts.html", shown)


@require_POST
@requires(Permission.KEEP_DRAFTS)
def draft_discard(request: StaffRequest, draft_key: UUID) -> HttpResponse:
    """Throw away one of one's own drafts; for an hour it can be taken back."""
    at = timezone.localtime()
    draft = get_object_or_404(drafts_of(request.user) | thrown_away(request.user, at=at), key=draft_key)
    discard_draft(draft=draft, by=request.user, at=at)
    messages.success(request, _("Thrown away. For an hour you can take it back here."))
    return see_other(door_of(request.user))


@require_POST
@requires(Permission.KEEP_DRAFTS)
def draft_restore(request: StaffRequest, draft_key: UUID) -> HttpResponse:
    """Take back a draft that was thrown away just now."""
    at = timezone.localtime()
    draft = get_object_or_404(thrown_away(request.user, at=at), key=draft_key)
    restore_draft(draft=draft, by=request.user, at=at)
    return see_other(f"{door_of(request.user)}?draf={draft.key}")
