"""Decisions, programmes, statuses, officers, origins, register numbers, sex."""

from datetime import date, datetime

import pytest

from bimbing.rules.decisions import (
    read_decision,
    read_officer_text,
    read_origin,
    read_register_no,
    read_sex,
    sex_column_is_ambiguous,
)
from bimbing.rules.programme_words import is_general_word, read_programme
from bimbing.rules.programmes import Programme
from bimbing.rules.reading import DoubtCode, Severity
from bimbing.rules.status import RevocationGround, Status
from bimbing.rules.status_words import Remark, read_remark, read_status

C = DoubtCode
P = Programme
S = Status
PAS = "PAS-123.PK.01.05.09 TAHUN 2025"


@pytest.mark.parametrize(
    ("raw", "number", "day"),
    [
        (f"{PAS} / 12 Februari 2025", PAS, date(2025, 2, 12)),
        (f"{PAS}\n12-02-2025", PAS, date(2025, 2, 12)),
        (f"{PAS} tgl. 12-02-2025", PAS, date(2025, 2, 12)),
        (f"{PAS} tanggal 12 Peb 2025", PAS, date(2025, 2, 12)),
        (f"{PAS} 12 Februari 2025", PAS, date(2025, 2, 12)),
        (f"{PAS}, 12-02-2025", PAS, date(2025, 2, 12)),
        (f"{PAS} (12-02-2025)", PAS, date(2025, 2, 12)),
        (f"{PAS}\n45700", PAS, date(2025, 2, 12)),
        (f"12-02-2025 / {PAS}", PAS, date(2025, 2, 12)),
        (PAS, PAS, None),
        ("PAS-123.PK.01.05.09", "PAS-123.PK.01.05.09", None),
        ("W13.PAS.50.OT.02.02-2026a", "W13.PAS.50.OT.02.02-2026a", None),
        ("14/Pid.Sus-Anak/2026/PN Lmg / 06/02/2026", "14/Pid.Sus-Anak/2026/PN Lmg", date(2026, 2, 6)),
        (f"SK No. {PAS}", PAS, None),
        ("12-02-2025", None, date(2025, 2, 12)),
        (datetime(2025, 2, 12), None, date(2025, 2, 12)),
        ("-", None, None),
    ],
)
def test_number_and_date_of_a_decision_are_parted(raw, number, day):
    first, second = read_decision(raw)
    assert (first.value, second.value) == (number, day)
    assert first.clear
    assert second.clear


def test_a_decision_as_above_is_asked_about_twice():
    for raw in ("idem", "sda", '"', '- " -'):
        first, second = read_decision(raw)
        assert (first.value, first.has(C.DITTO), second.value, second.has(C.DITTO)) == (
            None,
            True,
            None,
            True,
        )


def test_an_impossible_date_does_not_cost_the_number():
    first, second = read_decision(f"{PAS} / 31-02-2025")
    assert (first.value, second.value, second.has(C.DATE_IMPOSSIBLE)) == (PAS, None, True)


def test_two_decisions_in_one_cell_are_asked_about():
    assert read_decision("PAS-1.PK TAHUN 2024 / PAS-2.PK TAHUN 2025")[0].has(C.DECISION_TWO)


@pytest.mark.parametrize(
    ("raw", "programme"),
    [
        ("PB", P.PB), ("P.B", P.PB), ("Pb.", P.PB), ("PB (Corona)", P.PB), ("Pembebasan Bersyarat", P.PB), ("Integrasi (PB)", P.PB),
        ("C.B", P.CB), ("Cuti Bersyarat", P.CB), ("CMB-PP99", P.CMB), ("C M B", P.CMB), ("CMK", P.CMK), ("Asml.", P.ASIMILASI),
        ("ASRUM", P.ASIMILASI_RUMAH), ("Asimilasi di rumah", P.ASIMILASI_RUMAH), ("PiB", P.PIB), ("Pid.B", P.PIB), ("Pid. Bersyarat", P.PIB),
        ("Pidana percobaan", P.PIB), ("Pidana Pengawasan", P.PENGAWASAN), ("PKS", P.KERJA_SOSIAL), ("KS", P.KERJA_SOSIAL),
        ("Kesepakatan diversi", P.DIVERSI), ("Diversi, pelatihan kerja", P.DIVERSI), ("Tindakan - LPKS", P.TINDAKAN),
        ("Tindakan (kembali ke orang tua)", P.TINDAKAN), ("Pidana dgn syarat (pengawasan)", P.ANAK_SYARAT), ("Pelatihan kerja", P.PELATIHAN_KERJA),
        ("Bimbingan Tambahan", P.BIMBINGAN_LANJUTAN), ("I. PEMBEBASAN BERSYARAT", P.PB), ("DAFTAR KLIEN CUTI BERSYARAT (CB)", P.CB),
        ("PB (eks asimilasi)", P.PB),
    ],
)  # fmt: skip
def test_a_programme_is_read_from_its_dirty_forms(raw, programme):
    reading = read_programme(raw)
    assert (reading.value, reading.clear) == (programme, True)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("Integrasi", C.PROGRAMME_UNCLEAR), ("Pembimbingan", C.PROGRAMME_UNCLEAR), ("?", C.PROGRAMME_UNCLEAR), ("PB?", C.PROGRAMME_UNCLEAR),
        ("Litmas", C.PROGRAMME_UNCLEAR), ("KLIEN ANAK", C.PROGRAMME_UNCLEAR), ("CB / Asimilasi", C.PROGRAMME_TWO), ("PB/CB/CMB", C.PROGRAMME_TWO),
        ("DATA KLIEN ASIMILASI RUMAH DAN INTEGRASI", C.PROGRAMME_TWO), ("idem", C.DITTO), ("#REF!", C.FORMULA_ERROR),
    ],
)  # fmt: skip
def test_words_that_do_not_decide_have_no_programme(raw, code):
    reading = read_programme(raw)
    assert (reading.value, [doubt.code for doubt in reading.doubts], reading.clear) == (None, [code], False)


@pytest.mark.parametrize("raw", ["Asimilasi Rumah → PB", "Asimilasi Rumah -> PB", "Asrum lanjut PB"])
def test_a_client_who_went_on_stands_in_the_later_programme_and_is_asked_about(raw):
    reading = read_programme(raw)
    assert (reading.value, reading.has(C.PROGRAMME_TWO), reading.clear) == (P.PB, True, False)


def test_general_words_are_known_as_such():
    assert is_general_word("Integrasi")
    assert not is_general_word("PB")


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        ("AKTIF", S.AKTIF), ("Aktif", S.AKTIF), ("BEBAS MURNI", S.BERAKHIR), ("Selesai bimbingan", S.BERAKHIR), ("Berakhir", S.BERAKHIR), ("Cabut", S.DICABUT),
        ("DICABUT", S.DICABUT), ("Pencabutan sementara", S.CABUT_SEMENTARA), ("CABUT SEMENTARA", S.CABUT_SEMENTARA), ("Ditahan Polres", S.DITAHAN),
        ("Pelimpahan", S.DILIMPAHKAN), ("pindah bapas malang", S.DILIMPAHKAN), ("MD", S.MENINGGAL), ("Meninggal dunia", S.MENINGGAL), ("batal", S.BATAL),
    ],
)  # fmt: skip
def test_a_status_is_read_from_its_column(raw, status):
    reading = read_status(raw)
    assert (reading.value, reading.doubts) == (status, ())


@pytest.mark.parametrize(
    "raw",
    [
        "tidak aktif",
        "non-aktif",
        "DPO",
        "HMB",
        "usul cabut",
        "PINDAH",
        "x",
        "√",
        "aktif?",
        "proses pencabutan",
    ],
)
def test_a_status_word_that_does_not_decide_is_asked_about(raw):
    reading = read_status(raw)
    assert (reading.value, reading.has(C.STATUS_UNCLEAR), reading.clear) == (None, True, False)


def test_two_statuses_keep_the_graver_one_and_ask():
    reading = read_status("dicabut, ditahan polres")
    assert (reading.value, reading.has(C.STATUS_UNCLEAR)) == (S.DICABUT, True)


@pytest.mark.parametrize(
    ("raw", "remark"),
    [
        (
            "cabut 3x tdk lapor tgl 16-05-2026",
            Remark(S.DICABUT, RevocationGround.TIDAK_LAPOR_3X, None, date(2026, 5, 16)),
        ),
        ("dicabut pidana baru", Remark(S.DICABUT, RevocationGround.PIDANA_BARU)),
        ("Pelimpahan ke Bapas Malang", Remark(S.DILIMPAHKAN, target="Bapas Malang")),
        (
            "limpah Bapas Madiun tgl 3-4-2026",
            Remark(S.DILIMPAHKAN, target="Bapas Madiun", day=date(2026, 4, 3)),
        ),
        ("ditahan Polres Tuban", Remark(S.DITAHAN)),
        ("sudah berakhir", Remark(S.BERAKHIR)),
        ("surat pengakhiran sudah dibuat", Remark(S.BERAKHIR)),
        ("pencabutan sementara", Remark(S.CABUT_SEMENTARA)),
        ("meninggal tgl 3 Mei 2026", Remark(S.MENINGGAL, day=date(2026, 5, 3))),
    ],
)
def test_a_remark_tells_of_the_status(raw, remark):
    reading = read_remark(raw)
    assert (reading.value, reading.doubts) == (remark, ())


@pytest.mark.parametrize(
    "raw",
    [
        "belum lapor",
        "lapor lewat WA",
        "kerja di Surabaya",
        "ayah meninggal",
        "kartu ada",
        "tiap Sabtu",
        "klien baru",
        "-",
        None,
        "pindah alamat",
    ],
)
def test_most_remarks_say_nothing_of_the_status(raw):
    assert read_remark(raw).empty


def test_a_planned_revocation_is_none_yet():
    assert read_remark("usul cabut").value is None


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("Drs. Budi Hartono", ("Budi Hartono",)), ("Bu Siti", ("Siti",)), ("Wahyu Setiawan, A.Md.P., S.H.", ("Wahyu Setiawan",)), ("budi", ("budi",)),
        ("Budi Hartono\nNIP. 197506221999031001", ("Budi Hartono",)), ("PK : HADI MULYONO, S.H.", ("HADI MULYONO",)), ("Rina K, S.H. (PK Muda)", ("Rina K",)),
    ],
)  # fmt: skip
def test_one_officer_is_named_without_titles(raw, names):
    reading = read_officer_text(raw)
    assert (reading.value, reading.doubts) == (names, ())


@pytest.mark.parametrize(
    ("raw", "names", "code"),
    [
        ("A / B", ("A", "B"), C.OFFICER_TWO),
        ("Endang & Ratna", ("Endang", "Ratna"), C.OFFICER_TWO),
        ("Budi Hartono, S.H., Siti Nurjanah, S.Psi.", ("Budi Hartono", "Siti Nurjanah"), C.OFFICER_TWO),
        ("Budi -> Siti", ("Budi", "Siti"), C.OFFICER_MOVED),
        ("Ratna diganti Budi", ("Ratna", "Budi"), C.OFFICER_MOVED),
        ("?", None, C.OFFICER_UNCLEAR),
    ],
)
def test_two_officers_or_a_hand_over_are_asked_about(raw, names, code):
    reading = read_officer_text(raw)
    assert (reading.value, reading.doubts[0].code, reading.clear) == (names, code, False)


@pytest.mark.parametrize("raw", ["-", "", "tanpa PK", "belum ada"])
def test_no_officer_is_no_fault(raw):
    assert read_officer_text(raw).empty


@pytest.mark.parametrize(
    ("raw", "origin"),
    [
        ("LP Bojonegoro", "Lapas Bojonegoro"), ("Lapas Kelas IIA Bojonegoro", "Lapas Bojonegoro"), ("Lapas Klas II B Tuban", "Lapas Tuban"),
        ("LAPAS IIB TUBAN", "Lapas Tuban"), ("L.P. Tuban", "Lapas Tuban"), ("Lembaga Pemasyarakatan Kelas I Madiun", "Lapas Madiun"), ("Rutan X", "Rutan X"),
        ("RUTAN KLS I SURABAYA", "Rutan Surabaya"), ("Kejaksaan Negeri Tuban", "Kejari Tuban"), ("Kejari Tuban", "Kejari Tuban"),
        ("Pengadilan Negeri Tuban", "PN Tuban"), ("LPKA Kelas I Blitar", "LPKA Blitar"), ("Lapas Perempuan Kelas IIA Malang", "LPP Malang"),
        ("Lapas Indramayu", "Lapas Indramayu"),
    ],
)  # fmt: skip
def test_an_origin_is_kind_and_place(raw, origin):
    reading = read_origin(raw)
    assert (reading.value, reading.doubts) == (origin, ())


def test_a_place_alone_is_kept_and_asked_about():
    reading = read_origin("TUBAN")
    assert (reading.value, reading.has(C.ORIGIN_UNCLEAR)) == ("Tuban", True)


@pytest.mark.parametrize(
    "raw", ["Jul-23", "May-22", "1-Mar", "2026-03-01", datetime(2026, 3, 1), date(2026, 3, 1)]
)
def test_a_register_number_turned_into_a_date_is_lost(raw):
    reading = read_register_no(raw)
    assert reading.value is None
    assert [(d.code, d.severity) for d in reading.doubts] == [(C.REGISTER_IS_DATE, Severity.ERROR)]


@pytest.mark.parametrize("raw", ["012/PB/2026", "013", "01/BKA/VIII/2026", "BI.12/2024"])
def test_a_register_number_stays_as_written(raw):
    reading = read_register_no(raw)
    assert (reading.value, reading.doubts) == (raw, ())


def test_a_number_cell_is_its_digits_without_invented_zeros():
    reading = read_register_no(13.0)
    assert (reading.value, reading.has(C.REGISTER_NUMBER), reading.clear) == ("13", True, True)


@pytest.mark.parametrize(
    ("raw", "sex"),
    [
        ("L", "L"),
        ("Lk", "L"),
        ("LAKI-LAKI", "L"),
        ("pria", "L"),
        ("P", "P"),
        ("Pr", "P"),
        ("Perempuan", "P"),
        ("W", "P"),
        ("Wanita", "P"),
        ("-", None),
    ],
)
def test_sex_is_read_from_its_spellings(raw, sex):
    reading = read_sex(raw)
    assert (reading.value, reading.doubts) == (sex, ())


def test_p_beside_w_may_be_pria():
    assert sex_column_is_ambiguous(["P", "W", "P"])
    assert not sex_column_is_ambiguous(["L", "P"])
    assert not sex_column_is_ambiguous(["L", "W"])
    assert (read_sex("P", p_is_ambiguous=True).value, read_sex("W", p_is_ambiguous=True).value) == (None, "P")
