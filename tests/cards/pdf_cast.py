"""Faces for the tests of the printed card, and the names that want to break it."""

import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

from pypdf import PdfReader

from bimbing.cards.pdf import CardFace, CardRow, PrintReport, RowKind, render_cards
from bimbing.cards.pdf.surface import Placed

LETTERHEAD = (
    "KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN REPUBLIK INDONESIA",
    "DIREKTORAT JENDERAL PEMASYARAKATAN",
    "KANTOR WILAYAH JAWA TIMUR",
    "BALAI PEMASYARAKATAN KELAS II BOJONEGORO",
)
TOKEN = "BB1:K7Q2M9X4T8W3R6Y5P1N0H7J2V4"


def rows(count: int, recorded: int = 0) -> tuple[CardRow, ...]:
    """A row each month from March 2026; the first `recorded` were kept one day late."""
    made = []
    for n in range(count):
        day = date(2026 + (n + 2) // 12, (n + 2) % 12 + 1, 10)
        if n < recorded:
            following = date(2026 + (n + 3) // 12, (n + 3) % 12 + 1, 10)
            made.append(
                CardRow(n + 1, day, day.replace(day=11), "Sehat, bekerja", RowKind.PRESENT, following)
            )
        else:
            made.append(CardRow(n + 1, day))
    return tuple(made)


BASE = CardFace(
    letterhead=LETTERHEAD,
    office_address="Jl. Contoh No. 88, Bojonegoro 62115",
    office_phone="0353-000123",
    register_no="012/2026",
    name="Muhammad Arif Setiawan bin Suparman",
    programme="Pembebasan Bersyarat",
    officer_name="Ani Wulandari, S.Psi.",
    officer_nip="198905102014032001",
    signatory_city="Bojonegoro",
    printed_on=date(2026, 11, 24),
    version=3,
    qr_text=TOKEN,
    short_code="K7QM-2X4T-9",
    outpost="Pos Tuban",
    birth_place="Lamongan",
    birth_date=date(1990, 5, 10),
    address="Dusun Krajan RT 02/RW 03, Sumberrejo",
    nik="3522151005900001",
    start=date(2026, 3, 10),
    end=date(2028, 3, 10),
    next_date=date(2026, 12, 10),
    next_place="Pos Tuban",
    offence="Pencurian-canary",
    article="Pasal-canary 363",
    sentence="30 bulan-canary",
    religion="Agama-canary",
    ethnicity="Suku-canary",
    citizenship="Bangsa-canary",
    education="Sekolah-canary",
    occupation="Kerja-canary",
    skin_colour="Kulit-canary",
    height_cm=173,
    rows=rows(24, 9),
)


def a_face(**changes: Any) -> CardFace:
    """The base face with some facts changed."""
    return replace(BASE, **changes)


def printed(*faces: CardFace, **options: Any) -> tuple[PdfReader, PrintReport]:
    """The cards printed and opened again."""
    out = io.BytesIO()
    report = render_cards(faces, out, **options)
    return PdfReader(out, strict=True), report


def words_of(reader: PdfReader) -> str:
    """All text of the file, white space evened out."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def traced(*faces: CardFace) -> list[Placed]:
    """Every line of text put on the cards."""
    seen: list[Placed] = []
    render_cards(faces, io.BytesIO(), trace=seen.append)
    return seen


def page_orders(reader: PdfReader, number: int) -> str:
    """The drawing orders of a page with those of the drawings it repeats."""
    page = reader.pages[number]
    orders = page.get_contents().get_data().decode("latin-1")
    for name in re.findall(r"/(X\d+) Do", orders):
        drawing = page["/Resources"]["/XObject"][f"/{name}"]
        if drawing["/Subtype"] == "/Form":
            orders += "\n" + drawing.get_data().decode("latin-1")
    return orders


_SEEDS = (
    "Suharto", "X", "", "   ", "Null", "None", "undefined", "Ma'ruf", "O'Brien \"Bang\" Jago", "``;--",
    "<b>Budi</b>", "<para>Siti</para>", "<img src=x onerror=alert(1)>", "&lt;&amp;&nbsp;", "</font><br/>",
    "{{7*7}}", "{% load os %}", "${7*7}", "#{7*7}", "%s %d %n %(name)s", "{0}{name!r}", "=cmd|' /C calc'!A0",
    "'; DROP TABLE klien; --", "\\(paren\\) (open ((", ") Tj ET BT (", "endstream endobj", "\\u0041\\n\\x00",
    "Budi\r\nSet-Cookie: a=b", "Tab\tdan\vbaris\f", "nul\x00tengah", "esc\x1b[31mmerah", "bel\x07\x08",
    "\u202eidraW inA\u202c", "\u2066Ani\u2069 \u200fBudi", "zero\u200bwidth\u200cjoin\u200der\ufeff",
    "soft\u00adhyphen", "nb\u00a0sp\u2003em", "\u0628\u062f\u0631 \u0627\u0644\u062f\u064a\u0646", "\u05d0\u05d1\u05d2",
    "王小明", "さくら ともこ", "Иван Петров", "Αλέξανδρος", "ꦲꦤꦕꦫꦏ", "ไทย", "🙂 Budi 🎉",
    "👩‍👩‍👧‍👦 Keluarga", "🇮🇩 Merdeka", "👍🏽", "\U0001f600" * 90, "a" + "\u0301" * 300, "Z͑ͫ̓a̴l̷g̸o̵" * 20,
    "Ñandú Šimůnek Łukasz", "Đỗ Thị Nguyễn", "ﬁ ﬂ ﷽", "ℌ𝔢𝔩𝔩𝔬", "Ａｎｉ", "١٢٣", "\ud800", "\uffff\ufffe", "\ue000",
    "A" * 300, "W" * 300, "i" * 300, "Muhammad " * 40, "ab-" * 100, "R. " * 100, "…" * 50, "◊◊◊", "." * 300,
    "M" * 5000, "Siti Nur Azizah Rahmawati Kusumaningtyas Prawirodirjo binti Raden Mas Suryodiningrat Hadikusumo",
)  # fmt: skip
_FRAMES = ("{}", "{} bin Suparman", "H. {}, S.H., M.Si.")
HOSTILE_NAMES = tuple(dict.fromkeys(frame.replace("{}", seed) for frame in _FRAMES for seed in _SEEDS))
