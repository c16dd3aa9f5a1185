"""The columns of the register, in the order of the office's register book, and which of them somebody wants to see."""

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from typing import Final

from django.db.models import Prefetch, QuerySet

from bimbing.clients.models import Phone
from bimbing.offices.models import Staff
from bimbing.offices.permissions import Permission
from bimbing.supervision.models import CaseOffence, ListColumns, Supervision


class Col(StrEnum):
    """A column, in the order of the register book; the words are those of the address."""

    RECEIVED = "terima"
    REGISTER = "register"
    NAME = "nama"
    ALIAS = "alias"
    FATHER = "bin"
    NIK = "nik"
    BIRTH_PLACE = "tempat_lahir"
    BIRTH = "lahir"
    SEX = "jk"
    RELIGION = "agama"
    EDUCATION = "pendidikan"
    OCCUPATION = "pekerjaan"
    VILLAGE = "desa"
    DISTRICT = "kecamatan"
    REGENCY = "kabupaten"
    PHONE = "telepon"
    ORIGIN = "asal"
    OFFENCE = "kejahatan"
    ARTICLES = "pasal"
    VERDICT = "putusan"
    VERDICT_DATE = "tgl_putusan"
    SENTENCE = "pidana"
    PRIOR = "ulang"
    PROGRAMME = "program"
    DECISION = "sk"
    DECISION_DATE = "tgl_sk"
    START = "mulai"
    END = "akhir"
    OFFICER = "pk"
    STATUS = "status"
    STATE = "lapor"
    LAST = "terakhir"
    NEXT = "jadwal"
    MISSED = "terlewat"
    CLOSING = "pengakhiran"
    CLOSING_DATE = "tgl_pengakhiran"
    REMARKS = "keterangan"


Columns = tuple[Col, ...]
#: What the list shows where nobody has chosen.
USUAL_COLUMNS: Final[Columns] = (
    Col.NAME, Col.PROGRAMME, Col.END, Col.OFFICER, Col.STATE, Col.NEXT, Col.MISSED,
)  # fmt: skip
#: The whole register book.
BOOK: Final[Columns] = tuple(Col)
#: What stands in the file only, and so only for those who may open it.
_OF_THE_FILE: Final = frozenset({Col.RELIGION, Col.EDUCATION, Col.OCCUPATION, Col.PHONE, Col.REMARKS})
#: Which other tables a column comes from.
_RELATED: Final = {
    Col.ORIGIN: "case",
    Col.ARTICLES: "case",
    Col.VERDICT: "case",
    Col.VERDICT_DATE: "case",
    Col.SENTENCE: "case",
    Col.PRIOR: "case",
    Col.OFFENCE: "case",
    Col.PROGRAMME: "programme",
    Col.OFFICER: "officer",
}


def in_order(columns: Iterable[Col]) -> Columns:
    """These columns as the list shows them: the name first, since it is the door, then in the order of the book."""
    wanted = set(columns)
    return (Col.NAME, *(column for column in Col if column in wanted and column is not Col.NAME))


def columns_in(words: Iterable[str]) -> Columns:
    """The columns that these words name, each once; unknown words are left out. Empty where none is left."""
    known = [Col(word) for word in words if word in set(Col)]
    return in_order(known) if known else ()


def allowed(columns: Sequence[Col], staff: Staff) -> Columns:
    """Those of the columns that `staff` may read."""
    if staff.may(Permission.SEE_FILE):
        return tuple(columns)
    return tuple(column for column in columns if column not in _OF_THE_FILE)


def columns_for(staff: Staff, asked: Columns) -> Columns:
    """What the list shows `staff`: what the address asks for, else what he has chosen, else the usual ones. One query
    at most."""
    return allowed(asked or chosen_by(staff) or USUAL_COLUMNS, staff)


def chosen_by(staff: Staff) -> Columns:
    """What `staff` has chosen for his own lists; empty where he has not."""
    kept = ListColumns.objects.filter(staff_id=staff.pk).values_list("columns", flat=True).first()
    return columns_in(kept or ())


def with_related(rows: QuerySet[Supervision], columns: Collection[Col]) -> QuerySet[Supervision]:
    """The rows with everything that these columns show: one query, one more where phones are among them, and one more
    for the offences of their cases."""
    tables = {"client", *(_RELATED[column] for column in columns if column in _RELATED)}
    found = rows.select_related(*sorted(tables))
    if Col.PHONE in columns:
        found = found.prefetch_related(Prefetch("client__phones", queryset=Phone.objects.order_by("pk")))
    if {Col.OFFENCE, Col.ARTICLES} & set(columns):
        found = found.prefetch_related(
            Prefetch("case__offences", queryset=CaseOffence.objects.select_related("offence"))
        )
    return found
