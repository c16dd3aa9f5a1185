"""Whole small registers, each with one kind of trouble: what a careful clerk would read, and where she would ask."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from bimbing.intake.imports.model import RowKind, Understood
from bimbing.intake.imports.prediction import to_json
from bimbing.rules.durations import Sentence
from bimbing.rules.reading import Severity
from tests.intake.workbooks import HEADER, by_name, client, codes, of_sheets


def kinds(found: Understood) -> list[tuple[int, str]]:
    return [(row.row, row.kind.value) for row in found.skipped]


def test_a_clean_row_becomes_a_record_without_a_question(tmp_path: Path) -> None:
    found = of_sheets(
        tmp_path, {"KLIEN": [["DAFTAR KLIEN"], [], HEADER, client(1, "SUWARNO Als WARNO bin KARTO")]}
    )
    [record] = found.records
    assert (record.sheet, record.row, record.full_name) == ("KLIEN", 4, "SUWARNO")
    assert (record.aliases, record.parent_name, record.register_no) == (("WARNO",), "KARTO", "001/PB/2026")
    assert (record.birth_place, record.birth_date, record.sex) == ("Bojonegoro", date(1990, 5, 10), "L")
    assert (record.offence, record.articles) == ("PENCURIAN", "363 ayat 1 ke-3 KUHP")
    assert record.sentence == Sentence(3)
    assert (record.decree_no, record.decree_date) == ("PAS-1.PK.01.05.09 TAHUN 2026", date(2026, 3, 2))
    assert (record.start_date, record.end_date) == (date(2026, 3, 10), date(2028, 3, 10))
    assert [p.e164 for p in record.phones] == ["+6281200000001"]
    assert (record.programme, record.officer, record.status) == ("PB", "Budi Hartono", "aktif")
    assert [i for i in record.issues if i.severity is not Severity.NOTE] == []
    assert record.raw["B"] == "SUWARNO Als WARNO bin KARTO"


def test_titles_totals_page_headers_column_numbers_and_signatures_are_no_clients(tmp_path: Path) -> None:
    numbers: list[Any] = list(range(1, len(HEADER) + 1))
    rows: list[Any] = [
        ["DAFTAR KLIEN BAPAS KELAS II BOJONEGORO"], ["BULAN : MARET 2026"], [], HEADER, numbers, client(1, "SUWARNO"), client(2, "SITI AMINAH"),
        [], HEADER, client(3, "MOH. ARIF"), ["JUMLAH", 3], [None, "L = 2  P = 1"], [],
        [None] * 11 + ["Bojonegoro, 31 Maret 2026"], [None] * 11 + ["Kepala Bapas,"], [None] * 11 + ["Drs. SUHARTO, M.H."],
        [None] * 11 + ["NIP. 196709121993031001"],
    ]  # fmt: skip
    found = of_sheets(tmp_path, {"KLIEN": rows})
    assert [r.full_name for r in found.records] == ["SUWARNO", "SITI AMINAH", "MOH. ARIF"]
    assert kinds(found) == [
        *((1, "title"), (2, "title"), (4, "header"), (5, "column numbers"), (9, "repeated header")),
        *(
            (11, "total"),
            (12, "total"),
            (14, "signature"),
            (15, "signature"),
            (16, "signature"),
            (17, "signature"),
        ),
    ]


def test_a_header_of_two_rows_with_merged_parents_is_read(tmp_path: Path) -> None:
    top: list[Any] = ["NO", "NAMA", "TEMPAT TANGGAL LAHIR", None, "SK", None, "MASA BIMBINGAN", None, "PK"]
    below = [None, None, "TEMPAT", "TANGGAL", "NOMOR", "TANGGAL", "AWAL", "AKHIR", None]
    row = [
        1,
        "SUWARNO",
        "Tuban",
        "10-05-1990",
        "PAS-1 TAHUN 2026",
        "02-03-2026",
        "10 Maret 2026",
        "10-03-2028",
        "Budi Hartono",
    ]
    found = of_sheets(
        tmp_path, {"PB": [["DAFTAR KLIEN PB"], top, below, row]}, merges={"PB": ["C2:D2", "E2:F2", "G2:H2"]}
    )
    [record] = found.records
    assert (record.birth_place, record.birth_date) == ("Tuban", date(1990, 5, 10))
    assert (record.decree_no, record.decree_date) == ("PAS-1 TAHUN 2026", date(2026, 3, 2))
    assert (record.start_date, record.end_date) == (date(2026, 3, 10), date(2028, 3, 10))
    assert found.sheets[0].header_rows == (2, 3)


def test_a_row_without_a_name_continues_the_client_above(tmp_path: Path) -> None:
    more: list[Any] = [None] * len(HEADER)
    more[HEADER.index("PERKARA")] = "jo 132"
    found = of_sheets(
        tmp_path, {"KLIEN": [HEADER, client(1, "SITI", PERKARA="Narkotika 112"), more, client(2, "SUWARNO")]}
    )
    assert [(r.full_name, r.articles) for r in found.records] == [
        ("SITI", "112 jo 132"),
        ("SUWARNO", "363 ayat 1 ke-3 KUHP"),
    ]
    assert [(x.row, x.kind, x.record) for x in found.linked] == [(3, RowKind.CONTINUATION, ("KLIEN", 2))]
    assert found.records[0].raw_more == ((3, {"H": "jo 132"}),)


def test_programme_and_officer_of_group_rows_hold_until_the_next_group(tmp_path: Path) -> None:
    header: list[Any] = ["NO", "NAMA", "ALAMAT", "MULAI"]
    rows: list[Any] = [
        ["PK : Drs. Budi Hartono"], header, ["I. PEMBEBASAN BERSYARAT"], [1, "SUWARNO", "Ds. A", date(2026, 1, 2)],
        [None, "Jumlah PB", 1], ["II. CUTI BERSYARAT"], [2, "SITI", "Ds. B", date(2026, 1, 3)],
    ]  # fmt: skip
    found = of_sheets(tmp_path, {"Lembar1": rows})
    assert [(r.full_name, r.programme, r.officer) for r in found.records] == [
        ("SUWARNO", "PB", "Budi Hartono"),
        ("SITI", "CB", "Budi Hartono"),
    ]


def test_programme_comes_from_the_sheet_name_where_nothing_else_tells_it(tmp_path: Path) -> None:
    header: list[Any] = ["NO", "NAMA", "ALAMAT", "MULAI"]
    found = of_sheets(
        tmp_path,
        {
            "CMB": [header, [1, "SUWARNO", "Ds. A", date(2026, 1, 2)]],
            "Sheet2": [header, [1, "SITI", "Ds. B", date(2026, 1, 3)]],
        },
    )
    assert [(r.full_name, r.programme) for r in found.records] == [("SUWARNO", "CMB"), ("SITI", None)]


def test_dates_that_an_english_excel_exchanged_are_turned_back_and_each_one_asks(tmp_path: Path) -> None:
    typed = ["25/03/2026", "17/01/2026", "30/06/2026", "14/02/2026"]
    stored = [date(2026, d, m) for d, m in ((3, 10), (5, 8), (12, 1), (6, 6), (9, 2), (1, 7))]
    rows: list[Any] = [
        client(n, f"KLIEN {chr(64 + n)}", MULAI=day) for n, day in enumerate([*typed, *stored], start=1)
    ]
    found = of_sheets(tmp_path, {"KLIEN": [HEADER, *rows]})
    read = [r.start_date for r in found.records]
    assert read[:5] == [
        date(2026, 3, 25),
        date(2026, 1, 17),
        date(2026, 6, 30),
        date(2026, 2, 14),
        date(2026, 10, 3),
    ]
    asked = [r.row for r in found.records if "date_exchanged" in codes(r, "start_date")]
    assert asked == [6, 7, 8, 10, 11]  # 6 June is the same either way
    assert found.sheets[0].exchanged == ("L",)


def test_real_dates_with_days_above_twelve_are_left_alone(tmp_path: Path) -> None:
    days: list[Any] = [
        "25/03/2026",
        "17/01/2026",
        "30/06/2026",
        date(2026, 3, 10),
        date(2026, 5, 28),
        date(2026, 12, 1),
        date(2026, 6, 16),
        date(2026, 9, 2),
    ]
    found = of_sheets(
        tmp_path,
        {"KLIEN": [HEADER, *(client(n, f"KLIEN {chr(64 + n)}", MULAI=d) for n, d in enumerate(days, 1))]},
    )
    assert [r.start_date for r in found.records][3:5] == [date(2026, 3, 10), date(2026, 5, 28)]
    assert found.sheets[0].exchanged == ()


def test_what_cannot_be_read_is_left_empty_and_asked_with_the_cell_and_its_column(tmp_path: Path) -> None:
    row = client(1, "SUWARNO", MULAI="31-02-2026", TTL="Tuban, 34 th")
    found = of_sheets(tmp_path, {"KLIEN": [HEADER, row]})
    [record] = found.records
    assert (record.start_date, record.birth_date, record.birth_place) == (None, None, "Tuban")
    [issue] = [i for i in record.issues if i.field == "start_date"]
    assert (issue.code, issue.severity, issue.text, issue.column, issue.row) == (
        "date_impossible",
        Severity.ERROR,
        "31-02-2026",
        "L",
        2,
    )
    assert codes(record, "birth_date") == ["age_instead_of_birth"]


def test_an_end_before_the_start_keeps_both_and_asks(tmp_path: Path) -> None:
    found = of_sheets(
        tmp_path,
        {"KLIEN": [HEADER, client(1, "SUWARNO", MULAI=date(2026, 3, 10), BERAKHIR=date(2016, 3, 10))]},
    )
    [record] = found.records
    assert (record.start_date, record.end_date) == (date(2026, 3, 10), date(2016, 3, 10))
    assert codes(record, "end_date") == ["end_before_start"]


def test_a_failed_formula_is_an_error_and_not_an_empty_cell(tmp_path: Path) -> None:
    found = of_sheets(
        tmp_path, {"KLIEN": [HEADER, client(1, "SUWARNO", PK="=Z9→#N/A", BERAKHIR="=Z9→#VALUE!")]}
    )
    [record] = found.records
    assert (record.officer, record.end_date) == (None, None)
    assert codes(record, "officer") == codes(record, "end_date") == ["formula_error"]


def test_a_nickname_that_fits_one_officer_is_that_officer_and_one_that_fits_two_is_asked(
    tmp_path: Path,
) -> None:
    rows: list[Any] = [
        client(1, "KLIEN A", PK="Drs. Budi Hartono"), client(2, "KLIEN B", PK="Pak Budi"), client(3, "KLIEN C", PK="Siti Nurjanah, S.Psi."),
        client(4, "KLIEN D", PK="Siti Maryam"), client(5, "KLIEN E", PK="Siti"), client(6, "KLIEN F", PK="Budi / Siti N."),
    ]  # fmt: skip
    found = by_name(of_sheets(tmp_path, {"KLIEN": [HEADER, *rows]}))
    assert [found[f"KLIEN {x}"].officer for x in "ABCDEF"] == [
        "Budi Hartono",
        "Budi Hartono",
        "Siti Nurjanah",
        "Siti Maryam",
        None,
        None,
    ]
    assert codes(found["KLIEN E"], "officer") == ["officer_many"]
    assert codes(found["KLIEN F"], "officer") == ["officer_two"]


def test_an_officer_whom_the_list_does_not_know_is_kept_and_asked(tmp_path: Path) -> None:
    officers: list[Any] = [
        ["NO", "NAMA", "NIP"],
        [1, "Drs. Budi Hartono", "196803151992031002"],
        [2, "Rina Kusumawati, S.H.", "198105212005012001"],
    ]
    found = of_sheets(tmp_path, {"KLIEN": [HEADER, client(1, "SUWARNO", PK="Joko")], "DAFTAR PK": officers})
    assert found.records[0].officer == "Joko"
    assert codes(found.records[0], "officer") == ["officer_unknown"]
    assert [(o.name, o.nip, o.listed, o.clients) for o in found.officers] == [
        ("Budi Hartono", "196803151992031002", True, 0),
        ("Rina Kusumawati", "198105212005012001", True, 0),
    ]


def test_sixteen_digits_are_a_nik_and_a_term_is_a_sentence_whatever_the_heading_says(tmp_path: Path) -> None:
    header: list[Any] = ["NO", "NAMA", "KODE X", "ALAMAT", "LAMA"]
    rows: list[Any] = [
        [n, f"KLIEN {chr(64 + n)}", f"35221510059{n:02d}001", "Ds. A Kec. B", f"{n} thn 6 bln"]
        for n in range(1, 8)
    ]
    found = of_sheets(tmp_path, {"KLIEN": [header, *rows]})
    assert found.records[0].nik == "3522151005901001"
    assert found.records[0].sentence == Sentence(1, 6)
    assert [(c.letter, c.meaning, c.by) for c in found.sheets[0].columns if c.letter in "CE"] == [
        ("C", "nik", "content"),
        ("E", "sentence", "content"),
    ]


def test_status_hidden_in_a_name_a_remark_or_a_colour_is_found(tmp_path: Path) -> None:
    legend: list[Any] = [
        ["PETUNJUK WARNA"],
        ["Merah = dicabut"],
        ["Kuning = berakhir bulan ini (masih aktif)"],
    ]
    rows: list[Any] = [
        client(1, "KLIEN A (CABUT)", STATUS=None), client(2, "KLIEN B", STATUS=None, KET="cabut 3x tdk lapor"), client(3, "KLIEN C", STATUS=None),
        client(4, "KLIEN D", STATUS=None), client(5, "KLIEN E", STATUS=None), *(client(n, f"KLIEN {chr(64 + n)}") for n in range(6, 16)),
    ]  # fmt: skip
    fills = {
        ("KLIEN", 4): "#FF0000",
        ("KLIEN", 5): "#FFFF00",
        ("KLIEN", 6): "#9933FF",
        ("PETUNJUK", 2): "#FF0000",
        ("PETUNJUK", 3): "#FFFF00",
    }
    found = by_name(of_sheets(tmp_path, {"KLIEN": [HEADER, *rows], "PETUNJUK": legend}, fills=fills))
    assert [found[f"KLIEN {x}"].status for x in "ABCDE"] == ["dicabut", "dicabut", "dicabut", None, None]
    assert codes(found["KLIEN E"], "status") == ["colour_unexplained"]
    assert codes(found["KLIEN D"], "status") == []


def test_a_hidden_row_is_a_client_like_any_other(tmp_path: Path) -> None:
    found = of_sheets(
        tmp_path, {"KLIEN": [HEADER, client(1, "SUWARNO"), client(2, "SITI")]}, hidden_rows={"KLIEN": [2]}
    )
    assert [(r.full_name, r.hidden) for r in found.records] == [("SUWARNO", True), ("SITI", False)]


def test_one_person_twice_is_proposed_and_never_merged(tmp_path: Path) -> None:
    found = of_sheets(
        tmp_path,
        {
            "KLIEN": [
                HEADER,
                client(1, "MOH. ARIF"),
                client(2, "SITI", TTL="Tuban, 1-2-1980"),
                client(3, "Muhammad Arif", PROGRAM="CB"),
            ]
        },
    )
    assert len(found.records) == 3
    assert found.duplicates == ((("KLIEN", 2), ("KLIEN", 4)),)


def test_a_row_that_forgot_the_name_stays_a_row_and_says_so(tmp_path: Path) -> None:
    found = of_sheets(tmp_path, {"KLIEN": [HEADER, client(1, "SUWARNO"), client(2, None), client(3, "SITI")]})
    assert [r.full_name for r in found.records] == ["SUWARNO", None, "SITI"]
    assert codes(found.records[1], "full_name") == ["name_missing"]


def test_the_json_form_leaves_notes_out_and_dates_are_iso(tmp_path: Path) -> None:
    found = of_sheets(tmp_path, {"KLIEN": [HEADER, client(1, "SUWARNO", MULAI=46091, BERAKHIR="31-02-2028")]})
    [record] = to_json(found)["records"]
    assert (record["sheet"], record["row"], record["start_date"], record["sentence"]) == (
        "KLIEN",
        2,
        "2026-03-10",
        "3-0-0",
    )
    assert [(i["field"], i["level"]) for i in record["issues"]] == [("end_date", "error")]


def test_social_inquiries_are_no_clients_under_guidance(tmp_path: Path) -> None:
    litmas: list[Any] = [
        ["REGISTER LITMAS"],
        ["NO", "NAMA", "NO REG", "JENIS LITMAS"],
        [1, "SUWARNO", "1/LIT/2026", "PB"],
    ]
    found = of_sheets(tmp_path, {"KLIEN": [HEADER, client(1, "SITI")], "LITMAS": litmas})
    assert [r.full_name for r in found.records] == ["SITI"]


def test_both_dates_of_a_period_in_one_cell_are_read(tmp_path: Path) -> None:
    header: list[Any] = ["NO", "NAMA", "ALAMAT", "MASA BIMBINGAN"]
    rows: list[Any] = [
        [1, "SUWARNO", "Ds. A", "10-03-2026 s/d 10-03-2028"],
        [2, "SITI", "Ds. B", "1 Maret 2026 s/d"],
    ]
    found = by_name(of_sheets(tmp_path, {"PB": [header, *rows]}))
    assert (found["SUWARNO"].start_date, found["SUWARNO"].end_date) == (date(2026, 3, 10), date(2028, 3, 10))
    assert (found["SITI"].start_date, found["SITI"].end_date) == (date(2026, 3, 1), None)
    assert codes(found["SITI"], "end_date") == ["date_open_end"]


def test_village_and_district_columns_stand_behind_the_address(tmp_path: Path) -> None:
    header: list[Any] = ["NO", "NAMA", "ALAMAT", "RT/RW", "DESA", "KEC", "KABUPATEN", "MULAI"]
    row: list[Any] = [
        1,
        "SUWARNO",
        "Jl. Mawar 3",
        "01/02",
        "Ngraho",
        "Ngraho",
        "Kab. Bojonegoro",
        date(2026, 1, 2),
    ]
    found = of_sheets(tmp_path, {"PB": [header, row]})
    assert found.records[0].address == "Jl. Mawar 3, RT/RW 01/02, Ds. Ngraho, Kec. Ngraho, Kab. Bojonegoro"


def test_hours_in_the_sentence_column_are_hours(tmp_path: Path) -> None:
    found = of_sheets(tmp_path, {"KLIEN": [HEADER, client(1, "SUWARNO", PIDANA="120 jam", PROGRAM="PKS")]})
    [record] = found.records
    assert (record.hours, record.sentence, record.programme) == (120, None, "KERJA_SOSIAL")


def test_few_exchanged_dates_beside_many_texts_are_enough(tmp_path: Path) -> None:
    days: list[Any] = [*(f"{d}/03/2026" for d in range(13, 24)), date(2026, 10, 3), date(2026, 8, 5)]
    found = of_sheets(
        tmp_path,
        {"KLIEN": [HEADER, *(client(n, f"KLIEN {chr(64 + n)}", MULAI=d) for n, d in enumerate(days, 1))]},
    )
    assert [r.start_date for r in found.records][-2:] == [date(2026, 3, 10), date(2026, 5, 8)]


def test_ticks_under_headings_name_sex_and_programme(tmp_path: Path) -> None:
    rows: list[Any] = [
        ["NO", "NAMA", "L", "P", "ALAMAT", "PB", "CB", "CMB", "MULAI"], [1, "SUWARNO", "v", None, "Ds. A", "√", None, None, date(2026, 1, 14)],
        [2, "SITI", None, "v", "Ds. B", None, "√", None, date(2026, 1, 15)], [3, "SLAMET", "v", None, "Ds. C", "√", None, "√", date(2026, 1, 16)],
    ]  # fmt: skip
    found = of_sheets(tmp_path, {"KLIEN": rows})
    assert [(r.sex, r.programme) for r in found.records] == [("L", "PB"), ("P", "CB"), ("L", None)]
    assert codes(found.records[2], "programme") == ["two_ticks"]


def test_a_label_and_its_value_in_two_cells_above_the_table_are_read_together(tmp_path: Path) -> None:
    rows: list[Any] = [
        ["DAFTAR KLIEN"],
        ["PK", "Drs. Budi Hartono"],
        ["NO", "NAMA", "ALAMAT", "MULAI"],
        [1, "SUWARNO", "Ds. A", date(2026, 1, 14)],
    ]
    assert of_sheets(tmp_path, {"Lembar1": rows}).records[0].officer == "Budi Hartono"


def test_a_bare_date_column_beside_a_decision_number_is_its_date(tmp_path: Path) -> None:
    rows: list[Any] = [
        ["NO", "NAMA", "NO. SK", "TANGGAL", "MULAI", "SELESAI"],
        [1, "SUWARNO", "PAS-1", "2-3-2026", "10-3-2026", "10-3-2028"],
    ]
    [record] = of_sheets(tmp_path, {"PB": rows}).records
    assert (record.decree_no, record.decree_date, record.start_date) == (
        "PAS-1",
        date(2026, 3, 2),
        date(2026, 3, 10),
    )
