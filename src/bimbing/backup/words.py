"""What the console says about backups, in Indonesian: whoever restores one has had a bad day already."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from bimbing.backup.archive import Fault, Manifest, on_the_clock
from bimbing.backup.contents import total

FAULTS: Mapping[Fault, str] = MappingProxyType(
    {
        Fault.NO_SPACE: "Ruang disk tidak cukup. Kosongkan sedikitnya tiga kali ukuran basis data, lalu ulangi.",
        Fault.NO_FOLDER: "Folder cadangan tidak dapat ditulisi atau tidak ada. Periksa disk atau USB-nya, lalu ulangi.",
        Fault.NO_TOOL: "pg_dump atau pg_restore tidak ditemukan. Pasang paket postgresql-client yang seversi dengan servernya.",
        Fault.DAMAGED: "Berkas cadangan ini rusak atau pernah diubah; isinya tidak dipakai. Pakai cadangan lain.",
        Fault.WRONG_KEY: "Kunci pemulihan ini bukan kunci cadangan ini. Periksa kertasnya: mungkin dari komputer lain.",
        Fault.DIFFERS: "Isi cadangan tidak sama dengan catatannya sendiri; cadangan tidak dipakai. Pakai cadangan lain.",
        Fault.TOO_NEW: "Cadangan ini dibuat oleh Bimbing yang lebih baru. Pasang versi itu dahulu, lalu ulangi.",
        Fault.OTHER_ENGINE: "Cadangan ini dari jenis basis data lain (SQLite atau PostgreSQL).",
        Fault.DATABASE: "Basis data tidak dapat disalin atau dipulihkan; rinciannya ada di catatan program.",
    }
)
DRILLED = "  Uji pulih berhasil: cadangan dipulihkan ke tempat lain dan program membukanya."
DRILL_FAILED = "Uji pulih GAGAL; rinciannya ada di catatan program. Jangan mengandalkan cadangan ini."
NO_FILE = "Berkas {path} tidak ada."
TYPE_THE_KEY = "Ketik kunci pemulihan dari kertas (64 huruf dan angka, spasi boleh): "
NOT_A_KEY = "Kunci pemulihan terdiri dari 64 huruf a-f dan angka; yang diketik ada {found}."
GO_ON = (
    "\nHentikan Bimbing dahulu (Ctrl+C di jendelanya). Data yang sekarang di {data}\n"
    "tidak dihapus, hanya disisihkan ke folder 'sebelum-pulih-…'. Ketik PULIHKAN untuk melanjutkan: "
)
NOTHING_DONE = "Tidak ada yang diubah."
SERVER_RUNS = "Bimbing masih berjalan dengan data ini; tidak ada yang diubah. Hentikan dahulu (Ctrl+C di jendelanya), lalu ulangi."
NOT_EMPTY = "Basis data tujuan sudah berisi tabel. Buat basis data kosong, arahkan BIMBING_DATABASE ke sana, lalu ulangi."


def made(path: Path, rows: int, size: int, seconds: float) -> str:
    return f"Cadangan dibuat dan dibaca kembali: {path}\n  {rows} baris, {size / 1e6:.1f} MB, {seconds:.1f} detik."


def whole(path: Path, manifest: Manifest) -> str:
    return f"{path.name} utuh: dibuat {_moment(manifest)}, {total(manifest.tables)} baris, sama dengan catatannya."


def restored(manifest: Manifest, before: Path | None, seconds: float) -> str:
    aside = f"\n  Data sebelumnya disisihkan di {before}" if before else ""
    return (
        f"Dipulihkan: keadaan {_moment(manifest)}, {total(manifest.tables)} baris, dalam {seconds:.1f} detik.{aside}\n"
        "  Yang dicatat sesudah saat itu tidak ada di sini: masukkan lagi dari kertas (kartu, daftar hadir).\n"
        "  Langkah berikut: jalankan Bimbing seperti biasa."
    )


def _moment(manifest: Manifest) -> str:
    return f"{on_the_clock(datetime.fromisoformat(manifest.made_at)):%d-%m-%Y %H.%M}"
