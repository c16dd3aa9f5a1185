"""Printing: from the click to the file, for as many cards as the office has clients."""

import io
import resource
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time
from typing import Any, BinaryIO

import segno
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, SimpleDocTemplate, Table

from bench import office
from bench.measure import Bench, timed
from bimbing.cards.actions import issue, record_prints
from bimbing.cards.pdf import CardChoice, CardFace, CardKind, Sides, render_cards, render_pk_sheets
from bimbing.cards.queries.out_of_date import out_of_date
from bimbing.desk.queries.card_faces import Printing, card_faces, pk_sheet_faces, profile_of
from bimbing.offices.models import Staff
from bimbing.supervision.models import Supervision

RUN = 1000
PEER_CARDS = 60
VISITS_A_CLIENT = 10
ROWS_OF_A_CARD = 24


def run(bench: Bench) -> None:
    clients = bench.size + bench.size // 6 + 2  # every ninth has ended and gets no card
    made = office.make_office(clients=clients, visits=clients * VISITS_A_CLIENT)
    rows = Supervision.objects.filter(is_active=True).order_by("office_id", "name_key", "pk")
    ids = list(rows.values_list("pk", flat=True)[: bench.size])
    path = bench.folder / "kartu.pdf"
    before = _peak_mb()
    drawn: list[int] = []
    whole = timed(lambda: drawn.extend(_print(ids, made.registrars, path)))
    peak = _peak_mb()
    old_cards = timed(lambda: out_of_date(rows))
    bench.add("cards in one file", sum(drawn), "cards", goal=bench.size, exact=True)
    printing = Printing(office.now().date(), _held(ids, made.registrars), {})
    faces: list[CardFace] = []
    facts = timed(lambda: faces.extend(card_faces(ids, printing)))
    drawing = timed(lambda: render_cards(faces, io.BytesIO()))
    raw_facts = timed(lambda: _raw_facts(ids))
    bare = timed(lambda: _bare_cards(faces))
    some = faces[:PEER_CARDS]
    peer = timed(lambda: _usual_cards(some)) / len(some)
    each = 1000 / len(ids)
    bench.add("all cards, from the click to the file", whole, "s", limit=raw_facts + bare)
    bench.add("a card, from the click to the file", whole * each, "ms", limit=(raw_facts + bare) * each)
    bench.add("a card, its facts", facts * each, "ms", limit=raw_facts * each)
    bench.add("a card, its drawing", drawing * each, "ms", limit=bare * each, baseline=peer * 1000)
    sheets = timed(lambda: render_pk_sheets(pk_sheet_faces(ids, printing, with_notes=True), io.BytesIO()))
    bench.add("an officer's sheet", sheets * each, "ms", limit=raw_facts * each)
    bench.add(
        "a card in the file",
        path.stat().st_size / len(ids) / 1000,
        "kB",
        limit=_bare_size(faces) / len(ids) / 1000,
        goal=6,
    )
    bench.add("memory that the printing added", peak - before, "MB")
    bench.add("the most memory of the process that printed", peak, "MB", goal=120)
    bench.add("finding the old cards of all", old_cards, "s", limit=timed(lambda: _raw_digests()))
    _rates(bench, faces)


def _rates(bench: Bench, faces: Sequence[CardFace]) -> None:
    """Two-sided cards a second of one core's own time, so that other programs do not count; best of three."""
    plain = _rate(lambda: _bare_cards(faces), len(faces))
    for kind in CardKind:
        choice = CardChoice(kind)
        rate = _rate(lambda choice=choice: render_cards(faces, io.BytesIO(), choice=choice), len(faces))
        goal = 300 if kind is CardKind.BOOKLET else None
        name = f"cards a second of one core: {kind.value}"
        bench.add(name, rate, "cards/s", limit=plain, goal=goal, least=True)
        if kind is CardKind.BOOKLET:
            bench.add("times the plain loop of the PDF library", rate / plain, "x", goal=1.5, least=True)


def _rate(work: Callable[[], object], cards: int) -> float:
    spent = []
    for _ in range(3):
        began = process_time()
        work()
        spent.append(process_time() - began)
    return cards / min(spent)


def _raw_digests() -> None:
    """The columns that a digest sums up, and the newest prints, by plain SQL."""
    office.rows_of(
        "SELECT s.*, c.*, k.*, f.* FROM supervision_supervision s JOIN clients_client c ON c.id = s.client_id "
        "JOIN supervision_case k ON k.id = s.case_id LEFT JOIN offices_staff f ON f.id = s.officer_id"
    )
    office.rows_of(
        "SELECT * FROM cards_cardprint WHERE id IN (SELECT max(id) FROM cards_cardprint GROUP BY card_id)"
    )


def _held(ids: Sequence[int], registrars: Sequence[Staff]) -> dict[int, Any]:
    """A valid card of each client, as the view asks for it: a thousand at a time."""
    cards: dict[int, Any] = {}
    at = office.now()
    for by in registrars:
        theirs = list(
            Supervision.objects.filter(office_id=by.office_id, is_active=True).values_list("pk", "client_id")
        )
        wanted = set(ids)
        clients = [client for pk, client in theirs if pk in wanted]
        for start in range(0, len(clients), RUN):
            cards |= issue(client_ids=clients[start : start + RUN], office=by.office, by=by, at=at)
    return cards


def _print(ids: Sequence[int], registrars: Sequence[Staff], path: Path) -> list[int]:
    """What the view does: give cards to those without, count the print, gather the facts, draw. The cards drawn."""
    at = office.now()
    held = _held(ids, registrars)
    versions: dict[int, int] = {}
    for start in range(0, len(ids), RUN):
        rows = Supervision.objects.filter(pk__in=ids[start : start + RUN]).select_related("client", "office")
        profiles = {held[row.client_id].pk: profile_of(row).value for row in rows}
        cards = [held[row.client_id] for row in rows]
        versions |= record_prints(
            cards=cards,
            profile_of=profiles,
            printed_for={held[row.client_id].pk: row.pk for row in rows},
            kind="card",
            layout=CardKind.BOOKLET.value,
            sides=Sides.SHORT.value,
            by=registrars[0],
            at=at,
        )
    with path.open("wb") as out:
        report = render_cards(card_faces(ids, Printing(at.date(), held, versions)), out)
    return [report.cards] if report.pages >= 2 * report.cards else [0]


def _raw_facts(ids: Sequence[int]) -> None:
    """The rows that a card is made of, by plain SQL."""
    for start in range(0, len(ids), 200):
        batch = list(ids[start : start + 200])
        marks = ", ".join(["%s"] * len(batch))
        office.rows_of(
            "SELECT s.*, c.*, k.*, f.*, o.* FROM supervision_supervision s JOIN clients_client c ON c.id = s.client_id "
            "JOIN supervision_case k ON k.id = s.case_id JOIN offices_office o ON o.id = s.office_id "
            f"LEFT JOIN offices_staff f ON f.id = s.officer_id WHERE s.id IN ({marks})",
            batch,
        )
        for table in ("attendance_visit", "supervision_statusevent", "attendance_excuse"):
            office.rows_of(f"SELECT * FROM {table} WHERE supervision_id IN ({marks})", batch)


def _lines(face: CardFace) -> list[str]:
    return [
        *face.letterhead,
        face.name,
        face.register_no,
        face.programme,
        face.officer_name,
        face.address,
        face.short_code,
    ]


def _bare_cards(faces: Sequence[CardFace], out: BinaryIO | None = None) -> None:
    """Two pages a card on reportlab's canvas: the QR as one path, the lines, the table's texts; nothing is measured,
    wrapped, or fitted, no typeface is embedded."""
    canvas = Canvas(out or io.BytesIO(), pagesize=landscape(A4), pageCompression=1)
    for face in faces:
        canvas.setFont("Helvetica", 9)
        for place, text in enumerate(_lines(face)):
            canvas.drawString(160 * mm, (190 - 6 * place) * mm, text)
        path = canvas.beginPath()
        for top, row in enumerate(segno.make_qr(face.qr_text, error="m", boost_error=False).matrix):
            for left, dark in enumerate(row):
                if dark:
                    path.rect(20 * mm + left, 100 * mm - top, 1, 1)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.showPage()
        canvas.setFont("Helvetica", 9)
        for place, line in enumerate(face.rows[:ROWS_OF_A_CARD]):
            y = (180 - 6 * place) * mm
            canvas.line(10 * mm, y - 2, 287 * mm, y - 2)
            for column, text in enumerate(
                (str(line.no), str(line.scheduled or ""), str(line.came_on or ""), line.note)
            ):
                canvas.drawString((150 + 25 * column) * mm, y, text)
        canvas.showPage()
    canvas.save()


def _bare_size(faces: Sequence[CardFace]) -> int:
    out = io.BytesIO()
    _bare_cards(faces, out)
    return len(out.getvalue())


def _usual_cards(faces: Sequence[CardFace]) -> None:
    """The same as it is usually done: platypus tables and reportlab's own QR widget."""
    story: list[Any] = []
    for face in faces:
        code = Drawing(90, 90, QrCodeWidget(face.qr_text, barLevel="M"))
        story += [Table([[text] for text in _lines(face)]), code, PageBreak()]
        rows = [
            [str(r.no), str(r.scheduled or ""), str(r.came_on or ""), r.note]
            for r in face.rows[:ROWS_OF_A_CARD]
        ]
        story += [Table(rows or [[""]], style=[("GRID", (0, 0), (-1, -1), 0.5, "#888888")]), PageBreak()]
    SimpleDocTemplate(io.BytesIO(), pagesize=landscape(A4)).build(story)


def _peak_mb() -> float:
    """The most memory this process ever held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1000
