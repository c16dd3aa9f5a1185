from datetime import date

import pytest

from bimbing.rules.status import (
    LifeState,
    RevocationGround,
    Status,
    counts_as_active,
    duty_suspended,
    life_state,
    may_change,
    may_reopen,
)

END = date(2028, 3, 10)


def test_codes_are_the_words_staff_use() -> None:
    assert [status.value for status in Status] == [
        *("aktif", "ditahan", "cabut_sementara", "dicabut"),
        *("berakhir", "dilimpahkan", "meninggal", "batal"),
    ]
    assert [ground.value for ground in RevocationGround] == [
        *("PIDANA_BARU", "MERESAHKAN", "TIDAK_LAPOR_3X", "PINDAH_TANPA_LAPOR", "TIDAK_IKUT_PROGRAM")
    ]


def test_only_a_new_offence_is_a_general_ground() -> None:
    assert [ground for ground in RevocationGround if ground.is_general] == [RevocationGround.PIDANA_BARU]


def test_detained_and_provisionally_revoked_clients_count_as_active() -> None:
    active = {status for status in Status if counts_as_active(status)}
    assert active == {Status.AKTIF, Status.DITAHAN, Status.CABUT_SEMENTARA}


def test_duty_rests_only_in_detention() -> None:
    assert [status for status in Status if duty_suspended(status)] == [Status.DITAHAN]


@pytest.mark.parametrize(
    ("status", "today", "expected"),
    [
        (Status.AKTIF, date(2028, 3, 10), LifeState.ACTIVE),
        (Status.AKTIF, date(2028, 3, 11), LifeState.PAST_END),
        (Status.DITAHAN, date(2028, 3, 11), LifeState.ACTIVE),
        (Status.CABUT_SEMENTARA, date(2028, 3, 11), LifeState.ACTIVE),
        (Status.BERAKHIR, date(2028, 3, 9), LifeState.ENDED),
        (Status.DICABUT, date(2026, 3, 9), LifeState.ENDED),
        (Status.DILIMPAHKAN, date(2026, 3, 9), LifeState.ENDED),
        (Status.MENINGGAL, date(2026, 3, 9), LifeState.ENDED),
        (Status.BATAL, date(2026, 3, 9), LifeState.ENDED),
    ],
)
def test_life_state_sorts_the_register_in_three(status: Status, today: date, expected: LifeState) -> None:
    assert life_state(status, END, today) is expected


def test_guidance_without_a_known_end_is_never_past_it() -> None:
    assert life_state(Status.AKTIF, None, date(2199, 1, 1)) is LifeState.ACTIVE


def test_nobody_changes_to_the_status_they_have() -> None:
    assert not any(may_change(status, status) for status in Status)


@pytest.mark.parametrize(
    ("current", "allowed"),
    [
        (Status.AKTIF, set(Status) - {Status.AKTIF}),
        (Status.DITAHAN, set(Status) - {Status.DITAHAN}),
        (
            Status.CABUT_SEMENTARA,
            {Status.AKTIF, Status.DITAHAN, Status.DICABUT, Status.MENINGGAL, Status.BATAL},
        ),
        (Status.BERAKHIR, {Status.DICABUT}),
        (Status.DICABUT, set()),
        (Status.DILIMPAHKAN, set()),
        (Status.MENINGGAL, set()),
        (Status.BATAL, set()),
    ],
)
def test_each_status_changes_only_as_the_case_can(current: Status, allowed: set[Status]) -> None:
    assert {new for new in Status if may_change(current, new)} == allowed


def test_only_an_ended_case_is_reopened() -> None:
    assert {status for status in Status if may_reopen(status)} == {
        *(Status.DICABUT, Status.BERAKHIR, Status.DILIMPAHKAN, Status.MENINGGAL, Status.BATAL)
    }
