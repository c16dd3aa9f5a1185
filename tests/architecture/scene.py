"""One office with everything in it and a stranger's beside it: what the tests over every route walk through.

Every word that could leak is unique (a canary). A client's name ends in a canary too, so that one can search for its
first word and still tell an answer from an echo of the question.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client as Browser
from django.urls import get_resolver

from bimbing.attendance.actions import settle
from bimbing.attendance.models import Visit
from bimbing.cards.models import Card, Printer
from bimbing.clients.models import Phone, SearchEntry
from bimbing.config.checks import routes
from bimbing.intake.actions import receive
from bimbing.intake.models import Import
from bimbing.offices.models import DutyRule, Holiday, Office, Outpost, Section, Staff
from bimbing.offices.permissions import Role
from bimbing.proposals.actions import propose_correction
from bimbing.proposals.models import Draft, Proposal
from bimbing.rules import card_code
from bimbing.rules.name_keys import fold
from bimbing.rules.phone import display
from bimbing.supervision.models import (
    Assignment,
    Cover,
    HandOver,
    HandOverItem,
    Note,
    SavedGroup,
    StatusEvent,
    Supervision,
)
from bimbing.supervision.models_rules import PhaseDecision
from tests.architecture.said import Said, said_by
from tests.factories import AT, StaffFactory, SupervisionFactory
from tests.intake.rows import SUWARNO, row, workbook


def declared() -> dict[str, Any]:
    """Every route of the URLconf: name -> view."""
    return {
        str(pattern.name): pattern.callback
        for _, pattern in routes(get_resolver().url_patterns)
        if not str(pattern.lookup_str).startswith("bimbing.ui.")
    }


@dataclass(slots=True)
class Person:
    """A client with all that belongs to him. `secrets`: kind -> the words that must not reach who may not see them."""

    key: str
    office: Office
    officer: Staff
    row: Supervision
    card: Card
    visit: Visit
    event: StatusEvent
    group: SavedGroup
    batch: Import | None
    post: Outpost
    closed: Holiday
    rule: DutyRule
    draft: Draft
    proposal: Proposal
    printer: Printer
    handed: HandOver
    cover: Cover
    said: Said
    decision: PhaseDecision
    words: dict[str, str]
    secrets: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def kwargs(self, of: str) -> dict[str, Any]:
        """What a route of this kind needs in its address to be about this person."""
        return {
            "": {},
            "client": {"client_id": self.row.client_id},
            "supervision": {"supervision_id": self.row.pk},
            "guidance": {"client_id": self.row.client_id, "supervision_id": self.row.pk},
            "event": {"client_id": self.row.client_id, "event_id": self.event.pk},
            "visit": {"visit_id": self.visit.pk},
            "group": {"group_id": self.group.pk},
            "draft": {"draft_key": self.draft.key},
            "proposal": {"proposal_id": self.proposal.pk},
            "my_proposal": {"proposal_id": self.proposal.pk},
            "office": {"office_id": self.office.pk},
            "staff": {"staff_id": self.officer.pk},
            "post": {"post_id": self.post.pk},
            "holiday": {"holiday_id": self.closed.pk},
            "rule": {"rule_id": self.rule.pk},
            "printer": {"printer_id": self.printer.pk},
            "hand_over": {"batch_id": self.handed.pk},
            "officer": {"staff_id": self.officer.pk},
            "cover": {"cover_id": self.cover.pk},
            "programme": {"code": self.said.programme.pk},
            "programme_rule": {"rule_id": self.said.programme_rule.pk},
            "offence": {"code": self.said.offence.pk},
            "hint": {"hint_id": self.said.hint.pk},
            "phase_rule": {"rule_id": self.said.phase_rule.pk},
            "date_rule": {"rule_id": self.said.date_rule.pk},
            "signatory": {"rule_id": self.said.signatory.pk},
            "decision": {"decision_id": self.decision.pk},
            "import": {"import_id": self.batch.pk if self.batch else 0},
            "import_row": {
                "import_id": self.batch.pk if self.batch else 0,
                "row_id": self.batch.rows.values_list("pk", flat=True)[0] if self.batch else 0,
            },
            "backup": {"backup_id": 1},
            "day": {"day": date(2026, 11, 10)},
            "month": {"first": date(2026, 11, 1)},
        }[of]

    def filled(self, text: str) -> str:
        return text.format(**self.words)


@dataclass(slots=True)
class Scene:
    """The people who act and the people they act upon."""

    actors: dict[str, Staff | None]
    people: dict[str, Person]

    def browser(self, actor: str) -> Browser:
        staff, browser = self.actors[actor], Browser(raise_request_exception=False)
        if staff is not None:
            browser.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
        return browser


_HEADS = {"own": "ZAQWIN", "colleague": "ZEXBUR", "child": "ZIVNOT", "stranger": "ZUJKEM"}
_TAILS = {"own": "KENARIANI", "colleague": "KENARIBUDI", "child": "KENARIANAK", "stranger": "KENARIJAUH"}


def _person(key: str, number: int, officer: Staff, section: Section, registrar: Staff) -> Person:
    name = f"{_HEADS[key]} {_TAILS[key]}"
    nik, phone = f"35221510059{number}771{number}", f"+62812{number}99887{number}1"
    made = SupervisionFactory(
        officer=officer,
        office=officer.office,
        section=section,
        client__full_name=name,
        client__nik=nik,
        client__address=f"Jl. Alamatrahasia{number} No. 9",
        register_no=f"00{number}/PB/77{number}",
    )
    Phone.objects.create(client=made.client, number=phone)
    SearchEntry.objects.update_or_create(
        client=made.client,
        defaults={"office": made.client.office, "text": f" {fold(name)} ; {nik} {phone} {made.register_no} "},
    )
    StatusEvent.objects.create(supervision=made, status="aktif", on=made.start_date, by=officer, at=AT)
    # A revocation that was lifted: it has a letter, and a day that can be put right.
    revoked = StatusEvent.objects.create(
        supervision=made,
        status="cabut_sementara",
        on=date(2026, 10, 1),
        document_no="W15-1",
        by=officer,
        at=AT,
    )
    StatusEvent.objects.create(supervision=made, status="aktif", on=date(2026, 10, 2), by=officer, at=AT)
    Assignment.objects.create(supervision=made, officer=officer, since=made.start_date, by=registrar, at=AT)
    note = f"Isicatatan{number}"
    Note.objects.create(
        supervision=made, on=date(2026, 11, 10), text=note, by=officer, at=AT, request_key=uuid4()
    )
    visit = Visit.objects.create(
        supervision=made, on=date(2026, 11, 10), source=Visit.Source.SCAN, recorded_by=officer, recorded_at=AT,
        received_by=officer, request_key=uuid4(), note=f"Isikunjungan{number}",
    )  # fmt: skip
    card = Card.objects.create(
        office=made.office, client=made.client, token=card_code.token(bytes([number]) * 17),
        short_code=card_code.short_code(bytes([number * 7]) * 8), issued_at=AT, issued_by=officer,
    )  # fmt: skip
    group = SavedGroup.objects.create(
        office=made.office, owner=officer, name=f"Kelompokrahasia{number}", name_key=f"kelompokrahasia{number}",
        query="program=PB", created_at=AT,
    )  # fmt: skip
    draft = Draft.objects.create(
        owner=officer, key=uuid4(), page=uuid4(), created_at=AT, saved_at=AT,
        texts={"full_name": f"Drafrahasia{number}", "section": section},
    )  # fmt: skip
    proposal = propose_correction(
        client=made.client, texts={"village": f"Usulrahasia{number}"}, was={"village": ""}, reason="surat desa",
        request_key=uuid4(), by=officer, at=AT,
    )  # fmt: skip
    words = {
        "draft": str(draft.key), "client": str(made.client_id), "supervision": str(made.pk), "case": str(made.case_id), "visit": str(visit.pk), "card": str(card.pk),
        "officer": str(officer.pk), "token": card.token, "head": _HEADS[key], "nik_start": nik[:13],
        "phone_end": phone[-7:], "register_no": made.register_no,
    }  # fmt: skip
    secrets = {
        "name": (_TAILS[key].casefold(),),
        "identity": (nik, f"alamatrahasia{number}", phone, f"0{phone[3:]}", display(phone)),
        "note": (note.casefold(), f"isikunjungan{number}"),
        "group": (group.name_key,),
        "draft": (f"drafrahasia{number}",),
        "proposal": (f"usulrahasia{number}",),
    }
    post, _ = Outpost.objects.get_or_create(office=officer.office, name=f"Pos {officer.office.city}")
    closed, _ = Holiday.objects.get_or_create(
        office=officer.office, on=date(2026, 12, 1), defaults={"name": "Hari jadi"}
    )
    rule, _ = DutyRule.objects.get_or_create(
        office=officer.office,
        valid_from=date(2046, 1, 1),
        defaults={"reason": "Surat", "decided_by": registrar, "decided_at": AT},
    )
    printer, _ = Printer.objects.get_or_create(office=officer.office, name="Pencetak depan")
    handed = HandOver.objects.create(
        office=officer.office,
        since=made.start_date,
        reason="Mutasi",
        by=registrar,
        at=AT,
        request_key=uuid4(),
    )
    HandOverItem.objects.create(batch=handed, supervision=made, receiver=officer, version=1)
    cover = Cover.objects.create(
        absent=officer, substitute=registrar, since=date(2046, 1, number), until=date(2046, 1, number), by=registrar, at=AT
    )  # fmt: skip
    decision = PhaseDecision.objects.create(
        supervision=made, phase="awal", decision="masuk", since=made.start_date, counts_from=date(2026, 11, 25),
        tpp_number=f"Nomorrisalah{number}", tpp_date=date(2026, 11, 20), by=registrar, at=AT,
    )  # fmt: skip
    said = said_by(officer.office, registrar)
    return Person(
        key=key, office=officer.office, officer=officer, row=made, card=card, visit=visit, event=revoked, group=group,
        batch=None, post=post, closed=closed, rule=rule, draft=draft, proposal=proposal, printer=printer, words=words,
        secrets=secrets, handed=handed, said=said, decision=decision, cover=cover,
    )  # fmt: skip


def build(office: Office, other_office: Office, cast: dict[str, Staff]) -> Scene:
    """The scene. `cast` has ani, budi, candra, dewi, eko, fitri, gita and wulan."""
    far_officer = StaffFactory(
        office=other_office, username="doni", full_name="Doni Jauhari", role=Role.OFFICER
    )
    head_of_adults = StaffFactory(
        office=office, username="sari", full_name="Sari", role=Role.SECTION_HEAD, section=Section.ADULT
    )
    auditor = StaffFactory(office=office, username="hadi", full_name="Hadi", role=Role.AUDITOR)
    dewi, candra = cast["dewi"], cast["candra"]
    people = {
        "own": _person("own", 1, cast["ani"], Section.ADULT, dewi),
        "colleague": _person("colleague", 2, cast["budi"], Section.ADULT, dewi),
        "child": _person("child", 3, cast["ani"], Section.JUVENILE, dewi),
        "stranger": _person("stranger", 4, far_officer, Section.ADULT, candra),
    }
    for by, keys in ((dewi, ("own", "colleague", "child")), (candra, ("stranger",))):
        name = people[keys[0]].secrets["name"][0].upper()
        found = workbook(
            row(SUWARNO | {"full_name": f"IMPOR {name}", "nik": None, "phones": [], "aliases": []})
        )
        batch = receive(office=by.office, workbook=found, by=by, at=AT)
        for key in keys:
            people[key].batch = batch
    settle(supervision_ids=Supervision.objects.values_list("pk", flat=True), as_of=AT.date())
    actors: dict[str, Staff | None] = {"anonymous": None, **cast, "sari": head_of_adults, "hadi": auditor}
    return Scene(actors, people)


def sees(staff: Staff | None, person: Person) -> bool:
    """Whose records somebody reaches, said a second time and from the rules of the house, not from the product."""
    if staff is None or staff.role in (Role.ADMIN, Role.OVERSEER) or staff.office_id != person.office.pk:
        return False
    if staff.section and staff.section != person.row.section:
        return False
    if staff.role in (Role.OFFICER, Role.ASSISTANT):
        return person.officer.pk == staff.pk
    return True


def body_of(response: HttpResponseBase) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]


def cookies(browser: Browser) -> Iterator[tuple[str, str]]:
    """The session as it was when the browser signed in: a page that signs out must not end the walk."""
    for name in (settings.SESSION_COOKIE_NAME,):
        if name in browser.cookies:
            yield name, browser.cookies[name].value
