"""What the printed card says, and what it must not say."""

import io
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image
from pypdf import PdfReader

from bimbing.cards.pdf import CardRow, PkNote, PkSheetFace, Privacy, RowKind, render_cards, render_pk_sheets
from bimbing.cards.pdf.faces import initials
from tests.cards.pdf_cast import BASE, LETTERHEAD, TOKEN, a_face, printed, rows, words_of

CANARIES = ("canary", "173 cm", "3522151005900001", "352215")


def test_card_shows_every_fact_of_the_private_face() -> None:
    words = words_of(printed(BASE)[0])
    for fact in (
        *LETTERHEAD, "KARTU BIMBINGAN", "012/2026", "Muhammad Arif Setiawan bin Suparman", "Lamongan, 10 Mei 1990",
        "•••• •••• •••• 0001", "Dusun Krajan RT 02/RW 03, Sumberrejo", "Pembebasan Bersyarat", "Pos Tuban",
        "10 Maret 2026 sampai 10 Maret 2028", "Ani Wulandari, S.Psi.", "NIP 198905102014032001",
        "Bojonegoro, 24 November 2026", "Kartu ke-1", "Dicetak 24-11-2026 · versi 3", "K7QM-2X4T-9", "0353-000123",
        "Kamis", "10 Desember 2026", "Berlaku sampai 10 Maret 2028",
    ):  # fmt: skip
        assert fact in words


def test_recorded_visits_and_coming_dates_stand_in_the_table() -> None:
    inside = " ".join(printed(BASE)[0].pages[1].extract_text().split())
    assert "1 10 Mar 2026 11 Mar 2026 Sehat, bekerja 10 Apr 2026" in inside
    assert "9 10 Nov 2026 11 Nov 2026 Sehat, bekerja 10 Des 2026" in inside
    assert "10 10 Des 2026 11 10 Jan 2027" in inside
    assert inside.count("Sehat, bekerja") == 9
    assert "24 10 Feb 2028" in inside


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (RowKind.ONLINE, "daring"),
        (RowKind.HOME_VISIT, "di rumah"),
        (RowKind.AT_POST, "di pos"),
        (RowKind.EXCUSED, "izin"),
        (RowKind.ILL, "sakit"),
        (RowKind.BY_GUARANTOR, "diwakili"),
        (RowKind.ABSENT, "tidak hadir"),
    ],
)
def test_each_kind_of_visit_is_named_in_words(kind: RowKind, word: str) -> None:
    row = CardRow(1, date(2026, 3, 10), date(2026, 3, 11), kind=kind)
    assert f"11 Mar 2026 {word}" in words_of(printed(a_face(rows=(row,)))[0])


def test_a_date_nobody_recorded_is_never_called_an_absence() -> None:
    face = a_face(printed_on=date(2027, 6, 1), rows=rows(24, 0))
    assert "tidak hadir" not in words_of(printed(face)[0])


def test_private_card_tells_nothing_of_the_case_or_of_the_body() -> None:
    words = words_of(printed(BASE)[0])
    for canary in CANARIES:
        assert canary not in words


def test_full_card_tells_what_the_office_chose_to_print() -> None:
    words = words_of(printed(a_face(privacy=Privacy.FULL))[0])
    for canary in ("Pencurian-canary", "Pasal-canary 363", "30 bulan-canary", "Agama-canary", "Suku-canary",
                   "Bangsa-canary", "Sekolah-canary", "Kerja-canary", "Kulit-canary", "173 cm",
                   "3522151005900001"):  # fmt: skip
        assert canary in words


def test_child_card_has_initials_and_no_trace_of_name_place_or_office() -> None:
    face = a_face(privacy=Privacy.CHILD, photo=_photo())
    reader, _ = printed(face)
    words = words_of(reader)
    assert "M.A.S." in words
    assert "KARTU PERTEMUAN" in words
    for secret in (*CANARIES, "Muhammad", "Arif", "Setiawan", "Suparman", "Krajan", "Lamongan", "••••", "Bersyarat",
                   "BIMBINGAN", "bimbingan", "PEMASYARAKATAN", "Kemasyarakatan", "klien", "KEMENTERIAN"):  # fmt: skip
        assert secret not in words.replace(TOKEN, "")
    assert not any(page.images for page in reader.pages)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Ahmad Budi Santoso", "A.B.S."),
        ("Suharto", "S."),
        ("SITI bin SUPARMAN", "S."),
        ("Sutrisno Als Tris", "S."),
        ("'afif \u202ezain", "A.Z."),
        ("", "–"),
        ("12 34", "–"),
        ("a b c d e f", "A.B.C.D."),
    ],
)
def test_initials_leave_out_parent_and_alias(name: str, short: str) -> None:
    assert initials(name) == short


@pytest.mark.parametrize("nik", ["1", "123", "1234"])
def test_a_short_identity_number_is_not_shown_at_all(nik: str) -> None:
    assert a_face(nik=nik).shown_nik == ""


@pytest.mark.parametrize(("count", "pages"), [(0, 2), (1, 2), (24, 2), (25, 4), (60, 4), (72, 4), (73, 6)])
def test_rows_beyond_the_table_go_on_a_continuation_sheet(count: int, pages: int) -> None:
    reader, report = printed(a_face(rows=rows(count, count)))
    assert len(reader.pages) == report.pages == pages
    words = words_of(reader)
    assert words.count("Sehat, bekerja") == count
    assert ("Kartu ke-2" in words) is (pages > 2)
    assert ("Kartu ke-3" in words) is (pages > 4)


def test_cards_follow_each_other_outside_inside() -> None:
    reader, report = printed(*(a_face(name=f"Nomor {n}", register_no=f"R-{n}") for n in range(5)))
    assert (report.cards, report.pages, report.replaced) == (5, 10, [])
    for n in range(5):
        outside, inside = (reader.pages[2 * n + side].extract_text() for side in (0, 1))
        assert f"R-{n}" in outside
        assert "KARTU BIMBINGAN" in outside
        assert f"Nomor {n}" in inside
        assert "Daftar kedatangan" in inside
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/Duplex"] == "/DuplexFlipShortEdge"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/PrintScaling"] == "/None"


def test_card_without_next_date_leaves_room_for_the_pen() -> None:
    words = words_of(printed(a_face(next_date=None))[0])
    assert "Tanggal datang berikutnya" in words
    assert "Kamis" not in words


def test_own_notes_of_the_office_replace_ours() -> None:
    words = words_of(printed(a_face(notes=("Catatan kantor sendiri.",)))[0])
    assert "Catatan kantor sendiri." in words
    assert "Negara percaya" not in words


def test_metadata_names_nobody() -> None:
    out = printed(BASE, a_face(privacy=Privacy.CHILD))[0]
    assert dict(out.metadata or {}) == {"/Title": "Kartu bimbingan", "/Producer": "Bimbing"}
    assert out.trailer["/Root"]["/Lang"] == "id-ID"


def test_uncompressed_bytes_of_the_file_hold_no_name() -> None:
    raw = _bytes_of_base()
    for canary in (b"Muhammad", b"Suparman", b"3522", b"canary", "Muhammad".encode("utf-16-be")):
        assert canary not in raw


def test_the_same_faces_give_the_same_bytes() -> None:
    assert _bytes_of_base() == _bytes_of_base()


def test_photo_is_written_anew_without_what_the_camera_added() -> None:
    out = printed(a_face(photo=_photo()))[0]
    (picture,) = out.pages[0].images
    assert picture.image is not None
    assert picture.image.size == (390, 520)
    assert b"rahasia-lokasi" not in picture.data
    assert not picture.image.getexif()


@pytest.mark.parametrize("broken", [b"not a picture", b"\xff\xd8\xff\xe0truncated", b"GIF89a"])
def test_unreadable_photo_is_left_out_and_reported(broken: bytes) -> None:
    reader, report = printed(BASE, a_face(photo=broken))
    assert report.unreadable_photos == [2]
    assert len(reader.pages) == 4


def _bytes_of_base() -> bytes:
    out = io.BytesIO()
    render_cards([BASE], out)
    return out.getvalue()


def _photo() -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "rahasia-lokasi"
    Image.new("RGB", (800, 600), (90, 120, 150)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def _sheets(*faces: PkSheetFace) -> PdfReader:
    out = io.BytesIO()
    render_pk_sheets(faces, out)
    return PdfReader(out, strict=True)


def _pk_face(notes: int = 2, count: int = 24) -> PkSheetFace:
    return PkSheetFace(
        card=replace(BASE, rows=rows(count, count)),
        standing=(("Lapor", "9 dari 11"), ("Terlewat", "2")),
        phones=("0812-0000-0001",),
        guarantor="Suparman (orang tua)",
        notes=tuple(
            PkNote(date(2026, 3, 1 + n % 28), "Ani W.", f"Catatan nomor {n} tentang kerja.")
            for n in range(notes)
        ),
    )


def test_officers_sheet_holds_the_card_and_the_office_data() -> None:
    reader = _sheets(_pk_face())
    words = words_of(reader)
    for fact in ("Muhammad Arif Setiawan bin Suparman", "9 dari 11", "0812-0000-0001", "Suparman (orang tua)",
                 "Catatan nomor 1 tentang kerja.", "11 Mar 2026", "K7QM-2X4T-9", "Kamis, 10 Desember 2026"):  # fmt: skip
        assert fact in words
    assert (reader.metadata or {})["/Title"] == "Lembar pembimbing"


def test_officers_sheet_goes_on_until_the_last_row_and_note() -> None:
    words = words_of(_sheets(_pk_face(notes=100, count=90)))
    assert words.count("Sehat, bekerja") == 90
    assert all(f"Catatan nomor {n} tentang" in words for n in range(100))
