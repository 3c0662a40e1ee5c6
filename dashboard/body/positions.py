"""Writes, for every body and view, where points, landmarks, cun rulers and zones fall on the picture.

The page reads these files to draw over the pictures. It must not know how a place was found.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dashboard.body import tables, zone_paths, zones
from dashboard.body.bodies import build_body
from dashboard.body.cameras import Camera, camera
from dashboard.body.points import Spot
from dashboard.body.skin import Skin
from dashboard.body.tables import Placed
from dashboard.body.views import VIEWS
from dashboard.body.zones import Zone
from dashboard.facts.anatomy import LANDMARKS, SEGMENTS

FOLDER = Path("assets/body")
# Views that show the whole of a side list hidden points too; close-ups list only what they show.
WITH_HIDDEN = ("back", "back-whole", "front", "side")
# The back's own ruler is drawn at the level of T3, from the midline to the inner end of the shoulder-blade spine.
ACROSS = ("SP_T3", "scapula_root", 3.0)
# A place on a crest, such as GB21, counts as seen when a spot this high over it is, in cm.
LIFT_CM = 0.5
ON_SKIN_CM = 0.1
# Cosine of the steepest turn away from the camera that is still a crest and not a back side.
CREST_TURN = -0.1
Json = dict[str, object]


@dataclass(frozen=True)
class Scene:
    """One body in one view: the camera, and how places of the atlas pose get into the view's pose."""

    placed: Placed
    view: str
    eye: Camera
    posed: Skin

    def carry(self, places: np.ndarray) -> np.ndarray:
        """Carry places (N, 3) on the skin of the atlas pose to the view's pose by their triangle and weights."""
        if VIEWS[self.view].pose == "atlas":
            return places
        near = self.placed.frame.skin.nearest(places)
        return self.posed.at(near.faces, near.weights)

    def visible(self, places: np.ndarray) -> np.ndarray:
        """Say which places (N, 3) of the view's pose the camera sees, those on a crest included."""
        eye, near = self.eye, self.posed.nearest(places)
        normals = self.posed.normal_at(near.faces, near.weights)
        free = (eye.skin.cast(places + LIFT_CM * normals, eye.axes[2]).faces < 0) & (normals @ eye.axes[2] > CREST_TURN)
        drawn = eye.skin.nearest(places).distances < ON_SKIN_CM
        return eye.inside(places) & (eye.visible(places) | (free & drawn))


def _sided(paired: bool, place: np.ndarray) -> list[tuple[str, np.ndarray]]:
    return [("left", place), ("right", place * [-1, 1, 1])] if paired else [("mid", place)]


def _pixel(value: float) -> float:
    return round(float(value), 1)


def _seen(scene: Scene, entries: list[tuple[Json, np.ndarray]]) -> list[Json]:
    """Add x, y and visibility to entries with places (3,); drop what falls outside the picture."""
    if not entries:
        return []
    places = scene.carry(np.array([place for _, place in entries]))
    pixels, inside, visible = scene.eye.project(places), scene.eye.inside(places), scene.visible(places)
    kept = visible if scene.view not in WITH_HIDDEN else inside
    return [
        {**entry, "x": _pixel(x), "y": _pixel(y), "visible": bool(shown)}
        for (entry, _), (x, y, _), shown, keep in zip(entries, pixels, visible, kept, strict=True)
        if keep
    ]


def points_of(scene: Scene, outlines: Iterable[Zone]) -> list[Json]:
    """Return the points of a scene; a code with several places carries the others as `series`."""
    every = list(outlines)
    entries, more = [], []
    for spot in scene.placed.spots:
        for side, place in _sided(spot.paired, spot.place_cm):
            if spot.stands:
                entries.append((_point(scene, spot, side, place, every), place))
            if spot.label:
                more.append(({"code": spot.code, "side": side, "label": spot.label}, place))
    series: dict[tuple[object, object], list[Json]] = {}
    for entry in _seen(scene, more):
        series.setdefault((entry.pop("code"), entry.pop("side")), []).append(entry)
    found = _seen(scene, entries)
    for entry in found:
        if others := series.get((entry["code"], entry["side"])):
            entry["series"] = others
    return found


def _point(scene: Scene, spot: Spot, side: str, place: np.ndarray, every: list[Zone]) -> Json:
    over = zones.zones_of(every, scene.placed.frame.body, place[0], place[1], spot.normal[2])
    sd_px = _pixel(spot.sd_mm / 10 * scene.eye.px_per_cm)
    start = {"code": spot.code, "side": side, "sd_px": sd_px, "sd_mm": _pixel(spot.sd_mm)}
    return start | {"uses": list(spot.uses), "zone": list(over)}


def landmarks_of(scene: Scene, places: Mapping[str, np.ndarray]) -> list[Json]:
    """Return the landmarks that a scene shows."""
    entries = []
    for name, landmark in LANDMARKS.items():
        sd_px = _pixel(scene.placed.landmark_sd_mm[name] / 10 * scene.eye.px_per_cm)
        for side, place in _sided(landmark.paired, places[name]):
            entry = {"name": name, "label": landmark.label, "kind": landmark.kind, "side": side, "sd_px": sd_px}
            entries.append((entry, place))
    return [entry for entry in _seen(scene, entries) if entry["visible"]]


def rulers_of(scene: Scene, places: Mapping[str, np.ndarray]) -> list[Json]:
    """Return the measuring segments whose two ends the scene shows: across the back both ways, limbs on the left."""
    middle, edge, cun = ACROSS
    lines = [(cun, places[middle], end) for _, end in _sided(True, places[edge])]
    for segment in SEGMENTS.values():
        if segment.start:
            lines.append((segment.cun, places[segment.start], places[segment.end]))
    ends = scene.carry(np.array([line[1:] for line in lines]).reshape(-1, 3))
    shown = scene.visible(ends).reshape(-1, 2).all(axis=1)
    pixels = scene.eye.project(ends)[:, :2].reshape(-1, 4)
    return [
        {"label": f"{cun:g} cun", "cun": cun} | dict(zip(("x1", "y1", "x2", "y2"), map(_pixel, line), strict=True))
        for (cun, _, _), line, seen in zip(lines, pixels, shown, strict=True)
        if seen
    ]


def zones_of_view(scene: Scene, every: Iterable[Zone]) -> list[Json]:
    """Return what a view shows of each zone, as SVG paths along the edges of what it shows."""
    mine = [zone for zone in every if zone.body == scene.placed.frame.body]
    found = []
    for zone, path in zip(mine, zone_paths.paths(scene.placed.frame.skin, scene.eye, scene.posed, mine), strict=True):
        if path:
            about = {"kind": zone.kind, "side": zone.side, "label": zones.LABELS[zone.kind], "basis": zones.BASIS}
            found.append(about | {"path": path})
    return found


def view_json(scene: Scene, every: Iterable[Zone]) -> Json:
    """Return everything the page draws over one picture."""
    outlines, eye = list(every), scene.eye
    places = {name: draws[0] for name, draws in scene.placed.frame.nominal().items()}
    head = {"body": scene.placed.frame.body, "view": scene.view, "width": eye.width, "height": eye.height}
    return head | {
        "px_per_cm": round(eye.px_per_cm, 4),
        "points": points_of(scene, outlines),
        "landmarks": landmarks_of(scene, places),
        "rulers": rulers_of(scene, places),
        "zones": zones_of_view(scene, outlines),
    }


def write_all(root: Path) -> list[Path]:
    """Rebuild the tables of `data/body` and the positions of `assets/body`; return the files written."""
    placed = tables.place_all(root)
    tables.write_tables(root, placed)
    every = zones.write_zones(root / zones.PATH, [there.frame for there in placed.values()])
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    written = []
    for body, there in placed.items():
        posed = {pose: build_body(body, pose) for pose in sorted({view.pose for view in VIEWS.values()})}
        skins = {pose: Skin(of) for pose, of in posed.items()}
        for view in VIEWS.values():
            scene = Scene(there, view.name, camera(posed[view.pose], view), skins[view.pose])
            path = root / FOLDER / f"{body}-{view.name}.json"
            text = json.dumps(view_json(scene, every), ensure_ascii=False, separators=(",", ":"))
            path.write_text(text + "\n", encoding="utf-8")
            written.append(path)
    return written
