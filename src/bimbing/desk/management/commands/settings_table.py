"""`bimbing settings_table`: writes the reference page of all settings from the code that they stand in."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings as site
from django.core.management.base import BaseCommand, CommandError

from bimbing.desk.queries.settings_list import NOT_YET, settings

PAGE = Path(site.BASE_DIR) / "docs" / "reference" / "settings.md"
HEAD = """\
# Settings

Made by `bimbing settings_table` from the defaults in the code; do not edit. What law or practice leaves open is a
setting, so that an officer can answer it. "Practice" means that no text was found: ask an officer to confirm it.
What changes the reckoning holds from a coming day, and nothing that is over is counted anew
([ADR 0013](../adr/0013-office-answers.md)).

"""


class Command(BaseCommand):
    help = "Write docs/reference/settings.md; with --check, only say whether it is up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        page = settings_page()
        if check:
            if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page:
                raise CommandError(f"{PAGE} is out of date: run `bimbing settings_table`.")
            return
        PAGE.write_text(page, encoding="utf-8")


def settings_page() -> str:
    """The table as Markdown."""
    lines = [
        "| Setting | In the code | Default | Page | A change holds | Source |",
        "|---|---|---|---|---|---|",
    ]
    for one in settings():
        where = f"`{one.where}`" if one.where.startswith("/") else one.where or "none"
        default = one.default.replace("|", "\\|")
        lines.append(f"| {one.question} | `{one.name}` | {default} | {where} | {one.since} | {one.source} |")
    lines += ["", "Not built yet, and so without a setting:", ""]
    lines += [f"- {question}: `{name}`" for question, name in NOT_YET]
    return HEAD + "\n".join(lines) + "\n"
