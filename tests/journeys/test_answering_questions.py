"""The questions of a dirty workbook answered by keys alone: in the list, and one after the other."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bimbing.intake.models import Import
from bimbing.intake.queries.questions import entries_of
from bimbing.supervision.models import Supervision
from tests.intake.workbooks import HEADER, client, write_xlsx
from tests.journeys.conftest import DESK, PHONE, findings, sideways, take_picture

VisitAs = Callable[..., Page]


def dirty(path: Path) -> Path:
    """Fifteen real dates whose day and month an English Excel exchanged, and six other doubts."""
    rows: list[list[Any]] = [HEADER]
    names = ["SUWARNO", "LASTRI", "WAGIMIN", "SITI MUNAWAROH", "KASMURI", "PONIRAN", "SULASTRI", "TUKIMIN"]
    names += ["DARSONO", "MARYATI", "SUPRAPTO", "NGATEMI", "JUMADI", "RUKMINI", "SAKIMAN"]
    for n, name in enumerate(names, 1):
        rows.append(client(n, name, MULAI=date(2026, 1 + n % 9, 1 + n % 12)))
    rows += [client(n, f"PAIMAN {'ABCDEFGHIJ'[n - 16]}", MULAI=f"{n}/03/2026") for n in range(16, 26)]
    for n, row in enumerate(rows[1:], 1):
        row[2] = f"{n:03d}/UJI/2026"
    rows[1][8] = "1,6 th"
    rows[2][12] = "31-02-2028"
    rows[3][9] = "Integrasi"
    rows[4][1] = None
    rows[5][6] = "0812000"
    rows[6][3] = "Tuban, 1989"
    return write_xlsx(path / "register-kotor.xlsx", {"KLIEN": rows})


def dropped(page: Page, path: Path) -> Import:
    page.locator("input[type=file]").set_input_files(dirty(path))
    page.wait_for_url(re.compile(r"/impor/\d+/$"))
    return Import.objects.latest("pk")


def wait_for(page: Page, words: str | re.Pattern[str]) -> None:
    """The question, and that the page has settled: a key pressed sooner is not taken for an answer."""
    expect(page.locator("#ask h1").first).to_have_text(words)
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def answer_every_question(page: Page, total: int) -> None:
    """One after the other, by keys alone: the proposal, another reading, typed words, or knowingly nothing."""
    answers = {"Pidana": "1", "Akhir bimbingan": "0", "Nama": "Wagini", "Program": "Cuti Bersyarat"}
    for place in range(1, total + 1):
        wait_for(page, f"Pertanyaan {place} dari {total}")
        field = page.locator("#asked .of").inner_text()
        given = answers.get(field, "Enter")
        if len(given) > 1 and given != "Enter":
            page.keyboard.press("3")
            page.keyboard.type(given)
            page.keyboard.press("Enter")
        elif field == "Telepon":
            page.keyboard.press("3")
            page.keyboard.type("0812")
            page.keyboard.press("Enter")
            expect(page.get_by_role("alert")).to_be_visible()
            expect(page.locator("[aria-invalid=true]")).to_be_focused()
            wait_for(page, f"Pertanyaan {place} dari {total}")
            page.keyboard.type("0812-0000-0099")
            page.keyboard.press("Enter")
        else:
            page.keyboard.press(given)


def test_one_question_after_the_other_by_keys_alone(visit_as: VisitAs, tmp_path: Path) -> None:
    page = visit_as("dewi", "/impor/")
    batch = dropped(page, tmp_path)
    total = len(entries_of(batch))
    take_picture(page, "impor-pertanyaan")
    page.keyboard.press("t")
    page.wait_for_url(re.compile("/tanya/"))
    wait_for(page, f"Pertanyaan 1 dari {total}")
    assert findings(page) == []
    take_picture(page, "impor-satu-per-satu")

    answer_every_question(page, total)
    expect(page.get_by_text("Semua pertanyaan sudah dijawab.").first).to_be_visible()
    assert [entry for entry in entries_of(batch) if entry.is_open] == []

    expect(page.get_by_role("link", name="Kembali ke impor")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/impor/\d+/$"))
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Baru 25, berubah 0").first).to_be_visible()
    kept = Supervision.objects.select_related("client", "case").filter(office=batch.office)
    row = kept.get(client__full_name="Wagini")
    assert kept.get(client__full_name="WAGIMIN").programme_id == "CB"
    assert kept.get(client__full_name="KASMURI").client.phones.get().number == "+6281200000099"
    assert row.client.nik == ""


def test_putting_off_going_back_and_taking_back(visit_as: VisitAs, tmp_path: Path) -> None:
    page = visit_as("dewi", "/impor/")
    batch = dropped(page, tmp_path)
    total = len(entries_of(batch))
    page.keyboard.press("t")
    wait_for(page, f"Pertanyaan 1 dari {total}")
    page.keyboard.press("ArrowRight")
    wait_for(page, f"Pertanyaan 2 dari {total}")
    page.keyboard.press("0")
    wait_for(page, f"Pertanyaan 3 dari {total}")
    page.keyboard.press("Backspace")
    wait_for(page, f"Pertanyaan 2 dari {total}")
    expect(page.get_by_text(re.compile("^dijawab: .* \\(Dewi")).first).to_be_visible()
    page.keyboard.press("1")
    expect(page.get_by_text("0 terjawab")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    wait_for(page, f"Pertanyaan 1 dari {total}")
    assert sum(not entry.is_open for entry in entries_of(batch)) == 0


def test_in_the_list_a_key_answers_and_the_next_question_waits(visit_as: VisitAs, tmp_path: Path) -> None:
    page = visit_as("dewi", "/impor/")
    dropped(page, tmp_path)
    before = page.locator("[data-question]").count()
    page.keyboard.press("1")  # the first press only goes there
    first = page.locator("[data-question]").first
    expect(first).to_be_focused()
    name = first.get_attribute("id")
    page.keyboard.press("1")
    expect(page.locator("[data-question]")).to_have_count(before - 1)
    expect(page.locator("[data-question]").first).to_be_focused()
    assert page.locator("[data-question]").first.get_attribute("id") != name
    page.keyboard.press("3")
    page.keyboard.type("bukan apa-apa")
    page.keyboard.press("Enter")
    expect(page.locator("[aria-invalid=true]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-question]").first.locator("summary").first).to_be_focused()
    assert findings(page) == []
    with page.expect_download() as taken:
        page.get_by_role("button", name="Unduh yang belum terjawab").click()
    assert taken.value.suggested_filename.startswith("baris-bermasalah-")


def test_a_key_held_down_answers_one_question_only(visit_as: VisitAs, tmp_path: Path) -> None:
    page = visit_as("dewi", "/impor/")
    batch = dropped(page, tmp_path)
    page.goto(f"/impor/{batch.pk}/tanya/")
    total = len(entries_of(batch))
    for _ in range(6):
        page.keyboard.down("1")
    page.keyboard.up("1")
    wait_for(page, f"Pertanyaan 2 dari {total}")
    page.wait_for_load_state("networkidle")
    assert sum(not entry.is_open for entry in entries_of(batch)) == 1


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_questions_fit_desk_and_phone(visit_as: VisitAs, tmp_path: Path, size: tuple[int, int]) -> None:
    page = visit_as("dewi", "/impor/", size=size)
    batch = dropped(page, tmp_path)
    row = batch.rows.order_by("pk")[0].pk
    for address in (f"/impor/{batch.pk}/", f"/impor/{batch.pk}/tanya/", f"/impor/{batch.pk}/baris/{row}/"):
        page.goto(address)
        assert sideways(page, size) <= 0
        assert findings(page) == []
