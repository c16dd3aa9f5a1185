"""A real browser before a practice office at work, at the two sizes an office has."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client as Browser
from django.utils import timezone
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from bimbing.jobs.actions import Worker
from bimbing.offices.models import Office, Staff
from bimbing.practice.actions import CLIENTS, open_practice_office

DESK, PHONE = (1366, 768), (390, 844)
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "panduan" / "gambar"
Visit = Callable[..., Page]
expect.set_options(timeout=20_000)  # two cores may be busy with other tests


@pytest.fixture
def practice_office(transactional_db: None, reference_rows: None, tmp_path: Path) -> Office:
    """The practice office; smaller, so that a journey starts quickly, unless pictures are taken."""
    clients = CLIENTS if os.environ.get("BIMBING_PICTURES") else 120
    return open_practice_office(at=timezone.localtime(), data=tmp_path, clients=clients)


@pytest.fixture
def worker(practice_office: Office) -> Iterator[Worker]:
    """What `config.wsgi` starts beside the pages: somebody does what was asked for."""
    made = Worker()
    thread = threading.Thread(target=made.serve)
    thread.start()
    yield made
    made.stop()
    thread.join()


@pytest.fixture
def visit_as(practice_office: Office, live_server: Any, browser: Chromium, worker: Worker) -> Iterator[Visit]:
    """`visit_as("dewi", "/klien/")`: a page as that person sees it; `size=PHONE` for a telephone.

    Fails the test at its end if any page wrote an error to the console: a blocked script, a missing file.
    """
    contexts, complaints = [], []

    def visit(user: str | None, path: str, *, size: tuple[int, int] = DESK) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": size[0], "height": size[1]},
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            service_workers="block",
            is_mobile=size == PHONE,
            has_touch=size == PHONE,
        )
        contexts.append(context)
        if user:
            signed_in = Browser()
            signed_in.force_login(
                Staff.objects.get(username=user), backend="django.contrib.auth.backends.ModelBackend"
            )
            cookie = signed_in.cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on(
            "response",
            lambda got: complaints.append(f"{got.status} {got.url}") if got.status >= 400 else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def beside(browser: Chromium, live_server: Any) -> Iterator[Callable[[Page, tuple[int, int]], Page]]:
    """The same person in a window of her own, where an answer of 409 or 422 is what is looked for."""
    contexts = []

    def page(of: Page, size: tuple[int, int]) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": size[0], "height": size[1]},
            storage_state=of.context.storage_state(),
            is_mobile=size == PHONE,
            has_touch=size == PHONE,
        )
        contexts.append(context)
        return context.new_page()

    yield page
    for context in contexts:
        context.close()


def take_picture(page: Page, name: str, *, whole: bool = False) -> None:
    """Keeps a picture for the guide when BIMBING_PICTURES is set; otherwise the page is only drawn."""
    image = page.screenshot(full_page=whole)
    if os.environ.get("BIMBING_PICTURES"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        (PICTURES / f"{name}.png").write_bytes(image)


def findings(page: Page) -> list[str]:
    """What axe finds wrong on a page: rule, and where. Serious and critical ones are faults."""
    results = Axe().run(page)
    return [
        f"{found['id']}: {node['target']}"
        for found in results.response["violations"]
        if found["impact"] in {"serious", "critical"}
        for node in found["nodes"]
    ]


def sideways(page: Page, size: tuple[int, int]) -> int:
    """How many pixels the page is wider than the device (a phone's viewport grows, so its own word is no proof)."""
    return int(page.evaluate("document.documentElement.scrollWidth")) - size[0]
