"""No code without its sentence, in either language, and no sentence that cannot be filled."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from bimbing.intake.imports.headings import Meaning
from bimbing.intake.imports.model import Field, SheetKind
from bimbing.intake.imports.reader import PROBLEMS
from bimbing.intake.labels import KINDS_OF_SHEET, MEANINGS, PROBLEM_WORDS
from bimbing.intake.sentences import FIELDS, FILE_PROBLEMS, SENTENCES, file_problem, remark_of
from bimbing.rules.reading import DoubtCode

INTAKE = Path(__file__).resolve().parents[2] / "src" / "bimbing" / "intake"


def codes_in_the_program() -> Iterator[str]:
    """Every code that the reader or the actions raise by name."""
    told = re.compile(
        r"""(?:\.say\(\s*[^,()]+,\s*|CellIssue\(\s*[^,]+,\s*|doubts\.append\(\(|\bissue\(\s*[^,]+,\s*|_reject\([^,]+,\s*[^,]+,\s*)"([a-z_]+)\""""
    )
    for file in sorted(INTAKE.rglob("*.py")):
        yield from told.findall(file.read_text(encoding="utf-8"))


def test_every_doubt_of_the_rules_has_its_sentence() -> None:
    assert sorted(set(DoubtCode) - set(SENTENCES)) == []


def test_every_code_of_intake_has_its_sentence() -> None:
    found = set(codes_in_the_program())
    assert {
        "end_before_start",
        "officer_many",
        "mark_unclear",
        "register_taken",
        "name_alone",
        "juvenile_by_age",
    } <= found
    assert sorted(found - set(SENTENCES)) == []


def test_every_question_has_its_short_words() -> None:
    assert sorted(set(SENTENCES) ^ set(PROBLEM_WORDS)) == []


def test_every_field_column_sheet_and_file_problem_has_its_words() -> None:
    assert sorted(set(Field) - set(FIELDS)) == []
    assert sorted(set(Meaning) ^ set(MEANINGS)) == []
    assert sorted(set(SheetKind) ^ set(KINDS_OF_SHEET)) == []
    assert sorted(set(PROBLEMS) - set(FILE_PROBLEMS)) == []


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_is_complete_with_and_without_its_parameters(code: str, language: str) -> None:
    with translation.override(language):
        issue = {
            "field": "start_date",
            "code": code,
            "severity": "ask",
            "params": {},
            "text": "",
            "column": "K",
            "row": 7,
        }
        remark = remark_of(issue)
        assert "%" not in remark.problem
        assert (remark.where, remark.kind, remark.open) == ("K7", "wait", True)


def test_dates_and_choices_are_written_as_one_reads_them() -> None:
    with translation.override("id"):
        exchanged = {
            "field": "start_date",
            "code": "date_exchanged",
            "severity": "ask",
            "params": {"suggest": "2026-03-10"},
        }
        many = {
            "field": "officer",
            "code": "officer_many",
            "severity": "ask",
            "params": {"raw": "Budi", "options": "Budi H|Budi S"},
        }
        assert (
            remark_of(exchanged).problem
            == "Hari dan bulan tertukar oleh Excel berbahasa Inggris; dibaca 10 Mar 2026."
        )
        assert remark_of(many).problem == "“Budi” cocok dengan beberapa PK: Budi H, Budi S."


def test_a_code_of_a_later_version_still_says_something() -> None:
    with translation.override("id"):
        issue = {"field": "nik", "code": "not_yet_invented", "severity": "error", "params": {"raw": "x"}}
        assert remark_of(issue).problem == "Ada yang belum jelas di sel ini: “x”."
        assert file_problem("not_yet_invented", {}) == "Berkas tidak dapat dibaca."
