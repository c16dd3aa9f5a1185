"""What the console says, in Indonesian: the person who starts the program is not a developer."""

from collections.abc import Sequence

MIGRATING = "Menyiapkan basis data ..."
READY = "\nBimbing sudah siap. Jalankan perintah yang sama tanpa --setup-only untuk melayaninya.\n"
WORKING = "Mengerjakan pekerjaan latar. Hentikan dengan Ctrl+C; yang sedang dikerjakan diselesaikan dahulu."
WORKER_NOT_NEEDED = (
    "Kantor ini memakai berkas SQLite: pekerjaan latar dikerjakan oleh server Bimbing sendiri. "
    "Perintah ini hanya untuk PostgreSQL."
)
NOT_KEPT = (
    "Pembaruan TIDAK dijalankan, karena cadangan sebelum pembaruan gagal dibuat. {why} "
    "(Data belum diubah. Tanpa cadangan, atas tanggung jawab sendiri: BIMBING_BACKUP=0)"
)
MAKING_PRACTICE = "Membuat kantor latihan dengan 469 klien rekaan ..."


def recovery_key(key: str) -> str:
    """Shown once, when the encrypted database is made."""
    return (
        "\n  KUNCI PEMULIHAN (ditampilkan sekali ini saja; salin ke kertas, simpan di lemari terkunci):\n"
        f"    {' '.join(key[i : i + 8] for i in range(0, len(key), 8))}\n"
        "  Tanpa kunci ini, cadangan data tidak dapat dibuka di komputer lain.\n"
    )


def kept_before_update(name: str) -> str:
    return f"Cadangan sebelum pembaruan: {name}"


def running(address: str) -> str:
    return f"\nBimbing berjalan di {address}\n  Buka alamat itu di peramban lalu masuk. Hentikan dengan Ctrl+C.\n"


def first_run(address: str) -> str:
    return (
        f"\nBimbing berjalan di {address}\n"
        "  Langkah berikut: buka alamat itu di peramban, beri nama kantor, dan buat administrator pertama.\n"
        "  Ingin mencoba dahulu? Hentikan (Ctrl+C) lalu jalankan:  python3 start.py --practice\n"
    )


def practice(address: str, sign_ins: Sequence[tuple[str, str, str]]) -> str:
    """`sign_ins`: (user name, password, who he is)."""
    width = max((len(name) for name, _, _ in sign_ins), default=0)
    lines = "\n".join(f"    {name:<{width}}   {password}   {who}" for name, password, who in sign_ins)
    return (
        f"\nKantor latihan Bimbing berjalan di {address}  (semua orang di dalamnya rekaan)\n"
        f"  Masuk sebagai:\n{lines}\n"
        "  Langkah berikut: masuk sebagai dewi, buka Klien, lalu cetak kartu seorang klien. Hentikan dengan Ctrl+C.\n"
    )
