"""What two entries have in common, and what tells them apart, in the words of the office."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bimbing.rules.look_alikes import Against, Reason

REASON_WORDS: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        Reason.SAME_NIK: _("same NIK"),
        Reason.NIK_ONE_DIGIT: _("NIK differs in one figure"),
        Reason.NIK_NEAR: _("NIK differs at its end only"),
        Reason.SAME_NAME: _("same name"),
        Reason.NAME_VARIANT: _("name spelt otherwise"),
        Reason.NAME_MOVED: _("words of the name changed over"),
        Reason.NAME_TYPO: _("name a letter apart"),
        Reason.NAME_SHORT: _("name abbreviated"),
        Reason.NAME_PART: _("name with fewer words"),
        Reason.NAME_NEAR: _("name nearly the same"),
        Reason.ALIAS: _("alias fits"),
        Reason.SAME_BIRTH: _("same birth date"),
        Reason.BIRTH_SWAPPED: _("day and month of birth changed over"),
        Reason.BIRTH_ONE_DIGIT: _("birth date differs in one figure"),
        Reason.BIRTH_YEAR: _("same birth year"),
        Reason.BIRTH_IN_NIK: _("birth date stands in the NIK"),
        Reason.SAME_FATHER: _("same father"),
        Reason.FATHER_NEAR: _("father's name nearly the same"),
        Reason.SAME_VILLAGE: _("same village"),
        Reason.SAME_PHONE: _("same telephone"),
        Reason.SAME_REGISTER_NO: _("same register number"),
        Reason.SAME_DECISION: _("same decision"),
    }
)
AGAINST_WORDS: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        Against.NAME: _("another name"),
        Against.NIK: _("another NIK"),
        Against.BIRTH: _("another birth date"),
        Against.SEX: _("another sex"),
        Against.FATHER: _("another father"),
        Against.VILLAGE: _("another village"),
    }
)


def reasons_said(codes: Iterable[str]) -> str:
    """The reasons as half a sentence, in their order; a code of an older version is left out."""
    return ", ".join(str(REASON_WORDS[code]) for code in codes if code in REASON_WORDS)
