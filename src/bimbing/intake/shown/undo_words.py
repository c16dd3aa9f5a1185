"""Why an import cannot be undone, in words."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bimbing.intake.actions.undo import Refusal
from bimbing.intake.queries.later_work import Work

REFUSED: Final[Mapping[Refusal, Promise | str]] = {
    Refusal.NOT_DONE: _("It is not in the register, so there is nothing to undo."),
    Refusal.NOT_KEPT: _("It was brought in by an earlier version of the program, which kept no old values."),
    Refusal.LATER_WORK: _(
        "Work has been done on what it brought, and an undo would tear that away. Nothing was changed."
    ),
}
WORK_WORDS: Final[Mapping[Work, Promise | str]] = {
    Work.VISIT: _("visit recorded or voided"),
    Work.EXCUSE: _("client excused"),
    Work.NOTE: _("note written"),
    Work.CARD: _("card issued or printed"),
    Work.STATUS: _("status changed"),
    Work.HAND_OVER: _("handed to another officer"),
    Work.GUIDANCE: _("further guidance entered"),
    Work.NUMBER: _("register number given to somebody else"),
    Work.EDIT: _("data corrected"),
}
