/* The label beside the point that is aimed at or focused: it takes the side where it covers no neighbour. */
(() => {
  "use strict";
  const { config, byId, on, stage, text, dots } = window.backmap;
  if (!stage) return;
  const label = byId("hover-label");
  const GAP = 12;
  const NEIGHBOUR = 48; // screen pixels within which a reader may be about to aim at another point

  const FURTHER = [0, 14, 32, 56, 88, 130, 180, 250]; // screen pixels added to the gap, ring by ring

  /** Places for a label around a point, the best first: beside it, above and below, then the same further away. */
  function* placesAround(at, { w, h }) {
    for (const more of FURTHER) {
      const gap = GAP + more;
      for (const slide of [0, -0.5, 0.5, -1, 1]) {
        yield [at.x + gap, at.y - h / 2 + slide * (h + more)];
        yield [at.x - gap - w, at.y - h / 2 + slide * (h + more)];
      }
      for (const slide of [0, -0.25, 0.25, -0.5, 0.5]) {
        yield [at.x - w / 2 + slide * (w + more), at.y - gap - h];
        yield [at.x - w / 2 + slide * (w + more), at.y + gap];
      }
    }
  }
  /** The first place, pushed onto the stage, whose box covers no point, or else the one that covers the fewest, and no neighbour. */
  function bestPlace(at, size, others, room) {
    const { w, h } = size;
    const points = [...others, at].map((o) => ({ ...o, weight: Math.hypot(o.x - at.x, o.y - at.y) < NEIGHBOUR ? 1000 : 1 }));
    const inside = (v, most) => Math.max(3, Math.min(v, most - 3));
    let best = null;
    let least = Infinity;
    for (const [left, top] of placesAround(at, size)) {
      const [x, y] = [inside(left, room.w - w), inside(top, room.h - h)];
      const hidden = points.filter((o) => o.x > x - 6 && o.x < x + w + 6 && o.y > y - 6 && o.y < y + h + 6);
      const covered = hidden.reduce((sum, { weight }) => sum + weight, 0);
      if (covered < least) [best, least] = [[x, y], covered];
      if (!covered) break;
    }
    return best;
  }

  function show(dot) {
    label.hidden = !dot;
    if (!dot) return;
    const known = dots.details.get(dot.code);
    const zones = (dot.zone || []).map((zone) => config.zoneWords[zone]);
    const small = document.createElement("small");
    small.textContent = [known.english, zones.length ? text("overZones", { zones: zones.join(", ") }) : ""].filter(Boolean).join(" · ");
    label.replaceChildren(`${dot.code} ${known.pinyin} ${known.hanzi}`, small);
    const room = { w: stage.holder.clientWidth, h: stage.holder.clientHeight };
    const toScreen = stage.screen();
    const others = dots.all.filter((d) => d !== dot).map((d) => toScreen(d.x, d.y));
    const [x, y] = bestPlace(toScreen(dot.x, dot.y), { w: label.offsetWidth, h: label.offsetHeight }, others, room);
    label.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  }
  on("aim", show);
  on("moved", () => dots.aimed && show(dots.aimed));
  window.backmap.bestPlace = bestPlace;
})();
