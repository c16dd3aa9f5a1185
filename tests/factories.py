"""Test objects, made through the same tables as the product; every one has what its row needs and nothing more."""

from datetime import UTC, date, datetime
from typing import Any

import factory

from bimbing.clients.models import Client
from bimbing.offices.models import Office, Section, Staff
from bimbing.offices.permissions import Role
from bimbing.rules.name_keys import fold
from bimbing.supervision.models import Case, Supervision

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)  # 08.00 in Jakarta
PASSWORD = "kartu hijau di laci"


class OfficeFactory(factory.django.DjangoModelFactory[Office]):
    class Meta:
        model = Office

    code = factory.Sequence(lambda n: f"bapas-{n}")
    name = factory.LazyAttribute(lambda o: f"Balai Pemasyarakatan Kelas II {o.city}")
    short_name = factory.LazyAttribute(lambda o: f"Bapas {o.city}")
    city = "Bojonegoro"
    letterhead = "KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN REPUBLIK INDONESIA\nBALAI PEMASYARAKATAN KELAS II"


class StaffFactory(factory.django.DjangoModelFactory[Staff]):
    class Meta:
        model = Staff
        skip_postgeneration_save = True

    office = factory.SubFactory(OfficeFactory)
    username = factory.Sequence(lambda n: f"staf{n}")
    full_name = factory.Sequence(lambda n: f"Pegawai {n}")
    role = Role.OFFICER

    @factory.post_generation
    def password(staff: Staff, create: bool, extracted: str | None, **_: Any) -> None:
        staff.set_password(extracted or PASSWORD)
        if create:
            staff.save()


class ClientFactory(factory.django.DjangoModelFactory[Client]):
    class Meta:
        model = Client

    office = factory.SubFactory(OfficeFactory)
    section = Section.ADULT
    full_name = factory.Sequence(lambda n: f"SUWARNO {'ABCDEFGHIJ'[n % 10]}")
    name_key = factory.LazyAttribute(lambda o: fold(o.full_name))
    sex = "L"
    birth_date = date(1990, 5, 10)
    created_at = AT


class SupervisionFactory(factory.django.DjangoModelFactory[Supervision]):
    """A PB of two years from 10 March 2026 unless said otherwise; belongs to `officer`'s office if one is given."""

    class Meta:
        model = Supervision

    class Params:
        full_name = None

    client = factory.SubFactory(
        ClientFactory,
        office=factory.SelfAttribute("..office"),
        section=factory.SelfAttribute("..section"),
    )
    office = factory.LazyAttribute(lambda o: o.officer.office if o.officer else OfficeFactory())
    section = Section.ADULT
    case = factory.LazyAttribute(
        lambda o: Case.objects.create(client=o.client, section=o.section, offence_id=None)
    )
    programme_id = "PB"
    register_no = factory.Sequence(lambda n: f"{n:03}/PB/2026")
    register_key = factory.LazyAttribute(lambda o: o.register_no.upper().replace(" ", ""))
    start_date = date(2026, 3, 10)
    end_date = date(2028, 3, 10)
    officer = None
    name_key = factory.LazyAttribute(lambda o: o.client.name_key)
    created_at = AT
