"""Drafts: of two windows none overwrites the other, what arrives late changes nothing, and nobody sees a stranger's."""

from datetime import timedelta
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

import pytest

from bimbing.offices.models import Staff
from bimbing.proposals.actions import discard_draft, end_draft, restore_draft, save_draft
from bimbing.proposals.models import Draft
from bimbing.proposals.queries import drafts_of, thrown_away
from tests.at_once import at_once
from tests.factories import AT

KEY, ONE, OTHER = UUID(int=1), UUID(int=11), UUID(int=12)


def keep(by: Staff, text: str, **how: Any) -> Draft:
    usual = {"key": KEY, "page": ONE, "turn": 1, "version": 0, "at": AT}
    return save_draft(texts={"full_name": text}, by=by, **(usual | how))


def kept(by: Staff) -> list[str]:
    return sorted(draft.texts["full_name"] for draft in drafts_of(by))


@pytest.mark.django_db
def test_one_window_saves_again_and_again_into_one_draft(dewi: Staff) -> None:
    for turn in (1, 2, 5):
        draft = keep(dewi, f"SUT{turn}", turn=turn)
    assert (kept(dewi), draft.version, draft.turn) == (["SUT5"], 3, 5)


@pytest.mark.django_db
@pytest.mark.parametrize("order", list(permutations((1, 2, 3))))
def test_of_one_window_the_later_typing_holds_in_whichever_order_it_arrives(
    dewi: Staff, order: tuple[int, ...]
) -> None:
    for turn in order:
        keep(dewi, f"TURN {turn}", turn=turn)
    assert kept(dewi) == ["TURN 3"]


@pytest.mark.django_db
def test_the_same_turn_with_other_words_is_kept_where_there_is_no_script(dewi: Staff) -> None:
    keep(dewi, "SATU", turn=0)
    keep(dewi, "SATU DUA", turn=0)
    assert kept(dewi) == ["SATU DUA"]


@pytest.mark.django_db
def test_a_window_that_opened_the_present_version_goes_on_with_it(dewi: Staff) -> None:
    first = keep(dewi, "SATU")
    second = keep(dewi, "DUA", page=OTHER, version=first.version)
    assert (second.key, kept(dewi)) == (KEY, ["DUA"])


@pytest.mark.django_db
def test_a_window_on_an_older_version_gets_a_draft_beside_and_goes_on_with_that(dewi: Staff) -> None:
    opened = keep(dewi, "SATU").version
    keep(dewi, "SATU LAGI", turn=2, version=opened)
    beside = keep(dewi, "DUA", page=OTHER, version=opened)
    assert beside.key != KEY
    assert kept(dewi) == ["DUA", "SATU LAGI"]
    again = keep(dewi, "DUA", page=OTHER, version=opened)  # its answer was lost, so it sends once more
    on = keep(dewi, "DUA TIGA", key=beside.key, page=OTHER, turn=2, version=beside.version)
    assert (again.key, on.key, kept(dewi)) == (beside.key, beside.key, ["DUA TIGA", "SATU LAGI"])


@pytest.mark.django_db
def test_what_a_page_sends_late_does_not_bring_back_what_was_registered(dewi: Staff) -> None:
    keep(dewi, "SUTRISNO", turn=3)
    end_draft(key=KEY, page=ONE, turn=4, by=dewi, at=AT)
    for turn in (3, 4):
        keep(dewi, "SUTRISNO", turn=turn)
    assert kept(dewi) == []
    assert Draft.objects.get().texts == {}


@pytest.mark.django_db
def test_a_page_that_was_registered_before_it_ever_saved_is_remembered_too(dewi: Staff) -> None:
    end_draft(key=KEY, page=ONE, turn=4, by=dewi, at=AT)
    keep(dewi, "SUTRISNO", turn=4)
    assert kept(dewi) == []


@pytest.mark.django_db
def test_who_goes_back_to_the_page_and_types_another_client_keeps_him(dewi: Staff) -> None:
    end_draft(key=KEY, page=ONE, turn=4, by=dewi, at=AT)
    keep(dewi, "PARDI", turn=5)
    assert kept(dewi) == ["PARDI"]


@pytest.mark.django_db
def test_another_window_of_a_registered_draft_keeps_its_own_typing(dewi: Staff) -> None:
    opened = keep(dewi, "SUTRISNO").version
    end_draft(key=KEY, page=ONE, turn=1, by=dewi, at=AT)
    keep(dewi, "SUTRISNO DAN LAIN", page=OTHER, version=opened)
    assert kept(dewi) == ["SUTRISNO DAN LAIN"]


@pytest.mark.django_db
def test_a_key_of_somebody_else_opens_nothing(dewi: Staff, ani: Staff) -> None:
    keep(dewi, "RAHASIA")
    mine = keep(ani, "PUNYA ANI")
    assert (kept(dewi), kept(ani), mine.owner) == (["RAHASIA"], ["PUNYA ANI"], ani)


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "comes_back"), [(59, True), (60, False)])
def test_a_draft_thrown_away_can_be_taken_back_for_an_hour_and_loses_its_words_afterwards(
    dewi: Staff, minutes: int, comes_back: bool
) -> None:
    draft = keep(dewi, "SUTRISNO")
    discard_draft(draft=draft, by=dewi, at=AT)
    later = AT + timedelta(minutes=minutes)
    assert (kept(dewi), thrown_away(dewi, at=later).exists()) == ([], comes_back)
    keep(dewi, "LAIN", key=uuid4(), at=later)
    restore_draft(draft=draft, by=dewi, at=later)
    assert kept(dewi) == (["LAIN", "SUTRISNO"] if comes_back else ["LAIN"])
    draft.refresh_from_db()
    assert bool(draft.texts) is comes_back


@pytest.mark.django_db
def test_nobody_throws_away_what_is_not_his(dewi: Staff, ani: Staff) -> None:
    draft = keep(dewi, "SUTRISNO")
    discard_draft(draft=draft, by=ani, at=AT)
    assert kept(dewi) == ["SUTRISNO"]


@pytest.mark.django_db
def test_an_old_draft_is_kept_until_it_is_thrown_away_and_an_ended_one_is_forgotten(dewi: Staff) -> None:
    keep(dewi, "LAMA")
    end_draft(key=UUID(int=2), page=ONE, turn=1, by=dewi, at=AT)
    keep(dewi, "BARU", key=UUID(int=3), at=AT + timedelta(days=300))
    assert kept(dewi) == ["BARU", "LAMA"]
    assert Draft.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_windows_that_save_at_the_same_moment_lose_nothing(dewi: Staff) -> None:
    opened = keep(dewi, "AWAL").version
    pages = [uuid4() for _ in range(6)]

    def saving(number: int) -> Any:
        return lambda: keep(dewi, f"JENDELA {number}", page=pages[number], version=opened)

    answers = at_once([saving(number) for number in range(6)])
    assert [one for one in answers if not isinstance(one, Draft)] == []
    assert kept(dewi) == [f"JENDELA {number}" for number in range(6)]


@pytest.mark.django_db(transaction=True)
def test_the_first_save_sent_twice_at_once_is_one_draft(dewi: Staff) -> None:
    answers = at_once([lambda: keep(dewi, "SUTRISNO") for _ in range(4)])
    assert [one for one in answers if not isinstance(one, Draft)] == []
    assert kept(dewi) == ["SUTRISNO"]
