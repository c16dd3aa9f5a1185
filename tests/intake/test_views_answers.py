"""Answers on the pages: in the list, on a row's page, one after the other; with htmx and without a script."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bimbing.audit.models import Event
from bimbing.intake.actions import commit, receive
from bimbing.intake.actions.found import effective
from bimbing.intake.models import Import, ImportRow
from bimbing.offices.models import Staff
from tests.at_once import at_once
from tests.factories import AT
from tests.intake.rows import SITI, SUWARNO, ask, row, workbook

pytestmark = pytest.mark.django_db

IMPOSSIBLE = ask("start_date", "date_impossible", "31-02-2026", column="L", severity="error")
EXCHANGED = ask("end_date", "date_exchanged", "2026-03-10", column="M") | {
    "proposal": "2026-10-03",
    "params": {"raw": "2026-03-10", "suggest": "2026-10-03"},
}
HOSTILE = "<script>alert(1)</script>' onfocus=x"


def waiting(by: Staff, *rows: Any, name: str = "register.xlsx") -> Import:
    return receive(office=by.office, workbook=workbook(*rows, name=name), by=by, at=AT)


def asking(by: Staff) -> Import:
    return waiting(
        by,
        row(SUWARNO, end_date="2026-10-03", issues=[EXCHANGED]),
        row(SITI, 8, start_date=None, issues=[IMPOSSIBLE]),
    )


def the(batch: Import, number: int = 7) -> ImportRow:
    return batch.rows.get(row=number)


def post(browser: Any, batch: Import, number: int, *, htmx: bool = False, **said: str) -> Any:
    headers = {"HX-Request": "true"} if htmx else {}
    address = reverse("import_answer", args=[batch.pk, the(batch, number).pk])
    return browser.post(address, {"page": "rows"} | said, headers=headers)


def test_the_preview_shows_the_cell_the_reason_and_each_answer_with_its_key(
    dewi: Staff, browser_of: Any
) -> None:
    batch = asking(dewi)
    page = browser_of(dewi).get(reverse("import_preview", args=[batch.pk])).content.decode()
    assert "2 pertanyaan belum dijawab." in page
    for key, words in (
        ("1", "3 Oktober 2026"),
        ("2", "10 Maret 2026"),
        ("3", "Ketik sendiri"),
        ("0", "Biarkan kosong"),
    ):
        assert f"<kbd>{key}</kbd>{words}" in page
    assert "“31-02-2026” bukan tanggal yang ada di kalender." in page


def test_one_key_answers_and_only_the_row_and_the_numbers_come_back(dewi: Staff, browser_of: Any) -> None:
    batch = asking(dewi)
    part = post(browser_of(dewi), batch, 7, htmx=True, field="end_date", do="1").content.decode()
    assert part.startswith(f'<tbody id="baris-{the(batch).pk}"')
    assert "dijawab: 10 Maret 2026 (Dewi)" in part
    assert effective(the(batch))["end_date"] == "2026-03-10"
    for name in ("import-stats", "import-enter", "import-open", "import-facets"):
        assert f'id="{name}"' in part
    assert "1 pertanyaan belum dijawab." in part
    assert "<html" not in part


def test_without_a_script_it_is_a_form_that_leads_back_to_its_row(dewi: Staff, browser_of: Any) -> None:
    batch = asking(dewi)
    answer = post(browser_of(dewi), batch, 8, field="start_date", do="empty", query="masalah=date_impossible")
    address = reverse("import_preview", args=[batch.pk])
    assert (answer.status_code, answer["Location"]) == (
        303,
        f"{address}?masalah=date_impossible#baris-{the(batch, 8).pk}",
    )
    assert the(batch, 8).answers["start_date"]["value"] is None


@pytest.mark.parametrize("htmx", [True, False])
def test_a_typed_word_that_cannot_be_read_comes_back_with_its_reason(
    dewi: Staff, browser_of: Any, htmx: bool
) -> None:
    batch = asking(dewi)
    answer = post(browser_of(dewi), batch, 8, htmx=htmx, field="start_date", do="typed", text="30-02-2026")
    page = answer.content.decode()
    assert answer.status_code == (200 if htmx else 422)
    assert 'value="30-02-2026"' in page
    assert "“30-02-2026” bukan tanggal yang ada di kalender." in page
    assert the(batch, 8).answers == {}
    post(browser_of(dewi), batch, 8, field="start_date", do="typed", text="28 Feb 2026")
    assert effective(the(batch, 8))["start_date"] == "2026-02-28"


def test_what_is_odd_is_asked_once_more(dewi: Staff, browser_of: Any) -> None:
    batch, browser = asking(dewi), browser_of(dewi)
    said = {"field": "hours", "do": "typed", "text": "900 jam", "page": "row"}
    page = post(browser, batch, 7, htmx=True, **said).content.decode()
    assert 'name="sure" value="1"' in page
    assert "Tetap pakai" in page
    post(browser, batch, 7, htmx=True, **said, sure="1")
    assert effective(the(batch))["hours"] == 900


def test_an_answer_is_taken_back(dewi: Staff, browser_of: Any) -> None:
    batch, browser = asking(dewi), browser_of(dewi)
    post(browser, batch, 7, field="end_date", do="1")
    part = post(browser, batch, 7, htmx=True, field="end_date", do="back").content.decode()
    assert "2 pertanyaan belum dijawab." in part
    assert the(batch).answers == {}


def test_a_decided_import_takes_no_answer_and_says_so(dewi: Staff, browser_of: Any) -> None:
    batch = asking(dewi)
    commit(batch=batch, by=dewi, at=AT)
    browser = browser_of(dewi)
    post(browser, batch, 7, field="end_date", do="0")
    page = browser.get(reverse("import_preview", args=[batch.pk])).content.decode()
    assert "Impor ini sudah diputuskan; tidak ada yang diubah." in page
    assert "data-question" not in page
    assert the(batch).answers == {}


def test_the_same_question_of_many_rows_is_answered_at_once(dewi: Staff, browser_of: Any) -> None:
    batch = waiting(
        dewi,
        row(SUWARNO, end_date="2026-10-03", issues=[EXCHANGED]),
        row(SITI, 8, end_date="2026-10-03", issues=[EXCHANGED]),
    )
    browser = browser_of(dewi)
    assert "Sama di 2 baris" in browser.get(reverse("import_preview", args=[batch.pk])).content.decode()
    said = {"field": "end_date", "code": "date_exchanged", "do": "1", "page": "rows"}
    answer = browser.post(reverse("import_answer_alike", args=[batch.pk]), said, follow=True)
    assert "2 baris dijawab." in answer.content.decode()
    assert {effective(r)["end_date"] for r in batch.rows.all()} == {"2026-03-10"}
    assert "Tarik kembali di semua 2 baris" in answer.content.decode()
    back = {"field": "end_date", "do": "back", "given": the(batch).answers["end_date"]["at"]}
    browser.post(reverse("import_answer_alike", args=[batch.pk]), back)
    assert [r.answers for r in batch.rows.all()] == [{}, {}]


def test_a_word_typed_for_all_counts_only_where_the_cell_says_it(dewi: Staff, browser_of: Any) -> None:
    unclear = ask("programme", "programme_unclear", "Integrasi", column="J")
    batch = waiting(
        dewi,
        row(SUWARNO, programme=None, issues=[unclear]),
        row(SITI, 8, programme=None, issues=[unclear]),
        row(
            SITI,
            9,
            nik=None,
            birth_date="1970-01-01",
            register_no=None,
            programme=None,
            issues=[unclear | {"text": "Binaan"}],
        ),
    )
    said = {
        "field": "programme",
        "code": "programme_unclear",
        "do": "typed",
        "text": "PB",
        "cell": "Integrasi",
    }
    browser_of(dewi).post(reverse("import_answer_alike", args=[batch.pk]), said)
    assert [effective(r).get("programme") for r in batch.rows.order_by("row")] == ["PB", "PB", None]


# ---- a row's own page


def test_any_field_of_a_row_can_be_corrected_on_its_page(dewi: Staff, browser_of: Any) -> None:
    batch, browser = asking(dewi), browser_of(dewi)
    address = reverse("import_row", args=[batch.pk, the(batch).pk])
    page = browser.get(address).content.decode()
    assert 'value="SUWARNO"' in page
    assert "Yang akan masuk" in page
    answer = post(browser, batch, 7, field="full_name", do="typed", text="Suwarno bin Karto", page="row")
    assert (answer.status_code, answer["Location"]) == (303, address)
    assert "dijawab (Dewi)" in browser.get(address).content.decode()
    assert effective(the(batch))["full_name"] == "Suwarno"


def test_the_raw_row_stays_as_it_stood(dewi: Staff, browser_of: Any) -> None:
    batch = asking(dewi)
    before = the(batch).raw, the(batch).understood, the(batch).row_key
    post(browser_of(dewi), batch, 7, field="full_name", do="typed", text="Wagimin")
    assert (the(batch).raw, the(batch).understood, the(batch).row_key) == before


# ---- one after the other


def test_one_question_follows_another_to_the_end(dewi: Staff, browser_of: Any) -> None:
    batch, browser = asking(dewi), browser_of(dewi)
    address = reverse("import_ask", args=[batch.pk])
    page = browser.get(address).content.decode()
    assert "Pertanyaan 1 dari 2" in page
    assert "Baris ini seperti di berkas" in page
    answer = post(browser, batch, 7, field="end_date", do="0", page="ask")
    assert answer["Location"] == f"{address}?baris={the(batch, 8).pk}&isian=start_date"
    assert "Pertanyaan 2 dari 2" in browser.get(answer["Location"]).content.decode()
    part = post(browser, batch, 8, htmx=True, field="start_date", do="empty", page="ask")
    assert "Semua pertanyaan sudah dijawab." in part.content.decode()
    assert part["HX-Push-Url"] == address
    back = browser.get(f"{address}?baris={the(batch).pk}&isian=end_date").content.decode()
    assert "dijawab: 3 Oktober 2026 (Dewi)" in back


def test_what_is_put_off_comes_again_behind_the_last(dewi: Staff, browser_of: Any) -> None:
    batch, browser = asking(dewi), browser_of(dewi)
    address = reverse("import_ask", args=[batch.pk])
    second = f"{address}?baris={the(batch, 8).pk}&isian=start_date"
    assert second.replace("&", "&amp;") in browser.get(address).content.decode()
    answer = post(browser, batch, 8, field="start_date", do="empty", page="ask")
    assert answer["Location"] == f"{address}?baris={the(batch).pk}&isian=end_date"


def test_a_decided_import_asks_nothing_more(dewi: Staff, browser_of: Any) -> None:
    batch = asking(dewi)
    commit(batch=batch, by=dewi, at=AT)
    answer = browser_of(dewi).get(reverse("import_ask", args=[batch.pk]))
    assert (answer.status_code, answer["Location"]) == (303, reverse("import_preview", args=[batch.pk]))


# ---- who, what, how much


@pytest.mark.parametrize(
    "route", ["import_row", "import_answer", "import_ask", "import_answer_alike", "import_problems"]
)
def test_another_offices_questions_do_not_exist(
    dewi: Staff, candra: Staff, browser_of: Any, route: str
) -> None:
    batch = asking(candra)
    args = [batch.pk, the(batch).pk] if route in ("import_row", "import_answer") else [batch.pk]
    browser, address = browser_of(dewi), reverse(route, args=args)
    said = {"field": "end_date", "code": "date_exchanged", "do": "0"}
    answer = browser.get(address) if route in ("import_row", "import_ask") else browser.post(address, said)
    assert answer.status_code == 404
    assert the(batch).answers == {}
    assert not Event.objects.filter(action="import.problems_exported").exists()


def test_a_row_of_another_import_is_not_this_imports(dewi: Staff, browser_of: Any) -> None:
    batch, other = asking(dewi), waiting(dewi, row(SITI, 9), name="other.xlsx")
    address = reverse("import_answer", args=[batch.pk, other.rows.get().pk])
    assert browser_of(dewi).post(address, {"field": "sex", "do": "typed", "text": "P"}).status_code == 404


def test_hostile_words_are_words(dewi: Staff, browser_of: Any) -> None:
    issue = ask("address", "extra_text", HOSTILE, column="E")
    batch, browser = waiting(dewi, row(SUWARNO, address=HOSTILE, issues=[issue])), browser_of(dewi)
    post(browser, batch, 7, field="birth_place", do="typed", text=HOSTILE)
    for address in (
        reverse("import_preview", args=[batch.pk]),
        reverse("import_row", args=[batch.pk, the(batch).pk]),
        reverse("import_ask", args=[batch.pk]),
    ):
        page = browser.get(address).content.decode()
        assert "<script>alert" not in page
        assert "' onfocus=x" not in page


@pytest.mark.parametrize("field", ["", "undo", "extra.<b>", "answers", "x" * 5000])
@pytest.mark.parametrize("do", ["0", "1", "9", "", "empty", "keep", "back", "typed"])
def test_a_forged_answer_writes_nothing_that_is_no_field(
    dewi: Staff, browser_of: Any, field: str, do: str
) -> None:
    batch = asking(dewi)
    answer = post(browser_of(dewi), batch, 7, htmx=True, field=field, do=do, text="x")
    assert answer.status_code == 200
    assert the(batch).answers == {}


def test_a_child_is_not_named_in_the_questions_of_the_list(dewi: Staff, browser_of: Any) -> None:
    issue = ask("full_name", "name_digits", "ZULKARNAEN 2", column="B")
    batch = waiting(
        dewi, row(SUWARNO, full_name="ZULKARNAEN", programme="DIVERSI", aliases=None, issues=[issue])
    )
    browser = browser_of(dewi)
    assert (
        "ZULKARNAEN" not in browser.get(reverse("import_preview", args=[batch.pk])).content.decode().upper()
    )
    assert "ZULKARNAEN" in browser.get(reverse("import_row", args=[batch.pk, the(batch).pk])).content.decode()


@pytest.mark.parametrize("route", ["import_preview", "import_ask"])
def test_more_questions_need_no_more_queries(dewi: Staff, browser_of: Any, route: str) -> None:
    def queries(batch: Import) -> int:
        browser, address = browser_of(dewi), reverse(route, args=[batch.pk])
        browser.get(address)
        with CaptureQueriesContext(
            connection,
        ) as told:
            browser.get(address)
        return len(told)

    ditto = ask("decree_no", "ditto", "idem", column="K")
    one = waiting(dewi, row(SUWARNO, issues=[ditto, EXCHANGED]), name="one.xlsx")
    three = waiting(
        dewi,
        *(row(SITI, n, nik=None, register_no=f"{n}/CB/2026", issues=[ditto, EXCHANGED]) for n in (8, 9, 10)),
        name="three.xlsx",
    )
    post(browser_of(dewi), one, 7, field="sex", do="typed", text="P")
    for number in (8, 9, 10):
        post(browser_of(dewi), three, number, field="sex", do="typed", text="P")
    assert queries(one) == queries(three)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_answer_at_once_lose_nothing(dewi: Staff, browser_of: Any) -> None:
    batch = asking(dewi)
    first, second = browser_of(dewi), browser_of(dewi)
    answers = at_once(
        [
            lambda: post(first, batch, 7, field="end_date", do="0").status_code,
            lambda: post(second, batch, 8, field="start_date", do="empty").status_code,
        ]
    )
    assert answers == [303, 303]
    batch.refresh_from_db()
    assert (batch.counts["problems"], batch.counts["new"], batch.counts["doubtful"]) == ({}, 2, 0)
