"""`bimbing import_register FILE`: the same engine as the page /impor/, for a terminal or a timetable."""

import json
from argparse import ArgumentParser
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from bimbing.intake.actions import AnswersRefused, WorkbookFound, apply_answers, commit, read_again, receive
from bimbing.intake.actions.answer_file import AnswerFile, Problem, parse, reading_of
from bimbing.intake.actions.visits import months_of
from bimbing.intake.imports.choices import NOTHING_CHOSEN, Choices
from bimbing.intake.imports.kept import read_workbook
from bimbing.intake.imports.model import Understood
from bimbing.intake.imports.prediction import to_json
from bimbing.intake.imports.reader import FileProblem
from bimbing.intake.models import Import
from bimbing.intake.queries.taught import taught_by
from bimbing.intake.shown.answer_words import problem_words
from bimbing.intake.shown.sentences import file_problem
from bimbing.offices.models import Office, Staff
from bimbing.offices.permissions import Permission, Role


class Command(BaseCommand):
    help = "Bring a workbook into the register of an office."
    requires_system_checks: list[str] = []  # a dry run needs no database

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--office", default="", help="code of the office; not needed where there is one")
        parser.add_argument("--by", default="", help="user name of the person in whose name it is entered")
        parser.add_argument("--dry-run", action="store_true", help="read and understand, enter nothing")
        parser.add_argument(
            "--json", type=Path, help="with --dry-run: write what was understood to this file"
        )
        parser.add_argument("--answers", type=Path, help="answers to its questions, as JSON")

    def handle(
        self,
        *args: Any,
        file: Path,
        office: str,
        by: str,
        dry_run: bool,
        json: Path | None,
        answers: Path | None,
        **options: Any,
    ) -> None:
        language = translation.get_language() or "id"
        with translation.override("id" if language.startswith("id") else language):
            if json is not None and not dry_run:
                raise CommandError(_("--json belongs to --dry-run."))
            if answers is not None and dry_run:
                raise CommandError(_("--answers does not go with --dry-run: it enters nothing."))
            if dry_run:
                self.understand(file, json, office)
            else:
                self.bring_in(file, office, by, answers)

    def understand(self, file: Path, target: Path | None, code: str) -> None:
        """Reads and counts; writes the prediction where one is asked for. Needs no database, unless an office is named:
        then its layouts and words are used.
        """
        workbook, understood = self.read(file, choices_of(find_office(code)) if code else NOTHING_CHOSEN)
        if target is not None:
            try:
                target.write_text(
                    json.dumps(to_json(understood), ensure_ascii=False, indent=1), encoding="utf-8"
                )
            except OSError as error:
                raise CommandError(_("The target %(path)s cannot be written.") % {"path": target}) from error
        self.say_what_was_found(workbook, understood)
        self.stdout.write(_("Nothing was entered (--dry-run)."))
        if target is not None:
            self.stdout.write(_("What was understood stands in %(path)s.") % {"path": target})

    def bring_in(self, file: Path, code: str, username: str, answers: Path | None) -> None:
        office = find_office(code)
        staff = find_staff(office, username)
        told = read_answers(answers) if answers is not None else None
        workbook, understood = self.read(file, choices_of(office, told))
        workbook = replace(workbook, content=b"")  # it is decided at once: the file need not wait
        self.say_what_was_found(workbook, understood)
        at = timezone.localtime()
        batch = received(office, workbook, told, staff, at)
        counts = commit(batch=batch, by=staff, at=at)
        words = {
            "new": counts.new,
            "changed": counts.changed,
            "same": counts.same,
            "doubtful": counts.doubtful,
            "rejected": counts.rejected,
        }
        self.stdout.write(
            _("New %(new)s, changed %(changed)s, same %(same)s, rejected %(rejected)s.") % words
        )
        if counts.doubtful:
            self.stdout.write(
                _("Entered with open questions: %(doubtful)s rows; see the page Import.") % words
            )
        if counts.new or counts.visits or counts.officers:
            self.stdout.write(
                _("Clients added: %(clients)s. Reports added: %(visits)s. Officers added: %(officers)s.")
                % {"clients": counts.clients, "visits": counts.visits, "officers": counts.officers}
            )
        if not counts.new and not counts.changed:
            self.stdout.write(_("The register has it all already: nothing was changed."))

    def read(self, file: Path, choices: Choices) -> tuple[WorkbookFound, Understood]:
        if not file.is_file():
            raise CommandError(file_problem("not_found", {"path": str(file)}))
        try:
            today = timezone.localtime().date()
            return read_workbook(file, file_name=file.name, today=today, choices=choices)
        except FileProblem as problem:
            raise CommandError(file_problem(problem.code, problem.params)) from problem

    def say_what_was_found(self, workbook: WorkbookFound, understood: Understood) -> None:
        asked = sum(1 for row in workbook.rows for issue in row.issues if issue["severity"] != "note")
        months = len(months_of(row.values for row in workbook.rows))
        self.stdout.write(
            _("%(file)s: %(rows)s rows of clients, %(months)s months of attendance, %(officers)s officers.")
            % {
                "file": workbook.file_name,
                "rows": len(workbook.rows),
                "months": months,
                "officers": len(understood.officers),
            }
        )
        if asked:
            self.stdout.write(_("Cells that need an answer: %(count)s.") % {"count": asked})
        if understood.unplaced:
            self.stdout.write(
                _("Attendance lines whose client was not found: %(count)s.")
                % {"count": len(understood.unplaced)}
            )


def choices_of(office: Office, answers: AnswerFile | None = None) -> Choices:
    """The layouts and words of an office, and over them what a file of answers says of columns and words."""
    taught = taught_by(office.pk)
    return Choices.from_json(reading_of(answers, taught) if answers is not None else taught)


def read_answers(path: Path) -> AnswerFile:
    """The answers in a file; one that is none, or says what cannot be, is refused by name."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(file_problem("not_found", {"path": str(path)})) from error
    except UnicodeDecodeError as error:
        raise CommandError(problem_words(Problem("not_json"))) from error
    except AnswersRefused as refused:
        raise CommandError("\n".join(map(problem_words, refused.problems))) from refused


@transaction.atomic
def received(
    office: Office, workbook: WorkbookFound, answers: AnswerFile | None, staff: Staff, at: datetime
) -> Import:
    """The workbook kept with its answers; where an answer is refused, nothing of it is kept."""
    batch = receive(office=office, workbook=workbook, by=staff, at=at)
    if answers is not None:
        if answers.columns or answers.words:  # the file may have waited here, read another way
            read_again(batch=batch, workbook=workbook, at=at)
        try:
            apply_answers(batch=batch, answers=answers, by=staff, at=at)
        except AnswersRefused as refused:
            raise CommandError("\n".join(map(problem_words, refused.problems))) from refused
    return batch


def find_office(code: str) -> Office:
    """The office named, or the only one there is."""
    try:
        offices = list(Office.objects.filter(code=code) if code else Office.objects.all()[:2])
    except (OperationalError, ProgrammingError):  # a database that was never set up has no tables
        offices = []
        code = ""
    if len(offices) == 1:
        return offices[0]
    known = ", ".join(Office.objects.values_list("code", flat=True)) if offices or code else ""
    if code:
        raise CommandError(
            _("There is no office “%(code)s”. Known: %(known)s.") % {"code": code, "known": known}
        )
    if offices:
        raise CommandError(
            _("There are several offices; say which with --office. Known: %(known)s.") % {"known": known}
        )
    raise CommandError(_("There is no office yet. Start Bimbing once and set it up, then bring the file in."))


def find_staff(office: Office, username: str) -> Staff:
    """Who enters it: the person named, else the office's registrar, else its administrator."""
    people = Staff.objects.of_office(office.pk).filter(is_active=True)
    if username:
        named = people.filter(username=username).first()
        if named is None or not (named.may(Permission.IMPORT) or named.role == Role.ADMIN):
            raise CommandError(
                _("“%(name)s” is nobody of this office who may bring in a workbook.") % {"name": username}
            )
        return named
    for role in (Role.REGISTRAR, Role.ADMIN):
        if (person := people.filter(role=role).order_by("pk").first()) is not None:
            return person
    raise CommandError(_("Say with --by in whose name the file is entered."))
