"""Sheets that stand beside a register and hold nobody's client: officers, lists for drop-downs, counts, other work."""

from __future__ import annotations

import random

from tests.intake.generator.people import Officer
from tests.intake.generator.sheets import Book, Row


def _officers_list(book: Book, rng: random.Random, officers: list[Officer]) -> None:
    """A sheet that lists officers: nobody's client."""
    sheet = book.sheet(rng.choice(("DAFTAR PK", "Data PK", "PEGAWAI")))
    for row, kind in (
        (["DAFTAR PEMBIMBING KEMASYARAKATAN"], "title"),
        (["NO", "NAMA", "NIP", "JABATAN", "JUMLAH KLIEN"], "header"),
    ):
        book.add_skipped(sheet, list(row), kind)
    for at, officer in enumerate(officers):
        book.add_skipped(
            sheet,
            [at + 1, officer.written, f"19780{at}152003121001", "PK Ahli Muda", 12 + at],
            "officer list",
        )


def _reference(book: Book, rng: random.Random, officers: list[Officer]) -> None:
    """A hidden sheet of lists for drop-downs."""
    sheet = book.sheet(rng.choice(("ref", "LIST", "Sheet3")))
    sheet.hidden = True
    for at, code in enumerate(("PB", "CB", "CMB", "ASIMILASI", "PIB")):
        book.add_skipped(
            sheet,
            [
                code,
                ["Aktif", "Selesai", "Dicabut", "Meninggal", "Pindah"][at],
                ["Pencurian", "Narkotika", "Penipuan", "KDRT", "ITE"][at],
            ],
            "hidden list",
        )


def _summary(book: Book, rng: random.Random, officers: list[Officer]) -> None:
    """A sheet of counts."""
    sheet = book.sheet("REKAP")
    book.add_skipped(sheet, ["REKAPITULASI KLIEN"], "title")
    book.add_skipped(sheet, ["NO", "PROGRAM", "L", "P", "JUMLAH"], "header")
    for at, title in enumerate(("PEMBEBASAN BERSYARAT", "CUTI BERSYARAT", "CUTI MENJELANG BEBAS")):
        book.add_skipped(sheet, [at + 1, title, 20 + at, 2, 22 + at], "summary")
    book.add_skipped(sheet, [None, "JUMLAH", 63, 6, 69], "total")


def _litmas(book: Book, rng: random.Random, officers: list[Officer]) -> None:
    """Social inquiries: work on people who are no clients under guidance."""
    sheet = book.sheet("LITMAS 2026")
    book.add_skipped(sheet, ["REGISTER PENELITIAN KEMASYARAKATAN (LITMAS)"], "title")
    book.add_skipped(sheet, ["NO", "TGL PERMINTAAN", "NAMA", "PERKARA", "JENIS LITMAS", "PK"], "header")
    for at in range(rng.randint(2, 8)):
        row: Row = [
            at + 1,
            "03-02-2026",
            f"TERSANGKA {'ABCDEFGH'[at]} WIDARTO",
            "Pencurian",
            "Diversi",
            officers[0].first,
        ]
        book.add_skipped(sheet, row, "litmas")


ALL = (_officers_list, _reference, _summary, _litmas)
