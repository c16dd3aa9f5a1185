"""The translations: `python -m tests.words` compiles every .po beside its .mo; the tests check that none is missing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1] / "src" / "bimbing"
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}


def catalogues() -> list[Path]:
    return sorted(SOURCE.glob("*/locale/id/LC_MESSAGES/django.po"))


def compiled(path: Path) -> bytes:
    """The .mo form of a .po file, without a timestamp, so that it is the same every time."""
    return bytes(polib.pofile(str(path)).to_binary())


def compile_all() -> None:
    for path in catalogues():
        path.with_suffix(".mo").write_bytes(compiled(path))


def translated() -> set[str]:
    """Every msgid that has Indonesian words in some catalogue."""
    return {
        entry.msgid
        for path in catalogues()
        for entry in polib.pofile(str(path))
        if entry.msgstr or any(entry.msgstr_plural.values())
    }


def used() -> Iterator[tuple[str, Path]]:
    """Every msgid that the program asks for, with the file that asks."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from ((word, path) for word in _words_of(path.read_text(encoding="utf-8")))
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        code = templatize(path.read_text(encoding="utf-8"))
        calls = re.findall(r"\b(?:gettext|ngettext|pgettext|_)\(.*?\)(?=\s|$)", code, flags=re.DOTALL)
        for call in calls:
            try:
                yield from ((word, path) for word in _words_of(call.strip()))
            except SyntaxError as error:
                raise AssertionError(f"{path}: cannot read {call!r}") from error


def _words_of(code: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in CALLS and node.args:
                word = node.args[1 if name.startswith("pgettext") else 0]
                if isinstance(word, ast.Constant) and isinstance(word.value, str):
                    yield word.value


if __name__ == "__main__":
    compile_all()
