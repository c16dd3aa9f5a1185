"""WCAG 2.2 contrast of every pair of tokens that carries text or shows where a control is."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "src/bimbing/ui/static/ui/css/tokens.css"
COLOURS = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", TOKENS.read_text()))
KINDS = ("ok", "wait", "miss", "ended", "hint", "neutral")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it, of `#rrggbb`."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(COLOURS[one]), luminance(COLOURS[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert (luminance("#ffffff") + 0.05) / (luminance("#000000") + 0.05) == pytest.approx(21)


@pytest.mark.parametrize("paper", ["sheet", "tint", "tint-deep", "desk", "desk-deep", "accent-soft"])
def test_body_text_is_aaa_on_every_paper(paper: str) -> None:
    assert contrast("ink", paper) >= 7


@pytest.mark.parametrize("paper", ["sheet", "tint"])
def test_second_ink_is_aaa_where_lists_and_panels_stand(paper: str) -> None:
    assert contrast("ink-2", paper) >= 7


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("ink-2", "desk"),
        ("ink-2", "desk-deep"),
        ("ink-2", "tint-deep"),
        ("ink-2", "accent-soft"),
        ("ink-3", "sheet"),
        ("ink-3", "tint"),
        ("ink-3", "tint-deep"),
        ("accent", "sheet"),
        ("accent", "tint"),
        ("accent", "tint-deep"),
        ("accent", "accent-soft"),
        ("accent-deep", "accent-soft"),
        ("accent-deep", "sheet"),
        ("on-accent", "accent"),
        ("on-accent", "accent-deep"),
        ("hint", "practice"),
    ],
)
def test_text_is_aa(text: str, paper: str) -> None:
    assert contrast(text, paper) >= 4.5


@pytest.mark.parametrize("kind", KINDS)
def test_word_of_each_kind_is_aaa_on_its_own_ground_and_aa_on_the_sheet(kind: str) -> None:
    assert contrast(kind, f"{kind}-soft") >= 6.5
    assert contrast(kind, "sheet") >= 7


@pytest.mark.parametrize("kind", KINDS)
def test_shape_of_each_kind_stands_out_from_its_ground(kind: str) -> None:
    assert contrast(f"{kind}-mark", f"{kind}-soft") >= 3
    assert contrast(f"{kind}-mark", "sheet") >= 3


@pytest.mark.parametrize("paper", ["sheet", "tint", "desk", "accent-soft"])
def test_focus_and_edges_of_controls_stand_out(paper: str) -> None:
    assert contrast("focus", paper) >= 3
    assert contrast("edge", paper) >= 3
