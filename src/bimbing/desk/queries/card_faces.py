"""What the printed card and the officer's sheet say: the record itself, once more, on paper."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from bimbing.attendance.models import Visit
from bimbing.attendance.queries.duty import Duty, DutyReader
from bimbing.cards.models import Card
from bimbing.cards.pdf import CardFace, CardKind, CardRow, PkNote, PkSheetFace, Privacy, RowKind, layout_of
from bimbing.cards.pdf.leaf_layouts import WALLET
from bimbing.clients.models import Client
from bimbing.rules.calendar import next_working_day
from bimbing.rules.card_code import shown
from bimbing.rules.dates import month_name
from bimbing.rules.duty import PeriodState, coming_targets, periods
from bimbing.rules.phone import display
from bimbing.supervision.models import Note, Supervision

BATCH = 200
NOTES_OF_A_SHEET = 12


@dataclass(frozen=True, slots=True)
class Printing:
    """What every paper of one print run shares. `versions`: card id -> version on this paper."""

    printed_on: date
    cards: Mapping[int, Card]  # client id -> valid card
    versions: Mapping[int, int]
    kind: CardKind = CardKind.BOOKLET

    def coming_after(self, recorded: int) -> int:
        """How many coming dates the paper has room for: to the end of the sheet, or as many as it has boxes."""
        layout = layout_of(self.kind)
        rows = layout.rows_first
        return rows - recorded % rows if rows else WALLET.dates


def profile_of(supervision: Supervision) -> Privacy:
    """A child's paper never follows the office's choice."""
    return Privacy.CHILD if supervision.client.is_juvenile else Privacy(supervision.office.card_profile)


def card_faces(ids: Sequence[int], printing: Printing) -> Iterator[CardFace]:
    """The cards of these supervisions, in their order; so many queries for each 200."""
    for face, _, _ in _faces(ids, printing):
        yield face


def pk_sheet_faces(ids: Sequence[int], printing: Printing, *, with_notes: bool) -> Iterator[PkSheetFace]:
    """The officer's sheets of these supervisions. `with_notes`: whether the person who prints may read notes."""
    for face, row, _ in _faces(ids, printing):
        notes = (
            Note.objects.filter(supervision=row).select_related("by")[:NOTES_OF_A_SHEET] if with_notes else ()
        )
        yield PkSheetFace(
            card=face,
            standing=(
                ("Lapor", f"{row.met_total} dari {row.due_total}"),
                ("Terlewat", str(row.missed_total)),
                ("Berturut-turut", str(row.missed_run)),
            ),
            phones=tuple(
                f"{display(phone.number)} ({phone.get_owner_display()})" for phone in row.client.phones.all()
            ),
            guarantor=_guarantor(row.client),
            notes=tuple(PkNote(note.on, note.by.full_name, note.text) for note in notes),
        )


def _guarantor(client: Client) -> str:
    return "; ".join(
        " · ".join(
            filter(None, (one.name, one.relation, display(one.phone) if one.phone else "", one.address))
        )
        for one in client.guarantors.all()
    )


def _faces(ids: Sequence[int], printing: Printing) -> Iterator[tuple[CardFace, Supervision, Duty]]:
    reader = DutyReader()
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        rows = {
            row.pk: row
            for row in Supervision.objects.filter(pk__in=batch)
            .select_related("client", "case", "officer", "programme", "office")
            .prefetch_related("client__phones", "client__guarantors", "case__offences__offence")
        }
        duties = reader.read(Supervision.objects.filter(pk__in=batch))
        visits: dict[int, list[Visit]] = defaultdict(list)
        for visit in Visit.objects.filter(supervision_id__in=batch, voided_at=None).order_by("on", "pk"):
            visits[visit.supervision_id].append(visit)
        for pk in batch:
            yield _face(rows[pk], duties[pk], visits[pk], printing), rows[pk], duties[pk]


def _face(row: Supervision, duty: Duty, visits: Sequence[Visit], printing: Printing) -> CardFace:
    client, case, office = row.client, row.case, row.office
    card = printing.cards[client.pk]
    child = client.is_juvenile  # whose paper says nowhere what it is for
    notes = () if child else tuple(line.strip() for line in office.card_notes.splitlines() if line.strip())
    return CardFace(
        letterhead=office.letterhead_lines or (office.name,),
        office_address=office.address,
        office_phone=office.phone,
        register_no="" if child else row.register_no,
        name=_name(client),
        programme=row.programme.label if row.programme else "",
        officer_name=row.officer.name_with_title if row.officer else "",
        officer_nip=row.officer.nip if row.officer else "",
        signatory_city=office.city,
        printed_on=printing.printed_on,
        version=printing.versions.get(card.pk, card.version),
        qr_text=card.token,
        short_code=shown(card.short_code),
        birth_place=client.birth_place,
        birth_date=client.birth_date,
        address=client.address,
        nik=client.nik,
        start=row.start_date,
        end=row.end_date,
        sequence=card.sequence,
        next_date=_next_day(row, duty, printing.printed_on),
        next_place=office.address if child else office.short_name,
        privacy=profile_of(row),
        offence=case.offence_names,
        article=case.all_articles,
        sentence="seumur hidup" if case.life_sentence else case.sentence_words,
        religion=client.religion,
        education=client.education,
        occupation=client.occupation,
        notes=notes or None,
        rows=tuple(_rows(row, duty, visits, printing)),
    )


def _name(client: Client) -> str:
    return f"{client.shown_name} alias {client.aliases}" if client.aliases else client.shown_name


def _next_day(row: Supervision, duty: Duty, today: date) -> date | None:
    """The day to come, in large print: never a day that has passed. Who is late is asked for the next working day."""
    if not row.is_active or row.next_due_on is None or row.next_due_on >= today or duty.facts is None:
        return row.next_due_on if row.is_active else None
    return next_working_day(today, duty.facts.settings.holidays, duty.facts.settings.working_weekdays)


def _rows(row: Supervision, duty: Duty, visits: Sequence[Visit], printing: Printing) -> Iterator[CardRow]:
    """What was recorded, filled in; then the coming dates, for the pen, as far as the card reaches."""
    today = printing.printed_on
    so_far = periods(duty.facts, today, until=today) if duty.facts is not None else []
    owed = {period.met_on: period.target for period in so_far if period.state is PeriodState.MET}
    number = 0
    for number, visit in enumerate(visits, start=1):
        yield CardRow(
            no=number,
            scheduled=owed.get(visit.on),
            came_on=visit.on,
            note=visit.note if visit.day_known else f"bulan {month_name(visit.on.month)}, hari tidak dicatat",
            kind=RowKind(visit.kind),
            next=visit.next_on,
        )
    if duty.facts is None or not row.is_active:
        return
    room = printing.coming_after(number)
    late = [period.target for period in so_far if period.state is PeriodState.OPEN and period.target < today]
    coming = [*late, *coming_targets(duty.facts, today, limit=room)][:room]
    for ahead, day in enumerate(coming, start=1):
        yield CardRow(no=number + ahead, scheduled=day)


def full_cards(rows: QuerySet[Supervision], kind: CardKind) -> set[int]:
    """Those of `rows` whose visits fill the first sheet of a card of this kind. One statement."""
    first = layout_of(kind).rows_first
    if not first:
        return set()
    counted = (
        Visit.objects.filter(voided_at=None, supervision__in=rows.order_by().values("pk"))
        .order_by()
        .values_list("supervision")
        .annotate(number=Count("pk"))
    )
    return {pk for pk, number in counted.filter(number__gte=first)}
