"""The offence categories of the correctional database, with their labels and the groups that reports count apart.

The category is the list; the articles stay free text, because almost every current client was sentenced under the
numbers that the KUHP of 2023 replaced on 2 January 2026. Reading them from a cell: `offence_words`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bimbing.rules.offence_words import read_offence
from bimbing.rules.reading import Raw, Reading


class OffenceKey(StrEnum):
    """A category of offence. The codes are stored and never shown."""

    PENCURIAN = "PENCURIAN"
    PERAMPOKAN = "PERAMPOKAN"
    NARKOTIKA = "NARKOTIKA"
    PENGANIAYAAN = "PENGANIAYAAN"
    PERLINDUNGAN_ANAK = "PERLINDUNGAN_ANAK"
    KESUSILAAN = "KESUSILAAN"
    PORNOGRAFI = "PORNOGRAFI"
    PENIPUAN = "PENIPUAN"
    PENGGELAPAN = "PENGGELAPAN"
    PENADAHAN = "PENADAHAN"
    KORUPSI = "KORUPSI"
    PENYUAPAN = "PENYUAPAN"
    DALAM_JABATAN = "DALAM_JABATAN"
    TPPU = "TPPU"
    KDRT = "KDRT"
    PEMBUNUHAN = "PEMBUNUHAN"
    PENCULIKAN = "PENCULIKAN"
    PEMERASAN = "PEMERASAN"
    PERUSAKAN = "PERUSAKAN"
    PEMBAKARAN = "PEMBAKARAN"
    PERJUDIAN = "PERJUDIAN"
    KETERTIBAN = "KETERTIBAN"
    MATA_UANG = "MATA_UANG"
    PEMALSUAN = "PEMALSUAN"
    ITE = "ITE"
    TRAFFICKING = "TRAFFICKING"
    TERORIS = "TERORIS"
    PENYELUNDUPAN = "PENYELUNDUPAN"
    PERIKANAN = "PERIKANAN"
    EKONOMI = "EKONOMI"
    KENAKALAN = "KENAKALAN"
    POLITIK = "POLITIK"
    SUBVERSI = "SUBVERSI"
    KEPALA_NEGARA = "KEPALA_NEGARA"
    LAKA_LANTAS = "LAKA_LANTAS"
    KESEHATAN = "KESEHATAN"
    SENJATA = "SENJATA"
    KEHUTANAN = "KEHUTANAN"
    CUKAI = "CUKAI"
    TPKS = "TPKS"
    FIDUSIA = "FIDUSIA"
    MIGAS = "MIGAS"
    LAINNYA = "LAINNYA"


class SpecialGroup(StrEnum):
    """Offences that reports of the ministry count apart."""

    NARKOTIKA = "narkotika"
    TIPIKOR = "tipikor"
    TERORIS = "teroris"
    PERLINDUNGAN_ANAK = "perlindungan_anak"


@dataclass(frozen=True, slots=True)
class OffenceFacts:
    """Label as the official list has it, the usual laws and articles (old → new KUHP), the group counted apart."""

    label: str
    laws: str
    group: SpecialGroup | None = None


_K, _G = OffenceKey, SpecialGroup
OFFENCES: Final[Mapping[OffenceKey, OffenceFacts]] = MappingProxyType(
    {
        _K.PENCURIAN: OffenceFacts("Pencurian", "KUHP 362–365 → 476–479"),
        _K.PERAMPOKAN: OffenceFacts("Perampokan", "KUHP 365 → 479"),
        _K.NARKOTIKA: OffenceFacts("Narkotika", "UU 35/2009; KUHP 609, 610", _G.NARKOTIKA),
        _K.PENGANIAYAAN: OffenceFacts("Penganiayaan", "KUHP 351–355 → 466–469"),
        _K.PERLINDUNGAN_ANAK: OffenceFacts(
            "Perlindungan anak", "UU 23/2002 jo 35/2014 jo 17/2016", _G.PERLINDUNGAN_ANAK
        ),
        _K.KESUSILAAN: OffenceFacts("Kesusilaan", "KUHP 281–296 → 406–423"),
        _K.PORNOGRAFI: OffenceFacts("Pornografi", "UU 44/2008; KUHP 407"),
        _K.PENIPUAN: OffenceFacts("Penipuan", "KUHP 378 → 492"),
        _K.PENGGELAPAN: OffenceFacts("Penggelapan", "KUHP 372, 374 → 486, 488"),
        _K.PENADAHAN: OffenceFacts("Penadahan", "KUHP 480 → 591"),
        _K.KORUPSI: OffenceFacts("Korupsi", "UU 31/1999 jo 20/2001; KUHP 603–606", _G.TIPIKOR),
        _K.PENYUAPAN: OffenceFacts("Penyuapan", "UU 31/1999 jo 20/2001; UU 11/1980", _G.TIPIKOR),
        _K.DALAM_JABATAN: OffenceFacts("Dalam jabatan", "KUHP 413 dst."),
        _K.TPPU: OffenceFacts("Pencucian uang (TPPU)", "UU 8/2010; KUHP 607"),
        _K.KDRT: OffenceFacts("Kekerasan dalam rumah tangga (KDRT)", "UU 23/2004"),
        _K.PEMBUNUHAN: OffenceFacts("Pembunuhan", "KUHP 338, 340 → 458, 459"),
        _K.PENCULIKAN: OffenceFacts("Penculikan", "KUHP 328, 333 → 450–452"),
        _K.PEMERASAN: OffenceFacts("Memeras/mengancam", "KUHP 368, 369 → 482, 483"),
        _K.PERUSAKAN: OffenceFacts("Merusak barang", "KUHP 406 → 521"),
        _K.PEMBAKARAN: OffenceFacts("Pembakaran", "KUHP 187 → 308"),
        _K.PERJUDIAN: OffenceFacts("Perjudian", "KUHP 303 → 426, 427"),
        _K.KETERTIBAN: OffenceFacts("Terhadap ketertiban", "KUHP 170 → 262"),
        _K.MATA_UANG: OffenceFacts("Mata uang", "KUHP 244, 245 → 374 dst.; UU 7/2011"),
        _K.PEMALSUAN: OffenceFacts("Memalsukan materai/surat", "KUHP 263–276 → 391–400"),
        _K.ITE: OffenceFacts("Informasi dan transaksi elektronik (ITE)", "UU 11/2008 jo 19/2016 jo 1/2024"),
        _K.TRAFFICKING: OffenceFacts("Perdagangan orang (TPPO)", "UU 21/2007; KUHP 455"),
        _K.TERORIS: OffenceFacts("Teroris", "UU 15/2003, UU 5/2018; KUHP 600–602", _G.TERORIS),
        _K.PENYELUNDUPAN: OffenceFacts("Penyelundupan", "UU 17/2006"),
        _K.PERIKANAN: OffenceFacts("Perikanan", "UU 31/2004 jo 45/2009"),
        _K.EKONOMI: OffenceFacts("Ekonomi", ""),
        _K.KENAKALAN: OffenceFacts("Kenakalan", ""),
        _K.POLITIK: OffenceFacts("Politik", ""),
        _K.SUBVERSI: OffenceFacts("Subversi", ""),
        _K.KEPALA_NEGARA: OffenceFacts("Terhadap kepala negara", ""),
        _K.LAKA_LANTAS: OffenceFacts("Kecelakaan lalu lintas", "UU 22/2009; KUHP 359, 360 → 474"),
        _K.KESEHATAN: OffenceFacts("Kesehatan", "UU 36/2009 → UU 17/2023"),
        _K.SENJATA: OffenceFacts("Senjata tajam/api", "UU Drt 12/1951"),
        _K.KEHUTANAN: OffenceFacts("Kehutanan", "UU 41/1999, UU 18/2013"),
        _K.CUKAI: OffenceFacts("Cukai", "UU 39/2007"),
        _K.TPKS: OffenceFacts("Kekerasan seksual (TPKS)", "UU 12/2022"),
        _K.FIDUSIA: OffenceFacts("Fidusia", "UU 42/1999"),
        _K.MIGAS: OffenceFacts("Minyak dan gas bumi (migas)", "UU 22/2001"),
        _K.LAINNYA: OffenceFacts("Lainnya", ""),
    }
)
"""Every category, in the order of the official list; the offices' additions follow, `LAINNYA` is last."""


def special_group(key: OffenceKey) -> SpecialGroup | None:
    """The group that reports count apart, or None."""
    return OFFENCES[key].group


def guess_offence(raw: Raw) -> Reading[OffenceKey]:
    """The category a cell means, from its words, else from law and article (then with a doubt to confirm)."""
    category = read_offence(raw).category
    return Reading(OffenceKey(category.value) if category.value else None, category.doubts)


def read_articles(raw: Raw) -> str | None:
    """The articles in a cell as written, without the words that name the offence; None if there are none."""
    return read_offence(raw).articles
