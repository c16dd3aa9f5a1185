"""The cast. Ani is an officer and supervises; Budi is an officer of the same office; Candra works in another office
and must see nothing; Dewi registers ("one door"); Eko heads the office; Fitri watches the desk; Gita administers;
Wulan counts at the regional office above this one, and not above Candra's."""

import os
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import hypothesis
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client as Browser
from django.utils import timezone

from bimbing.offices.models import Office, Staff
from bimbing.offices.permissions import Role
from tests.factories import OfficeFactory, StaffFactory

# CI must say the same thing twice; new examples are looked for at the desk, where a find can be mended at once.
hypothesis.settings.register_profile("ci", derandomize=True)
if os.environ.get("CI") == "true":
    hypothesis.settings.load_profile("ci")


#: Every test run begins on this morning, whatever the calendar says: days that are typed in tests stay what they are,
#: past, today or to come. The clock goes on from there.
MORNING = datetime(2026, 11, 24, 8, 30, tzinfo=ZoneInfo("Asia/Jakarta"))


def pytest_configure() -> None:
    """For every test, the live server's too: the morning above, cheap passwords (throttling has tests of its own),
    static files from their source folders."""
    real, ahead = timezone.now, MORNING - timezone.now()
    moved = lambda: real() + ahead  # noqa: E731
    timezone.now = moved
    for module in list(sys.modules.values()):  # axes has taken the function itself
        if getattr(module, "now", None) is real:
            module.now = moved  # type: ignore[attr-defined]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = True
    settings.DATABASES["default"]["CONN_MAX_AGE"] = 0  # a thread of the live server leaves nothing open
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {
        "executable_path": os.environ.get("CHROMIUM") or shutil.which("chromium"),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Before PostgreSQL's test database is dropped, whoever still holds it is shown out."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture(autouse=True)
def reference_rows(request: pytest.FixtureRequest) -> None:
    """A test that commits is cleaned up by emptying every table, reference rows too: put them back for the next one.

    Rows that go while the tables are emptied are still told to the tallies by the triggers of SQLite.
    """
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not commits and not (marker and marker.kwargs.get("transaction")):
        return
    request.getfixturevalue("transactional_db")
    for tally in ("TallyChange", "Tally", "EndingTally"):
        apps.get_model("supervision", tally).objects.all().delete()
    if not apps.get_model("supervision", "Programme").objects.exists():
        for migration in ("0002_programmes", "0003_offences", "0010_programme_rules"):
            import_module(f"bimbing.supervision.migrations.{migration}").fill(apps, None)


@pytest.fixture
def office(db: None) -> Office:
    return OfficeFactory(code="bojonegoro", city="Bojonegoro")


@pytest.fixture
def other_office(db: None) -> Office:
    return OfficeFactory(code="madiun", city="Madiun")


def _person(name: str, role: Role, **fields: Any) -> Any:
    @pytest.fixture(name=name.lower())
    def person(office: Office) -> Staff:
        return StaffFactory(office=office, username=name.lower(), full_name=name, role=role, **fields)

    return person


ani = _person("Ani", Role.OFFICER)
budi = _person("Budi", Role.OFFICER)
dewi = _person("Dewi", Role.REGISTRAR)
eko = _person("Eko", Role.HEAD)
fitri = _person("Fitri", Role.DESK)
gita = _person("Gita", Role.ADMIN)


@pytest.fixture
def candra(other_office: Office) -> Staff:
    """Does in the other office everything that can be done, and must see nothing of this one."""
    return StaffFactory(office=other_office, username="candra", full_name="Candra", role=Role.REGISTRAR)


@pytest.fixture
def region(office: Office) -> Office:
    """The regional office that the office belongs to, and the other office does not."""
    made = OfficeFactory(code="kanwil", city="Surabaya", short_name="Kanwil Timur", kind=Office.Kind.KANWIL)
    Office.objects.filter(pk=office.pk).update(parent=made)
    office.refresh_from_db()
    return made


@pytest.fixture
def wulan(region: Office) -> Staff:
    return StaffFactory(office=region, username="wulan", full_name="Wulan", role=Role.OVERSEER)


@pytest.fixture
def browser_of() -> Any:
    """`browser_of(ani)`: Django's test client, signed in as Ani."""

    def signed_in(staff: Staff) -> Browser:
        browser = Browser()
        browser.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return signed_in


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The journeys need a browser; where CI has none, `tests/__main__.py` has failed already."""
    if os.environ.get("CHROMIUM"):
        return
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)
