"""The monthly report as it is read: every figure opens its names, the past stays what it was, a difference has a name."""

import io
import re
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
import python_calamine

from bimbing.attendance.models import Visit
from bimbing.audit.models import Event
from bimbing.offices.models import Staff
from bimbing.reports.actions import keep_last_month, keep_month
from bimbing.reports.models import KeptMonth
from bimbing.reports.queries.book import Span, book_of, counted_by
from bimbing.reports.queries.kept import Why, differences, digest_of
from bimbing.reports.queries.month import month_of
from bimbing.rules.month_report import Measure
from bimbing.rules.status import ACTIVE, Status
from bimbing.supervision.actions import change_status, hand_over
from bimbing.supervision.models import Assignment, StatusEvent, Supervision
from tests.factories import AT, SupervisionFactory

pytestmark = pytest.mark.django_db
OCTOBER = "/laporan/2026/10/"
OCT1, OCT31 = date(2026, 10, 1), date(2026, 10, 31)
DECEMBER = datetime(2026, 12, 3, 2, 0, tzinfo=UTC)


def guided(officer: Staff, entered: date, *history: tuple[date, Status], **columns: Any) -> Supervision:
    """A guidance with its history and its officer, as the door would have entered it."""
    status = history[-1][1] if history else Status.AKTIF
    row = SupervisionFactory(
        officer=officer, received_on=entered, start_date=entered, end_date=date(2030, 1, 1), status=status,
        is_active=status in ACTIVE, **columns,
    )  # fmt: skip
    for on, becomes in ((entered, Status.AKTIF), *history):
        StatusEvent.objects.create(supervision=row, status=becomes, on=on, by=officer, at=AT)
    Assignment.objects.create(supervision=row, officer=officer, since=entered, by=officer, at=AT)
    return row


@pytest.fixture
def many(ani: Staff, budi: Staff) -> list[Supervision]:
    """Two dozen of every kind, some of them reporting in October."""
    draw, rows = Random(7), []
    for number in range(24):
        entered = date(2026, 8, 1) + timedelta(days=draw.randrange(110))
        leaves = draw.choice(
            [None, None, Status.BERAKHIR, Status.DICABUT, Status.MENINGGAL, Status.DILIMPAHKAN]
        )
        history = [(entered + timedelta(days=draw.randrange(60)), leaves)] if leaves else []
        row = guided(
            draw.choice([ani, budi]), entered, *history, register_no=f"{number}",
            programme_id=draw.choice(["PB", "CB", None]), offence_code=draw.choice(["NARKOTIKA", "PENCURIAN", ""]),
            client__sex=draw.choice(["L", "P", ""]), regency="Tuban", district=draw.choice(["Jenu", "Rengel", ""]),
        )  # fmt: skip
        if draw.random() < 0.6 and entered < OCT31:
            Visit.objects.create(
                supervision=row, on=date(2026, 10, 20), kind=draw.choice(["hadir", "daring", "sakit"]), source="scan",
                recorded_by=ani, recorded_at=AT, request_key=f"00000000-0000-4000-8000-{number:012}",
            )  # fmt: skip
        rows.append(row)
    return rows


def doors(page: str) -> list[tuple[str, int]]:
    return [
        (url.replace("&amp;", "&"), int(number.replace(".", "")))
        for url, number in re.findall(r'<td class="num[^>]*><a href="([^"]+)">([\d.]+)</a>', page)
    ]


@pytest.mark.parametrize(("section", "every"), [("", 2), ("?seksi=BKD", 9)])
def test_every_figure_opens_exactly_so_many_names(
    many: list[Supervision], dewi: Staff, browser_of: Any, section: str, every: int
) -> None:
    browser = browser_of(dewi)
    found = doors(browser.get(OCTOBER + section).content.decode())
    assert len(found) > 60
    for url, number in found[::every]:
        answer = browser.get(url)
        assert answer.status_code == 200, url
        assert len(answer.context["rows"]) == number, url


def test_the_page_proves_its_own_sum(many: list[Supervision], dewi: Staff, browser_of: Any) -> None:
    answer = browser_of(dewi).get(OCTOBER)
    before, came, left, after = answer.context["sums"]
    assert min(before, came, left, after) > 0
    assert before + came - left == after == answer.context["carried"]
    assert browser_of(dewi).get("/laporan/2026/11/").context["sums"][0] == after


def test_october_asked_later_is_the_october_of_then(
    many: list[Supervision], dewi: Staff, ani: Staff, budi: Staff
) -> None:
    def october() -> list[tuple[str, list[int]]]:
        held = book_of(counted_by(dewi), Span(OCT1, OCT31, OCT31))
        return sorted(
            (one.officer, [one.id, *stands.measures]) for one, stands in held.balances if stands.measures
        )

    then = october()
    row = next(
        row for row in many if row.status == Status.AKTIF and row.officer == ani and row.start_date < OCT1
    )
    assert row.start_date is not None
    row.refresh_from_db()
    change_status(
        supervision=row, version=row.version, status=Status.DITAHAN, on=date(2026, 11, 2), by=dewi, at=AT
    )
    row.refresh_from_db()
    hand_over(supervision=row, version=row.version, officer=budi, since=date(2026, 11, 5), by=dewi, at=AT)
    row.refresh_from_db()
    change_status(
        supervision=row, version=row.version, status=Status.MENINGGAL, on=date(2026, 11, 9), by=dewi, at=AT
    )
    assert october() == then


def test_a_hand_over_moves_the_client_from_its_day_on(ani: Staff, budi: Staff, dewi: Staff) -> None:
    row = guided(ani, date(2026, 9, 1))
    hand_over(supervision=row, version=row.version, officer=budi, since=date(2026, 10, 31), by=dewi, at=AT)
    officers = {}
    for last in (date(2026, 10, 30), date(2026, 10, 31)):
        held = book_of(counted_by(dewi), Span(OCT1, last, last), reporting=False)
        officers[last.day] = held.after[0].officer
    assert officers == {30: str(ani.pk), 31: str(budi.pk)}


def test_what_was_entered_later_is_named_with_its_reason(ani: Staff, dewi: Staff, browser_of: Any) -> None:
    same, ends, error = (guided(ani, date(2026, 9, 1), register_no=f"R{number}") for number in range(3))
    kept = keep_month(office=dewi.office, month=OCT1, at=AT)
    assert kept is not None
    assert kept.digest == digest_of(kept.counted)
    late = guided(ani, date(2026, 10, 7), register_no="LATE", created_at=DECEMBER)
    change_status(
        supervision=ends,
        version=ends.version,
        status=Status.BERAKHIR,
        on=date(2026, 10, 20),
        by=dewi,
        at=DECEMBER,
    )
    change_status(
        supervision=error,
        version=error.version,
        status=Status.BATAL,
        on=date(2026, 12, 3),
        by=dewi,
        at=DECEMBER,
        reason="ganda",
    )
    held = book_of(counted_by(dewi), Span(OCT1, OCT31, OCT31), reporting=False)
    found = {one.row.register_no: (one.was, one.now, one.why) for one in differences(kept, held)}
    there = (Measure.BEFORE, Measure.AFTER)
    assert found == {
        "LATE": ((), (Measure.AFTER, Measure.IN), Why.ADDED),
        "R1": (there, (Measure.BEFORE, Measure.FINISHED, Measure.OUT), Why.STATUS),
        "R2": (there, (), Why.IN_ERROR),
    }
    page = browser_of(dewi).get(OCTOBER).content.decode()
    assert "3 bimbingan kini dihitung lain" in page
    assert {same.pk, late.pk} <= {int(key) for key in kept.counted} | {late.pk}


def test_a_month_is_kept_once_by_the_night_and_an_empty_one_never(ani: Staff, candra: Staff) -> None:
    guided(ani, date(2026, 9, 1))
    assert keep_last_month(date(2026, 11, 1)) == 1
    kept = KeptMonth.objects.get()
    assert (kept.office, kept.month) == (ani.office, OCT1)
    guided(ani, date(2026, 9, 2))
    assert keep_last_month(date(2026, 11, 15)) == 0
    assert KeptMonth.objects.get().counted == kept.counted


def test_a_month_that_was_not_touched_says_so(ani: Staff, dewi: Staff, browser_of: Any) -> None:
    guided(ani, date(2026, 9, 1))
    keep_month(office=dewi.office, month=OCT1, at=AT)
    assert "Sama dengan yang disimpan" in browser_of(dewi).get(OCTOBER).content.decode()


def test_an_officer_counts_his_own_and_another_office_nobody(
    many: list[Supervision], ani: Staff, candra: Staff, eko: Staff, browser_of: Any
) -> None:
    own = {row.pk for row in many if row.officer_id == ani.pk}
    for staff, expected in ((ani, own), (eko, {row.pk for row in many}), (candra, set())):
        held = book_of(counted_by(staff), Span(OCT1, OCT31, OCT31), reporting=False)
        assert {one.id for one, _ in held.balances} == expected
    url, number = next(door for door in doors(browser_of(eko).get(OCTOBER).content.decode()) if door[1] > 3)
    assert len(browser_of(candra).get(url).context["rows"]) == 0
    assert 0 < len(browser_of(ani).get(url).context["rows"]) < number


def test_the_desk_and_the_administrator_read_no_report(fitri: Staff, gita: Staff, browser_of: Any) -> None:
    for staff in (fitri, gita):
        assert browser_of(staff).get(OCTOBER).status_code == 403


@pytest.mark.parametrize("path", ["/laporan/2026/12/", "/laporan/2026/13/", "/laporan/1500/01/", f"{OCTOBER}nama/?tabel=x",
    f"{OCTOBER}nama/?tabel=keadaan&kolom=hadir", "/laporan/harian/2026-11-25/"])  # fmt: skip
def test_what_is_no_report_is_not_found(dewi: Staff, browser_of: Any, path: str) -> None:
    assert browser_of(dewi).get(path).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_report_takes_the_same_statements_for_one_and_for_three(
    ani: Staff, dewi: Staff, browser_of: Any, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        guided(ani, date(2026, 9, 1 + number), register_no=f"{number}")
    browser = browser_of(dewi)
    browser.get(OCTOBER)
    with django_assert_num_queries(19):
        browser.get(OCTOBER)


def test_the_running_month_is_counted_to_today() -> None:
    running = month_of(date(2026, 11, 1), date(2026, 11, 24))
    assert running is not None
    assert (running.last, running.end, running.is_running) == (date(2026, 11, 24), date(2026, 11, 30), True)
    assert month_of(date(2026, 12, 1), date(2026, 11, 24)) is None


def test_a_workbook_says_what_the_page_says(many: list[Supervision], eko: Staff, browser_of: Any) -> None:
    browser = browser_of(eko)
    assert browser.post(f"{OCTOBER}unduh/", {"purpose": "x"}).status_code == 422
    answer = browser.post(f"{OCTOBER}unduh/", {"purpose": "laporan ke Kanwil"})
    assert answer.status_code == 200
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert len(book.sheet_names) == 12
    rows = book.get_sheet_by_name("1. Keadaan klien").to_python()
    assert any("laporan ke Kanwil" in str(cell) for cell in rows[3])
    page = browser.get(OCTOBER)
    state = page.context["tables"][0]
    body = rows[7 : 7 + len(state.lines)]
    assert [[row[0], *map(int, row[1:])] for row in body] == [
        [line.label, *(figure.number for figure in line.figures)] for line in state.lines
    ]
    assert [int(cell) for cell in rows[7 + len(state.lines)][1:]] == [
        figure.number for figure in state.total.figures
    ]
    event = Event.objects.get(action="report.exported")
    assert (event.purpose, event.changes["month"]) == ("laporan ke Kanwil", "2026-10")


def test_a_workbook_of_children_tells_no_small_number(ani: Staff, eko: Staff, browser_of: Any) -> None:
    for number in range(9):
        guided(
            ani,
            date(2026, 9, 1),
            register_no=f"{number}",
            section="BKA",
            programme_id="PB" if number < 7 else "CB",
        )
    answer = browser_of(eko).post(f"{OCTOBER}unduh/?seksi=BKA", {"purpose": "laporan ke Kanwil"})
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    numbers = {
        cell
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()[6:]
        for cell in row[1:]
    }
    assert not {1.0, 2.0, 3.0, 4.0} & numbers
    state = book.get_sheet_by_name("1. Keadaan klien").to_python()
    assert [row[-1] for row in state[6:9]] == ["*", "<5", 9.0]


def test_the_daily_text_has_the_headings_of_the_regional_office(
    many: list[Supervision], eko: Staff, browser_of: Any
) -> None:
    answer = browser_of(eko).get("/laporan/harian/2026-10-20/")
    text = answer.context["text"]
    assert [line for line in text.splitlines() if re.match(r"\*[IVX]+\.", line)] == [
        "*I. JFT PK*", "*II. DATA KLIEN*", "*III. PENERIMAAN DAN PENGAKHIRAN PEMBIMBINGAN*", "*IV. LITMAS*",
        "*V. KLIEN INTEGRASI DEWASA*", "*VI. KLIEN INTEGRASI ANAK*", "*VII. PENCABUTAN INTEGRASI*",
        "*VIII. PENDAMPINGAN DIVERSI DAN PERADILAN*", "*IX. AKOT*", "*X. PELATIHAN KERJA / LPKS*", "*XI. KLIEN SEKOLAH*",
        "*XII. KLIEN BEKERJA*", "*XIII. TERORIS*", "*XIV. NARKOTIKA*", "*XV. PENUTUP*",
    ]  # fmt: skip
    there = [row for row in many if row.received_on <= date(2026, 10, 20)]
    gone = (
        StatusEvent.objects.filter(on__lte=date(2026, 10, 20))
        .exclude(status="aktif")
        .values_list("supervision_id", flat=True)
    )
    left = [row for row in there if row.pk not in set(gone)]
    men, women = (sum(row.client.sex == sex for row in left) for sex in ("L", "P"))
    unknown = len(left) - men - women
    assert (
        f"Dewasa\nL : {men} / P : {women} / Jumlah : {len(left)} (jenis kelamin belum diisi : {unknown})\nAnak"
        in text
    )
    assert not any(row.client.full_name in text for row in many)
