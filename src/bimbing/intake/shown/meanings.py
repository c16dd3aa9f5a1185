"""What a column can be said to hold, in the order of an office's papers."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bimbing.intake.imports.headings import Meaning
from bimbing.intake.shown.labels import MEANINGS

Words = Promise | str
M = Meaning

GROUPS: Final[tuple[tuple[Words, tuple[Meaning, ...]], ...]] = (
    (
        _("Identity"),
        (
            M.NAME, M.ALIAS, M.PARENT, M.NIK, M.FAMILY_CARD, M.SEX, M.BIRTH, M.BIRTH_PLACE, M.BIRTH_DATE, M.AGE,
            M.ADDRESS, M.NEIGHBOURHOOD, M.VILLAGE, M.DISTRICT, M.REGENCY, M.PROVINCE, M.PHONE, M.RELIGION, M.ETHNICITY,
            M.CITIZENSHIP, M.EDUCATION, M.OCCUPATION, M.MARITAL, M.GUARANTOR, M.GUARANTOR_PHONE, M.GUARDIAN,
        ),
    ),
    (
        _("Case"),
        (
            M.OFFENCE, M.ARTICLES, M.OFFENCE_ARTICLES, M.SENTENCE, M.SENTENCE_YEARS, M.SENTENCE_MONTHS, M.SENTENCE_DAYS,
            M.FINE, M.REMISSION, M.VERDICT, M.VERDICT_NO,
            M.VERDICT_DATE, M.DETAINED_ON, M.ORIGIN,
        ),
    ),
    (
        _("Programme"),
        (
            M.REGISTER_NO, M.OTHER_REGISTER, M.PROGRAMME, M.DECREE, M.DECREE_NO, M.DECREE_DATE, M.DECREE_STATUS, M.STATUS,
            M.SECTION, M.HOURS, M.HOURS_DONE, M.WORK_PLACE, M.CLOSING,
        ),
    ),
    (
        _("Dates"),
        (
            M.START, M.END, M.PERIOD, M.INTEGRATION_DATE, M.ASSIMILATION_DATE, M.SENTENCE_END, M.TWO_THIRDS, M.RECEIVED_ON,
        ),
    ),
    (_("Officer (PK)"), (M.OFFICER, M.NICKNAME, M.OFFICER_NIP, M.RANK)),
    (_("Attendance"), (M.DATE, M.TIMESTAMP, M.PURPOSE, M.CONDITION)),
    (_("Other"), (M.NUMBER, M.REMARKS, M.COUNT, M.SIGNATURE)),
    (_("Leave out"), (M.IGNORED,)),
)  # fmt: skip
"""What is offered for every column; what only a heading can tell (months, days, ticks) is offered where it stands."""

OFFERED: Final = frozenset(meaning for _label, meanings in GROUPS for meaning in meanings)

DATED: Final = frozenset(
    {
        M.BIRTH_DATE,
        M.DECREE_DATE,
        M.START,
        M.END,
        M.INTEGRATION_DATE,
        M.ASSIMILATION_DATE,
        M.SENTENCE_END,
        M.RECEIVED_ON,
        M.VERDICT_DATE,
        M.DETAINED_ON,
        M.TWO_THIRDS,
    }
)
"""Columns of one date each: only there can day and month be said to stand exchanged."""

WORDS: Final[Mapping[str, Words]] = MappingProxyType(
    {str(meaning): MEANINGS.get(str(meaning), str(meaning)) for meaning in Meaning}
)
