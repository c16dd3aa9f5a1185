"""A section is reordered: forty clients of one officer go to three others, the record is printed, it is taken back; and
one officer stands in for another while he is on leave."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from bimbing.audit.models import Event
from bimbing.offices.models import Office, Staff
from bimbing.supervision.models import Assignment, Cover, HandOver, Supervision
from tests.journeys.conftest import DESK, PHONE, findings, sideways, take_picture

VisitAs = Callable[..., Page]
CLIENTS = 40


def forty_of(officer: Staff, by: Staff) -> None:
    """The officer guides forty clients: those he has, and others' until there are enough."""
    rows = Supervision.objects.filter(office=officer.office, is_active=True)
    own = rows.filter(officer=officer).count()
    others = list(rows.exclude(officer=officer).order_by("pk").values_list("pk", flat=True)[: CLIENTS - own])
    Supervision.objects.filter(pk__in=others).update(officer=officer)
    more = list(rows.filter(officer=officer).order_by("-pk").values_list("pk", flat=True)[CLIENTS:])
    Supervision.objects.filter(pk__in=more).update(officer=Staff.objects.get(username="budi"))


def loads() -> Counter[str]:
    names = Supervision.objects.filter(is_active=True, officer__isnull=False)
    return Counter(names.values_list("officer__full_name", flat=True))


def receivers_of(officer: Staff) -> list[Staff]:
    """Three officers of both sections, the ones with the fewest clients."""
    numbers = loads()
    others = Staff.objects.of_office(officer.office_id).guides().filter(section="", is_active=True)
    return sorted(others.exclude(pk=officer.pk), key=lambda one: (numbers[one.full_name], one.full_name))[:3]


def test_forty_clients_go_to_three_and_come_back(visit_as: VisitAs, practice_office: Office) -> None:
    ani, dewi = Staff.objects.get(username="ani"), Staff.objects.get(username="dewi")
    forty_of(ani, dewi)
    takers, before = receivers_of(ani), loads()
    page = visit_as("dewi", f"/klien/?pk={ani.pk}")
    expect(page.locator("#list .lede b")).to_have_text(f"{CLIENTS} klien")

    # ticked by keyboard: the first with Space, three more with Shift and the arrow
    page.locator(".register-list .main-cell a").first.focus()
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("[data-picked]")).to_have_text("4")
    page.locator("[data-pick-all]").check()
    expect(page.locator("[data-picked]")).to_have_text(str(CLIENTS))
    take_picture(page, "alih-centang")
    page.get_by_role("button", name="Alihkan PK").click()
    expect(page.get_by_role("heading", name=f"Alihkan {CLIENTS} klien", level=1)).to_be_visible()
    expect(page.locator("#akhir button")).to_be_disabled()

    for taker in takers:
        page.locator(f"#kepada-{taker.pk}").check()
        expect(page.locator(f"#kepada-{taker.pk}")).to_be_checked()
        expect(page.locator("#daftar select option[selected]").first).to_be_attached()
        page.wait_for_load_state("networkidle")
    expect(page.locator("#akhir button")).to_be_enabled()
    assert findings(page) == []
    assert sideways(page, DESK) <= 0
    page.evaluate("window.scrollTo(0, 0)")
    take_picture(page, "alih-beban")
    shown = {
        line.locator("th").inner_text(): int(line.locator("td b").inner_text())
        for line in page.locator("#beban tbody tr").all()
    }
    finals = [shown[taker.name_with_title] for taker in takers]
    assert max(finals) - min(finals) <= 1
    assert sum(finals) == sum(before[taker.full_name] for taker in takers) + CLIENTS
    assert shown[ani.name_with_title] == 0

    page.locator("[name=reason]").fill("Ani Rahmawati pindah tugas")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(f"{CLIENTS} klien dialihkan.")).to_be_visible()
    take_picture(page, "alih-selesai")
    page.reload()  # without the message, which is a status and no list
    assert findings(page) == []
    after = loads()
    assert [after[taker.full_name] for taker in takers] == finals
    assert after[ani.full_name] == 0
    batch = HandOver.objects.get()
    assert Event.objects.filter(action="supervision.handed_over").count() == CLIENTS

    # the new officer sees his, the old one none
    old = visit_as("ani", "/klien/")
    expect(old.get_by_text("Belum ada klien")).to_be_visible()
    new = visit_as(takers[0].username, "/klien/")
    expect(new.locator("#list .lede b")).to_have_text(f"{finals[0]} klien")
    assert Assignment.objects.filter(batch=batch, until=None).count() == CLIENTS

    # the record
    form = page.locator("form[action$='/berita-acara/']")
    token = form.locator("[name=csrfmiddlewaretoken]").input_value()
    answer = page.request.post(form.get_attribute("action") or "", form={"csrfmiddlewaretoken": token})
    assert answer.ok
    assert answer.body().startswith(b"%PDF-1.7")
    pages = len(re.findall(rb"/Type /Page /Parent", answer.body()))
    assert pages >= len(takers)
    assert Event.objects.filter(action="handover.printed", subject_id=batch.pk).exists()

    # and back
    page.get_by_role("button", name="Batalkan pengalihan").click()
    page.locator("dialog [value=yes]").click()
    expect(page.get_by_text(f"Dibatalkan: {CLIENTS} klien kembali kepada PK semula.")).to_be_visible()
    assert loads() == before


def test_one_officer_stands_in_for_another_until_the_last_day(
    visit_as: VisitAs, practice_office: Office
) -> None:
    ani, budi = Staff.objects.get(username="ani"), Staff.objects.get(username="budi")
    last = timezone.localdate() + timedelta(days=9)
    page = visit_as("eko", "/pk/")
    assert findings(page) == []
    take_picture(page, "beban-pk")
    page.get_by_role("link", name=ani.name_with_title).click()
    page.get_by_role("link", name="Tetapkan pengganti").click()
    page.locator("[name=substitute]").select_option(str(budi.pk))
    page.locator("[name=until]").fill(f"{last:%d-%m-%Y}")
    page.locator("[name=document]").fill("W15.PAS.PAS45-KP.04.01-118")
    take_picture(page, "pengganti")
    assert findings(page) == []
    page.keyboard.press("Control+Enter")
    expect(page.locator(".covers")).to_contain_text("Budi Hartono menggantikan Ani Rahmawati")
    take_picture(page, "pk-halaman")

    client = Supervision.objects.filter(officer=ani, is_active=True).order_by("name_key", "pk")[0]
    other = visit_as("budi", "/")
    expect(other.locator(".covers")).to_contain_text("Anda menggantikan Ani Rahmawati")
    take_picture(other, "pengganti-beranda")
    other.get_by_role("link", name="Klien itu").click()
    own = Supervision.objects.filter(officer=ani, is_active=True).count()
    expect(other.locator("#list .lede b")).to_have_text(f"{own} klien")
    other.goto(f"/klien/{client.client_id}/")
    expect(other.get_by_text(re.compile("digantikan oleh Budi Hartono s.d."))).to_be_visible()
    assert findings(other) == []

    # back earlier than thought: from now on the file is closed to the substitute
    Cover.objects.update(since=timezone.localdate() - timedelta(days=3))
    page.goto(f"/pk/{ani.pk}/")
    page.locator(".covers").get_by_role("link", name="Ubah").click()
    page.locator("[name=until]").fill(f"{timezone.localdate() - timedelta(days=1):%d-%m-%Y}")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Hari terakhir kini")).to_be_visible()
    other.goto("/klien/")
    expect(other.locator("#list .lede b")).to_have_text(
        f"{Supervision.objects.filter(officer=budi, is_active=True).count()} klien"
    )


def test_caseloads_and_a_hand_over_fit_a_phone(visit_as: VisitAs, practice_office: Office) -> None:
    ani = Staff.objects.get(username="ani")
    taker = receivers_of(ani)[0]
    address = f"/klien/alih/?pk={ani.pk}&semua=1&kepada={taker.pk}"
    page = visit_as("dewi", address, size=PHONE)
    for path, name in (
        (address, "alih-beban-hp"),
        ("/pk/", "beban-pk-hp"),
        (f"/pk/{ani.pk}/", "pk-halaman-hp"),
    ):
        page.goto(path)
        assert sideways(page, PHONE) <= 0, path
        assert findings(page) == [], path
        take_picture(page, name)
