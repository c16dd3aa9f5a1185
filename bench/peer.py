"""The usual solution for the same: django-import-export, from a file into one flat table. Needs `requirements-bench.txt`."""

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from django.db import connection, models

from bench import office  # with it Django is set up, which a model needs

FIELDS = ("no", "register_no", "name", "nik", "birth_date", "sex", "address", "phone", "offence", "articles", "sentence",
          "programme", "decree_no", "decree_date", "start_date", "end_date", "origin", "officer", "status", "remarks")  # fmt: skip


class FlatRow(models.Model):
    """One row of a register, as a plain importer keeps it: no person, no history, no trail."""

    no = models.IntegerField()
    register_no = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    nik = models.CharField(max_length=16)
    birth_date = models.DateField(null=True)
    sex = models.CharField(max_length=1)
    address = models.CharField(max_length=300)
    phone = models.CharField(max_length=40)
    offence = models.CharField(max_length=80)
    articles = models.CharField(max_length=200)
    sentence = models.CharField(max_length=80)
    programme = models.CharField(max_length=24)
    decree_no = models.CharField(max_length=120)
    decree_date = models.DateField(null=True)
    start_date = models.DateField(null=True)
    end_date = models.DateField(null=True)
    origin = models.CharField(max_length=120)
    officer = models.CharField(max_length=120)
    status = models.CharField(max_length=40)
    remarks = models.CharField(max_length=250)

    class Meta:
        app_label = "practice"  # of an app that is installed
        db_table = "bench_flat_row"

    def __str__(self) -> str:
        return self.name


def is_installed() -> bool:
    return find_spec("import_export") is not None


@dataclass(frozen=True, slots=True)
class Pace:
    """Rows a second by the clock, and by what our thread computed meanwhile (which others on the machine do not slow)."""

    way: str
    rows_a_second: float
    computing: float


def paces(path: Path, *, rows: int) -> Iterator[Pace]:
    """Preview and confirm of a clean workbook, in three ways. Each step reads the file, as its admin pages do.

    `bulk` are its options `use_bulk`, `skip_diff` and `skip_html_diff`; `cached` looks the rows that are there up at once.
    """
    with connection.schema_editor() as editor:
        editor.create_model(FlatRow)
    for way in ("as it comes", "bulk", "bulk, cached"):
        FlatRow.objects.all().delete()
        resource = _resource(way)
        began, computed = perf_counter(), process_time()
        _bring_in(resource, path, dry_run=True)
        _bring_in(resource, path, dry_run=False)
        yield Pace(way, rows / (perf_counter() - began), rows / (process_time() - computed))


def _resource(way: str) -> Any:
    options: dict[str, Any] = {"model": FlatRow, "fields": FIELDS, "import_id_fields": ("register_no",)}
    if way.startswith("bulk"):
        options |= {"use_bulk": True, "batch_size": 1000, "skip_diff": True, "skip_html_diff": True}
    if way.endswith("cached"):
        loaders = importlib.import_module("import_export.instance_loaders")
        options["instance_loader_class"] = loaders.CachedInstanceLoader
    base = importlib.import_module("import_export.resources").ModelResource
    return type("FlatResource", (base,), {"Meta": type("Meta", (), options)})


def _bring_in(resource: Any, path: Path, *, dry_run: bool) -> None:
    data = importlib.import_module("tablib").Dataset().load(path.read_bytes(), format="xlsx")
    result = resource().import_data(data, dry_run=dry_run, use_transactions=True, raise_errors=True)
    if result.has_errors() or result.has_validation_errors():
        raise AssertionError("the peer refused a clean row")
    if not dry_run and office.rows_of("SELECT COUNT(*) FROM bench_flat_row") != [(len(data),)]:
        raise AssertionError("the peer lost a row")
