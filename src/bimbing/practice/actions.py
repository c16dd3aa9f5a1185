"""Opens a practice office: everybody in it is fictional, everything in it may be tried.

It goes through the same doors as a real office, so what can be seen here has passed every rule of the house.
"""

import json
import os
import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from django.db import transaction

from bimbing.attendance.actions import ImportedVisit, record_imported_visits, settle
from bimbing.attendance.models import Excuse
from bimbing.cards.actions import issue, record_prints
from bimbing.cards.pdf import CardKind, Sides
from bimbing.clients.actions import NewClient, add_clients
from bimbing.offices.actions import fill_holidays
from bimbing.offices.models import Office, Outpost, Section, Staff
from bimbing.offices.permissions import Role
from bimbing.practice.people import OFFICERS, Person, ended_people, people, visit_days
from bimbing.practice.queries import FILE
from bimbing.practice.workbook import write_register
from bimbing.rules.calendar import add_months, month_start
from bimbing.rules.duty import AttendanceKind
from bimbing.rules.phases import Phase, phase_boundaries, step_of
from bimbing.rules.programmes import Programme, facts_of
from bimbing.rules.status import Status
from bimbing.supervision.actions import NewSupervision, add_supervisions, write_note
from bimbing.supervision.models import Supervision
from bimbing.supervision.models_rules import PhaseDecision

CLIENTS, ENDED, CHILDREN, NEIGHBOURS = 469, 58, 7, 25
MONTHS_OF_VISITS = 14
SEED = 2026
LETTERHEAD = """KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN REPUBLIK INDONESIA
DIREKTORAT JENDERAL PEMASYARAKATAN
KANTOR WILAYAH JAWA TIMUR
BALAI PEMASYARAKATAN KELAS II {city}"""
WORDS = (
    *[
        "kartu",
        "padi",
        "sungai",
        "jati",
        "bambu",
        "payung",
        "lampu",
        "pasar",
        "perahu",
        "gula",
        "kopi",
        "tikar",
        "sawah",
        "gunung",
        "angin",
        "teras",
    ],
)
NOTES = (
    "Bekerja sebagai buruh bangunan di desa tetangga, penghasilan cukup. Diingatkan membawa kartu.",
    "Keluarga mendukung. Mulai mengikuti pengajian rutin di musala dekat rumah.",
    "Belum mendapat pekerjaan tetap; diarahkan mendaftar pelatihan las di balai latihan kerja.",
    "Nomor telepon masih sama. Alamat tetap. Berjanji lapor tepat waktu bulan depan.",
    "Istri baru melahirkan; minta jadwal lapor digeser ke minggu kedua.",
)


@transaction.atomic
def open_practice_office(*, at: datetime, data: Path, clients: int = CLIENTS) -> Office:
    """Make the practice office and a small neighbour, as they stand on the day of `at`. Deterministic but for passwords.

    Writes the sign-ins and a register to try the import with into `data`.
    """
    today = at.date()
    region = Office.objects.create(
        code="kanwil-jatim",
        name="Kantor Wilayah Direktorat Jenderal Pemasyarakatan Jawa Timur",
        short_name="Kanwil Jawa Timur",
        city="Surabaya",
        kind=Office.Kind.KANWIL,
    )
    office = _office("bojonegoro", "Bojonegoro", "Jl. Untung Suropati No. 12, Bojonegoro", "(0353) 000-046")
    neighbour = _office("madiun", "Madiun", "Jl. Raya Ponorogo No. 8, Madiun", "(0351) 000-021")
    Office.objects.filter(pk__in=(office.pk, neighbour.pk)).update(parent=region)
    posts = [
        Outpost.objects.create(office=office, name=f"Pos Bapas {city}") for city in ("Tuban", "Lamongan")
    ]
    fill_holidays(years=(today.year - 1, today.year, today.year + 1))
    cast, officers = _staff(office, neighbour, region, posts[0], data)
    registrar = cast["dewi"]
    persons = people(
        today, count=clients, officers=len(officers), seed=SEED, children=min(CHILDREN, clients // 20)
    )
    rows = _register(office, persons, officers, registrar, at, first_no=1)
    over = ended_people(today, count=ENDED * clients // CLIENTS, officers=len(officers), seed=SEED + 1)
    _register(office, over, officers, registrar, at, first_no=len(persons) + 1, over=True)
    _live(persons, rows, registrar, at)
    _write_notes(rows, at)
    _hand_out_cards(office, rows, registrar, at)
    theirs = people(today, count=NEIGHBOURS, officers=1, seed=SEED + 2)
    there = _register(neighbour, theirs, [cast["candra"]], cast["candra"], at, first_no=1)
    _live(theirs, there, cast["candra"], at)
    write_register(data / "register-latihan.xlsx", today, seed=SEED + 3)
    return office


def _office(code: str, city: str, address: str, phone: str) -> Office:
    return Office.objects.create(
        code=code,
        name=f"Balai Pemasyarakatan Kelas II {city}",
        short_name=f"Bapas {city}",
        city=city,
        address=address,
        phone=phone,
        register_template="{seq:3}/{program}/{year}",
        letterhead=LETTERHEAD.format(city=city.upper()),
    )


def _staff(
    office: Office, neighbour: Office, region: Office, post: Outpost, data: Path
) -> tuple[dict[str, Staff], list[Staff]]:
    """Fourteen officers and the cast; sign-ins with random passwords, written where only the owner reads them."""
    cast: tuple[tuple[str, str, Role, str, dict[str, Any]], ...] = (
        ("dewi", "Dewi Anggraini", Role.REGISTRAR, "petugas registrasi, satu pintu", {}),
        ("ani", "Ani Rahmawati", Role.OFFICER, "pembimbing kemasyarakatan", {}),
        ("budi", "Budi Hartono", Role.OFFICER, "pembimbing kemasyarakatan", {}),
        ("fitri", "Fitri Nur Aini", Role.DESK, "petugas meja Pos Bapas Tuban", {"outpost": post}),
        (
            "sari",
            "Sari Utami",
            Role.SECTION_HEAD,
            "Kasubsi Bimbingan Klien Dewasa",
            {"section": Section.ADULT},
        ),
        ("eko", "Eko Wahyudi", Role.HEAD, "Kepala Bapas", {}),
        ("gita", "Gita Maharani", Role.ADMIN, "administrator", {}),
        ("hadi", "Hadi Mulyono", Role.AUDITOR, "pemeriksa", {}),
        ("wulan", "Wulan Sari", Role.OVERSEER, "pengawas di Kantor Wilayah", {"office": region}),
        ("candra", "Candra Wijaya", Role.REGISTRAR, "petugas registrasi Bapas Madiun", {"office": neighbour}),
    )
    made: dict[str, Staff] = {}
    sign_ins = []
    for user, name, role, who, fields in cast:
        password = " ".join(secrets.choice(WORDS) for _ in range(3)) + f" {secrets.randbelow(90) + 10}"
        made[user] = Staff.objects.create_user(
            user, password, **({"office": office, "full_name": name, "role": role} | fields)
        )
        sign_ins.append((user, password, f"{name}, {who}"))
    officers = []
    for number, line in enumerate(OFFICERS):
        name, title = line.split("|")
        nip = f"19{80 + number % 15}0{number % 9 + 1}1{number % 9} 20{10 + number % 10}01 {1 + number % 2} 0{number:02}"
        if (known := next((one for one in made.values() if one.full_name == name), None)) is not None:
            Staff.objects.filter(pk=known.pk).update(title=title, nip=nip.replace(" ", ""))
            known.refresh_from_db()
            officers.append(known)
        else:
            user = name.split()[0].lower()
            officers.append(
                Staff.objects.create_user(
                    user if user not in made else f"{user}.{name.split()[-1].lower()}",
                    office=office,
                    full_name=name,
                    title=title,
                    nip=nip.replace(" ", ""),
                    role=Role.OFFICER,
                )
            )
    data.mkdir(parents=True, exist_ok=True)
    handle = os.open(data / FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(sign_ins, file, ensure_ascii=False, indent=1)
    return made, officers


def _register(
    office: Office,
    persons: Sequence[Person],
    officers: Sequence[Staff],
    by: Staff,
    at: datetime,
    *,
    first_no: int,
    over: bool = False,
) -> list[Supervision]:
    clients = add_clients(office=office, entries=[_new_client(person) for person in persons], by=by, at=at)
    entries = []
    for number, (person, client) in enumerate(zip(persons, clients, strict=True), start=first_no):
        officer = officers[person.officer % len(officers)]
        status, on = _status(person, number, at.date()) if over else (_running_status(person, number), None)
        entries.append(
            NewSupervision(
                client=client,
                case=_case(person),
                columns={
                    "programme_id": person.programme,
                    "register_no": f"{number:03}/{person.programme}/{person.start.year}",
                    "received_on": person.start,
                    "decision_no": f"PAS-{100 + number}.PK.05.09 TAHUN {person.start.year}",
                    "decision_date": person.start - timedelta(days=8),
                    "start_date": person.start,
                    "end_date": None if "end" in person.lacks else person.end,
                    "officer_id": None if "officer" in person.lacks else officer.pk,
                    "counted_from": add_months(month_start(at.date()), -MONTHS_OF_VISITS),
                    "hours_ordered": 120 if person.programme == Programme.KERJA_SOSIAL else None,
                },
                status=status,
                status_on=on or (at.date() - timedelta(days=40) if status is not Status.AKTIF else None),
            )
        )
    rows = add_supervisions(office=office, entries=entries, by=by, at=at)
    settle(supervision_ids=[row.pk for row in rows], as_of=at.date())
    return rows


def _new_client(person: Person) -> NewClient:
    return NewClient(
        fields={
            "section": person.section,
            "full_name": person.name,
            "aliases": person.alias,
            "parent_name": person.father,
            "sex": person.sex,
            "birth_place": person.birth_place,
            "birth_date": person.birth,
            "nik": "" if "nik" in person.lacks else person.nik,
            "religion": "Islam",
            "education": ("SD", "SMP", "SMA/SMK")[person.birth.day % 3],
            "occupation": person.job,
            "address": f"Ds. {person.village} RT {person.birth.day % 9 + 1:02}/RW {person.birth.month % 5 + 1:02}, "
            f"Kec. {person.district}, Kab. {person.regency}",
            "village": person.village,
            "district": person.district,
            "regency": person.regency,
        },
        phones=() if "phone" in person.lacks else ((person.phone, person.phone_owner),),
        guarantors=()
        if "guarantor" in person.lacks
        else (
            {
                "name": person.guarantor,
                "relation": "orang tua",
                "phone": person.phone[:-4] + "9" + person.phone[-3:],
            },
        ),
    )


def _case(person: Person) -> dict[str, object]:
    return {
        "offence_id": person.offence,
        "articles": person.articles,
        "sentence_years": person.years,
        "sentence_months": person.months,
        "origin_facility": person.prison
        if facts_of(Programme(person.programme)).group in {"integrasi", "asimilasi"}
        else "",
        "sentence_expiry_date": add_months(person.end, -12) if person.programme == "PB" else None,
    }


def _running_status(person: Person, number: int) -> Status:
    if person.section == "BKD" and number % 97 == 0:
        return Status.DITAHAN
    return Status.AKTIF


def _status(person: Person, number: int, today: date) -> tuple[Status, date]:
    status = {0: Status.DICABUT, 1: Status.DILIMPAHKAN, 2: Status.MENINGGAL}.get(number % 12, Status.BERAKHIR)
    return status, min(person.end, today - timedelta(days=1))


def _live(persons: Sequence[Person], rows: Sequence[Supervision], by: Staff, at: datetime) -> None:
    """What happened up to today: who came, who was excused, who stayed away."""
    draw, today = Random(SEED), at.date()
    visits = [
        ImportedVisit(row.pk, day, AttendanceKind.DARING if draw.random() < 0.05 else AttendanceKind.HADIR)
        for person, row in zip(persons, rows, strict=True)
        for day in visit_days(person, today, months=MONTHS_OF_VISITS, seed=SEED)
    ]
    record_imported_visits(rows=visits, by=by, at=at)
    excused = [row for person, row in zip(persons, rows, strict=True) if person.stopped == 1][:12]
    Excuse.objects.bulk_create(
        Excuse(
            supervision=row,
            since=add_months(month_start(today), -1),
            until=month_start(today) - timedelta(days=1),
            reason="Sakit, surat keterangan puskesmas",
            by=by,
            at=at,
        )
        for row in excused
    )
    _panel(rows, by, at)
    settle(supervision_ids=[row.pk for row in rows], as_of=today)


def _panel(rows: Sequence[Supervision], by: Staff, at: datetime) -> None:
    """What the panel decided so far: most clients stand in the phase of their days, every eighth waits for a session."""
    today = at.date()
    decisions = []
    for number, row in enumerate(rows):
        if row.start_date is None or row.end_date is None or row.start_date > today or number % 5 == 4:
            continue
        bounds = phase_boundaries(row.start_date, row.end_date)
        begins = zip(Phase, (row.start_date, bounds.lanjutan_from, bounds.akhir_from), strict=True)
        begun = [(phase, since) for phase, since in begins if since <= today]
        begun = begun[:-1] if number % 8 == 3 and len(begun) > 1 else begun
        for place, (phase, since) in enumerate(begun):
            following = begun[place + 1][1] if place + 1 < len(begun) else None
            if following is not None and following <= since:
                continue
            decisions.append(
                PhaseDecision(
                    supervision=row,
                    phase=phase,
                    decision=step_of(begun[place - 1][0] if place else None, phase),
                    since=since,
                    until=following - timedelta(days=1) if following else None,
                    counts_from=since,
                    tpp_number=f"TPP-{since:%m}/{since.year}",
                    tpp_date=since,
                    by=by,
                    at=at,
                )
            )
    PhaseDecision.objects.bulk_create(decisions)


def _write_notes(rows: Sequence[Supervision], at: datetime) -> None:
    draw = Random(SEED)
    for number, row in enumerate(rows):
        if number % 4 == 0 and row.officer is not None:
            write_note(
                supervision=row,
                on=at.date() - timedelta(days=draw.randint(1, 60)),
                text=draw.choice(NOTES),
                request_key=UUID(int=draw.getrandbits(128), version=4),
                by=row.officer,
                at=at,
            )


def _hand_out_cards(office: Office, rows: Sequence[Supervision], by: Staff, at: datetime) -> None:
    """Most clients hold a card; the rest are the registrar's first task."""
    holders = [row.client_id for number, row in enumerate(rows) if number % 6]
    cards = issue(client_ids=holders, office=office, by=by, at=at)
    profiles = {card.pk: office.card_profile for card in cards.values()}
    record_prints(
        cards=cards.values(),
        profile_of=profiles,
        printed_for={cards[row.client_id].pk: row.pk for row in rows if row.client_id in cards},
        kind="card",
        layout=CardKind.BOOKLET.value,
        sides=Sides.SHORT.value,
        by=by,
        at=at,
    )
