/* What can be laid over the body: levels, bones, the cun ruler, channels, zones of care, and the chosen point's construction. */
(() => {
  "use strict";
  const { svg, on, stage, view, dots } = window.backmap;
  if (!stage) return;
  const under = svg("g", { class: "layer" });
  const construction = svg("g", { class: "construction" });

  const DRAW = {
    levels(file, group) {
      for (const mark of file.landmarks.filter((l) => l.kind === "level" && l.visible)) {
        group.append(svg("line", { class: "tick", x1: mark.x - 7, x2: mark.x + 7, y1: mark.y, y2: mark.y }));
        named(group, mark, 0, mark.label);
      }
    },
    landmarks(file, group) {
      for (const mark of file.landmarks.filter((l) => l.kind !== "level" && l.visible)) {
        const s = 5;
        group.append(svg("path", { class: "bone", d: `M${mark.x - s} ${mark.y}h${2 * s}M${mark.x} ${mark.y - s}v${2 * s}` }));
        if (mark.side !== "right") named(group, mark, 8, mark.label);
      }
    },
    cun(file, group) {
      for (const ruler of file.rulers) {
        const { x1, y1, x2, y2, cun, label } = ruler;
        group.append(svg("line", { class: "rule", x1, y1, x2, y2 }));
        const long = Math.hypot(x2 - x1, y2 - y1) || 1;
        const [nx, ny] = [(-(y2 - y1) / long) * 6, ((x2 - x1) / long) * 6];
        for (let i = 0; i <= cun; i += 1) {
          const [x, y] = [x1 + ((x2 - x1) * i) / cun, y1 + ((y2 - y1) * i) / cun];
          group.append(svg("line", { class: "rule", x1: x - nx, y1: y - ny, x2: x + nx, y2: y + ny }));
        }
        named(group, { x: (x1 + x2) / 2 + nx * 2, y: (y1 + y2) / 2 - Math.abs(ny) * 1.6 }, 0, label);
      }
    },
    channels(file, group) {
      const rows = new Map();
      for (const point of file.points.filter((p) => p.visible)) {
        const known = dots.details.get(point.code);
        if (!known || known.channel === "EX") continue;
        const key = `${known.channel} ${point.side}`;
        if (!rows.has(key)) rows.set(key, []);
        rows.get(key).push({ ...point, channel: known.channel, order: Number(point.code.replace(/\D+/, "")) });
      }
      for (const row of rows.values()) {
        row.sort((a, b) => a.order - b.order);
        let run = [];
        const flush = () => {
          if (run.length > 1) group.append(svg("polyline", { class: "channel", style: `--ch:var(--ch-${run[0].channel})`, points: run.map((p) => `${p.x},${p.y}`).join(" ") }));
        };
        // Only neighbours in number are joined: a gap in the atlas is a gap in the line.
        for (const point of row) {
          if (run.length && point.order - run[run.length - 1].order > 1) {
            flush();
            run = [];
          }
          run.push(point);
        }
        flush();
      }
    },
    zones(file, group) {
      for (const zone of file.zones) {
        const path = svg("path", { class: `zone zone-${zone.kind}`, d: zone.path });
        path.append(svg("title", {}, `${zone.label}. ${zone.basis}`));
        group.append(path);
      }
    },
  };

  function named(group, at, aside, text) {
    group.append(svg("text", { x: at.x + aside, y: at.y - 4, "text-anchor": aside ? "start" : "middle" }, text));
  }

  function drawLayers() {
    const file = stage.file;
    if (!file) return;
    under.replaceChildren();
    for (const name of ["zones", "channels", "cun", "landmarks", "levels"]) {
      if (!view.current.layers.includes(name)) continue;
      const group = svg("g", { class: `layer-${name}`, "aria-hidden": "true" });
      DRAW[name](file, group);
      under.append(group);
    }
    dots.layer.classList.toggle("show-halo", view.current.layers.includes("halo"));
    stage.map.insertBefore(under, dots.layer);
    if (view.current.layers.includes("levels")) dots.layer.before(under);
  }

  /** Draw how the chosen point is found: its landmarks, and the way from the nearest of them. */
  function drawConstruction() {
    construction.replaceChildren();
    const file = stage.file;
    const chosen = file && file.points.filter((p) => p.visible && p.code === view.current.point);
    if (!chosen || !chosen.length) return;
    for (const point of chosen) {
      const anchors = (point.uses || [])
        .map((name) => file.landmarks.find((l) => l.name === name && (l.side === point.side || l.side === "mid")))
        .filter((l) => l && l.visible);
      const far = (l) => Math.hypot(l.x - point.x, l.y - point.y);
      anchors.sort((a, b) => far(a) - far(b));
      for (const anchor of anchors) construction.append(svg("circle", { class: "anchor", cx: anchor.x, cy: anchor.y }));
      if (!anchors.length) continue;
      const [anchor] = anchors;
      construction.append(svg("line", { x1: anchor.x, y1: anchor.y, x2: point.x, y2: point.y }));
      if (point.side !== "left" && point.distance) {
        construction.append(svg("text", { x: (anchor.x + point.x) / 2, y: (anchor.y + point.y) / 2 - 6, "text-anchor": "middle" }, point.distance));
      }
    }
    stage.map.append(construction);
    stage.map.append(dots.layer);
  }

  on("picture", () => {
    drawLayers();
    drawConstruction();
  });
  on("view", (now, before) => {
    if (String(now.layers) !== String(before.layers)) drawLayers();
    if (now.point !== before.point) drawConstruction();
  });
})();
