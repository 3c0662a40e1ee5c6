"""The comparison of two or three points: each point's part as a fragment, its strip drawn on every scale it may share.

The browser picks the smallest scale that holds all chosen points, so that strips side by side can be read together.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from dashboard.evidence.cautions import SEVERITY_WORDS, caution_groups
from dashboard.evidence.depth_readings import depths_of, readings, unknowns
from dashboard.evidence.depths import depths_nearby
from dashboard.evidence.source_names import short_name
from dashboard.facts import Facts
from dashboard.figures.cross_section import cross_section
from dashboard.figures.depth_marks import Scale
from dashboard.figures.depth_strip import depth_strip, no_strip_reason, own_scale
from dashboard.figures.depth_words import way_words
from dashboard.pages.documents import Documents

# Millimetres. The last holds every strip of the atlas; a test holds it to that.
SCALES = (Scale(35.0, 5.0), Scale(70.0, 10.0), Scale(140.0, 20.0))


def comparison_file(facts: Facts, documents: Documents) -> dict[str, Any]:
    """Make the file of the browser: by point, its words, its strips by scale in mm, and its sketch."""
    return {
        "scales": [scale.longest for scale in SCALES],
        "points": {code: _point(facts, documents, code) for code in facts.points},
    }


def _point(facts: Facts, documents: Documents, code: str) -> dict[str, Any]:
    about = facts.of(code)
    nearby = depths_nearby(code, facts.measured_depths)
    least = own_scale(about, facts.sources, nearby).longest
    reason = no_strip_reason(about)
    scales = [] if reason else [scale for scale in SCALES if scale.longest >= least]
    return {
        "words": documents.render(
            "panel_compare.html",
            point=about.point,
            angles=_angles(facts, code),
        ),
        "cautions": documents.render(
            "panel_cautions.html",
            readings=readings(about, facts.sources),
            cautions=caution_groups(about),
            severity_words=SEVERITY_WORDS,
        ),
        "unknowns": documents.render("panel_unknowns.html", unknowns=unknowns(about, facts.sources)),
        "none": escape(reason),
        "strips": {f"{scale.longest:g}": depth_strip(about, facts.sources, nearby, scale) for scale in scales},
        "sketch": Markup(cross_section(about, facts.sources, facts.layers) or ""),
    }


def _angles(facts: Facts, code: str) -> list[str]:
    """Say every printed angle once, with the sources that print it."""
    by_way: dict[str, list[str]] = {}
    for entry in depths_of(facts.of(code), facts.sources):
        if entry.angle:
            by_way.setdefault(way_words(entry.angle, entry.direction), []).append(
                short_name(entry.sources, facts.sources)
            )
    return [f"{way} ({', '.join(dict.fromkeys(names))})" for way, names in by_way.items()]
