"""What a plain Django project has for the register: a changelist of the admin, with its facets always counted.

Run as a process of its own: `python -m bench.admin_peer OFFICE ROUNDS`, OFFICE 0 for all offices. Prints JSON: for each
address the milliseconds of each page, from the request to the rendered HTML. The first of them is not counted.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
#: Ours and the admin's address of the same question, within an office.
WITHIN = {
    "": "",
    "?program=PB": "?programme__code__exact=PB",
    "?lapor=not_yet&kabupaten=Tuban": "?report_state__exact=not_yet&regency=Tuban",
    "?kejahatan=NARKOTIKA&seksi=BKD&program=PB": "?offence_code=NARKOTIKA&section__exact=BKD&programme__code__exact=PB",
    "?terlewat=3&program=PB": "?missed_run=3&programme__code__exact=PB",
    "?q=hartono": "?q=hartono",
}
#: The same over all offices.
EVERYWHERE = {
    "": "",
    "?program=PB": "?programme__code__exact=PB",
    "?lapor=not_yet&seksi=BKD": "?report_state__exact=not_yet&section__exact=BKD",
    "?kejahatan=NARKOTIKA&program=PB": "?offence_code=NARKOTIKA&programme__code__exact=PB",
}


def measured(office_id: int, rounds: int) -> list[float]:
    """Milliseconds of the admin's pages, measured in a process with the admin's settings."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "bench.admin_settings"}
    command = [sys.executable, "-m", "bench.admin_peer", str(office_id), str(rounds)]
    answer = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, cwd=ROOT)
    taken: list[float] = json.loads(answer.stdout)
    return taken


def _site(office_id: int) -> Any:
    from django.contrib import admin

    from bimbing.supervision.models import Supervision

    related = admin.RelatedOnlyFieldListFilter
    filters: list[Any] = [
        "status", "report_state", ("missed_run", admin.AllValuesFieldListFilter), "programme",
        ("offence_code", admin.AllValuesFieldListFilter), "section", "end_date",
    ]  # fmt: skip
    if office_id:
        filters += [
            ("officer", related),
            ("regency", admin.AllValuesFieldListFilter),
            "has_phone",
            "has_card",
        ]
        filters += [("district", admin.AllValuesFieldListFilter)]
    else:
        filters += ["office"]

    class Register(admin.ModelAdmin):  # type: ignore[type-arg]
        list_display = ("client", "register_no", "programme", "officer", "end_date", "next_due_on", "report_state",
                        "missed_run")  # fmt: skip
        list_filter = filters
        show_facets = admin.ShowFacets.ALWAYS
        search_fields = ("client__full_name", "client__aliases", "client__nik", "client__village", "register_no",
                         "decision_no", "client__phones__number")  # fmt: skip
        ordering = ("name_key", "pk")
        list_select_related = ("client", "programme", "officer")
        list_per_page = 50

        def get_queryset(self, request: Any) -> Any:
            rows = super().get_queryset(request)
            return rows.filter(office_id=office_id) if office_id else rows

        def has_view_permission(self, request: Any, obj: Any = None) -> bool:
            return True

        has_change_permission = has_add_permission = has_delete_permission = has_view_permission

    site = admin.AdminSite()
    return Register(Supervision, site), site


def main(office_id: int, rounds: int) -> None:
    import django

    django.setup()
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory
    from django.urls import include, path

    register, site = _site(office_id)
    site.has_permission = lambda request: True  # type: ignore[method-assign]
    site._registry[register.model] = register
    urlpatterns[:] = [
        path("admin/", (site.get_urls(), "admin", "admin")),
        path("", include("bimbing.config.urls")),
    ]
    taken = []
    for asked in (WITHIN if office_id else EVERYWHERE).values():
        for turn in range(rounds + 1):
            request = RequestFactory().get(f"/admin/supervision/supervision/{asked}")
            request.user = AnonymousUser()
            began = perf_counter()
            response = register.changelist_view(request)
            body = response.render().content
            milliseconds = (perf_counter() - began) * 1000
            if response.status_code != 200 or b"result_list" not in body or b"changelist-filter" not in body:
                raise AssertionError(f"the admin did not show {asked}: {response.status_code}")
            if turn or rounds == 0:
                taken.append(milliseconds)
    print(json.dumps(taken))


urlpatterns: list[Any] = []

if __name__ == "__main__":
    sys.modules["bench.admin_peer"] = sys.modules[__name__]  # the addresses are filled in here
    main(int(sys.argv[1]), int(sys.argv[2]))
