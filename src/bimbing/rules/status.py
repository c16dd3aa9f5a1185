"""What a supervision's status means: who counts as active, whose duty rests, which change is allowed."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Status(StrEnum):
    """Status of one supervision. The codes are the words staff use."""

    AKTIF = "aktif"
    DITAHAN = "ditahan"
    CABUT_SEMENTARA = "cabut_sementara"
    DICABUT = "dicabut"
    BERAKHIR = "berakhir"
    DILIMPAHKAN = "dilimpahkan"
    MENINGGAL = "meninggal"
    BATAL = "batal"


class RevocationGround(StrEnum):
    """Grounds on which a decision may be revoked (Permenkumham 3/2018)."""

    PIDANA_BARU = "PIDANA_BARU"
    MERESAHKAN = "MERESAHKAN"
    TIDAK_LAPOR_3X = "TIDAK_LAPOR_3X"
    PINDAH_TANPA_LAPOR = "PINDAH_TANPA_LAPOR"
    TIDAK_IKUT_PROGRAM = "TIDAK_IKUT_PROGRAM"

    @property
    def is_general(self) -> bool:
        """A general condition (new offence); the others are special conditions."""
        return self is RevocationGround.PIDANA_BARU


class LifeState(StrEnum):
    """The three groups an office sorts its register into; derived, never stored as a status."""

    ACTIVE = "active"
    PAST_END = "past_end"
    ENDED = "ended"


ACTIVE: Final = frozenset({Status.AKTIF, Status.DITAHAN, Status.CABUT_SEMENTARA})
ENDED: Final = frozenset(set(Status) - ACTIVE)

TRANSITIONS: Final[Mapping[Status, frozenset[Status]]] = MappingProxyType(
    {
        Status.AKTIF: frozenset(set(Status) - {Status.AKTIF}),
        Status.DITAHAN: frozenset(set(Status) - {Status.DITAHAN}),
        # A provisional revocation is either confirmed or lifted; it does not simply run out.
        Status.CABUT_SEMENTARA: frozenset(
            {Status.AKTIF, Status.DITAHAN, Status.DICABUT, Status.MENINGGAL, Status.BATAL}
        ),
        # Parole can still be revoked within three months after its end (KUHP 1/2023 art. 73).
        Status.BERAKHIR: frozenset({Status.DICABUT}),
        Status.DICABUT: frozenset(),
        Status.DILIMPAHKAN: frozenset(),
        Status.MENINGGAL: frozenset(),
        Status.BATAL: frozenset(),
    }
)
"""Changes of the case itself. Undoing a wrong entry is `may_reopen`, which asks for a reason."""


def counts_as_active(status: Status) -> bool:
    """Whether the supervision belongs to the number of active clients."""
    return status in ACTIVE


def duty_suspended(status: Status) -> bool:
    """Whether the client has no duty to report although the supervision is active.

    Office practice: only detention in another case. After a provisional revocation the client
    is called to the office, so that duty goes on.
    """
    return status is Status.DITAHAN


def may_change(current: Status, new: Status) -> bool:
    """Whether a supervision may go from one status to the other."""
    return new in TRANSITIONS[current]


def may_reopen(current: Status) -> bool:
    """Whether an officer may set the status back to `aktif`, with a reason, because it was wrong."""
    return current in ENDED


def life_state(status: Status, end: date | None, today: date) -> LifeState:
    """Active, past its end and waiting for the closing letter, or ended.

    Only `aktif` can be past its end: for a detained client the end itself may move, and a
    provisional revocation waits for another decision.
    """
    if status in ENDED:
        return LifeState.ENDED
    if status is Status.AKTIF and end is not None and today > end:
        return LifeState.PAST_END
    return LifeState.ACTIVE
