"""The docs tell the truth: every link leads somewhere, every picture is there and used, generated pages are the code."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("bench/*.md")])
PICTURES = ROOT / "docs" / "panduan" / "gambar"
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def links(page: Path) -> list[Path]:
    """What a page links to inside the project."""
    found = LINK.findall(page.read_text(encoding="utf-8"))
    return [(page.parent / target).resolve() for target in found if "://" not in target]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [str(target) for target in links(page) if not target.exists()] == []


def test_every_picture_is_shown_to_somebody() -> None:
    shown = {target for page in PAGES for target in links(page)}
    assert [picture.name for picture in sorted(PICTURES.glob("*.png")) if picture not in shown] == []


def test_the_table_of_rights_is_the_one_in_the_code() -> None:
    call_command("permission_table", "--check")


def test_the_table_of_settings_is_the_one_in_the_code() -> None:
    call_command("settings_table", "--check")


def test_the_changelog_begins_with_the_present_version() -> None:
    from bimbing import __version__

    first = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert first is not None
    assert first[1] == __version__
