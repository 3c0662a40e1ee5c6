import re
from pathlib import Path

import pytest

from dashboard.evidence.kinds import KINDS
from dashboard.figures import theme

TOKENS = Path(__file__).resolve().parents[2] / "assets" / "css" / "tokens.css"


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", theme.PALETTES)
@pytest.mark.parametrize("token", [look.colour for look in theme.LOOKS.values()])
def test_a_series_can_be_seen(name, token):
    palette = theme.PALETTES[name]
    assert contrast(palette[token], palette["--surface"]) >= 3


@pytest.mark.parametrize("name", theme.PALETTES)
@pytest.mark.parametrize("token", [theme.INK, theme.SOFT])
def test_text_can_be_read(name, token):
    palette = theme.PALETTES[name]
    assert contrast(palette[token], palette["--surface"]) >= 4.5


def test_every_kind_of_arm_has_a_look():
    assert set(theme.LOOKS) == {kind.key for kind in KINDS}


def test_the_palettes_name_the_same_colours():
    assert set(theme.PALETTES["light"]) == set(theme.PALETTES["dark"])


@pytest.mark.parametrize(
    ("name", "rule"), [("light", r":root \{(.*?)\}"), ("dark", r':root\[data-theme="dark"\] \{(.*?)\}')]
)
def test_the_palettes_are_those_of_the_page(name, rule):
    block = re.search(rule, TOKENS.read_text(encoding="utf-8"), re.DOTALL)[1]
    page = dict(re.findall(r"(--[a-z0-9-]+): (#[0-9a-f]{6})", block))
    assert {token: page[token] for token in theme.PALETTES[name]} == theme.PALETTES[name]


def test_resolved_swaps_names_and_leaves_the_rest():
    figure = {"a": ["--ink", "plain", 1, None], "b": {"color": "--s1"}}
    swapped = theme.resolved(figure, "dark")
    assert swapped == {"a": ["#e8eef3", "plain", 1, None], "b": {"color": "#4cc3c9"}}
    assert figure["b"] == {"color": "--s1"}


def test_an_unknown_theme_names_the_valid_ones():
    with pytest.raises(ValueError, match="valid: light, dark"):
        theme.resolved({}, "sepia")


def test_no_chart_offers_an_upload():
    assert theme.CONFIG["showSendToCloud"] is False
    assert theme.CONFIG["displaylogo"] is False
