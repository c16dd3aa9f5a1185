"""The record of a hand-over: what it says, how it runs over pages, and that every word stays on the paper."""

import io
from datetime import date
from uuid import uuid4

import pytest

from bimbing.cards.pdf.surface import Placed
from bimbing.desk.pdf.handing_letter import draw_letter
from bimbing.desk.queries.handing_letter import Letter, LetterRow, Party, letter_of
from bimbing.offices.models import Section, Staff
from bimbing.supervision.actions import Move, hand_over_many
from bimbing.supervision.models import Supervision
from tests.factories import AT, StaffFactory, SupervisionFactory

DAY = date(2026, 11, 24)


def letter(number_of_rows: int, **more: object) -> Letter:
    said = {
        "number": 3,
        "letterhead": ("KEMENTERIAN", "BALAI PEMASYARAKATAN KELAS II BOJONEGORO"),
        "address": "Jl. Veteran No. 12",
        "city": "Bojonegoro",
        "giver": Party("Ani Rahmawati, S.H.", "199001012015032001"),
        "receiver": Party("Budi Hartono, S.Sos."),
        "made_on": DAY,
        "since": DAY,
        "reason": "Mutasi.",
        "rows": [LetterRow(f"Klien {n}", f"{n}/PB", "PB", DAY, None, n % 3) for n in range(number_of_rows)],
        "children": 0,
        "printed_on": DAY,
        "is_undone": False,
    }
    return Letter(**(said | more))  # type: ignore[arg-type]


def drawn(*letters: Letter) -> tuple[int, list[Placed]]:
    placed: list[Placed] = []
    return draw_letter(letters, io.BytesIO(), trace=placed.append), placed


def words(placed: list[Placed]) -> list[str]:
    return [one.text for one in placed]


@pytest.mark.parametrize(("rows", "pages"), [(1, 1), (13, 1), (40, 2), (400, 11)])
def test_the_list_runs_over_as_many_pages_as_it_needs_and_names_everybody(rows: int, pages: int) -> None:
    count, placed = drawn(letter(rows))
    assert count == pages
    said = words(placed)
    assert [f"Klien {n}" for n in range(rows) if f"Klien {n}" not in said] == []
    assert f"Halaman {pages} dari {pages}" in said
    assert said.count("Yang menerima,") == 1


def test_every_word_stays_on_the_paper() -> None:
    long = LetterRow("A" * 90, "0" * 60, "PIDANA_PENGAWASAN", DAY, DAY, 12)
    _, placed = drawn(letter(0, rows=[long] * 30, giver=Party("N" * 120, "1" * 18), reason="sebab " * 40))
    outside = [
        one.text for one in placed if one.x < 15 or one.x + one.width * 25.4 / 72 > 195 or one.baseline > 292
    ]
    assert outside == []


def test_it_says_who_gives_to_whom_from_when_and_why() -> None:
    _, placed = drawn(letter(2, children=1))
    said = " ".join(words(placed))
    for part in (
        "BERITA ACARA SERAH TERIMA KLIEN",
        "Pada hari Selasa, 24 November 2026 telah",
        "Ani Rahmawati, S.H.",
        "NIP 199001012015032001",
        "sebanyak 2 klien, di antaranya 1 klien anak, terhitung mulai Selasa, 24 November 2026. Alasan: Mutasi.",
        "Mengetahui, Kepala",
    ):
        assert part in said
    assert "DIBATALKAN" not in said


def test_one_taken_back_says_so() -> None:
    _, placed = drawn(letter(1, is_undone=True))
    assert "DIBATALKAN: klien kembali kepada PK semula" in words(placed)


def test_clients_without_an_officer_are_given_by_nobody() -> None:
    _, placed = drawn(letter(1, giver=Party("")))
    assert "klien yang belum mempunyai Pembimbing Kemasyarakatan" in words(placed)


def test_each_pair_of_officers_has_a_record_of_its_own_and_a_child_is_initials(
    ani: Staff, budi: Staff, dewi: Staff
) -> None:
    citra = StaffFactory(office=dewi.office, full_name="Citra", title="S.Psi.")
    adult = SupervisionFactory(officer=ani, client__full_name="SUWARNO BIN KARTO")
    child = SupervisionFactory(officer=ani, section=Section.JUVENILE, client__full_name="BAGUS SETIAWAN")
    nobody = SupervisionFactory(office=dewi.office)
    Supervision.objects.filter(pk=adult.pk).update(missed_run=2, last_visit_on=date(2026, 9, 1))
    moves = [Move(adult.pk, 1, budi.pk), Move(child.pk, 1, citra.pk), Move(nobody.pk, 1, citra.pk)]
    batch, _ = hand_over_many(moves=moves, since=DAY, reason="Mutasi", request_key=uuid4(), by=dewi, at=AT)
    Supervision.objects.filter(pk=adult.pk).update(
        missed_run=0, last_visit_on=DAY
    )  # what came after is not told
    letters = letter_of(batch, printed_on=DAY)
    assert [(one.giver.name, one.receiver.name, len(one.rows), one.children) for one in letters] == [
        ("Ani", "Budi", 1, 0),
        ("Ani", "Citra, S.Psi.", 1, 1),
        ("", "Citra, S.Psi.", 1, 0),
    ]
    assert (letters[0].rows[0].missed_run, letters[0].rows[0].last_visit) == (2, date(2026, 9, 1))
    assert letters[1].rows[0].name == child.client.list_name
    assert "SETIAWAN" not in letters[1].rows[0].name.upper()
    assert letters[0].made_on == DAY
