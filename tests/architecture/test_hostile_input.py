"""Whatever stands in an address or a form, the program answers with a page: never with a stumble, on either engine."""

import html
import io
import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client as Browser
from django.urls import reverse

from bimbing.attendance.actions import settle
from bimbing.clients.models import Client, SearchEntry
from bimbing.desk.forms_client import PARTS as CLIENT_PARTS
from bimbing.desk.forms_new_client import PARTS
from bimbing.offices.models import Staff
from bimbing.rules.name_keys import fold
from bimbing.rules.names import display_name
from bimbing.supervision.models import Assignment, StatusEvent, Supervision
from tests.architecture.routes import ROUTES, TAKEN_OUT
from tests.architecture.scene import Scene, body_of, declared
from tests.factories import AT, SupervisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_log")]

#: What may come out. 400 for what is no request at all, 404 for what is nobody's.
ANSWERS = frozenset({200, 302, 303, 400, 404, 405, 409, 422})

VALUES = (
    "", " ", "0", "-1", "1000000000", "9" * 18, "9" * 19, "1" + "0" * 30, "9" * 5000, "1.5", "1e9", "0x10", "²", "٣", "１２",
    "0001-01-01", "9999-12-31", "31-02-2026", "29-02-2026", "1/1/1", "00/00/0000", "2026-13", "0000-00", "-",
    "\x00", "a\x00b", "x" * 5000, "%", "_", "\\", "' OR 1=1 --", '"', "*", '"a" OR NEAR(b)', "client__nik__startswith",
    "\u202egpj.exe", "\u200b", "\U0001f600", "null", "None", "nan", "[]", "{{7*7}}", "<script>alert(1)</script>", "../../etc/passwd",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "semua", "aktif", "BKD",
)  # fmt: skip

#: What is typed or forged into a form: one of each sort is enough.
TYPED = (
    "", "-1", "9" * 18, "1" + "0" * 30, "9" * 5000, "²", "٣", "1.5", "0001-01-01", "31-12-9999", "\x00", "a\x00b", "x" * 5000,
    "' OR 1=1 --", "\u202egpj.exe", "null", "{{7*7}}", "<script>alert(1)</script>", "//evil.example/", "aktif",
)  # fmt: skip
#: The long form is slow to draw: of its thirty fields each gets every so-manieth of these.
SPARSE = {"client_new": 5, "client_new_check": 3, "client_edit": 5}
#: Pages that read every question of their address.
LISTS = frozenset(
    {"register", "register_print", "register_export", "missed", "audit_trail", "import_preview"}
)

#: Every question a page understands, and two that it must not.
QUESTIONS: dict[str, tuple[str, ...]] = {
    "register": (
        "q", "status", "lapor", "terlewat", "program", "pk", "kejahatan", "seksi", "kabupaten", "kecamatan", "berakhir",
        "kurang", "urut", "kolom", "sesudah", "sebelum", "client__nik__startswith", "officer__password",
    ),
    "register_print": ("q", "berakhir", "urut", "pk", "kolom", "lembar"),
    "register_export": ("q", "berakhir", "kabupaten", "kolom"),
    "find": ("q",),
    "attendance_desk": ("kode", "q", "klien", "bimbingan", "catatan", "hasil", "cara"),
    "missed": ("lihat", "pk", "seksi", "semua", "hal"),
    "audit_trail": ("pegawai", "tindakan", "hari", "klien", "sebelum", "sesudah"),
    "client_file": ("bimbingan", "jenis"),
    "client_new": ("klien",),
    "client_status": ("bimbingan", "status"),
    "client_hand_over": ("bimbingan",),
    "import_preview": ("hasil", "masalah", "sesudah", "sebelum"),
    "import_progress": ("tahap",),
    "staff_list": ("keadaan",),
    "staff_new": ("peran",),
    "sign_in": ("next",),
    "home": ("q",),
}  # fmt: skip
CORRECTED = tuple(name for part in CLIENT_PARTS.values() for name in part)
PAPERS = tuple(name for part in PARTS.values() for name in part)
FIELDS: dict[str, tuple[str, ...]] = {
    "client_new": (*PAPERS, "klien", "orang", "lain"),
    "client_new_check": (*PAPERS, "klien"),
    "write_note": ("text", "request_key", "supervision", "on"),
    "client_edit": (
        *CORRECTED,
        "version",
        "reason",
        "semula_full_name",
        "pilih_full_name",
        "bentrok",
        "dulu_full_name",
    ),
    "client_status": (
        *(
            "supervision",
            "version",
            "status",
            "on",
            "until",
            "document_no",
            "document_date",
            "ground",
            "target",
        ),
        *("request_on", "statement_on", "prosecuted_on", "new_end", "reason", "dilihat", "semula_status"),
    ),
    "closing": ("written_on", "pilih"),
    "client_status_correct": ("supervision", "version", "on", "document_no", "document_date", "reason"),
    "client_letter_pdf": ("title", "name", "nip", "copies"),
    "client_hand_over": ("supervision", "version", "officer", "on", "reason"),
    "record_visit": ("supervision", "request_key", "source", "kind", "note", "outpost", "next_on", "on"),
    "excuse_client": ("since", "until", "reason"),
    "void_visit": ("reason",),
    "cards_print": ("pilih", "pk", "program", "kurang", "jenis"),
    "card_replace": ("kartu", "alasan"),
    "register_export": ("purpose", "columns", "shape"),
    "register_columns": ("kolom", "pertanyaan", "biasa"),
    "group_save": ("name", "query", "moving", "shared"),
    "group_edit": ("name", "version"),
    "group_share": ("version",),
    "group_remove": ("version",),
    "sign_in": ("username", "password", "next"),
    "preferences": ("language", "large_text", "next"),
    "change_password": ("password", "password1", "password2"),
    "staff_new": ("username", "full_name", "title", "nip", "phone", "role", "section", "outpost"),
    "staff_edit": ("username", "full_name", "role", "outpost"),
    "staff_state": ("do",),
}
GOOD: dict[str, dict[str, str]] = {
    "register_export": {"purpose": "laporan bulanan", "columns": "layar", "shape": "csv"},
    "group_save": {"name": "Milikku", "query": "program=PB"},
    "group_edit": {"name": "Lain", "version": "1"},
    "write_note": {"text": "Baik", "request_key": "NEW", "supervision": "{supervision}", "on": "24-11-2026"},
    "client_new": {
        "decision_no": "PAS-1.PK.05.09 TAHUN 2026",
        "full_name": "SUWITO BIN KARTO",
        "birth": "Bojonegoro, 10-05-1990",
        "sex": "L",
        "programme": "PB",
        "section": "BKD",
        "start_date": "10-03-2026",
        "end_date": "10-03-2028",
    },
    "client_edit": {"version": "1", "full_name": "SUWITO", "semula_full_name": "SUWARNO"},
    "client_status": {
        "supervision": "{supervision}",
        "version": "1",
        "status": "ditahan",
        "on": "24-11-2026",
    },
    "client_status_correct": {
        "supervision": "{supervision}",
        "version": "1",
        "on": "24-11-2026",
        "reason": "salah ketik",
    },
    "client_letter_pdf": {"title": "Kepala"},
    "client_hand_over": {"supervision": "{supervision}", "version": "1", "officer": "1", "on": "24-11-2026"},
    "record_visit": {"supervision": "{supervision}", "request_key": "NEW", "source": "scan", "kind": "hadir"},
    "excuse_client": {"since": "1-11-2026", "until": "30-11-2026", "reason": "sakit"},
    "card_replace": {"kartu": "{card}", "alasan": "hilang"},
    "staff_new": {"username": "baru", "full_name": "Pegawai Baru", "role": "officer"},
    "staff_edit": {"username": "baru", "full_name": "Pegawai Baru", "role": "officer"},
    "sign_in": {"username": "ani", "password": "x"},
}
ASKERS = ("eko", "ani", "dewi", "fitri", "gita", "wulan")


def asker(scene: Scene, name: str) -> str:
    """Somebody who may call a route, a head of office before anybody else."""
    permission = declared()[name].bimbing_permission
    return next(who for who in ASKERS if permission is None or scene.actors[who].may(permission))  # type: ignore[union-attr]


def undone(browser: Browser, method: str, address: str, data: Any) -> int:
    with transaction.atomic():
        response = getattr(browser, method)(address, data)
        body_of(response)
        transaction.set_rollback(True)
    code: int = response.status_code
    return code


def hostile_requests(scene: Scene) -> Iterator[tuple[str, str, str, Any]]:
    """(route, method, address, data). A list reads all its questions, so all are asked at once; other pages stop at
    the first that names somebody, so each is asked alone. A form is good but for one field, so that its deed is reached.
    """
    own = scene.people["own"]
    for name, words in QUESTIONS.items():
        bare = reverse(name, kwargs=own.kwargs(ROUTES[name].of))
        at_once = [words] if name in LISTS else [(word,) for word in words]
        for value in VALUES:
            yield from ((name, "get", bare, dict.fromkeys(some, value)) for some in at_once)
        yield name, "get", bare, dict.fromkeys(words, ["1", "x", "2", "\x00"] * 30)
        yield name, "get", bare, {word: VALUES[number] for number, word in enumerate(words, start=10)}
    for name, words in FIELDS.items():
        bare = reverse(name, kwargs=own.kwargs(ROUTES[name].of))
        good = {key: own.filled(value) for key, value in GOOD.get(name, {}).items()}
        yield name, "post", bare, good
        for word in words:
            for value in TYPED[:: SPARSE.get(name, 1)]:
                yield name, "post", bare, good | {word: value}


def test_no_question_and_no_form_makes_the_program_stumble(scene: Scene) -> None:
    browsers = {who: scene.browser(who) for who in (*ASKERS, "anonymous")}
    faults, asked = [], 0
    for name, method, address, data in hostile_requests(scene):
        who = "anonymous" if name in ("sign_in", "preferences") else asker(scene, name)
        if name == "change_password":  # its session may end
            browsers[who] = scene.browser(who)
        sent = {key: str(uuid4()) if value == "NEW" else value for key, value in data.items()}
        code = undone(browsers[who], method, address, sent)
        asked += 1
        if code not in ANSWERS:
            faults.append(f"{who} {method} {address} {str(data)[:120]!r}: {code}")
    assert not faults, "\n".join(faults)
    assert asked > 1500


def test_an_impossible_number_in_the_path_is_nobody(scene: Scene) -> None:
    browsers = {who: scene.browser(who) for who in ASKERS}
    codes: dict[str, int] = {}
    for name, route in ROUTES.items():
        if route.of in ("", "day", "month", "draft"):  # a draft has a key, no number
            continue
        for number in (0, 2**31, 2**63 - 1, 2**63, 10**30):
            kwargs = dict.fromkeys(scene.people["own"].kwargs(route.of), number)
            method = "get" if "GET" in route.methods else "post"
            address = reverse(name, kwargs=kwargs)
            codes[f"{method} {address}"] = undone(browsers[asker(scene, name)], method, address, {})
    turned_back = {key for key in codes if key.endswith("/lembar-pk/")}
    assert {key: code for key, code in codes.items() if code != 404 and key not in turned_back} == {}


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("0001-01-01", 404), ("9999-12-31", 404), ("1949-12-31", 404), ("1950-01-01", 200), ("2150-12-31", 200),
        ("2026-02-29", 404), ("2028-02-29", 200), ("2026-13-01", 404), ("２026-11-24", 404),
    ],
)  # fmt: skip
def test_an_impossible_day_is_no_address(scene: Scene, day: str, code: int) -> None:
    assert scene.browser("fitri").get(f"/absen/hari/{day}/").status_code == code


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 100,
        b"PK\x03\x04" + b"\xff" * 500,
        b"%PDF-1.7",
        b"<html>",
        b"a;b;c\n" * 3,
        b"\xff\xfe\x00",
    ],
)
@pytest.mark.parametrize(
    "name", ["register.xlsx", "register.csv", "../../x.xls", "\u202excod.xlsx", "x" * 300]
)
def test_no_file_makes_intake_stumble(scene: Scene, content: bytes, name: str) -> None:
    file = SimpleUploadedFile(name, content)
    code = undone(scene.browser("dewi"), "post", "/impor/berkas/", {"file": file})
    assert code in (303, 422)


def test_a_body_that_is_no_form_is_refused_politely(scene: Scene) -> None:
    browser = scene.browser("dewi")
    for kind, body in (
        ("application/json", json.dumps({"supervision": {"$gt": 0}})),
        ("multipart/form-data; boundary=x", "no boundary here"),
        ("multipart/form-data", ""),
        ("text/plain", "\x00"),
        ("application/x-www-form-urlencoded", "&".join(f"a{n}=1" for n in range(1500))),
    ):
        assert browser.post("/absen/catat/", body, content_type=kind).status_code in (400, 404, 422), kind


# ------------------------------------------------------------------ names

ODD_NAMES = (
    "Suwarno", "SITI", "O'Brien", "D’Angelo", "Null", "null", "None", "NaN", "True", "0", "42", "undefined",
    "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "</td></tr></table>", "<!--", "]]>", "&lt;b&gt;", "&amp;",
    "{{7*7}}", "{% debug %}", "{% endblock %}", "${7*7}", "#{7*7}", "%s", "%(name)s", "%d%n", "{0}", "{name}", "{",
    '"', "'", "`", "\\", "\\n", "a\\", "--", "'; DROP TABLE clients_client; --", "' OR '1'='1", "=1+1", "=cmd|' /C calc'!A0",
    "+62811", "-1", "@SUM(A1)", "\u202eonrawuS", "Su\u200bwar\u200dno", "\ufeffSuwarno", "\u00a0Suwarno\u00a0", "Suwarno\tBin\tKarto",
    "Su\nwarno", "Ñandú Đặng Ωmega", "محمد", "王小明", "ꦱꦸꦮꦂꦤ", "\U0001f600 Suwarno", "👨‍👩‍👧‍👦", "e\u0301" * 60, "Z" + "\u0300" * 100,
    "A" * 160, "Muhammad " * 17 + "Akhir", "a b c d e f g h i j k l m n o p q r s t u v w x y z", "I Gusti Ngurah Bagus", "Md. Ali als. Li",
    "javascript:alert(1)", "../../etc/passwd", "file:///c:/", "\u2028Suwarno", "１２３", "İstanbul ıI", "ﬁﬂ ß",
)  # fmt: skip


@pytest.fixture
def oddly_named(ani: Staff, dewi: Staff) -> list[Client]:
    """A client of Ani's with each odd name, as alias, father and village too; all have missed, all may be printed."""
    made = []
    for name in ODD_NAMES:
        row = SupervisionFactory(
            officer=ani,
            client__full_name=name,
            client__aliases=name,
            client__parent_name=name[:120],
            client__village=name[:60],
            client__district=name[:60],
            client__regency=name[:60],
            client__address=name,
            decision_no=name[:120],
            district=name[:60],
            regency=name[:60],
        )
        StatusEvent.objects.create(supervision=row, status="aktif", on=row.start_date, by=ani, at=AT)
        Assignment.objects.create(supervision=row, officer=ani, since=row.start_date, by=dewi, at=AT)
        SearchEntry.objects.update_or_create(
            client=row.client, defaults={"office": row.office, "text": f" {fold(name)} ; "}
        )
        made.append(row.client)
    settle(supervision_ids=Supervision.objects.values_list("pk", flat=True), as_of=AT.date())
    return made


def test_there_are_enough_odd_names() -> None:
    assert len(set(ODD_NAMES)) == len(ODD_NAMES) >= 60


#: As a browser would take it for its own: an element or an attribute out of a name.
RAW = ("<img src=x", "<script>alert", "</td></tr></table>&", "&lt;b&gt;", "onerror=alert(1)>")


def test_odd_names_are_shown_as_they_are_on_every_page(
    oddly_named: list[Client], ani: Staff, dewi: Staff, fitri: Staff, browser_of: Any
) -> None:
    browsers = {"ani": browser_of(ani), "dewi": browser_of(dewi), "fitri": browser_of(fitri)}
    pages = [
        ("ani", "/"), ("dewi", "/"), ("fitri", "/"), ("ani", "/klien/cetak/"), ("dewi", "/kartu/"),
        ("ani", "/absen/terlewat/?semua=1"), ("ani", "/absen/terlewat/?lihat=belum&semua=1"), ("fitri", "/absen/"),
        ("fitri", "/absen/hari/2026-11-24/"),
    ]  # fmt: skip
    for client in oddly_named:
        pages += [
            ("ani", reverse("client_file", args=[client.pk])),
            ("fitri", f"/absen/?klien={client.pk}"),
            ("ani", reverse("card_print", args=[client.pk])),
        ]
    for who, address in pages:
        response = browsers[who].get(address)
        text = response.content.decode()
        assert response.status_code == 200, address
        assert [raw for raw in RAW if raw in text] == [], address
    listed = html.unescape(browsers["ani"].get("/klien/cetak/").content.decode())
    missing = [name for name in ODD_NAMES if display_name(name).strip() not in listed]
    assert missing == []


def test_odd_names_can_be_asked_for(
    oddly_named: list[Client], ani: Staff, fitri: Staff, browser_of: Any
) -> None:
    officer, desk = browser_of(ani), browser_of(fitri)
    for name in ODD_NAMES:
        for browser, address, word in (
            (officer, "/klien/", "q"),
            (officer, "/klien/", "kabupaten"),
            (officer, "/cari/", "q"),
            (desk, "/absen/", "kode"),
            (desk, "/cari/", "q"),
        ):
            response = browser.get(address, {word: name})
            text = body_of(response).decode()
            assert response.status_code in (200, 302), (address, name)
            assert [raw for raw in RAW if raw in text] == [], (address, name)


def test_odd_names_leave_as_text_and_not_as_formulas(
    oddly_named: list[Client], ani: Staff, browser_of: Any
) -> None:
    answer = browser_of(ani).post("/klien/excel/", TAKEN_OUT)
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(body_of(answer)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert len(cells) > len(ODD_NAMES) * 20


@pytest.mark.parametrize("kind", ["kartu", "lembar"])
def test_odd_names_are_printed(oddly_named: list[Client], ani: Staff, browser_of: Any, kind: str) -> None:
    answer = browser_of(ani).post("/kartu/cetak/", {"pk": ani.pk, "jenis": kind})
    pdf = body_of(answer)
    assert answer.status_code == 200
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")
