"""Looking changes nothing, a form without its token does nothing, and every answer carries its protections."""

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.test import Client as Browser
from django.urls import reverse

from bimbing.audit.models import Event
from bimbing.offices.models import Staff
from tests.architecture.routes import ROUTES
from tests.architecture.scene import Person, Scene, body_of, declared

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_log")]

#: What looking may write: the trail of who looked, sessions, sign-in attempts, the day's roll.
NO_BUSINESS = frozenset({"audit", "sessions", "axes", "jobs", "contenttypes"})


def tables() -> list[type[Model]]:
    return [model for model in apps.get_models() if model._meta.app_label not in NO_BUSINESS]


def digest() -> dict[str, str]:
    """Every row of every table of the business, by table."""
    return {
        model._meta.label: hashlib.sha256(
            repr(list(model._default_manager.order_by("pk").values_list())).encode()
        ).hexdigest()
        for model in tables()
    }


def looks(person: Person) -> Iterator[str]:
    """Every address of the program that can be looked at, about this person."""
    for name, route in ROUTES.items():
        bare = reverse(name, kwargs=person.kwargs(route.of))
        yield bare
        yield from (bare + person.filled(probe) for probe in route.probes)


def signed_in(staff: Staff | None) -> Browser:
    browser = Browser(enforce_csrf_checks=True, raise_request_exception=False)
    if staff is not None:
        browser.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    return browser


@pytest.mark.parametrize("actor", ["dewi", "eko", "ani", "fitri", "gita"])
def test_looking_at_everything_changes_nothing(scene: Scene, actor: str) -> None:
    browser = scene.browser(actor)
    before, events = digest(), Event.objects.count()
    for key in ("own", "child"):
        for address in looks(scene.people[key]):
            body_of(browser.get(address))
            body_of(browser.head(address))
    after = digest()
    assert [table for table in before if before[table] != after[table]] == []
    if actor in ("dewi", "eko", "ani"):  # who opened a file stands in the trail, once for each file
        assert Event.objects.filter(action="client.opened").count() == 2
    else:
        assert Event.objects.count() == events


def test_the_digest_notices_one_changed_letter(scene: Scene) -> None:
    before = digest()
    client = scene.people["own"].row.client
    client.remarks = "x"
    client.save()
    after = digest()
    assert [table for table in before if before[table] != after[table]] == ["clients.Client"]


@pytest.mark.parametrize("actor", ["anonymous", "dewi", "eko", "gita"])
def test_a_form_without_its_token_does_nothing(scene: Scene, actor: str) -> None:
    browser, own = signed_in(scene.actors[actor]), scene.people["own"]
    before = digest()
    answers = {}
    for name, route in ROUTES.items():
        if "POST" not in route.methods:
            continue
        for post in (*route.posts, {}):
            address = reverse(name, kwargs=own.kwargs(route.of))
            response = browser.post(address, {key: own.filled(value) for key, value in post.items()})
            answers[name] = (response.status_code, b"<h1" in response.content)
    assert {name: answer for name, answer in answers.items() if answer != (403, True)} == {}
    assert digest() == before


def test_with_its_token_the_same_form_is_taken(scene: Scene) -> None:
    browser = signed_in(scene.actors["dewi"])
    page = browser.get("/").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="', 1)[1].split('"', 1)[0]
    assert browser.post("/keluar/", {"csrfmiddlewaretoken": token}).status_code == 303


def unprotected(response: Any) -> list[str]:
    """Which protections an answer lacks."""
    policy = response.headers.get("Content-Security-Policy", "")
    wanted = {
        "policy": "default-src 'self'" in policy and "object-src 'none'" in policy,
        "policy without unsafe": "unsafe" not in policy and "*" not in policy and "http:" not in policy,
        "frame policy": "frame-ancestors 'none'" in policy and response.get("X-Frame-Options") == "DENY",
        "nosniff": response.get("X-Content-Type-Options") == "nosniff",
        "no-store": "no-store" in response.get("Cache-Control", ""),
        "referrer": response.get("Referrer-Policy") == "same-origin",
    }
    return [name for name, is_there in wanted.items() if not is_there]


@pytest.mark.parametrize("actor", ["anonymous", "ani", "dewi", "gita"])
def test_every_answer_carries_its_protections(scene: Scene, actor: str) -> None:
    """Pages, redirects, refusals, workbooks and PDFs alike."""
    browser = scene.browser(actor)
    faults, kinds = {}, set()
    for name, route in ROUTES.items():
        for key in ("own", "stranger"):
            person = scene.people[key]
            address = reverse(name, kwargs=person.kwargs(route.of))
            for method in ("get", "post"):
                with transaction.atomic():
                    signed = scene.browser(actor) if name in ("sign_out", "change_password") else browser
                    body = {k: person.filled(v) for k, v in route.posts[0].items()} if route.posts else {}
                    response = getattr(signed, method)(address, body if method == "post" else {})
                    body_of(response)
                    transaction.set_rollback(True)
                kinds.add(response.status_code)
                if lacks := unprotected(response):
                    faults[f"{method} {address}"] = lacks
    assert faults == {}
    assert kinds >= ({302, 404} if actor == "anonymous" else {200, 403, 404, 405})


@pytest.mark.parametrize("actor", ["anonymous", "dewi"])
def test_error_pages_carry_them_too(scene: Scene, actor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = scene.browser(actor)
    missing = browser.get("/tidak/ada/")
    assert (missing.status_code, unprotected(missing)) == (404, [])

    def stumble(*words: Any, **named: Any) -> None:
        raise RuntimeError("Zaqwin Kenariani, 3522151005917711")

    monkeypatch.setattr("bimbing.desk.views.find.hits", stumble)
    monkeypatch.setattr("bimbing.offices.views.people.SignInForm", stumble)
    broken = browser.get("/cari/?q=su" if actor == "dewi" else "/masuk/")
    assert (broken.status_code, unprotected(broken)) == (500, [])
    assert b"Kenariani" not in broken.content
    assert "Program tersandung" in broken.content.decode()


def test_static_files_may_be_kept_by_the_browser(scene: Scene, settings: Any) -> None:
    settings.WHITENOISE_USE_FINDERS = True
    response = scene.browser("anonymous").get("/static/ui/css/tokens.css")
    assert response.status_code == 200
    assert "no-store" not in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"
    body_of(response)


def test_nothing_but_a_page_or_a_file_is_answered(scene: Scene) -> None:
    """No route answers a method it does not know, and OPTIONS or TRACE tell nothing."""
    browser = scene.browser("eko")
    answers = {
        (name, method): browser.generic(
            method, reverse(name, kwargs=scene.people["own"].kwargs(route.of))
        ).status_code
        for name, route in ROUTES.items()
        for method in ("PUT", "DELETE", "PATCH", "TRACE")
        if declared()[name].bimbing_permission is not None
    }
    assert {key: code for key, code in answers.items() if code not in (403, 405, 404)} == {}
