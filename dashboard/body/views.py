"""The table of views: from where each picture looks, what it frames, what it leaves out.

Data only. `cameras` turns a row into a projection; `pictures` draws it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.body.bodies import PARTS


@dataclass(frozen=True)
class View:
    """One view of a body.

    `yaw` is where the camera stands: 0 in front, 90 at the body's left, 180 behind, in degrees; `pitch` how far it is
    raised. The picture frames the parts `around`, with `margins` (left, top, right, bottom) in shares of stature, and
    its longer side is `size` pixels. `drawn` are the parts that are shown; limbs that run off the picture fade out
    towards the edges named in `fades`.
    """

    name: str
    yaw: float
    pitch: float
    around: tuple[str, ...]
    margins: tuple[float, float, float, float]
    size: int
    pose: str = "atlas"
    drawn: tuple[str, ...] = PARTS
    fades: tuple[str, ...] = ()


EDGE = 0.012
HAND = ("arm-left", "hand-left")
FOOT = ("leg-left", "foot-left")

_ROWS = (
    View("back", 180, 0, ("head", "hand-left", "hand-right"), (EDGE, EDGE, EDGE, 0.02), 1600, fades=("bottom",)),
    View("back-whole", 180, 0, PARTS, (EDGE,) * 4, 1600),
    View("front", 0, 0, PARTS, (EDGE,) * 4, 1600),
    View("side", 90, 0, PARTS, (EDGE,) * 4, 1600, pose="side", drawn=tuple(p for p in PARTS if p[-6:] != "-right")),
    View("head", 145, 10, ("head",), (0.06, EDGE, 0.06, 0.05), 1200, fades=("left", "right", "bottom")),
    View("hand-back", 180, 0, ("hand-left",), (EDGE, 0.05, 0.03, EDGE), 1100, drawn=HAND, fades=("top",)),
    View("hand-palm", 0, 0, ("hand-left",), (0.03, 0.05, EDGE, EDGE), 1100, drawn=HAND, fades=("top",)),
    View("foot-top", 0, 55, ("foot-left",), (EDGE, 0.03, EDGE, EDGE), 1100, drawn=FOOT, fades=("top",)),
    View("foot-inner", -90, 0, ("foot-left",), (EDGE, 0.06, EDGE, EDGE), 1100, drawn=FOOT, fades=("top",)),
    View("foot-outer", 90, 0, ("foot-left",), (EDGE, 0.06, EDGE, EDGE), 1100, drawn=FOOT, fades=("top",)),
)
VIEWS: Mapping[str, View] = {view.name: view for view in _ROWS}
