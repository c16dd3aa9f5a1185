"""Every route, by everybody, about everybody: who is let in, what is not there for whom, and nothing leaks.

The walk asks each route about a client of the own caseload, a colleague's, a child and a stranger of another office.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client as Browser
from django.urls import reverse

from bimbing.clients.models import ClientQuerySet
from bimbing.intake.queries import shown
from bimbing.offices.models import Staff
from bimbing.offices.permissions import Permission, Role
from bimbing.supervision.models import SupervisionQuerySet
from tests.architecture.routes import ROUTES, Route
from tests.architecture.scene import Person, Scene, body_of, cookies, declared, sees

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_log")]

#: What a page may answer to somebody it is for: a page, a way on, or a form sent back. Anything else is a complaint.
FINE = frozenset({200, 302, 303, 409, 422})
WORKBOOK = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Request:
    """One question to one route about one person."""

    name: str
    about: Person
    method: str
    address: str
    data: dict[str, str] = field(default_factory=dict)

    @property
    def is_bare(self) -> bool:
        return "?" not in self.address and not self.data

    @property
    def may_be_told(self) -> bool:
        """The desk may say in a sentence that a client is a colleague's; who that is stays unsaid."""
        return self.name == "attendance_desk" and "?klien=" in self.address


class Walk:
    """Asks and listens. `complaints` is what was wrong; `asked` how many requests were made."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.asked = 0
        self.complaints: list[str] = []

    def all(self, actors: Iterable[str], names: Iterable[str]) -> None:
        wanted = list(names)
        for actor in actors:
            browser = self.scene.browser(actor)
            kept = list(cookies(browser))
            for name in wanted:
                seen: set[str] = set()
                for request in requests_of(name, list(self.scene.people.values())):
                    if (same := str((request.method, request.address, request.data))) in seen:
                        continue
                    seen.add(same)
                    self._ask(browser, actor, request)
                    browser.cookies.clear()
                    for cookie, value in kept:
                        browser.cookies[cookie] = value

    def _ask(self, browser: Browser, actor: str, request: Request) -> None:
        """One request, undone afterwards."""
        with transaction.atomic():
            send = browser.get if request.method == "GET" else browser.post
            sent = {key: value.replace("NEW", str(uuid4())) for key, value in request.data.items()}
            response = send(request.address, sent) if sent else send(request.address)
            body = body_of(response)
            transaction.set_rollback(True)
        self.asked += 1
        said = f"{actor} {request.method} {request.address} {request.data or ''} ({request.about.key}): "
        if problem := self._status(self.scene.actors[actor], request, response):
            self.complaints.append(f"{said}{problem}")
        self.complaints += [f"{said}leaks {leak}" for leak in self._leaks(actor, request.name, body)]

    def _status(self, staff: Staff | None, request: Request, response: Any) -> str:
        """What is wrong with the answer's number; empty where nothing is."""
        route, got = ROUTES[request.name], response.status_code
        permission = declared()[request.name].bimbing_permission
        if staff is None and not route.is_public:
            is_door = got == 302 and response["Location"].startswith(reverse("sign_in"))
            return "" if is_door else f"{got}, not the way to the sign-in page"
        if permission is not None and staff is not None and not staff.may(permission):
            return "" if got == 403 else f"{got} without the right {permission}"
        if request.method not in route.methods:
            return "" if got == 405 else f"{got}, not 405"
        if route.turns_back and request.method == "GET":
            return "" if got == 302 else f"{got}, not 302"
        if route.gone or (route.needs_more and request.is_bare) or not reaches(staff, request):
            return "" if got == 404 or (got == 200 and request.may_be_told) else f"{got}, not 404"
        return "" if got in FINE else f"{got}"

    def _leaks(self, actor: str, name: str, body: bytes) -> Iterator[str]:
        if body.startswith(WORKBOOK):
            with zipfile.ZipFile(io.BytesIO(body)) as parts:
                body = b" ".join(parts.read(part) for part in parts.namelist())
        text = body.decode("utf-8", "replace").casefold()
        staff = self.scene.actors[actor]
        for person in self.scene.people.values():
            for kind, words in person.secrets.items():
                if may_read(staff, person, kind, ROUTES[name]):
                    continue
                yield from (f"{person.key}'s {kind} “{word}”" for word in words if word in text)


def may_read(staff: Staff | None, person: Person, kind: str, route: Route) -> bool:
    """Whether a secret of this kind may stand on a page of this route for this member of staff."""
    if staff is None:
        return False
    if route.of in ("import", "import_row"):  # a waiting import shows the file as it came in
        return staff.office_id == person.office.pk
    if kind == "proposal" and staff.pk == person.officer.pk:
        return True
    if kind == "proposal":
        return sees(staff, person) and staff.may(Permission.EDIT_CLIENT)
    if kind in ("group", "draft"):  # whose own it is
        return staff.pk == person.officer.pk
    if not sees(staff, person):
        return False
    if kind == "note":
        return staff.may(Permission.SEE_NOTES) or staff.may(Permission.RECORD_VISIT)
    if kind == "identity":
        return staff.may(Permission.SEE_FILE)
    return not person.row.client.is_juvenile or (route.shows_child and staff.may(Permission.SEE_FILE))


def requests_of(name: str, people: Iterable[Person]) -> Iterator[Request]:
    """Bare, with each query, with each body, about each person."""
    route = ROUTES[name]
    for person in people:
        bare = reverse(name, kwargs=person.kwargs(route.of))
        yield Request(name, person, "GET", bare)
        yield Request(name, person, "POST", bare)
        for probe in route.probes:
            yield Request(name, person, "GET", bare + person.filled(probe))
        for post in route.posts:
            yield Request(
                name, person, "POST", bare, {key: person.filled(value) for key, value in post.items()}
            )


#: What belongs to an office, not to one of its people or clients.
OF_THE_OFFICE = {
    "staff", "import", "import_row", "post", "holiday", "rule", "programme", "programme_rule", "offence", "hint",
    "phase_rule", "date_rule", "signatory", "printer",
}  # fmt: skip


def reaches(staff: Staff | None, request: Request) -> bool:
    """Whether what a request names, in its path, its query or its body, is within reach."""
    person, of = request.about, ROUTES[request.name].of
    if staff is None:
        return True
    if of == "office":
        return person.office.parent_id == staff.office_id
    if of in ("group", "draft", "my_proposal"):
        return staff.pk == person.officer.pk
    if of in ("officer", "cover"):
        own = staff.role not in (Role.OFFICER, Role.ASSISTANT) or staff.pk == person.officer.pk
        return staff.office_id == person.office.pk and own
    if of in OF_THE_OFFICE:
        return staff.office_id == person.office.pk
    names_somebody = any(word in request.address for word in ("?klien=", "bimbingan=", "catatan="))
    names_somebody |= bool({"klien", "orang"} & set(request.data))
    if (
        of in ("client", "proposal", "supervision", "visit", "event", "guidance", "hand_over", "decision")
        or request.name == "record_visit"
        or names_somebody
    ):
        # The trail and the register are lists: what is not in them is simply not there.
        return sees(staff, person) or request.name in ("audit_trail", "register")
    return True


def test_every_route_stands_in_the_table() -> None:
    assert sorted(declared()) == sorted(ROUTES)


def test_public_routes_are_the_doors_and_no_others() -> None:
    assert {name for name, view in declared().items() if view.bimbing_permission is None} == {
        name for name, route in ROUTES.items() if route.is_public
    }


def test_everybody_reaches_what_is_his_and_nothing_else(scene: Scene) -> None:
    walk = Walk(scene)
    walk.all(scene.actors, ROUTES)
    assert not walk.complaints, "\n".join(walk.complaints)
    assert walk.asked > 2000


def test_the_walk_notices_when_the_scope_is_open(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SupervisionQuerySet, "visible_to", lambda self, staff: self.all())
    monkeypatch.setattr(ClientQuerySet, "in_office_of", lambda self, staff: self.all())
    walk = Walk(scene)
    walk.all(
        ["ani", "candra"], ["client_file", "register", "find", "attendance_desk", "missed", "excuse_client"]
    )
    unlocked = {complaint.split(": ")[-1] for complaint in walk.complaints}
    assert {"200, not 404", "302, not 404"} & unlocked
    for leak in ("stranger's name", "colleague's name", "own's identity", "stranger's identity"):
        assert any(f"leaks {leak}" in complaint for complaint in walk.complaints), leak


def test_the_walk_notices_when_imports_are_open(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bimbing.intake.views.reach.imports_of", lambda staff: shown.Import.objects.all())
    walk = Walk(scene)
    walk.all(["candra"], ["import_preview"])
    assert any("200, not 404" in complaint for complaint in walk.complaints)


def test_the_desk_reads_no_contacts_and_no_offences(scene: Scene) -> None:
    """What the front desk sees of a client is enough to know him by, and no more."""
    own = scene.people["own"]
    page = scene.browser("fitri").get(f"/absen/?klien={own.row.client_id}").content.decode()
    assert "Zaqwin Kenariani" in page
    assert [word for word in own.secrets["identity"] if word in page.casefold()] == []
    assert own.row.register_no not in page


def test_a_card_is_printed_of_nobody_out_of_reach(scene: Scene) -> None:
    for key, expected in (("own", "application/pdf"), ("colleague", ""), ("stranger", "")):
        pilih = scene.people[key].row.pk
        answer = scene.browser("ani").post("/kartu/cetak/", {"pilih": pilih})
        body_of(answer)
        assert (answer["Content-Type"] if answer.status_code == 200 else "") == expected, key
