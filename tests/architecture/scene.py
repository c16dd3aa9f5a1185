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
from bimbing.offices.models import DateRule, DutyRule, Holiday, Office, Outpost, Section, Signatory, Staff
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
    OffenceCategory,
    Programme,
    SavedGroup,
    StatusEvent,
    Supervision,
)
from bimbing.supervision.models_rules import ArticleHint, PhaseDecision, PhaseRule, ProgrammeRule
from tests.factories import AT, StaffFactory, SupervisionFactory
from tests.intake.rows import SUWARNO, row, workbook


@dataclass(frozen=True, slots=True)
class Route:
    """What a route needs, and how it is asked besides its bare address.

    `of`: what its id names. `probes`: query strings that name somebody. `posts`: bodies that name somebody. Both are
    filled from a `Person`. `shows_child`: it is one child's own page, where the name may stand in full.
    """

    methods: str = "GET"
    of: str = ""
    probes: tuple[str, ...] = ()
    posts: tuple[dict[str, str], ...] = ()
    shows_child: bool = False
    is_public: bool = False
    gone: bool = False  # 404 for everybody once the office is open
    needs_more: bool = False  # the bare address names no guidance, visit or card yet: 404
    turns_back: bool = False  # a GET only leads to the client's own page, where the reach is looked at


SOMEBODY = "?klien={client}", "?bimbingan={supervision}", "?catatan={visit}", "?kode={token}", "?kode={head}"
ALIKE = {"full_name": "{head} SUPRAPTO", "nik": "{nik_start}000", "phone": "{phone_end}"}
THIS = ("?bimbingan={supervision}",)
TAKEN_OUT = {"purpose": "laporan bulanan", "columns": "buku", "shape": "xlsx"}
STEP = {"supervision": "{supervision}", "version": "1", "on": "24-11-2026"}

#: Every route by its name. One that is missing here fails the tests.
ROUTES: dict[str, Route] = {
    "home": Route(),
    "audit_trail": Route(probes=("?klien={client}", "?pegawai={officer}")),
    "find": Route(probes=("?q={head}", "?q={nik_start}", "?q={phone_end}", "?q={token}", "?q={register_no}")),
    "client_file": Route(of="client", probes=THIS, shows_child=True),
    "client_new": Route(
        "GET POST",
        probes=("?klien={client}",),
        posts=({"klien": "{client}"}, {"orang": "{client}"}, ALIKE),
        shows_child=True,
    ),
    "client_new_check": Route("POST", posts=(ALIKE,)),
    "draft_save": Route("POST", posts=({"draf": "{draft}", "full_name": "{head}"}, {"skrip": "1"})),
    "draft_list": Route(probes=("?selain={draft}",)),
    "draft_discard": Route("POST", of="draft"),
    "draft_restore": Route("POST", of="draft", needs_more=True),
    "client_propose": Route(
        "GET POST", of="client", posts=({"village": "{head}", "reason": "surat"},), shows_child=True
    ),
    "proposals": Route(probes=("?lihat=kembali",)),
    "proposal": Route(
        "GET POST", of="proposal", posts=({"usulan_versi": "1", "pilih_village": "saya"},), shows_child=True
    ),
    "proposal_return": Route("POST", of="proposal", posts=({"usulan_versi": "1", "word": "surat"},)),
    "propose_client": Route(
        "GET POST",
        probes=("?klien={client}",),
        posts=({"klien": "{client}"}, {"orang": "{client}"}, ALIKE),
        shows_child=True,
    ),
    "propose_client_check": Route("POST", posts=(ALIKE,)),
    "my_proposals": Route(),
    "my_proposal": Route(
        "GET POST",
        of="my_proposal",
        posts=({"usulan_versi": "1", "village": "Wedi", "reason": "surat"},),
        shows_child=True,
    ),
    "proposal_withdraw": Route("POST", of="my_proposal", posts=({"usulan_versi": "1"},)),
    "write_note": Route(
        "POST", of="client", shows_child=True, posts=({"text": "", "supervision": "{supervision}"},)
    ),
    "client_edit": Route(
        "GET POST", of="client", posts=({"version": "1", "full_name": "{head}"},), shows_child=True
    ),
    "guarantors_edit": Route(
        "GET POST",
        of="client",
        posts=({"version": "1", "guarantor_1_name": "{head}"},),
        shows_child=True,
    ),
    "guidance_edit": Route(
        "GET POST",
        of="guidance",
        posts=({"version": "1", "case_version": "1", "remarks": "{head}"},),
        shows_child=True,
    ),
    "further_guidance": Route(
        "GET POST",
        of="client",
        probes=("?perkara={case}",),
        posts=({"perkara": "{case}"}, {"perkara": "{case}", "simpan": "1"}),
        needs_more=True,
        shows_child=True,
    ),
    "client_status": Route(
        "GET POST",
        of="client",
        probes=THIS,
        posts=(STEP | {"status": "ditahan"}, STEP | {"status": "berakhir"}),
        shows_child=True,
    ),
    "closing": Route("GET POST", posts=({"written_on": "24-11-2026", "pilih": "{supervision}"},)),
    "client_status_correct": Route("GET POST", of="event", posts=(STEP,), shows_child=True),
    "client_letter": Route(of="event", shows_child=True),
    "client_letter_pdf": Route("POST", of="event", shows_child=True, posts=({"title": "Kepala"},)),
    "hand_over_many": Route(
        "GET POST",
        probes=("?pilih={supervision}", "?semua=1&pk={officer}&kepada={officer}"),
        posts=(
            {"versi": "{supervision}.1", "lakukan": "bagi"},
            {"versi": "{supervision}.1", "lakukan": "alih"},
        ),
    ),
    "hand_over": Route(of="hand_over", probes=("?sisa={supervision}-changed",)),
    "hand_over_letter": Route("POST", of="hand_over"),
    "hand_over_undo": Route("POST", of="hand_over"),
    "officers": Route(),
    "officer": Route(of="officer"),
    "cover_new": Route("GET POST", of="officer", posts=({"since": "24-11-2026"},)),
    "cover_edit": Route("GET POST", of="cover", posts=({"version": "1", "until": "1-12-2046"},)),
    "cover_call_off": Route("POST", of="cover", posts=({"version": "1"},)),
    "client_hand_over": Route("GET POST", of="client", probes=THIS, posts=(STEP,), shows_child=True),
    "sign_in": Route("GET POST", is_public=True),
    "sign_out": Route("POST"),
    "first_run": Route("GET POST", is_public=True, gone=True),
    "my_account": Route(),
    "change_password": Route("GET POST"),
    "preferences": Route("POST", is_public=True),
    "roles": Route(),
    "staff_list": Route(),
    "staff_new": Route("GET POST"),
    "staff_edit": Route("GET POST", of="staff"),
    "staff_password": Route("POST", of="staff"),
    "staff_state": Route("POST", of="staff", posts=({"do": "close"},)),
    "office_settings": Route("GET POST"),
    "office_preview": Route("POST"),
    "posts": Route("GET POST"),
    "post_edit": Route("GET POST", of="post"),
    "holidays": Route("GET POST", probes=("?tahun=2026",)),
    "holiday_remove": Route("POST", of="holiday"),
    "duty_rules": Route("GET POST"),
    "duty_rule_withdraw": Route("POST", of="rule"),
    "backups": Route(),
    "backup_make": Route("POST", needs_more=True),  # two offices share the scene's database
    "backup_take": Route("POST", of="backup", needs_more=True),
    "settings": Route(),
    "programmes": Route(),
    "programme_new": Route("GET POST"),
    "programme_edit": Route("GET POST", of="programme", posts=({"do": "lihat"},)),
    "programme_answer": Route("POST", of="programme", posts=({"version": "1", "position": "3"},)),
    "programme_rule_withdraw": Route("POST", of="programme_rule"),
    "offences": Route("GET POST", posts=({"do": "pasal", "law": "35/2009"},)),
    "offence_edit": Route("GET POST", of="offence"),
    "offence_hint_remove": Route("POST", of="hint"),
    "phase_rules": Route("GET POST"),
    "phase_rule_withdraw": Route("POST", of="phase_rule"),
    "date_rules": Route("GET POST"),
    "date_rule_withdraw": Route("POST", of="date_rule"),
    "signatories": Route("GET POST"),
    "signatory_withdraw": Route("POST", of="signatory"),
    "client_phase": Route(
        "GET POST",
        of="client",
        probes=THIS,
        posts=({"supervision": "{supervision}", "version": "1", "phase": "awal"},),
        shows_child=True,
    ),
    "client_phase_withdraw": Route("POST", of="decision", posts=({"version": "1", "reason": "salah"},)),
    "phase_session": Route(
        "GET POST", posts=({"pilih": "{supervision}", "tpp_number": "TPP-1", "tpp_date": "24-11-2026"},)
    ),
    "register": Route(
        probes=("?q={head}", "?q={nik_start}", "?pk={officer}&status=semua", "?sesudah={supervision}")
    ),
    "region": Route(probes=("?q={head}&status=semua",)),
    "region_export": Route(),
    "region_office": Route(of="office", probes=("?status=semua",)),
    "region_export_office": Route(of="office"),
    "data_health": Route(probes=("?pk={officer}", "?kurang=tanpa_kartu", "?sesudah={supervision}")),
    "register_columns": Route("POST", posts=({"kolom": "telepon", "pertanyaan": "q={head}"},)),
    "register_print": Route(probes=("?q={head}", "?q={head}&lembar=layar&kolom=telepon.desa.nik.bin")),
    "register_export": Route(
        "GET POST",
        probes=("?kolom=telepon.nik",),
        posts=(TAKEN_OUT, TAKEN_OUT | {"columns": "layar", "shape": "csv"}),
    ),
    "groups": Route(),
    "group_doors": Route(),
    "group_save": Route("POST", posts=({"name": "Milikku", "query": "q={head}"}, {"query": "q={nik_start}"})),
    "group_edit": Route("GET POST", of="group", posts=({"name": "Lain", "version": "1"},)),
    "group_share": Route("POST", of="group", posts=({"version": "1"},)),
    "group_remove": Route("POST", of="group", posts=({"version": "1"},)),
    "attendance_desk": Route(probes=SOMEBODY),
    "record_visit": Route(
        "POST",
        needs_more=True,
        posts=({"supervision": "{supervision}", "source": "found", "kind": "hadir", "request_key": "NEW"},),
    ),
    "desk_text_size": Route("POST"),
    "missed": Route(probes=("?lihat=belum&semua=1", "?pk={officer}")),
    "attendance_day": Route(of="day"),
    "excuse_client": Route(
        "GET POST",
        of="supervision",
        posts=({"since": "1-11-2026", "until": "30-11-2026", "reason": "sakit"},),
    ),
    "undo_visit": Route("POST", of="visit"),
    "void_visit": Route("GET POST", of="visit", posts=({"reason": "salah orang"},)),
    "cards": Route(),
    "cards_print": Route("POST", posts=({"pilih": "{supervision}"}, {"pk": "{officer}"})),
    "printers": Route("GET POST", posts=({"name": "{head}"},)),
    "printer": Route("GET POST", of="printer", posts=({"front_right": "1,5", "version": "1"},)),
    "printer_test": Route(of="printer"),
    "card_print": Route(of="client", shows_child=True),
    "card_pdf": Route("POST", of="client", shows_child=True),
    "pk_sheet": Route("GET POST", of="client", shows_child=True, turns_back=True),
    "card_replace": Route(
        "POST", of="client", posts=({"kartu": "{card}", "alasan": "hilang"},), needs_more=True
    ),
    "imports": Route(),
    "import_upload": Route("POST"),
    "import_preview": Route(of="import"),
    "import_columns": Route(
        "GET POST", of="import", posts=({"g0-A": "name"}, {"lakukan": "coba", "g0-tempat": ""})
    ),
    "import_columns_try": Route(of="import", needs_more=True),
    "import_layout_forget": Route("POST", of="import", needs_more=True),
    "import_words": Route("GET POST", of="import", posts=({"kata-0": "PB"},)),
    "import_commit": Route("POST", of="import"),
    "import_progress": Route(of="import", probes=("?tahap=clients",)),
    "import_stop": Route("POST", of="import"),
    "import_discard": Route("POST", of="import"),
    "import_undo": Route("POST", of="import"),
    "import_look_alikes": Route(of="import", probes=("?daftar=1",)),
    "import_look_alikes_decide": Route("POST", of="import", needs_more=True),
    "import_ask": Route(of="import"),
    "import_row": Route(of="import_row"),
    "import_answer": Route(
        "POST",
        of="import_row",
        posts=(
            {"field": "address", "do": "typed", "text": "Ngraho", "page": "rows"},
            {"field": "full_name", "do": "empty", "page": "row"},
            {"field": "full_name", "do": "back", "page": "ask"},
        ),
    ),
    "import_answer_alike": Route(
        "POST", of="import", posts=({"field": "nik", "code": "nik_length", "do": "empty"},)
    ),
    "import_problems": Route("POST", of="import", posts=({"semua": "1"},)),
}


@dataclass(slots=True)
class Said:
    """What an office says over the nation's rows, each once."""

    programme: Programme
    programme_rule: ProgrammeRule
    offence: OffenceCategory
    hint: ArticleHint
    phase_rule: PhaseRule
    date_rule: DateRule
    signatory: Signatory


def _said(office: Office, by: Staff) -> Said:
    """The same office asked again gives the same rows."""
    programme, _ = Programme.objects.get_or_create(
        code=f"PELITA.{office.pk}",
        defaults={"office": office, "label": f"Pelita {office.city}", "group": "lain"},
    )
    offence, _ = OffenceCategory.objects.get_or_create(
        code=f"TAMBANG.{office.pk}", defaults={"office": office, "label": f"Tambang {office.city}"}
    )
    common = {"reason": "Surat", "decided_by": by, "decided_at": AT}
    from_then = {"office": office, "valid_from": date(2046, 1, 1)}
    return Said(
        programme=programme,
        programme_rule=ProgrammeRule.objects.get_or_create(**from_then, programme=programme, defaults=common)[
            0
        ],
        offence=offence,
        hint=ArticleHint.objects.get_or_create(
            office=office, law="35/2009", article="999", defaults={"offence": offence, "by": by, "at": AT}
        )[0],
        phase_rule=PhaseRule.objects.get_or_create(**from_then, defaults=common)[0],
        date_rule=DateRule.objects.get_or_create(**from_then, defaults=common)[0],
        signatory=Signatory.objects.get_or_create(
            **from_then, defaults=common | {"full_name": f"Kepala {office.city}"}
        )[0],
    )


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
    said: "Said"
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
    said = _said(officer.office, registrar)
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
