"""The look all charts share: colours by name, a small layout, and how an arm's kind is drawn. It must not know facts.

A colour in a figure is the name of a CSS custom property (`--ink`); the browser puts the page's own value in its place,
so one figure serves light, dark and print. `resolved` does the same here with the two palettes below.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

INK, SOFT, LINE = "--ink", "--ink-soft", "--line"
CLEAR = "rgba(0,0,0,0)"
# The values of `assets/css/tokens.css`: a test holds them equal. Every series colour keeps a contrast of 3 to 1 or more
# against its surface: a test measures it.
PALETTES: dict[str, dict[str, str]] = {
    "light": {
        "--surface": "#ffffff",
        "--ink": "#17212b",
        "--ink-soft": "#4d5b69",
        "--line": "#d5dce3",
        "--s1": "#0b6b72",
        "--s2": "#7a3b9a",
        "--s3": "#b3501b",
        "--s4": "#3f5bb5",
        "--s5": "#5f6b70",
        "--s6": "#876a00",
        "--s7": "#8a3350",
    },
    "dark": {
        "--surface": "#10161d",
        "--ink": "#e8eef3",
        "--ink-soft": "#a9b6c2",
        "--line": "#2f3b47",
        "--s1": "#4cc3c9",
        "--s2": "#cf9be8",
        "--s3": "#f29a63",
        "--s4": "#9db2ff",
        "--s5": "#b3bfc4",
        "--s6": "#dfbf4a",
        "--s7": "#ee94ae",
    },
}


@dataclass(frozen=True)
class Look:
    """How a kind of arm is drawn: never by colour alone."""

    colour: str
    dash: str
    symbol: str


# Keyed by `evidence.kinds.ArmKind.key`.
LOOKS = {
    "acupuncture": Look("--s1", "solid", "circle"),
    "related": Look("--s2", "longdash", "hexagon"),
    "sham": Look("--s3", "dash", "square"),
    "none": Look("--s5", "dot", "x"),
    "usual": Look("--s4", "dashdot", "diamond"),
    "active": Look("--s6", "longdashdot", "triangle-up"),
    "unknown": Look("--s7", "5px,2px", "star"),
}

# What every chart is drawn with: no toolbar, no upload button, no logo.
CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": "reset",
}


def layout(height: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401  (any layout attribute)
    """Return the layout every chart starts from; `more` overrides its attributes."""
    return {
        "height": height,
        "autosize": True,
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"family": "inherit", "size": 12, "color": INK},
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": "--surface", "bordercolor": LINE, "font": {"color": INK}, "align": "left"},
        "dragmode": False,
        **more,
    }


def axis(**more: Any) -> dict[str, Any]:  # noqa: ANN401  (any axis attribute)
    """Return an axis with a quiet grid and no zooming; `more` overrides its attributes."""
    return {
        "gridcolor": LINE,
        "linecolor": LINE,
        "tickcolor": LINE,
        "zeroline": False,
        "fixedrange": True,
        "ticks": "outside",
        "ticklen": 4,
        "tickfont": {"color": SOFT, "size": 11},
        **more,
    }


def resolved(figure: Any, theme: str) -> Any:  # noqa: ANN401  (walks any JSON value)
    """Return a copy of a figure with the colours of a palette. Raises ValueError with the valid themes."""
    if theme not in PALETTES:
        raise ValueError(f"unknown theme {theme!r}; valid: {', '.join(PALETTES)}")
    return _swapped(figure, PALETTES[theme])


def _swapped(value: Any, palette: dict[str, str]) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {key: _swapped(item, palette) for key, item in value.items()}
    if isinstance(value, list):
        return [_swapped(item, palette) for item in value]
    return palette.get(value, value) if isinstance(value, str) else value
