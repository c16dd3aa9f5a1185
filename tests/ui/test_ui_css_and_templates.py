"""The look works on an office's oldest machine and under the strict policy: measured on the files themselves."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "bimbing"
STYLES = sorted((SOURCE / "ui" / "static").rglob("*.css"))
SCRIPTS = sorted((SOURCE / "ui" / "static").rglob("*.js"))
TEMPLATES = sorted(path for path in SOURCE.rglob("*.html") if "templates" in path.parts)

# What Chrome 109 or Firefox 115 does not understand.
TOO_NEW = (
    "color-mix(",
    "oklch(",
    "oklab(",
    ":has(",
    "@container",
    "light-dark(",
    "@layer",
    "@scope",
    "@import",
)
NESTED_RULE = re.compile(r"^\s*&", re.MULTILINE)
STYLE_ATTRIBUTE = re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", re.IGNORECASE)
HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
FOREIGN = re.compile(r"(?:src|href|action|url\()\s*=?\s*[\"']?(?:https?:)?//(?!www\.w3\.org)", re.IGNORECASE)
LOADED = re.compile(
    r"<(?:link|script|img|iframe|source)[^>]*(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE
)


def name_of(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def unfinished_rule(css: str) -> str:
    """The first rule that opens inside another rule that is no at-rule, or nothing."""
    without_comments = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    stack: list[str] = []
    pieces: list[str] = re.findall(r"[^{};]*[{};]", without_comments)
    for piece in pieces:
        if piece.endswith("{"):
            if stack and not stack[-1].startswith("@"):
                return piece.strip()
            stack.append(piece[:-1].strip())
        elif piece.endswith("}"):
            stack.pop()
    return "".join(stack[-1:])


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_style_sheet_uses_only_what_old_browsers_know(path: Path) -> None:
    css = path.read_text()
    assert [word for word in TOO_NEW if word in css] == []
    assert NESTED_RULE.search(css) is None
    assert unfinished_rule(css) == ""


def test_nested_rule_would_be_found() -> None:
    assert unfinished_rule("a { color: red; b { color: blue } }") == "b {"
    assert unfinished_rule("@media print { a { color: red } }") == ""


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_style_sheet_loads_nothing_from_another_host(path: Path) -> None:
    assert FOREIGN.search(path.read_text()) is None


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_style_sheet_is_a_file_one_can_read(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_style_sheet_names_only_tokens_that_exist(path: Path) -> None:
    defined = set(re.findall(r"(--[\w-]+)\s*:", "".join(sheet.read_text() for sheet in STYLES)))
    assert set(re.findall(r"var\((--[\w-]+)", path.read_text())) - defined == set()


def test_colours_are_named_in_the_tokens_only() -> None:
    elsewhere = {
        f"{path.name}: {colour}"
        for path in STYLES
        if path.name not in {"tokens.css", "print.css"}
        for colour in re.findall(r"#[0-9a-f]{3,8}\b", path.read_text())
    }
    assert elsewhere == set()


def test_scripts_together_stay_small() -> None:
    assert sum(len(path.read_bytes()) for path in SCRIPTS if path.parent.name == "js") < 12_288


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_script_keeps_nothing_in_the_browser(path: Path) -> None:
    assert (
        re.search(r"localStorage|sessionStorage|document\.cookie|\beval\b|innerHTML", path.read_text())
        is None
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_obeys_the_strict_policy(path: Path) -> None:
    html = path.read_text()
    assert STYLE_ATTRIBUTE.search(html) is None
    assert INLINE_SCRIPT.search(html) is None
    assert HANDLER.search(html) is None
    assert "<style" not in html


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_loads_nothing_from_another_host(path: Path) -> None:
    assert LOADED.search(path.read_text()) is None


def test_every_style_sheet_is_linked_by_the_page() -> None:
    head = (SOURCE / "ui/templates/ui/head.html").read_text()
    linked = set(re.findall(r"ui/css/([\w-]+\.css)", head))
    assert linked == {path.name for path in STYLES}
