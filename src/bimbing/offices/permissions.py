"""Who may do what: one table, from which the checks, the reference page and the tests are made.

A right says what kind of work a role does; *whose* records it reaches is the scope, and that is the business of
the querysets (`visible_to`). The head of the system (`ADMIN`) is deliberately no reader of clients' files.
"""

from collections.abc import Mapping
from enum import StrEnum, auto
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """One kind of work. A view declares exactly one of them."""

    SIGNED_IN = auto()
    SEE_CLIENTS = auto()
    SEE_FILE = auto()
    SEE_NOTES = auto()
    REGISTER_CLIENT = auto()
    EDIT_CLIENT = auto()
    KEEP_DRAFTS = auto()
    PROPOSE = auto()
    ASSIGN_OFFICER = auto()
    CHANGE_STATUS = auto()
    RECORD_PHASE = auto()
    WRITE_NOTE = auto()
    RECORD_VISIT = auto()
    VOID_VISIT = auto()
    EXCUSE = auto()
    PRINT_CARD = auto()
    REPLACE_CARD = auto()
    IMPORT = auto()
    EXPORT = auto()
    SHARE_GROUPS = auto()
    SEE_FIGURES = auto()
    SEE_REGION = auto()
    SEE_AUDIT = auto()
    MANAGE_STAFF = auto()
    MANAGE_OFFICE = auto()


class Role(TextChoices):
    """The roles of a probation office in their first form."""

    REGISTRAR = "registrar", _("Registrar")
    OFFICER = "officer", _("Probation officer")
    ASSISTANT = "assistant", _("Assistant probation officer")
    SECTION_HEAD = "section_head", _("Head of section")
    HEAD = "head", _("Head of office")
    DESK = "desk", _("Front desk")
    ADMIN = "admin", _("Administrator")
    AUDITOR = "auditor", _("Auditor")
    OVERSEER = "overseer", _("Regional supervisor")


#: The attributes of a view that carry its declarations (`offices.http` writes them, the middleware reads them).
DECLARATION = "bimbing_permission"
BEFORE_NEW_PASSWORD = "bimbing_before_new_password"  # noqa: S105  (the name of an attribute)

P = Permission

#: Whoever has no key to the one door may still knock: he proposes, the registrar accepts.
_PROPOSES = {P.KEEP_DRAFTS, P.PROPOSE}

_CASEWORK = {
    P.SEE_CLIENTS,
    P.SEE_FILE,
    P.SEE_NOTES,
    P.WRITE_NOTE,
    P.RECORD_VISIT,
    P.EXCUSE,
    P.PRINT_CARD,
    P.SEE_FIGURES,
}

RIGHTS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        role: frozenset(rights | {P.SIGNED_IN})
        for role, rights in {
            Role.REGISTRAR: {
                P.SEE_CLIENTS,
                P.SEE_FILE,
                P.REGISTER_CLIENT,
                P.EDIT_CLIENT,
                P.KEEP_DRAFTS,
                P.CHANGE_STATUS,
                P.RECORD_PHASE,
                P.ASSIGN_OFFICER,
                P.RECORD_VISIT,
                P.VOID_VISIT,
                P.EXCUSE,
                P.PRINT_CARD,
                P.REPLACE_CARD,
                P.IMPORT,
                P.EXPORT,
                P.SHARE_GROUPS,
                P.SEE_FIGURES,
            },
            Role.OFFICER: _CASEWORK | _PROPOSES | {P.EXPORT},
            Role.ASSISTANT: _CASEWORK | _PROPOSES,
            Role.SECTION_HEAD: _CASEWORK
            | _PROPOSES
            | {
                P.EDIT_CLIENT,
                P.ASSIGN_OFFICER,
                P.CHANGE_STATUS,
                P.RECORD_PHASE,
                P.VOID_VISIT,
                P.REPLACE_CARD,
                P.EXPORT,
            },
            Role.HEAD: _CASEWORK
            | {
                P.ASSIGN_OFFICER,
                P.CHANGE_STATUS,
                P.RECORD_PHASE,
                P.VOID_VISIT,
                P.REPLACE_CARD,
                P.EXPORT,
                P.SHARE_GROUPS,
                P.SEE_AUDIT,
            },
            Role.DESK: _PROPOSES | {P.RECORD_VISIT},
            Role.ADMIN: {P.MANAGE_STAFF, P.MANAGE_OFFICE},
            Role.AUDITOR: {P.SEE_CLIENTS, P.SEE_FIGURES, P.SEE_AUDIT},
            Role.OVERSEER: {P.SEE_REGION},
        }.items()
    }
)

#: What each right means, in words, for the page "who may do what" and the reference.
MEANING: Mapping[Permission, Promise] = MappingProxyType(
    {
        P.SIGNED_IN: _("Sign in and see one's own home page"),
        P.SEE_CLIENTS: _("See the register and its groups"),
        P.SEE_FILE: _("Open a client's file"),
        P.SEE_NOTES: _("Read case notes"),
        P.REGISTER_CLIENT: _("Enter a client (the one door)"),
        P.EDIT_CLIENT: _("Correct a client's data"),
        P.KEEP_DRAFTS: _("Begin a new client and keep drafts"),
        P.PROPOSE: _("Propose a client or a correction"),
        P.ASSIGN_OFFICER: _("Hand a client to another officer"),
        P.CHANGE_STATUS: _("End, revoke, transfer or suspend a supervision"),
        P.RECORD_PHASE: _("Record what the panel (TPP) decided about a client's phase"),
        P.WRITE_NOTE: _("Write case notes"),
        P.RECORD_VISIT: _("Record a visit"),
        P.VOID_VISIT: _("Void a recorded visit, with a reason"),
        P.EXCUSE: _("Excuse a client for a period"),
        P.PRINT_CARD: _("Print guidance cards and officers' sheets"),
        P.REPLACE_CARD: _("Replace a lost card"),
        P.IMPORT: _("Bring in a workbook"),
        P.EXPORT: _("Take a list out as a workbook"),
        P.SHARE_GROUPS: _("Save a group of clients for the whole office"),
        P.SEE_FIGURES: _("See the office's figures"),
        P.SEE_REGION: _("See the figures of all offices below, without names"),
        P.SEE_AUDIT: _("Read the audit trail"),
        P.MANAGE_STAFF: _("Add staff and set roles"),
        P.MANAGE_OFFICE: _("Change the office's settings"),
    }
)

#: Roles that see every client of the office (the others see a section or a caseload).
WHOLE_OFFICE = frozenset({Role.REGISTRAR, Role.HEAD, Role.DESK, Role.AUDITOR})
#: Roles that guide clients and can be given some.
GUIDES = frozenset({Role.OFFICER, Role.ASSISTANT})


def roles_at(kind: str) -> list[tuple[str, str | Promise]]:
    """The roles that people of such an office can have: above the probation offices nobody guides, people count."""
    above = {Role.OVERSEER, Role.ADMIN}
    fits = (lambda role: role != Role.OVERSEER) if kind == "bapas" else above.__contains__
    return [(role.value, role.label) for role in Role if fits(role)]


def may(role: str, permission: Permission) -> bool:
    """Whether `role` has the right. An unknown role has none."""
    return permission in RIGHTS.get(Role(role), frozenset()) if role in Role.values else False
