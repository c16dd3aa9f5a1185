"""The register leaves the screen: exactly what is seen, no formula in it, and the trail says what for."""

import csv
import io
import re
from typing import Any

import openpyxl
import pytest

from bimbing.audit.models import Event
from bimbing.clients.models import Phone
from bimbing.offices.models import Staff
from bimbing.supervision.actions_groups import choose_columns
from bimbing.supervision.queries.columns import Col
from tests.factories import StaffFactory, SupervisionFactory
from tests.supervision.registers import many

pytestmark = pytest.mark.django_db
TRAP = '=HYPERLINK("http://jahat.example","klik")'
SEEN = {"purpose": "laporan bulanan ke Kanwil", "columns": "layar", "shape": "xlsx"}
BOOK = SEEN | {"columns": "buku"}
CSV = SEEN | {"shape": "csv"}


def sheet_of(answer: Any) -> Any:
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")
    return openpyxl.load_workbook(io.BytesIO(answer.content)).active


def rows_on_screen(page: str) -> list[list[str]]:
    """The cells of the list as words, row by row, without the box in which a row is ticked."""
    body = page.split("<tbody", 1)[1].split("</tbody>", 1)[0]
    lines = re.findall(r"<tr>(.*?)</tr>", body, flags=re.DOTALL)
    return [
        [
            re.sub(r"<[^>]+>", "|", cell)
            for cell in re.findall(r'<td(?! class="pick").*?</td>', line, re.DOTALL)
        ]
        for line in lines
    ]


def test_the_workbook_holds_the_rows_columns_and_order_of_the_list(
    dewi: Staff, ani: Staff, budi: Staff, browser_of: Any
) -> None:
    many([ani, budi], 30, seed=5)
    choose_columns(staff=dewi, columns=(Col.NAME, Col.REGISTER, Col.OFFICER, Col.MISSED))
    browser = browser_of(dewi)
    address = "/klien/{}?status=semua&seksi=BKD&urut=-terlewat"
    shown = rows_on_screen(browser.get(address.format("")).content.decode())
    sheet = sheet_of(browser.post(address.format("excel/"), SEEN))
    headings, *lines = sheet.iter_rows(min_row=4, values_only=True)
    assert headings == ("No.", "Nama", "No. register", "PK", "Terlewat")
    assert len(lines) == len(shown) > 10
    for number, (line, cells) in enumerate(zip(lines, shown, strict=True), start=1):
        assert line[0] == number
        for value, cell in zip(line[1:], cells, strict=True):
            assert (str(value) if value else "") in cell
    assert [line[4] for line in lines] == sorted((line[4] for line in lines), reverse=True)


def test_the_register_number_under_the_name_is_seen_too(dewi: Staff, ani: Staff, browser_of: Any) -> None:
    SupervisionFactory(officer=ani, register_no="017/PB/2026")
    sheet = sheet_of(browser_of(dewi).post("/klien/excel/", SEEN))
    headings, line = sheet.iter_rows(min_row=4, values_only=True)
    assert headings == (
        "No.", "Nama", "No. register", "Program", "Berakhir", "PK", "Keadaan", "Lapor berikut", "Terlewat",
    )  # fmt: skip
    assert line[2] == "017/PB/2026"


def test_the_whole_book_keeps_the_order_of_the_register(dewi: Staff, ani: Staff, browser_of: Any) -> None:
    row = SupervisionFactory(
        officer=ani, client__full_name=TRAP, client__nik="3522151005900001", register_no="+1/PB"
    )
    SupervisionFactory(officer=ani, section="BKA", client__full_name="BUDI ANGGORO", client__village="Dander")
    SupervisionFactory(officer=ani, programme_id="CB", client__full_name="ZAINAL")
    sheet = sheet_of(browser_of(dewi).post("/klien/excel/?program=PB", BOOK))
    headings, *lines = sheet.iter_rows(min_row=4, values_only=True)
    place = {heading: at for at, heading in enumerate(headings)}
    assert headings[:6] == ("No.", "Tanggal terima", "No. register", "Nama", "Alias", "Bin/binti")
    assert headings[-3:] == ("Surat pengakhiran", "Tgl pengakhiran", "Keterangan")
    assert len(headings) == len(Col) + 1
    assert [line[place["Nama"]] for line in lines] == ["B.A.", TRAP]
    cell = next(c for line in sheet.iter_rows(min_row=5) for c in line if c.value == TRAP)
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert [line[place["NIK"]] for line in lines] == [None, "••••••••••••0001"]
    assert lines[1][place["No. register"]] == "+1/PB"
    assert lines[1][place["Mulai"]].date() == row.start_date
    assert lines[0][place["Desa/kelurahan"]] is None


def test_who_when_and_what_for_stand_over_it_and_in_the_trail(
    dewi: Staff, ani: Staff, browser_of: Any
) -> None:
    for _ in range(2):
        SupervisionFactory(officer=ani)
    sheet = sheet_of(browser_of(dewi).post("/klien/excel/?program=PB&kolom=nama.pk", SEEN))
    assert sheet["A2"].value.startswith("Diambil oleh Dewi pada ")
    assert "laporan bulanan ke Kanwil" in sheet["A2"].value
    event = Event.objects.get(action="register.exported")
    assert (event.staff_name, event.purpose) == ("Dewi", "laporan bulanan ke Kanwil")
    assert event.changes == {
        "filters": "program=PB&kolom=nama.pk",
        "rows": 2,
        "columns": "nama.register.pk",
    }


def test_no_program_takes_a_cell_of_the_csv_for_a_formula(dewi: Staff, ani: Staff, browser_of: Any) -> None:
    for name in (TRAP, " =1+1", "+62", "-A", "@SUM(A1)", "Biasa"):
        SupervisionFactory(officer=ani, client__full_name=name)
    answer = browser_of(dewi).post("/klien/excel/", CSV)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert "laporan bulanan ke Kanwil" in lines[1][0]
    assert lines[3][:3] == ["No.", "Nama", "No. register"]
    names = [line[1] for line in lines[4:]]
    assert len(names) == 6
    assert [name for name in names if name.lstrip()[:1] in "=+-@"] == []
    assert "Biasa" in names
    assert f"'{TRAP}" in names


def test_phones_are_for_those_who_may_open_the_file(
    dewi: Staff, ani: Staff, office: Any, browser_of: Any
) -> None:
    row = SupervisionFactory(officer=ani)
    Phone.objects.create(client=row.client, number="+6281234567890")
    auditor = StaffFactory(office=office, role="auditor")
    for who, seen in ((dewi, True), (auditor, False)):
        for address in ("/klien/?kolom=nama.telepon", "/klien/cetak/?lembar=layar&kolom=nama.telepon"):
            page = browser_of(who).get(address).content.decode()
            assert ("0812-3456-7890" in page) is seen, (who.role, address)


def test_paper_has_the_columns_of_the_book_and_on_request_those_of_the_list(
    dewi: Staff, ani: Staff, browser_of: Any
) -> None:
    SupervisionFactory(officer=ani, client__parent_name="KARTO", client__full_name="SITI", client__sex="P")
    browser = browser_of(dewi)

    def headings(address: str) -> list[str]:
        return re.findall(r'<th scope="col">([^<]+)</th>', browser.get(address).content.decode())

    assert headings("/klien/cetak/") == [
        "No.", "Tanggal terima", "No. register", "Nama", "Lahir", "JK", "Alamat", "Asal UPT", "Jenis kejahatan",
        "Putusan, lama pidana", "Program", "SK", "Masa bimbingan", "PK", "Status", "Keterangan",
    ]  # fmt: skip
    assert "binti Karto" in browser.get("/klien/cetak/").content.decode()
    assert headings("/klien/cetak/?lembar=layar&kolom=nama.jk.pk") == [
        "No.", "Nama", "No. register", "JK", "PK",
    ]  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
def test_paper_asks_the_same_number_of_questions(
    dewi: Staff, ani: Staff, browser_of: Any, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        row = SupervisionFactory(officer=ani)
        Phone.objects.create(client=row.client, number="+6281234567890")
    browser = browser_of(dewi)
    with django_assert_num_queries(9):  # session, person, office; rows, phones, offences; three of names
        browser.get("/klien/cetak/")
