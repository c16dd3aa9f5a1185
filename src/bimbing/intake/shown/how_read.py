"""Doors from an import's rows to the pages where its columns and words are said: where something waits there."""

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bimbing.intake.models import Import
from bimbing.intake.queries.samples import WORD_PROBLEMS
from bimbing.intake.queries.taught import layouts_used
from bimbing.intake.shown.meanings import DATED
from bimbing.intake.shown.rows import FAIRLY_SURE

#: A column that was found to stand exchanged is asked at every date, until a person says it of the whole column.
_UNSURE: Final = FAIRLY_SURE


def how_read(batch: Import) -> dict[str, Any]:
    """`reading_doors`: what waits on the two pages; `layouts`: the office's layouts by which tables were read."""
    doors = []
    if columns := columns_to_check(batch):
        doors.append(
            {
                "title": ngettext(
                    "%(n)s column should be checked.", "%(n)s columns should be checked.", columns
                )
                % {"n": columns},
                "text": _("Say once what it holds instead of correcting every row."),
                "url": reverse("import_columns", args=[batch.pk]),
                "action": _("To the columns"),
            }
        )
    if rows := sum(batch.counts.get("problems", {}).get(code, 0) for code in WORD_PROBLEMS):
        doors.append(
            {
                "title": ngettext(
                    "%(n)s question is about a word of the office.",
                    "%(n)s questions are about words of the office.",
                    rows,
                )
                % {"n": rows},
                "text": _("Explain each word once; it is understood in every later file too."),
                "url": reverse("import_words", args=[batch.pk]),
                "action": _("To the words"),
            }
        )
    return {"reading_doors": doors, "layouts": list(layouts_used(batch).values())}


def columns_to_check(batch: Import) -> int:
    """Columns of tables with clients that were read unsurely, or whose days were found exchanged and nobody said so."""
    told = batch.choices.get("exchanged", {})
    return sum(
        (column["meaning"] not in ("unknown", "ignored") and column["confidence"] < _UNSURE)
        or (
            column["letter"] in sheet["exchanged"]
            and column["meaning"] in DATED
            and column["letter"] not in told.get(sheet.get("place"), {})
        )
        for sheet in batch.sheets
        if sheet["records"]
        for column in sheet["columns"]
    )
