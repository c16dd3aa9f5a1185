"""The rows of an import whose person is in question, and the persons they may be."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from bimbing.clients.models import Client, Phone
from bimbing.intake.models import Import, ImportRow
from bimbing.intake.queries.known import Guidance, Person
from bimbing.offices.models import Section, Staff
from bimbing.offices.permissions import Role
from bimbing.rules.status import Status
from bimbing.supervision.models import Supervision
from bimbing.supervision.queries import clients_of, supervisions_of

#: So many stand in the list of all of them; a file with more is walked through.
LISTED: Final = 200


@dataclass(frozen=True, slots=True)
class Deck:
    """Numbers of rows in the order of the file: asked about and still open, decided, and those of a second guidance."""

    open: tuple[int, ...]
    decided: tuple[int, ...]
    second: tuple[int, ...]

    @property
    def questions(self) -> list[int]:
        """Open or answered, in the order of the file."""
        return sorted((*self.open, *self.decided))

    def after(self, row_id: int) -> int | None:
        """The next open one, from the beginning again behind the last; None where no other is open."""
        others = [pk for pk in self.open if pk != row_id]
        return next((pk for pk in others if pk > row_id), others[0] if others else None)


def deck_of(batch: Import, *, asks: Sequence[str], tells: str) -> Deck:
    """`asks`: the codes of open questions; `tells`: the code of the note on a second guidance. One query."""

    def says(code: str) -> Q:
        return Q(said__contains=f'"code": "{code}"')

    in_question = Q(identity__isnull=False) | says(tells)
    for code in asks:
        in_question |= says(code)
    rows = batch.rows.annotate(said=Cast("issues", TextField())).filter(in_question).order_by("pk")
    is_open, decided, second = [], [], []
    for pk, identity, said in rows.values_list("pk", "identity", "said"):
        if identity is not None:
            decided.append(pk)
        elif any(f'"code": "{code}"' in said for code in asks):
            is_open.append(pk)
        else:
            second.append(pk)
    return Deck(tuple(is_open), tuple(decided), tuple(second))


@dataclass(frozen=True, slots=True)
class KnownClient:
    """A client of the register with what he is compared by; the latest guidance first."""

    client: Client
    phones: Sequence[str]
    supervisions: Sequence[Supervision]

    def person(self) -> Person:
        """As the rows of a file find him."""
        client = self.client
        person = Person(client.pk, client.section, client.nik, client.name_key, client.birth_date)
        person.guidances = [
            Guidance(
                row.pk,
                person,
                row.section,
                row.register_key,
                row.programme_id or "",
                row.start_date,
                row.end_date,
            )
            for row in sorted(self.supervisions, key=lambda row: row.pk)
            if row.status != Status.BATAL
        ]
        return person


@dataclass(frozen=True, slots=True)
class Others:
    """Whom a row may be. `out_of_reach`: clients of the office whom this member of staff may not see, and their section."""

    clients: dict[int, KnownClient] = field(default_factory=dict)
    rows: dict[tuple[str, int], ImportRow] = field(default_factory=dict)
    out_of_reach: dict[int, Section] = field(default_factory=dict)


def others_of(
    staff: Staff, batch: Import, *, client_ids: Sequence[int], places: Sequence[tuple[str, int]]
) -> Others:
    """Those persons and rows, in five queries at most."""
    others = Others()
    if client_ids:
        mine = {client.pk: client for client in clients_of(staff).filter(pk__in=client_ids)}
        phones: dict[int, list[str]] = {pk: [] for pk in mine}
        for pk, number in Phone.objects.filter(client_id__in=mine).values_list("client_id", "number"):
            phones[pk].append(number)
        theirs: dict[int, list[Supervision]] = {pk: [] for pk in mine}
        found = (
            supervisions_of(staff).filter(client_id__in=mine).select_related("officer", "case", "programme")
        )
        for supervision in found.order_by("-start_date", "-pk"):
            theirs[supervision.client_id].append(supervision)
        others.clients.update(
            (pk, KnownClient(client, phones[pk], theirs[pk])) for pk, client in mine.items()
        )
        hidden = Client.objects.filter(office_id=batch.office_id, pk__in=client_ids).exclude(pk__in=mine)
        others.out_of_reach.update(
            (pk, Section(section)) for pk, section in hidden.values_list("pk", "section")
        )
    if places:
        wanted = Q()
        for sheet, place in places:
            wanted |= Q(sheet=sheet, row=place)
        others.rows.update({(row.sheet, row.row): row for row in batch.rows.filter(wanted)})
    return others


def who_to_ask(batch: Import, section: Section) -> list[str]:
    """Who sees the clients of a section: its head and the registrars, by name."""
    rows = Staff.objects.of_office(batch.office_id).filter(is_active=True)
    told = rows.filter(
        Q(role=Role.SECTION_HEAD, section=section) | Q(role=Role.REGISTRAR, section__in=("", section))
    )
    return list(told.order_by("full_name").values_list("full_name", flat=True)[:3])
