"""The words printed on the card, in Indonesian, and how it writes a date.

The card says the same to every reader, whatever language the screen speaks, so these are data and not translations.
No text names why a person reports; the wording for children names neither the office's trade nor a programme.
"""

from dataclasses import dataclass
from datetime import date

from bimbing.cards.pdf.faces import RowKind
from bimbing.rules.card_paper import Privacy

DOCUMENT_TITLE = "Kartu bimbingan"
PK_DOCUMENT_TITLE = "Lembar pembimbing"

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


@dataclass(frozen=True, slots=True)
class Wording:
    """What changes with the privacy profile."""

    title: str
    officer: str
    holder: str
    period: str
    officer_sign: str
    holder_sign: str
    notes: tuple[str, ...]


_CARD = Wording(
    title="KARTU BIMBINGAN",
    officer="Pembimbing Kemasyarakatan",
    holder="Pemegang kartu",
    period="Masa bimbingan",
    officer_sign="Paraf PK",
    holder_sign="Paraf klien",
    notes=(
        "Negara percaya bahwa Anda mampu hidup sebagai warga masyarakat yang baik.",
        "Gunakan masa bimbingan ini untuk terus memperbaiki diri, bekerja, dan menjaga keluarga.",
        "Pindah rumah atau ganti nomor telepon? Beri tahu pembimbing Anda lebih dahulu.",
        "Patuhi semua syarat. Bila dilanggar, keputusan yang Anda terima dapat dicabut.",
        "Bawa kartu ini setiap kali datang. Bila berhalangan, telepon sebelum harinya.",
    ),
)
_CHILD = Wording(
    title="KARTU PERTEMUAN",
    officer="Petugas pendamping",
    holder="Pemegang kartu",
    period="Masa pendampingan",
    officer_sign="Paraf petugas",
    holder_sign="Paraf kamu",
    notes=(
        "Kami percaya kamu mampu meraih masa depan yang baik.",
        "Teruslah belajar, dan ceritakan kepada pendampingmu bila ada kesulitan.",
        "Pindah rumah, sekolah, atau nomor telepon? Beri tahu pendampingmu lebih dahulu.",
        "Tepati apa yang sudah kita sepakati bersama.",
        "Bawa kartu ini setiap kali datang, boleh bersama orang tua atau wali.",
    ),
)
WORDING: dict[Privacy, Wording] = {Privacy.PRIVATE: _CARD, Privacy.FULL: _CARD, Privacy.CHILD: _CHILD}

#: What stands in the "came" cell beside the date, for visits that were not a plain visit to the office.
KIND_WORDS: dict[RowKind, str] = {
    RowKind.COMING: "",
    RowKind.PRESENT: "",
    RowKind.ONLINE: "daring",
    RowKind.HOME_VISIT: "di rumah",
    RowKind.AT_POST: "di pos",
    RowKind.EXCUSED: "izin",
    RowKind.ILL: "sakit",
    RowKind.BY_GUARANTOR: "diwakili",
    RowKind.ABSENT: "tidak hadir",
}
KEPT_KINDS = frozenset({RowKind.PRESENT, RowKind.ONLINE, RowKind.HOME_VISIT, RowKind.AT_POST})

NEXT_VISIT = "Datang berikutnya"
NEXT_VISIT_BY_HAND = "Tanggal datang berikutnya"
AFTER_THAT = "Sesudah itu, lihat tabel di dalam kartu."
NOTES_HEADING = "Yang perlu diingat"
CALL_HEADING = "Ada kesulitan, atau tidak bisa datang? Telepon:"
CALL_HEADING_WITHOUT_PHONE = "Ada kesulitan, atau tidak bisa datang? Hubungi:"
FOUND = "Menemukan kartu ini? Mohon kirim ke: {address}"
REGISTER_NO = "NOMOR REGISTER"
CARD_CODE = "Kode kartu"
SHOW_CARD = (
    "Tunjukkan kartu ini setiap kali datang. Petugas memindai gambar di samping atau mengetik kode di atas."
)
BETWEEN = "{start} sampai {end}"
VALID_UNTIL = "Berlaku sampai {end}"
IDENTITY = "Identitas"
CONTINUED = "Lanjutan"
TABLE_HEADING = "Daftar kedatangan"
TABLE_FOOT = "Baris kosong diisi dengan tangan oleh petugas."
SEQUENCE = "Kartu ke-{n}"
PRINTED = "Dicetak {date} · versi {version}"
STARTS, TODAY, ENDS = "Mulai", "Dicetak", "Berakhir"

FIELD_BIRTH = "Tempat, tanggal lahir"
FIELD_BIRTH_DATE = "Tanggal lahir"
FIELD_NIK = "NIK"
FIELD_ADDRESS = "Alamat"
FIELD_PROGRAMME = "Program"
FIELD_OUTPOST = "Tempat melapor"
FIELD_OFFENCE = "Perkara"
FIELD_ARTICLE = "Pasal"
FIELD_SENTENCE = "Pidana"
FIELD_RELIGION = "Agama"
FIELD_ETHNICITY = "Suku"
FIELD_CITIZENSHIP = "Kebangsaan"
FIELD_EDUCATION = "Pendidikan"
FIELD_OCCUPATION = "Pekerjaan"
FIELD_SKIN = "Warna kulit"
FIELD_HEIGHT = "Tinggi badan"
FIELD_PHONES = "Telepon"
FIELD_GUARANTOR = "Penjamin"
FIELD_NEXT = "Datang berikutnya"
PK_TITLE = "LEMBAR PEMBIMBING"
PK_NOTES = "Catatan"
PK_INTERNAL = "Untuk kantor. Tidak diberikan kepada klien atau pihak lain."
PK_PAGE = "Halaman {n}"
CARNET_TITLE = "Buku klien PK"
CARNET_INDEX = "Daftar nama"
CARNET_COUNT = "{n} klien menurut abjad · dicetak {date}"
CALIBRATION_TITLE = "Lembar uji pencetak"
CALIBRATION_FRONT = "sisi depan"
CALIBRATION_BACK = "sisi belakang"
CALIBRATION_KEPT = "Penyesuaian yang tersimpan: {right} mm ke kanan, {down} mm ke bawah"
CALIBRATION_HELP = (
    "Ukur dengan penggaris dari tepi kertas: palang di kiri harus tepat {x} mm dari tepi kiri dan {y} mm dari tepi "
    "atas. Terbaca 51,5 mm? Kurangi penyesuaian sisi ini dengan 1,5. Terbaca 49 mm? Tambah dengan 1."
)
CALIBRATION_SCALE = (
    'Kedua penggaris ini harus tepat 100 mm. Bila tidak, matikan "sesuaikan dengan halaman" pada jendela cetak dan '
    "pilih ukuran sebenarnya (100 %)."
)


def long_date(day: date) -> str:
    """`10 Maret 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """`10 Mar 2026`, the day always two figures so that columns line up."""
    return f"{day.day:02d} {SHORT_MONTHS[day.month - 1]} {day.year}"


def weekday(day: date) -> str:
    """`Selasa`."""
    return WEEKDAYS[day.weekday()]
