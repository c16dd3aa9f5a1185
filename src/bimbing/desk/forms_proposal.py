"""What is typed about drafts and proposals: every text of a page as it stands there, and a client's data as somebody
proposes them who may not write them himself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from bimbing.desk.forms_client import FIELDS, ClientDataForm
from bimbing.desk.forms_new_client import NewClientForm

#: What a page sends along that nobody typed, or that belongs to the sending and not to the client.
_NOT_TYPED: Final = frozenset(
    ("csrfmiddlewaretoken", "orang", "lain", "draf", "draf_versi", "halaman", "giliran", "skrip", "usulan_versi")
)  # fmt: skip
#: What stands on the page before anybody typed.
_GIVEN: Final = frozenset(("section", "klien", "officer"))
_MOST_FIELDS, _LONGEST_NAME, _LONGEST_TEXT = 100, 60, 2000
#: The one thing that must be known of somebody who is proposed; the registrar completes the rest.
_NEEDED: Final = frozenset(("full_name", "programme"))


def typed_texts(sent: QueryDict) -> dict[str, str]:
    """Field -> what stands in it, of those that are not empty; whatever fields the page has."""
    texts: dict[str, str] = {}
    for name in list(sent)[:_MOST_FIELDS]:
        text = str(sent.get(name, "")).replace("\x00", "")[:_LONGEST_TEXT]
        if name not in _NOT_TYPED and len(name) <= _LONGEST_NAME and text.strip():
            texts[name] = text
    return texts


def is_untouched(texts: Mapping[str, str]) -> bool:
    """Whether nobody has typed anything yet."""
    return texts.keys() <= _GIVEN


@dataclass(frozen=True, slots=True)
class PageState:
    """Which draft a page holds (`key`, at `version` when it was opened), and how far its typing is."""

    key: UUID
    version: int
    page: UUID
    turn: int


def page_state(sent: QueryDict | None) -> PageState:
    """As the page sends it back; a new page's where it does not."""
    given = sent if sent is not None else QueryDict()
    return PageState(
        key=_uuid(given.get("draf", "")),
        version=_number(given.get("draf_versi", "")),
        page=_uuid(given.get("halaman", "")),
        turn=_number(given.get("giliran", "")),
    )


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def loosened(form: NewClientForm) -> NewClientForm:
    """The page of the one door for somebody who proposes: the name is enough, the registrar completes the rest."""
    for name, field in form.fields.items():
        field.required = name in _NEEDED and not (name == "programme" and not form.client)
    return form


class ReasonForm(forms.Form):
    """What the proposer says along with a new client."""

    usulan_alasan = forms.CharField(
        label=_("A word to the registrar"), max_length=140, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class ReturnForm(forms.Form):
    """The word with which a proposal goes back."""

    word = forms.CharField(
        label=_("What is to be mended?"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ProposedDataForm(ClientDataForm):
    """A client's data as somebody proposes them. `blind`: who may not read the file fills in only what is new, and
    the page shows him nothing of what stands there."""

    def __init__(
        self, data: Any = None, *, today: date, was: Mapping[str, str], blind: bool, **rest: Any
    ) -> None:
        super().__init__(data, today=today, was=was, **rest)
        del self.fields["version"]
        self.fields["reason"] = forms.CharField(
            label=_("Where do you know it from?"), max_length=140,
            help_text=_("For the registrar: the paper you saw, who said it."),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )  # fmt: skip
        if blind:
            self.fields["full_name"].required = False

    def wanted(self) -> dict[str, str]:
        """Field -> text, of those that shall become another."""
        return {name: str(self.data.get(name, "")) for name in self.touched()}

    def labels(self) -> dict[str, str]:
        """Field -> its label."""
        return {name: str(self.fields[name].label) for name in FIELDS}
