/* The label beside the point that is aimed at or focused: it takes the side where it covers no neighbour. */
(() => {
  "use strict";
  const { config, byId, on, stage, dots } = window.backmap;
  if (!stage) return;
  const label = byId("hover-label");
  const GAP = 12;

  /** Of the places around a point, the one whose box covers the fewest other points and stays on the stage. */
  function bestPlace(at, size, others, room) {
    const { w, h } = size;
    const places = [
      [at.x + GAP, at.y - h / 2], [at.x - GAP - w, at.y - h / 2], [at.x - w / 2, at.y - GAP - h], [at.x - w / 2, at.y + GAP],
      [at.x + GAP, at.y - GAP - h], [at.x - GAP - w, at.y - GAP - h], [at.x + GAP, at.y + GAP], [at.x - GAP - w, at.y + GAP],
      // Far places, for crowded rows: beside the body at the same height.
      [Math.min(at.x + 150, room.w - w - 4), at.y - h / 2], [Math.max(at.x - 150 - w, 4), at.y - h / 2],
    ];
    let best = places[0];
    let least = Infinity;
    places.forEach(([x, y], rank) => {
      const covered = others.filter((o) => o.x > x - 6 && o.x < x + w + 6 && o.y > y - 6 && o.y < y + h + 6).length;
      const outside = x < 2 || y < 2 || x + w > room.w - 2 || y + h > room.h - 2 ? 1 : 0;
      const cost = covered * 10 + outside * 1000 + rank * 0.1;
      if (cost < least) [best, least] = [[x, y], cost];
    });
    return best;
  }

  function show(dot) {
    label.hidden = !dot;
    if (!dot) return;
    const known = dots.details.get(dot.code);
    const zones = (dot.zone || []).map((zone) => config.zoneWords[zone]);
    const small = document.createElement("small");
    small.textContent = [known.english, zones.length ? `over the ${zones.join(", ")}` : ""].filter(Boolean).join(" · ");
    label.replaceChildren(`${dot.code} ${known.pinyin} ${known.hanzi}`, small);
    const room = { w: stage.holder.clientWidth, h: stage.holder.clientHeight };
    const others = dots.all.filter((d) => d !== dot).map((d) => stage.toScreen(d.x, d.y));
    const [x, y] = bestPlace(stage.toScreen(dot.x, dot.y), { w: label.offsetWidth, h: label.offsetHeight }, others, room);
    label.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  }
  on("aim", show);
  on("moved", () => dots.aimed && show(dots.aimed));
  window.backmap.bestPlace = bestPlace;
})();
