"""Made-up rows for the tests of forest plots, and how a place in a picture is read back as a figure."""

import math
import re
import xml.etree.ElementTree as ET

from dashboard.evidence.analysis_parts import Axis, Heterogeneity, Interval, PooledLine, TrialRow

SVG = "{http://www.w3.org/2000/svg}"
POINTS = Axis("mean difference", "points of 100", 0.0, False, "favours acupuncture", "favours sham", 15.0, "")
RATIO = Axis("risk ratio", "", 1.0, True, "favours sham", "favours acupuncture", None, "")
DIFFER = Heterogeneity(12.3, 4, 0.0153, 54.0, 0.0, 83.0, 18.2, None, None)


def trial(place, value, low, high, **more):
    known = {
        "study_id": f"study_{place}",
        "name": f"Author {place}",
        "year": 2000 + place % 25,
        "arm": "acupuncture",
        "comparator": "sham (skin not pierced)",
        "sham": True,
        "measure": "pain",
        "when": "week 8",
        "n": 100,
        "effect": Interval(value, low, high),
        "weight": 10.0,
        "excluded": False,
        "printed": "34.1 against 42.0",
        "how": "from means",
        "status": "abstract",
        "note": "",
        "link": None,
    }
    return TrialRow(**{**known, **more})


def pool(value, low, high, prediction=(-20.0, 6.0), k=5, n=500, why=""):
    return PooledLine(Interval(value, low, high), prediction, why, k, n, "random effects", "Hartung-Knapp", DIFFER)


ROWS = (
    trial(0, -4.0, -9.0, 1.0, weight=60.0),
    trial(1, -12.0, -20.0, -4.0, weight=15.0),
    trial(2, 3.0, -6.0, 12.0, weight=None, excluded=True),
    trial(3, -6.0, -14.0, 2.0, weight=25.0, sham=False, comparator="usual care"),
)


def pictures(html):
    """The SVG elements of one figure: wide and narrow."""
    return ET.fromstring(html).findall(f"{SVG}svg")


def words_in(node):
    return " ".join("".join(text.itertext()) for text in node.iter(f"{SVG}text"))


def by_class(node, css):
    return [found for found in node.iter() if css in (found.get("class") or "").split()]


def reader(svg, *, logarithmic=False):
    """Return a function from a place in the picture to a figure, made from the figures printed under the scale."""
    found = [node for node in by_class(svg, "rows-tick") if node.get("data-value")]
    ticks = sorted({(float(node.get("x")), float(node.get("data-value"))) for node in found})
    (x0, v0), (x1, v1) = ticks[0], ticks[-1]
    if logarithmic:
        v0, v1 = math.log(v0), math.log(v1)

    def read(x):
        value = v0 + (float(x) - x0) * (v1 - v0) / (x1 - x0)
        return math.exp(value) if logarithmic else value

    return read


def ends_of(node):
    """The ends of an interval that is drawn, and how many of them are arrows."""
    whisker = by_class(node, "forest-interval")[0]
    shaft = by_class(whisker, "rows-whisker")[0]
    return float(shaft.get("x1")), float(shaft.get("x2")), len(by_class(whisker, "rows-arrow"))


def places(path):
    return [float(number) for number in re.findall(r"-?\d+\.?\d*", path.get("d"))][::2]
