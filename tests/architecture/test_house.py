"""What holds the house together and no import contract can say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.db.models import ForeignKey
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import URLPattern, get_resolver, path

from bimbing.config.checks import every_view_declares_a_permission, routes
from bimbing.offices.permissions import MEANING, RIGHTS, Permission, Role

SOURCE = Path(__file__).resolve().parents[2] / "src" / "bimbing"
FILES = sorted(file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts)
OURS = {"audit", "jobs", "offices", "clients", "supervision", "cards", "attendance", "intake", "proposals"}
#: Only these may ask what time it is: they are where a person or a timetable enters.
CLOCK_READERS = {"views", "management", "jobs", "http", "middleware", "__main__"}


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns: list[URLPattern] = [path("undeclared/", undeclared)]


def test_every_route_declares_its_permission() -> None:
    assert run_checks() == []


@override_settings(ROOT_URLCONF=__name__)
def test_a_view_without_a_permission_does_not_start() -> None:
    assert [error.id for error in every_view_declares_a_permission(None)] == ["bimbing.E001"]


def test_every_route_has_a_name_of_its_own() -> None:
    names = [pattern.name for _, pattern in routes(get_resolver().url_patterns)]
    assert [name for name in names if not name or names.count(name) > 1] == []


def test_keys_between_apps_have_no_way_back_up() -> None:
    open_doors = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
        and field.related_model._meta.app_label != model._meta.app_label
        and field.remote_field.related_name != "+"
        and field.model is model
    ]
    # Visits and excuses are read through attendance.queries, yet filtered through the supervision they belong to.
    assert sorted(open_doors) == ["Excuse.supervision", "Visit.supervision"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_no_file_is_longer_than_a_room_should_be(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 430


def test_no_room_is_named_after_what_does_not_belong_anywhere() -> None:
    bad = re.compile(r"(^|/)(utils?|helpers?|common|misc|constants|services)(\.py|/)")
    assert [str(file) for file in FILES if bad.search(str(file.relative_to(SOURCE)))] == []


def clock_calls(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
            owner = node.func.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            if (name, node.func.attr) in {
                ("timezone", "now"),
                ("timezone", "localtime"),
                ("timezone", "localdate"),
                ("datetime", "now"),
                ("date", "today"),
                ("time", "time"),
            }:
                yield f"{file.relative_to(SOURCE)}:{node.lineno}"


def test_only_views_and_commands_read_the_clock() -> None:
    readers = [call for file in FILES for call in clock_calls(file)]
    assert [call for call in readers if not CLOCK_READERS & set(re.split(r"[/.]", call.split(":")[0]))] == []


def test_every_right_has_a_meaning_and_somebody_who_has_it() -> None:
    assert set(MEANING) == set(Permission)
    assert set(RIGHTS) == set(Role)
    assert set().union(*RIGHTS.values()) == set(Permission)
