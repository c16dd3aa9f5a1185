"""No code without its sentence, in either language, and no sentence that cannot be filled."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from bimbing.intake.imports.headings import Meaning
from bimbing.intake.imports.model import Field, SheetKind
from bimbing.intake.imports.reader import PROBLEMS
from bimbing.intake.shown.labels import KINDS_OF_SHEET, MEANINGS, PROBLEM_WORDS
from bimbing.intake.shown.sentences import FIELDS, FILE_PROBLEMS, SENTENCES, file_problem, remark_of
from bimbing.rules.reading import DoubtCode

#: Who raises questions, and which of its arguments is the code.
SPEAKERS = {"say": 1, "issue": 1, "CellIssue": 1, "_reject": 2, "_say_of_row": 3}
INTAKE = Path(__file__).resolve().parents[2] / "src" / "bimbing" / "intake"


def codes_in_the_program() -> Iterator[str]:
    """Every code that the reader or the actions raise by name."""
    for file in sorted(INTAKE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                place = SPEAKERS.get(name)
                if place is not None:
                    yield from words_in(node.args[place : place + (2 if name == "_say_of_row" else 1)])


def words_in(nodes: list[ast.expr]) -> Iterator[str]:
    """Literal codes, from both sides of a choice too, and the first of a pair."""
    for node in nodes:
        if isinstance(node, ast.IfExp):
            yield from words_in([node.body, node.orelse])
        elif isinstance(node, ast.Tuple):
            yield from words_in(node.elts[:1])
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_every_doubt_of_the_rules_has_its_sentence() -> None:
    assert sorted(set(DoubtCode) - set(SENTENCES)) == []


def test_every_code_of_intake_has_its_sentence() -> None:
    found = set(codes_in_the_program())
    assert {
        "end_before_start",
        "officer_many",
        "register_taken",
        "register_taken_in_file",
        "nik_of_other",
        "name_alone",
        "juvenile_by_age",
    } <= found
    assert sorted(found - set(SENTENCES)) == []


def test_every_doubt_of_an_attendance_mark_has_its_sentence() -> None:
    source = ast.parse((INTAKE / "imports" / "marks.py").read_text(encoding="utf-8"))
    appended = [
        code
        for node in ast.walk(source)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append"
        for code in words_in(node.args)
    ]
    assert {"mark_unclear", "day_not_in_month"} <= set(appended)
    assert sorted(set(appended) - set(SENTENCES)) == []


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
