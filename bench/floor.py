"""The floor: the same picture, points and panels as a hand-written static page, as fast as the content allows.

It is made from a running server's own files, so both pages always show the same. It must not know how it is measured.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import brotli

from bench.server import Server

# The same two files of facts, joined the same way, and nothing else: no state, no search, no layers, no labels.
SCRIPT = """
(async () => {
  const get = (name) => fetch(`facts/${name}.json`).then((answer) => answer.json());
  const [about, found] = await Promise.all([get("points"), get("chronic")]);
  const body = document.getElementById("panel-body");
  const panel = (code) => {
    const { head, where, needling } = about.points[code];
    const { evidence, trials, apart, alt, table } = found.points[code];
    const rungs = trials.map(([study, here]) => found.trials[study].replace("<!--needled-->", here));
    return [head, where, needling, evidence, ...rungs, apart, found.common, alt, table].join("");
  };
  document.getElementById("map").addEventListener("click", (event) => {
    const dot = event.target.closest(".spot");
    if (dot) body.innerHTML = panel(dot.dataset.code);
  });
  window.floorReady = true;
})();
"""

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Floor</title><meta name="description" content="The same content, written by hand.">
<link rel="icon" href="data:,"><link rel="stylesheet" href="floor.css"></head>
<body><main class="floor"><section class="body"><h1>Points</h1>
<svg id="map" viewBox="0 0 {width} {height}"><image href="{picture}" width="{width}" height="{height}"/>
<g>{dots}</g></svg></section>
<section class="panel" id="panel"><div id="panel-body"></div></section></main>
<script src="floor.js" defer></script></body></html>
"""
# The app's own style sheet makes the panel look the same; the page around it needs only this.
STYLE = """
.floor { display: grid; grid-template-columns: minmax(0, 1.12fr) minmax(0, .88fr); gap: 24px; padding: 12px 20px; }
.floor .body { position: sticky; top: 0; align-self: start; height: 96vh; display: flex; flex-direction: column; }
.floor svg#map { flex: 1; min-height: 0; }
.floor .spot { cursor: pointer; }
.floor .mark { r: 10px; fill: #1f5fa8; stroke: #fff; stroke-width: 2px; }
@media (max-width: 700px) { .floor { display: block; } }
"""
DOT = (
    '<g class="spot" data-code="{code}" role="button" tabindex="{tab}" aria-label="{code}, {side}" '
    'transform="translate({x} {y})"><circle class="mark"/></g>'
)
VIEW = "female-back"


def page(positions: dict) -> str:
    """Write the page for one positions file (its `points`, `width` and `height`)."""
    seen = [point for point in positions["points"] if point["visible"]]
    dots = "".join(
        DOT.format(code=html.escape(point["code"]), side=point["side"], x=point["x"], y=point["y"], tab=-1 if i else 0)
        for i, point in enumerate(seen)
    )
    return PAGE.format(dots=dots, picture=f"{VIEW}-light.webp", width=positions["width"], height=positions["height"])


def root_of(index: str) -> str:
    """Return the address under which a release's files stand, from its first page."""
    return re.search(r'"root":"([^"]+)"', index)[1]  # type: ignore[index]


def write(server: Server, folder: Path) -> None:
    """Write the floor's files into `folder`, those that compress as `NAME.br` only."""
    root = root_of(server.ask("/", encoding="identity").body.decode())
    (folder / "facts").mkdir()
    positions = json.loads(server.ask(f"{root}/body/{VIEW}.json", encoding="identity").body)
    picture = server.ask(f"{root}/body/{VIEW}-light.webp").body
    (folder / f"{VIEW}-light.webp").write_bytes(picture)
    for name in ("facts/points.json", "facts/chronic.json"):
        # As the server compressed them: both sides then send the same bytes.
        (folder / f"{name}.br").write_bytes(server.ask(f"{root}/{name}").body)
    style = server.ask(f"{root}/backmap.css", encoding="identity").body
    own = {
        "index.html": page(positions).encode(),
        "floor.js": SCRIPT.encode(),
        "floor.css": style + STYLE.encode(),
    }
    for name, body in own.items():
        (folder / f"{name}.br").write_bytes(brotli.compress(body, quality=11))
