"""What an office taught: its layouts and its words, as the reader of workbooks takes them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from bimbing.intake.models import Import, ImportFile, Layout, LearntWord
from bimbing.offices.models import Staff
from bimbing.rules.names import split_titles
from bimbing.supervision.queries.answers import article_meanings


def taught_by(office_id: int) -> dict[str, Any]:
    """`layouts`: key -> letter -> meaning; `words`: field -> key -> code, of officers the name. Three queries or four."""
    words: dict[str, dict[str, str]] = defaultdict(dict)
    learnt = list(
        LearntWord.objects.filter(office_id=office_id).values_list("field", "word_key", "word", "code")
    )
    names = _officer_names(office_id, [code for field, _, _, code in learnt if field == "officer"])
    for field, key, word, code in learnt:
        if field != "officer":
            words[field][key] = code
        elif code in names or not code.isdecimal():
            words[field][key] = names.get(code) or officer_name(word)
    if meanings := article_meanings(office_id):
        words["article"] = {f"{law} {article}": code for (law, article), code in meanings.items()}
    return {
        "layouts": dict(Layout.objects.filter(office_id=office_id).values_list("key", "columns")),
        "words": dict(words),
    }


def officer_name(word: str) -> str:
    """A new officer's name, as a spelling gives it: without titles."""
    return split_titles(word)[0] or word


def _officer_names(office_id: int, codes: Sequence[str]) -> dict[str, str]:
    numbers = [int(code) for code in codes if code.isdecimal()]
    if not numbers:
        return {}
    staff = Staff.objects.of_office(office_id).filter(pk__in=numbers)
    return {str(pk): name for pk, name in staff.values_list("pk", "full_name")}


def file_of(batch: Import) -> bytes | None:
    """The file of a waiting import; None where it was received before files were kept, or was decided."""
    content = ImportFile.objects.filter(batch_id=batch.pk).values_list("content", flat=True).first()
    return bytes(content) if content is not None else None


def has_file(batch: Import) -> bool:
    return ImportFile.objects.filter(batch_id=batch.pk).exists()


def layouts_used(batch: Import) -> Mapping[str, Layout]:
    """Key -> the layout of the office by which tables of this import were read. No query where there is none."""
    keys = {sheet["layout"] for sheet in batch.sheets if sheet.get("remembered")}
    if not keys:
        return {}
    known = Layout.objects.filter(office_id=batch.office_id, key__in=keys)
    return {layout.key: layout for layout in known.select_related("confirmed_by")}


def layout_of(staff: Staff, pk: int | None) -> Layout | None:
    """A layout of the staff member's office."""
    return Layout.objects.filter(office_id=staff.office_id, pk=pk).first() if pk is not None else None


def learnt_words(office_id: int) -> list[LearntWord]:
    """Every word of the office, by field."""
    return list(
        LearntWord.objects.filter(office_id=office_id)
        .select_related("learnt_by")
        .order_by("field", "word_key")
    )
