"""The one thing a person gives to intake: a file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from bimbing.intake.actions.found import WorkbookFound
from bimbing.intake.imports.choices import NOTHING_CHOSEN, Choices
from bimbing.intake.imports.kept import read_workbook
from bimbing.intake.imports.reader import MAX_FILE_BYTES, FileProblem
from bimbing.intake.shown.sentences import file_problem

ACCEPTED = ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt"


class UploadForm(forms.Form):
    """A workbook. `clean` reads it, so that a form that is valid holds what the file says: `workbook`."""

    file = forms.FileField(
        label=_("Workbook"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "required": True}),
    )
    workbook: WorkbookFound

    def __init__(
        self, *args: object, today: date, choices: Choices = NOTHING_CHOSEN, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.today, self.choices = today, choices

    def clean_file(self) -> UploadedFile[Any]:
        """Refuses what is no workbook, with the sentence that says what to do."""
        given: UploadedFile[Any] | None = self.cleaned_data.get("file")
        if given is None:
            raise forms.ValidationError(file_problem("missing", {}))
        if (given.size or 0) > MAX_FILE_BYTES:
            raise forms.ValidationError(
                file_problem("too_large", {"limit_mb": str(MAX_FILE_BYTES // 1_000_000)})
            )
        try:
            with on_disk(given) as path:
                self.workbook, _understood = read_workbook(
                    path, file_name=given.name or "", today=self.today, choices=self.choices
                )
        except FileProblem as problem:
            raise forms.ValidationError(file_problem(problem.code, problem.params)) from problem
        return given


@contextmanager
def on_disk(given: UploadedFile[Any]) -> Iterator[Path]:
    """The upload as a file that the guarded reader's child process can open; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="bimbing-") as folder:
        path = Path(folder) / "berkas"
        with path.open("wb") as target:
            for chunk in given.chunks():
                target.write(chunk)
        yield path
