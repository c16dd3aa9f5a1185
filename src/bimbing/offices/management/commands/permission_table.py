"""`bimbing permission_table`: writes the reference page "who may do what" from the table the program runs on."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from bimbing.offices.permissions import Role
from bimbing.offices.queries import rights_table

PAGE = Path(settings.BASE_DIR) / "docs" / "reference" / "permissions.md"
HEAD = """\
# Who may do what

Made by `bimbing permission_table` from `src/bimbing/offices/permissions.py`; do not edit. A right says what kind of
work a role does. *Whose* records it reaches is the scope: an officer's own clients, a head of section's section, the
whole office for the others, and never another office.

"""


class Command(BaseCommand):
    help = "Write docs/reference/permissions.md; with --check, only say whether it is up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        page = permission_page()
        if check:
            if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page:
                raise CommandError(f"{PAGE} is out of date: run `bimbing permission_table`.")
            return
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(page, encoding="utf-8")


def permission_page() -> str:
    """The table as Markdown, in English."""
    with translation.override("en"):
        lines = [
            "| Right | Code | " + " | ".join(str(label) for label in Role.labels) + " |",
            "|---|---|" + ":-:|" * len(Role),
        ]
        for row in rights_table():
            cells = " | ".join("yes" if allowed else "" for *_, allowed in row.cells)
            lines.append(f"| {row.meaning} | `{row.permission}` | {cells} |")
    return HEAD + "\n".join(lines) + "\n"
