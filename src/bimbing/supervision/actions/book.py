"""The register book: the next number of an office, a section and a year."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from bimbing.offices.models import Office
from bimbing.rules.programmes import mark_of
from bimbing.rules.register_no import register_key, register_number, sequence_of
from bimbing.supervision.models import RegisterCounter, Supervision


@transaction.atomic
def open_book(*, office: Office, section: str, year: int) -> RegisterCounter:
    """The register book of a section and year, locked until the transaction ends; who registers comes one by one.

    A new book goes on after the highest number of that year that came in with a workbook.
    """
    key = {"office": office, "section": section, "year": year}
    if not RegisterCounter.objects.filter(**key).exists():
        last = max(_sequences(office, section, year), default=0)
        RegisterCounter.objects.get_or_create(**key, defaults={"last": last})
    return RegisterCounter.objects.select_for_update().get(**key)


@transaction.atomic
def draw_register_no(*, book: RegisterCounter, programme: str, on: date) -> str:
    """The next free number of an opened book, by the office's template: no gap, no double. Numbers that stand in the
    register already, typed or brought in, are passed over."""
    office, seq = book.office, book.last + 1

    def written(number: int) -> str:
        return register_number(
            office.register_template, seq=number, program=mark_of(programme), section=book.section, on=on
        )

    rows = Supervision.objects.filter(office=office, section=book.section)
    # Two looks: the number itself (any shape may have been typed), and its place in the year's sequence.
    if _is_taken(rows, office, written(seq), seq, book.year):
        used = _sequences(office, book.section, book.year)
        while seq in used or rows.filter(register_key=register_key(written(seq))).exists():
            seq += 1
    RegisterCounter.objects.filter(pk=book.pk).update(last=seq)
    book.last = seq
    return written(seq)


def _is_taken(rows: QuerySet[Supervision], office: Office, number: str, seq: int, year: int) -> bool:
    alike = rows.filter(register_key__contains=str(seq)).values_list("register_no", flat=True)
    return rows.filter(register_key=register_key(number)).exists() or any(
        sequence_of(office.register_template, written, year=year) == seq for written in alike
    )


def _sequences(office: Office, section: str, year: int) -> set[int]:
    """The sequence numbers that already stand in a section's register of a year, as the template writes them."""
    numbers = Supervision.objects.filter(office=office, section=section).exclude(register_key="")
    found = (
        sequence_of(office.register_template, number, year=year)
        for number in numbers.values_list("register_no", flat=True)
    )
    return {seq for seq in found if seq is not None}
