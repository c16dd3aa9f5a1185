"""What a person chose wins over wording and content; what the office taught is read without a question."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bimbing.intake.imports.choices import Choices
from bimbing.intake.imports.headings import Meaning
from bimbing.intake.imports.model import RowKind, SheetKind, Understood
from bimbing.intake.imports.reader import read
from bimbing.intake.imports.trying import try_column, two_ways
from bimbing.intake.imports.understand import understand
from bimbing.rules.name_keys import fold
from bimbing.rules.taught_words import word_key
from tests.intake.workbooks import HEADER, TODAY, Rows, by_name, client, codes, write_xlsx

REGISTER = [HEADER, *(client(n, f"SUWARNO {'ABCDEF'[n % 6]}") for n in range(1, 7))]


def read_so(tmp_path: Path, sheets: dict[str, Rows], **chosen: Any) -> Understood:
    path = write_xlsx(tmp_path / "klien.xlsx", sheets)
    return understand(read(path.read_bytes(), file=path.name), today=TODAY, choices=Choices.from_json(chosen))


def with_cell(heading: str, *values: Any) -> Rows:
    """Six clients; the cells under one heading are these, over and over."""
    rows = [HEADER, *(client(n, f"SUWARNO {'ABCDEF'[n % 6]}") for n in range(1, 7))]
    for n, row in enumerate(rows[1:]):
        row[HEADER.index(heading)] = values[n % len(values)]
    return rows


def meaning_of(found: Understood, letter: str, sheet: int = 0) -> tuple[str, float, str]:
    column = next(c for c in found.sheets[sheet].columns if c.letter == letter)
    return column.meaning, column.confidence, column.by


def test_a_chosen_meaning_wins_over_wording_and_content(tmp_path: Path) -> None:
    found = read_so(tmp_path, {"PB": REGISTER}, columns={"PB": {"P": "address", "F": "ignored"}})
    assert meaning_of(found, "P") == ("address", 1.0, "person")
    assert meaning_of(found, "F") == ("ignored", 1.0, "person")
    assert by_name(found)["SUWARNO B"].address is None
    assert by_name(found)["SUWARNO B"].raw["F"] == "Ds. Ngraho RT.02/03 Kec. Ngraho"


def test_a_column_that_was_taken_for_the_same_gives_way(tmp_path: Path) -> None:
    rows = with_cell("KET", "Jl. Mawar 3")
    found = read_so(tmp_path, {"PB": rows}, columns={"PB": {"P": "address"}})
    assert meaning_of(found, "F") == ("unknown", 0.0, "")
    assert by_name(found)["SUWARNO B"].address == "Jl. Mawar 3"


def test_a_choice_is_for_one_table_of_one_sheet(tmp_path: Path) -> None:
    found = read_so(tmp_path, {"PB": REGISTER, "CB": REGISTER}, columns={"CB": {"F": "ignored"}})
    assert [meaning_of(found, "F", sheet)[0] for sheet in (0, 1)] == ["address", "ignored"]


def test_the_second_table_of_a_sheet_has_a_place_of_its_own(tmp_path: Path) -> None:
    other = ["NO", "NAMA", "NIK", "ALAMAT", "MULAI", "BERAKHIR"]
    rows = [*REGISTER, [None], other, [1, "LASTRI", "3522151005900001", "Ds. Ngraho", date(2026, 1, 2), None]]
    found = read_so(tmp_path, {"PB": rows}, columns={"PB#9": {"D": "ignored"}})
    assert [sheet.place for sheet in found.sheets] == ["PB", "PB#9"]
    assert by_name(found)["LASTRI"].address is None
    assert by_name(found)["SUWARNO B"].address == "Ds. Ngraho RT.02/03 Kec. Ngraho"


@pytest.mark.parametrize("meaning", ["month", "day"])
def test_what_only_a_heading_tells_cannot_be_chosen(tmp_path: Path, meaning: str) -> None:
    found = read_so(tmp_path, {"PB": REGISTER}, columns={"PB": {"F": meaning}})
    assert meaning_of(found, "F")[0] == "address"


def test_a_sheet_without_headings_is_a_register_once_its_names_are_said(tmp_path: Path) -> None:
    # Codes and towns: nothing in them looks like a name, a number or a date.
    rows = [[n, f"KLIEN-{n}", "Bojonegoro", "A1", f"x{n}"] for n in range(1, 8)]
    sheets = {"PB": REGISTER, "LAMA": rows}
    assert [s.kind for s in read_so(tmp_path, sheets).sheets] == [SheetKind.REGISTER, SheetKind.UNKNOWN]
    found = read_so(tmp_path, sheets, columns={"LAMA": {"B": "name", "C": "birth_place"}})
    assert [s.kind for s in found.sheets] == [SheetKind.REGISTER, SheetKind.REGISTER]
    assert sum(record.sheet == "LAMA" for record in found.records) == 7


def test_a_sheet_nobody_reads_gives_no_client_and_no_question(tmp_path: Path) -> None:
    found = read_so(tmp_path, {"PB": REGISTER, "LAMA": REGISTER}, skipped=["LAMA"])
    assert {record.sheet for record in found.records} == {"PB"}
    assert [(s.sheet, s.kind, s.records) for s in found.sheets] == [
        ("PB", SheetKind.REGISTER, 6),
        ("LAMA", SheetKind.SKIPPED, 0),
    ]
    left_out = [row for row in found.skipped if row.kind is RowKind.LEFT_OUT]
    assert [row.row for row in left_out] == [2, 3, 4, 5, 6, 7]
    assert not found.notes


# ---- words


@pytest.mark.parametrize(
    ("field", "heading", "word", "code"),
    [
        ("programme", "PROGRAM", "Reintegrasi sosial", "PB"),
        ("programme", "PROGRAM", "CB / Asimilasi", "CB"),
        ("status", "STATUS", "tidak aktif", "berakhir"),
        ("offence", "PERKARA", "Gendam", "PENIPUAN"),
    ],
)
def test_a_taught_word_is_read_as_its_code_without_a_question(
    tmp_path: Path, field: str, heading: str, word: str, code: str
) -> None:
    rows = with_cell(heading, word, "PB" if field == "programme" else word)
    before = by_name(read_so(tmp_path, {"LAIN": rows}))["SUWARNO B"]
    assert [i for i in before.issues if i.field == field and i.severity != "note"]
    after = by_name(read_so(tmp_path, {"LAIN": rows}, words={field: {word_key(word): code}}))["SUWARNO B"]
    assert getattr(after, field) == code
    assert codes(after, field) == []


def test_an_offence_keeps_its_articles_and_is_known_by_the_words_before_them(tmp_path: Path) -> None:
    rows = with_cell("PERKARA", "Gendam 378 KUHP", "GENDAM pasal 379 KUHP")
    found = by_name(read_so(tmp_path, {"PB": rows}, words={"offence": {"gendam": "PENIPUAN"}}))
    assert {record.offence for record in found.values()} == {"PENIPUAN"}
    assert found["SUWARNO B"].articles == "378 KUHP"


def test_a_word_is_itself_and_not_what_resembles_it(tmp_path: Path) -> None:
    rows = with_cell("PROGRAM", "Asimilasi Rumah -> PB")
    found = by_name(
        read_so(tmp_path, {"PB": rows}, words={"programme": {word_key("Asimilasi Rumah / PB"): "ASIMILASI"}})
    )
    assert found["SUWARNO B"].programme == "PB"
    assert codes(found["SUWARNO B"], "programme") == ["programme_two"]


def test_a_taught_spelling_is_that_officer_without_a_question(tmp_path: Path) -> None:
    rows = with_cell("PK", "Budi Hartono", "Budi Santoso", "Pak Bud / Rina")
    asked = by_name(read_so(tmp_path, {"PB": rows}))["SUWARNO D"]
    assert codes(asked, "officer") == ["officer_two"]
    words = {"officer": {fold("Pak Bud / Rina"): "Rina Kusumawati", fold("Budi Santoso"): "Budiman Santosa"}}
    found = read_so(tmp_path, {"PB": rows}, words=words)
    told = by_name(found)
    assert [told[f"SUWARNO {c}"].officer for c in "BCD"] == [
        "Budi Hartono",
        "Budiman Santosa",
        "Rina Kusumawati",
    ]
    assert codes(told["SUWARNO D"], "officer") == []
    assert {o.name: o.clients for o in found.officers} == {
        "Budi Hartono": 2,
        "Budiman Santosa": 2,
        "Rina Kusumawati": 2,
    }


# ---- days and months


REAL = [datetime(2026, 10, 3), datetime(2026, 12, 5), datetime(2026, 9, 7)]


def test_chosen_as_exchanged_real_dates_are_turned_and_no_longer_asked(tmp_path: Path) -> None:
    rows = with_cell("MULAI", *REAL)
    found = by_name(read_so(tmp_path, {"PB": rows}, exchanged={"PB": {"L": True}}))
    assert found["SUWARNO B"].start_date == date(2026, 3, 10)
    assert [(i.code, i.severity) for i in found["SUWARNO B"].issues if i.field == "start_date"] == [
        ("date_exchanged", "note")
    ]


def test_chosen_as_not_exchanged_they_stay_although_the_column_looks_so(tmp_path: Path) -> None:
    rows = [HEADER, *(client(n, f"SUWARNO {n}") for n in range(1, 25))]
    for n, row in enumerate(rows[1:], start=1):
        row[HEADER.index("MULAI")] = datetime(2026, n % 12 + 1, 3) if n % 2 else f"{n % 12 + 13}/03/2026"
    doubted = read_so(tmp_path, {"PB": rows})
    assert doubted.sheets[0].exchanged == ("L",)
    told = read_so(tmp_path, {"PB": rows}, exchanged={"PB": {"L": False}})
    assert told.sheets[0].exchanged == ()
    first = told.records[0]
    assert (first.start_date, codes(first, "start_date")) == (date(2026, 2, 3), [])


def test_where_all_dates_are_text_the_figures_are_read_month_first(tmp_path: Path) -> None:
    rows = with_cell("MULAI", "03/10/2026", "12/25/2026", "2 Maret 2026")
    chosen = {"PB": {"L": True}}
    found = by_name(read_so(tmp_path, {"PB": rows}, exchanged=chosen))
    assert [found[f"SUWARNO {c}"].start_date for c in "BCD"] == [
        date(2026, 3, 10),
        date(2026, 12, 25),
        date(2026, 3, 2),
    ]
    assert codes(found["SUWARNO C"], "start_date") == []


@pytest.mark.parametrize(
    ("heading", "key"),
    [("TANGGAL INPUT", "received_on"), ("TGL PUTUSAN", "verdict_date"), ("2/3", "two_thirds_on")],
)
def test_a_date_that_is_kept_beside_the_fields_is_turned_too_and_says_so(
    tmp_path: Path, heading: str, key: str
) -> None:
    rows = [[*row, datetime(2026, 10, 3)] for row in REGISTER]
    rows[0] = [*HEADER, heading]
    (letter,) = [c.letter for c in read_so(tmp_path, {"PB": rows}).sheets[0].columns if c.heading == heading]
    told = read_so(tmp_path, {"PB": rows}, exchanged={"PB": {letter: True}}).records[0]
    assert told.extra[key] == "2026-03-10"
    assert codes(told, key) == ["date_exchanged"]
    texts = [[*row[:-1], "03/10/2026"] for row in rows]
    texts[0] = rows[0]
    assert (
        read_so(tmp_path, {"PB": texts}, exchanged={"PB": {letter: True}}).records[0].extra[key]
        == "10/03/2026"
    )


def test_a_column_found_exchanged_is_turned_where_it_is_kept_beside_the_fields(tmp_path: Path) -> None:
    rows: list[Any] = [[*HEADER, "TANGGAL INPUT"]]
    for n in range(1, 25):
        typed = datetime(2026, n % 12 + 1, 3) if n % 2 else f"{n % 12 + 13}/03/2026"
        rows.append([*client(n, f"SUWARNO {n}"), typed])
    found = read_so(tmp_path, {"PB": rows})
    assert found.sheets[0].exchanged == ("Q",)
    assert [r.extra["received_on"] for r in found.records[:2]] == ["2026-03-02", "15/03/2026"]


# ---- layouts


def layout_in(found: Understood, **but: str) -> dict[str, Any]:
    sheet = found.sheets[0]
    return {sheet.layout: {c.letter: c.meaning for c in sheet.columns} | but}


def test_a_layout_is_known_by_its_headings_whatever_the_rows_and_the_sheet(tmp_path: Path) -> None:
    layouts = layout_in(read_so(tmp_path, {"Oktober": REGISTER}), F="ignored")
    later = [[h.lower() for h in HEADER], *(client(n, f"LASTRI {n}") for n in range(1, 4))]
    found = read_so(tmp_path, {"November": later}, layouts=layouts)
    assert found.sheets[0].remembered
    assert meaning_of(found, "F") == ("ignored", 1.0, "person")
    moved = [HEADER[:2] + HEADER[:1:-1], *(client(n, f"LASTRI {n}") for n in range(1, 4))]
    assert not read_so(tmp_path, {"November": moved}, layouts=layouts).sheets[0].remembered


def test_what_was_chosen_for_the_file_wins_over_a_layout(tmp_path: Path) -> None:
    layouts = layout_in(read_so(tmp_path, {"PB": REGISTER}), F="ignored")
    found = read_so(tmp_path, {"PB": REGISTER}, layouts=layouts, columns={"PB": {"F": "remarks"}})
    assert (meaning_of(found, "F")[0], found.sheets[0].remembered) == ("remarks", False)


def test_a_book_of_visits_is_no_register_of_the_same_headings(tmp_path: Path) -> None:
    layouts = layout_in(read_so(tmp_path, {"PB": REGISTER}))
    assert not read_so(tmp_path, {"ABSEN": REGISTER}, layouts=layouts).sheets[0].remembered


# ---- the property


CELLS = st.sampled_from(
    [None, "PB", "Integrasi", "05/06/2026", datetime(2026, 6, 5), "3522151005900001", "0812-0000-0001", "Aktif", "Budi", "2 thn", 7]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=3, max_size=9))
def test_choosing_exactly_what_was_understood_changes_nothing(tmp_path: Path, cells: list[list[Any]]) -> None:
    """Whatever stands in three columns, of which one has no heading that anybody knows."""
    rows: list[list[Any]] = [[*HEADER, "XYZ"]]
    for n, (one, two, three) in enumerate(cells, start=1):
        row = [*client(n, f"SUWARNO {n}"), three]
        row[HEADER.index("STATUS")], row[HEADER.index("MULAI")] = one, two
        rows.append(row)
    plain = read_so(tmp_path, {"PB": rows})
    chosen = {s.place: {c.letter: c.meaning for c in s.columns} for s in plain.sheets}
    again = read_so(tmp_path, {"PB": rows}, columns=chosen)
    assert again.records == plain.records
    assert [s.kind for s in again.sheets] == [s.kind for s in plain.sheets]
    layouts = {s.layout: chosen[s.place] for s in plain.sheets}
    assert read_so(tmp_path, {"PB": rows}, layouts=layouts).records == plain.records


# ---- the choices themselves


def test_choices_go_through_json_and_back() -> None:
    stored = {
        "columns": {"PB": {"B": "name", "C": "ignored"}},
        "exchanged": {"PB": {"K": True, "L": False}},
        "skipped": ["LAMA"],
    }
    assert Choices.from_json(stored).to_json() == stored
    assert Choices().to_json() == {}
    assert Choices.from_json({}) == Choices()


@pytest.mark.parametrize(
    "stored",
    [
        {"columns": {"PB": {"B": "no such meaning", "C": 7}}},
        {
            "columns": ["PB"],
            "exchanged": {"PB": "K"},
            "skipped": "LAMA",
            "layouts": 3,
            "words": {"programme": 1},
        },
        {"exchanged": {"PB": {"K": "yes"}}},
    ],
)
def test_what_is_no_choice_is_as_if_nobody_had_chosen(tmp_path: Path, stored: dict[str, Any]) -> None:
    assert (
        read_so(tmp_path, {"PB": REGISTER}, **stored).records == read_so(tmp_path, {"PB": REGISTER}).records
    )


# ---- trying


def said(meaning: Meaning, *cells: str, exchanged: bool | None = None) -> list[dict[str, Any]]:
    return [one.values for one in try_column(meaning, "MEI", cells, exchanged=exchanged, today=TODAY)]


def test_cells_are_tried_as_the_reader_would_read_them() -> None:
    assert said(Meaning.BIRTH, "Tuban, 5-3-1990") == [{"birth_place": "Tuban", "birth_date": "1990-03-05"}]
    assert said(Meaning.START, "2026-10-03T00:00:00", exchanged=True) == [{"start_date": "2026-03-10"}]
    assert said(Meaning.START, "03/10/2026", exchanged=True) == [{"start_date": "2026-03-10"}]
    assert said(Meaning.START, "03/10/2026", exchanged=False) == [{"start_date": "2026-10-03"}]
    assert said(Meaning.RELIGION, "Islam") == [{"extra": {"religion": "Islam"}}]
    assert said(Meaning.MONTH, "2025-05-03T00:00:00") == [{"marks": ["present"]}]
    (never,) = try_column(Meaning.MONTH, "FEB", ["30"], exchanged=None, today=TODAY)
    assert [issue["code"] for issue in never.issues] == ["day_not_in_month"]
    assert said(Meaning.MONTH, "31", "WA") == [{"marks": ["present"]}, {"marks": ["online"]}]
    assert said(Meaning.IGNORED, "x") == said(Meaning.UNKNOWN, "x") == said(Meaning.NUMBER, "x") == [{}]
    (tried,) = try_column(Meaning.NIK, "NIK", ["123"], exchanged=None, today=TODAY)
    assert [issue["code"] for issue in tried.issues] == ["nik_length"]


def test_every_meaning_can_be_tried_on_any_cell() -> None:
    for meaning in Meaning:
        for cell in ("", "x", "31-02-2026", "#REF!", "idem", "9999-99-99", "2026-02-30T00:00:00"):
            assert len(said(meaning, cell)) == 1


def test_only_a_date_with_two_readings_can_be_exchanged() -> None:
    assert two_ways("2026-10-03T00:00:00") == (date(2026, 10, 3), date(2026, 3, 10))
    assert two_ways("03/10/2026") == (date(2026, 10, 3), date(2026, 3, 10))
    assert [two_ways(text) for text in ("13/10/2026", "10/10/2026", "2 Maret 2026", "00/10/2026", "")] == [
        None
    ] * 5
