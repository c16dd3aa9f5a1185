"""A record is corrected on a page of texts. Two people may do so at once: the later one sees three columns and loses
nothing. What differs from record to record is an `Editor`."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from bimbing.audit.models import Event
from bimbing.clients.actions import StaleVersion
from bimbing.clients.models import Client
from bimbing.desk.forms_texts import TextsForm
from bimbing.desk.views.stale import BEFORE, WAS, opened_texts, picks_in, shown_lines, unchosen
from bimbing.offices.http import StaffRequest
from bimbing.rules.three_way import Pick, compared


class Editor(ABC):
    """What is corrected: its fields, how they stand now, and how they are written."""

    #: The fields in the order of the page, the hidden ones that carry versions, and what the page is called.
    names: Sequence[str]
    versions: Sequence[str] = ("version",)
    title: Any

    def __init__(self, request: StaffRequest, client: Client) -> None:
        self.request, self.client = request, client

    @abstractmethod
    def form(self, data: Any = None, *, was: Mapping[str, str], **rest: Any) -> TextsForm:
        """The form, empty or with what was sent; `was`: the texts when it was opened."""

    @abstractmethod
    def now(self) -> tuple[dict[str, str], dict[str, int]]:
        """The texts of the fields and the versions, read afresh."""

    @abstractmethod
    def changes(self) -> Mapping[str, Event]:
        """Who last changed which field: field -> event."""

    @abstractmethod
    def save(self, form: TextsForm) -> HttpResponse | None:
        """Write what was touched, and answer; None where the form was given an error instead. Raises StaleVersion."""

    @abstractmethod
    def page(self, form: TextsForm, *, status: int = 200) -> HttpResponse:
        """The page with the form."""

    @property
    @abstractmethod
    def back(self) -> str:
        """The address one came from, and goes back to."""


def edited(editor: Editor) -> HttpResponse:
    """The page, or what comes of what was sent: 303 saved, 422 to mend, 409 three columns."""
    request = editor.request
    if request.method != "POST":
        now, versions = editor.now()
        return editor.page(editor.form(was=now, initial={**now, **versions}))
    sent, was = request.POST.copy(), opened_texts(request.POST, editor.names)
    for name, pick in picks_in(request.POST, editor.names).items():
        if pick is Pick.THEIRS:  # what stood there was sent along as the text to compare with
            sent[name] = was[name]
    form = editor.form(sent, was=was)
    if not form.is_valid():
        return editor.page(form, status=422)
    if unchosen(request.POST, editor.names):
        return _three_columns(editor, form, again=True)
    try:
        answer = editor.save(form)
    except StaleVersion:
        return _three_columns(editor, form)
    return answer or editor.page(form, status=422)


def _three_columns(editor: Editor, form: TextsForm, *, again: bool = False) -> HttpResponse:
    """What was typed, what it was, what stands there now. Sent again, the form carries the present versions.

    `again`: the page was sent back without a choice that had to be made; the choices that were made stay.
    """
    request, names = editor.request, editor.names
    (now, versions), mine = editor.now(), {name: request.POST.get(name, "") for name in names}
    was = opened_texts(request.POST, names, BEFORE if again else WAS)
    lines = compared(names, mine=mine, was=was, now=now, same=form.same)
    picks = picks_in(request.POST, names)
    if not again:  # a choice holds for what was shown then
        picks = {line.name: picks[line.name] for line in lines if line.name in picks and not line.must_choose}
    shown = shown_lines(
        lines,
        labels={name: str(form.fields[name].label) for name in names},
        changes=editor.changes(),
        picks=picks,
        words=form.words,
    )
    context = {
        "client": editor.client,
        "title": editor.title,
        "back": editor.back,
        "versions": versions.items(),
        "lines": shown,
        "must_choose": sum(one.must_choose for one in shown),
        "again": again,
        "texts": [(line.name, line.mine, line.now, line.was) for line in lines],
        "reason": request.POST.get("reason", ""),
        "names": sorted({one.by for one in shown if one.by}),
    }
    return render(request, "desk/client_edit_stale.html", context, status=409)
