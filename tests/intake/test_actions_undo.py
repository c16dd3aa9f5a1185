"""An import taken back leaves nothing behind and takes nothing along; where people worked on with it, it stays."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.urls import reverse

from bimbing.attendance.actions import excuse, record_visit, void_visit
from bimbing.attendance.models import Visit
from bimbing.audit.models import Event
from bimbing.cards import actions as cards
from bimbing.clients.actions import edit_client, set_phones
from bimbing.clients.models import Client
from bimbing.desk.actions import change_status, hand_over
from bimbing.intake.actions import Counts, Refusal, UndoRefused, receive, undo
from bimbing.intake.models import Import, ImportRow
from bimbing.intake.queries.later_work import Work
from bimbing.offices.models import Staff
from bimbing.rules.duty import AttendanceKind
from bimbing.rules.status import Status
from bimbing.supervision.actions import edit_supervision, write_note
from bimbing.supervision.models import Assignment, EndingTally, StatusEvent, Supervision, Tally, TallyChange
from bimbing.supervision.queries.tallies import tally_differences
from tests.factories import AT, SupervisionFactory
from tests.intake.rows import SITI, SUWARNO, bring_in, row, workbook

pytestmark = pytest.mark.django_db

#: The trail goes on and an import stays for the record; a version only ever moves on.
KEPT = frozenset({"audit", "intake", "sessions", "axes", "jobs", "contenttypes"})
LATER = AT + timedelta(minutes=5)
VISITED: dict[str, Any] = {"attendance": [["2026-04-10", "present", ""], ["2026-05", "present", ""]]}


def tables() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of the business, versions left out."""
    return {
        model._meta.label: [
            {name: value for name, value in found.items() if name != "version"}
            for found in model._default_manager.order_by("pk").values()
        ]
        for model in apps.get_models()
        if model._meta.app_label not in KEPT and model not in (Tally, EndingTally, TallyChange)
    }


def differing(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


def take_back(batch: Import, by: Staff) -> None:
    """The tallies are numbers of rows that come and go by triggers: they are counted anew, not compared by their keys."""
    undo(batch=batch, by=by, at=LATER)
    assert tally_differences() == []


# ---- what goes, what comes back


def test_an_undone_import_leaves_no_trace_in_the_register(dewi: Staff) -> None:
    SupervisionFactory(office=dewi.office)
    before = tables()
    told = {"name": "Budi Hartono", "titled": "Budi Hartono, S.H.", "spellings": ["Pak Budi"], "nip": ""}
    ended = row(SITI, 8, status="berakhir", extra={"guarantor": "PARMAN"})
    batch, counts = bring_in(dewi, row(SUWARNO, **VISITED), ended, officers=[told])
    assert (counts.clients, counts.visits, counts.officers) == (2, 2, 1)
    take_back(batch, dewi)
    assert differing(before, tables()) == {}
    assert (batch.state, batch.rows.count()) == ("undone", 2)
    assert set(batch.rows.values_list("client_id", "supervision_id")) == {(None, None)}
    assert batch.rows.get(row=7).raw == {"B": "SUWARNO"}


def test_undoing_the_second_workbook_gives_the_register_of_the_first(dewi: Staff) -> None:
    bring_in(
        dewi,
        row(SUWARNO, **VISITED),
        row(SITI, 8),
        row(SITI, 9, full_name="LASTRI", nik=None, register_no="9"),
    )
    first = tables()
    changed = row(
        SUWARNO,
        full_name="SUWARNO HADI",
        birth_place="Tuban",
        phones=[["+6281200000002", "spouse"]],
        articles="362 KUHP",
        register_no="099/PB/2026",
        end_date="2028-06-10",
        officer="Rina Kusumawati",
        status="dicabut",
        attendance=[*VISITED["attendance"], ["2026-06-11", "present", ""]],
    )
    only_visits = row(SITI, 8, attendance=[["2026-05-04", "present", ""]])
    new = row(SUWARNO, 10, full_name="JOKO", nik="3522151005900009", register_no="77")
    second_guidance = row(
        SITI, 11, register_no="55/PB/2026", programme="PB", start_date="2026-10-01", end_date=None
    )
    batch, counts = bring_in(dewi, changed, only_visits, new, second_guidance, name="second.xlsx")
    assert (counts.new, counts.changed, counts.visits) == (2, 2, 2)
    assert Supervision.objects.get(client__full_name="SUWARNO HADI").status == "dicabut"
    take_back(batch, dewi)
    assert differing(first, tables()) == {}


def test_versions_move_on_so_that_an_open_form_is_told(dewi: Staff) -> None:
    bring_in(dewi, row(SUWARNO))
    batch, _ = bring_in(dewi, row(SUWARNO, birth_place="Tuban", end_date="2028-06-10"), name="second.xlsx")
    during = (Client.objects.get().version, Supervision.objects.get().version)
    take_back(batch, dewi)
    after = (Client.objects.get().version, Supervision.objects.get().version)
    assert after == (during[0] + 1, during[1] + 1)


def test_each_of_two_workbooks_can_be_taken_back_the_newest_first(dewi: Staff) -> None:
    nothing = tables()
    first, _ = bring_in(dewi, row(SUWARNO))
    after_first = tables()
    second, _ = bring_in(dewi, row(SUWARNO, birth_place="Tuban"), row(SITI, 8), name="second.xlsx")
    with pytest.raises(UndoRefused) as refused:
        take_back(first, dewi)
    assert [later.work for later in refused.value.later] == [Work.EDIT]
    take_back(second, dewi)
    assert differing(after_first, tables()) == {}
    take_back(first, dewi)
    assert differing(nothing, tables()) == {}


def test_the_same_file_comes_in_anew_after_it_was_undone(dewi: Staff) -> None:
    rows = row(SUWARNO, **VISITED), row(SITI, 8)
    first, _ = bring_in(dewi, *rows)
    again, counts = bring_in(dewi, *rows)
    assert counts == Counts(same=2)
    take_back(first, dewi)
    assert set(again.rows.values_list("supervision_id", flat=True)) == {None}
    third, counts = bring_in(dewi, *rows)
    assert (third.pk != first.pk, counts.new, counts.clients, counts.visits) == (True, 2, 2, 2)
    assert Client.objects.count() == 2


def test_a_correction_that_was_undone_is_a_correction_again(dewi: Staff) -> None:
    bring_in(dewi, row(SUWARNO))
    correction = row(SUWARNO, birth_place="Tuban")
    second, _ = bring_in(dewi, correction, name="second.xlsx")
    bring_in(dewi, correction, name="second.xlsx")  # all the same
    take_back(second, dewi)
    assert Client.objects.get().birth_place == "Bojonegoro"
    _, counts = bring_in(dewi, correction, name="second.xlsx")
    assert (counts.changed, Client.objects.get().birth_place) == (1, "Tuban")


def test_an_officer_somebody_gave_a_client_stays(dewi: Staff) -> None:
    other = SupervisionFactory(office=dewi.office)
    batch, _ = bring_in(dewi, row(SUWARNO), row(SITI, 8, officer="Rina Kusumawati"))
    budi = Staff.objects.get(full_name="Budi Hartono")
    hand_over(supervision=other, version=other.version, officer=budi, since=AT.date(), by=dewi, at=LATER)
    take_back(batch, dewi)
    assert Staff.objects.filter(full_name="Budi Hartono").exists()
    assert not Staff.objects.filter(full_name="Rina Kusumawati").exists()


def test_an_officer_who_got_a_sign_in_stays(dewi: Staff) -> None:
    batch, _ = bring_in(dewi, row(SUWARNO))
    budi = Staff.objects.get(full_name="Budi Hartono")
    budi.set_password("sandi-yang-panjang")
    budi.save()
    take_back(batch, dewi)
    assert Staff.objects.filter(pk=budi.pk).exists()


def test_the_trail_tells_of_the_undoing_and_keeps_the_rest(dewi: Staff) -> None:
    bring_in(dewi, row(SUWARNO))
    batch, _ = bring_in(dewi, row(SUWARNO, birth_place="Tuban"), row(SITI, 8), name="second.xlsx")
    siti = Client.objects.get(full_name="SITI MUNAWAROH").pk
    events = Event.objects.count()
    take_back(batch, dewi)
    told = Event.objects.filter(action="import.undone").order_by("subject_type")
    assert [(event.subject_type, event.subject_id, event.changes) for event in told] == [
        ("client", siti, {}),
        ("import", batch.pk, {"clients": [None, 1], "supervisions": [None, 1], "restored": [None, 1]}),
        ("supervision", Supervision.objects.get().pk, {"birth_place": ["Tuban", "Bojonegoro"]}),
    ]
    assert Event.objects.count() == events + 3


# ---- what stands in the way


def visit(row: Supervision, by: Staff) -> None:
    record_visit(
        supervision=row,
        on=AT.date(),
        kind=AttendanceKind.HADIR,
        source=Visit.Source.FOUND,
        by=by,
        at=LATER,
        request_key=uuid4(),
    )


def void(row: Supervision, by: Staff) -> None:
    void_visit(visit=row.visits.first(), reason="salah orang", by=by, at=LATER)


def note(row: Supervision, by: Staff) -> None:
    write_note(supervision=row, on=AT.date(), text="Baik.", request_key=uuid4(), by=by, at=LATER)


def card(row: Supervision, by: Staff) -> None:
    cards.issue(office=by.office, client_ids=[row.client_id], by=by, at=LATER)


def status(row: Supervision, by: Staff) -> None:
    change_status(supervision=row, version=row.version, status=Status.DITAHAN, on=AT.date(), by=by, at=LATER)


def given(row: Supervision, by: Staff) -> None:
    hand_over(supervision=row, version=row.version, officer=by, since=AT.date(), by=by, at=LATER)


def person(row: Supervision, by: Staff) -> None:
    edit_client(client=row.client, version=row.client.version, changes={"remarks": "x"}, by=by, at=LATER)


def guidance(row: Supervision, by: Staff) -> None:
    edit_supervision(supervision=row, version=row.version, changes={"decision_no": "x"}, by=by, at=LATER)


def phone(row: Supervision, by: Staff) -> None:
    set_phones(client=row.client, phones=[], by=by, at=LATER)


def span(row: Supervision, by: Staff) -> None:
    excuse(
        supervision=row, since=AT.date(), until=AT.date() + timedelta(days=3), reason="sakit", by=by, at=LATER
    )


def workbook_visits(row_: Supervision, by: Staff) -> None:
    bring_in(
        by,
        row(SUWARNO, attendance=[*VISITED["attendance"], ["2026-07-01", "present", ""]]),
        name="later.xlsx",
    )


DEEDS = [
    (visit, Work.VISIT), (void, Work.VISIT), (note, Work.NOTE), (card, Work.CARD), (status, Work.STATUS),
    (given, Work.HAND_OVER), (person, Work.EDIT), (guidance, Work.EDIT), (phone, Work.EDIT), (span, Work.EXCUSE),
    (workbook_visits, Work.VISIT),
]  # fmt: skip


@pytest.mark.parametrize(("deed", "work"), DEEDS, ids=lambda value: getattr(value, "__name__", str(value)))
@pytest.mark.parametrize("was_there", [False, True], ids=["made", "changed"])
def test_later_work_keeps_the_import_and_nothing_is_written(
    dewi: Staff, deed: Callable[[Supervision, Staff], None], work: Work, was_there: bool
) -> None:
    if was_there:
        bring_in(dewi, row(SUWARNO, birth_place="Tuban"), name="before.xlsx")
    batch, _ = bring_in(dewi, row(SUWARNO, **VISITED), row(SITI, 8))
    deed(Supervision.objects.select_related("client", "office").get(client__full_name="SUWARNO"), dewi)
    before = tables()
    with pytest.raises(UndoRefused) as refused:
        take_back(batch, dewi)
    assert refused.value.reason is Refusal.LATER_WORK
    assert [later.work for later in refused.value.later] == [work]
    assert differing(before, tables()) == {}
    assert Import.objects.get(pk=batch.pk).state == "done"
    assert not Event.objects.filter(action="import.undone").exists()


def test_work_on_others_and_looking_stand_in_nobodys_way(dewi: Staff, browser_of: Any) -> None:
    bring_in(dewi, row(SITI))
    known = Supervision.objects.select_related("client", "office").get()
    batch, _ = bring_in(
        dewi,
        row(SUWARNO),
        row(SITI, 8, register_no="55/PB/2026", programme="PB", start_date="2026-10-01", end_date=None),
        name="second.xlsx",
    )
    visit(known, dewi)  # of the guidance that was there before
    person(known, dewi)
    client = Client.objects.get(full_name="SUWARNO")
    assert browser_of(dewi).get(reverse("client_file", args=[client.pk])).status_code == 200
    take_back(batch, dewi)
    assert list(Supervision.objects.values_list("pk", flat=True)) == [known.pk]


def test_a_register_number_given_to_somebody_else_cannot_be_put_back(dewi: Staff) -> None:
    bring_in(dewi, row(SUWARNO))
    batch, _ = bring_in(dewi, row(SUWARNO, register_no="099/PB/2026"), name="second.xlsx")
    other = SupervisionFactory(office=dewi.office)
    edit_supervision(
        supervision=other, version=other.version, changes={"register_no": "012/PB/2026"}, by=dewi, at=LATER
    )
    with pytest.raises(UndoRefused) as refused:
        take_back(batch, dewi)
    assert [(later.work, later.client_id) for later in refused.value.later] == [
        (Work.NUMBER, other.client_id)
    ]


def test_only_a_finished_import_of_which_the_old_values_are_kept_is_undone(dewi: Staff) -> None:
    waiting = receive(office=dewi.office, workbook=workbook(row(SITI)), by=dewi, at=AT)
    done, _ = bring_in(dewi, row(SUWARNO), name="done.xlsx")
    Import.objects.filter(pk=done.pk).update(undo=None)
    reasons = []
    for batch in (waiting, done):
        with pytest.raises(UndoRefused) as refused:
            take_back(batch, dewi)
        reasons.append(refused.value.reason)
    assert reasons == [Refusal.NOT_DONE, Refusal.NOT_KEPT]
    assert Client.objects.count() == 1


def test_undone_twice_it_is_undone_once(dewi: Staff) -> None:
    batch, _ = bring_in(dewi, row(SUWARNO))
    take_back(batch, dewi)
    with pytest.raises(UndoRefused):
        take_back(batch, dewi)
    assert Event.objects.filter(action="import.undone", subject_type="import").count() == 1


def test_what_does_not_belong_to_the_import_is_never_deleted(dewi: Staff) -> None:
    """The first import's assignment, status and reports stay when the second, which changed them, is undone."""
    bring_in(dewi, row(SUWARNO, **VISITED))
    kept = set(Visit.objects.values_list("pk", flat=True))
    batch, _ = bring_in(
        dewi, row(SUWARNO, officer="Rina Kusumawati", status="berakhir", **VISITED), name="second.xlsx"
    )
    take_back(batch, dewi)
    assert set(Visit.objects.values_list("pk", flat=True)) == kept
    assert Assignment.objects.get().officer.full_name == "Budi Hartono"
    assert list(StatusEvent.objects.values_list("status", "on")) == [("aktif", date(2026, 3, 10))]
    assert ImportRow.objects.count() == 2
