"""The start script: standard library only, and every failure a sentence that says what to do."""

import ast
import importlib.util
import re
import socket
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, in an empty folder of its own, so that nothing is installed anywhere."""
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, path in {
        "HERE": tmp_path,
        "VENV": tmp_path / ".venv",
        "PYTHON": tmp_path / ".venv/bin/python",
        "WHEELS": tmp_path / "wheels",
    }.items():
        monkeypatch.setattr(module, name, path)
    (tmp_path / ".venv").mkdir()
    (tmp_path / "requirements.txt").write_text("django==5.2.19\n", encoding="utf-8")
    return module


def stopped(call: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(SystemExit) as stop:
        call(*args, **kwargs)
    return str(stop.value)


def test_it_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse((ROOT / "start.py").read_text(encoding="utf-8"))
    names = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert names - sys.stdlib_module_names == set()


def test_an_old_python_is_told_which_one_is_needed(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start.sys, "version_info", (3, 10, 2))
    assert "memerlukan Python 3.11" in stopped(start.main)


def test_a_missing_venv_module_names_the_package(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start.subprocess, "call", lambda *args, **kwargs: 1)
    assert "sudo apt install python3-venv" in stopped(start.make_venv)


def test_a_missing_line_names_the_way_without_one(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start.subprocess, "call", lambda *args, **kwargs: 1)
    told = stopped(start.install, start.HERE / "requirements.txt", offline=False)
    assert "Periksa sambungan internet" in told
    assert "--offline" in told


def test_offline_without_wheels_says_which_folder_is_missing(start: ModuleType) -> None:
    assert str(start.WHEELS) in stopped(start.install, start.HERE / "requirements.txt", offline=True)


def test_offline_never_asks_the_network(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(start.subprocess, "call", lambda command, **kwargs: asked.append(command) or 1)
    start.WHEELS.mkdir()
    stopped(start.install, start.HERE / "requirements.txt", offline=True)
    assert ["--no-index", "--find-links", str(start.WHEELS)] == asked[0][-6:-3]


def test_a_taken_port_names_another(start: ModuleType) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"--port {port + 1}" in stopped(start.check_port, port)


def test_a_script_is_never_asked_a_question(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start.sys.stdin, "isatty", lambda: False, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: pytest.fail("a question was asked"))
    assert start.wants_practice(start.HERE / "data") is False


def test_the_practice_office_is_offered_once_to_a_person(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start.sys, "stdin", type("Terminal", (), {"isatty": staticmethod(lambda: True)}))
    monkeypatch.setattr("builtins.input", lambda _: "y")
    assert start.wants_practice(start.HERE / "data") is True
    (start.HERE / "data").mkdir()
    assert start.wants_practice(start.HERE / "data") is False


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_the_pinned_packages_have_hashes_and_name_no_host(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9][a-z0-9._-]*==\S+", text, flags=re.MULTILINE)
    assert len(pins) > 25
    assert text.count("--hash=sha256:") >= len(pins)
    assert re.findall(r"https?:|file:|--index|--find-links", text) == []


def test_every_package_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    wanted = re.search(r"^dependencies = \[\n(.*?)^\]", text, flags=re.MULTILINE | re.DOTALL)
    tools = re.search(r"^dev = \[\n(.*?)^\]", text, flags=re.MULTILINE | re.DOTALL)
    assert wanted is not None
    assert tools is not None
    lines = [*wanted[1].splitlines(), *tools[1].splitlines()]
    assert [line for line in lines if not re.search(r'^    ".+",\s+# \S.{8,}', line)] == []
