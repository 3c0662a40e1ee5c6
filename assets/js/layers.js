/* What can be laid over the body: levels, bones, the cun ruler, channels, zones of care, and the chosen point's construction. */
(() => {
  "use strict";
  const { config, svg, on, stage, text: say, view, dots, place } = window.backmap;
  if (!stage) return;
  const under = svg("g", { class: "layer" });
  const construction = svg("g", { class: "construction" });

  // What looks for a free place, again after every move: see placing.js.
  let levelMarks = [];
  let wanted = [];
  const placeLabels = () => place(levelMarks, wanted);

  const DRAW = {
    levels(file, group) {
      for (const mark of file.landmarks.filter((l) => l.name.startsWith("SP_") && l.visible)) {
        const line = svg("line", { class: "tick", y1: mark.y, y2: mark.y });
        const text = svg("text", { class: "level" }, mark.label);
        group.append(line, text);
        levelMarks.push({ ...mark, line, text });
      }
    },
    landmarks(file, group) {
      for (const mark of file.landmarks.filter((l) => !l.name.startsWith("SP_") && l.visible)) {
        const s = 5;
        group.append(svg("path", { class: "bone", d: `M${mark.x - s} ${mark.y}h${2 * s}M${mark.x} ${mark.y - s}v${2 * s}` }));
        // One name for a pair.
        if (mark.side === "right") continue;
        write(group, mark, mark.label);
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
        write(group, { x: (x1 + x2) / 2, y: (y1 + y2) / 2 }, label);
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
        // Named once for a pair, where the outline begins.
        const [x, y] = zone.path.match(/-?[\d.]+/g).map(Number);
        if (zone.side !== "right") write(group, { x, y }, say("schematic", { zone: config.zoneWords[zone.kind] }));
      }
    },
  };

  function write(group, { x, y }, words) {
    const text = svg("text", {}, words);
    group.append(text);
    wanted.push({ text, x, y });
  }

  function drawLayers() {
    const file = stage.file;
    under.replaceChildren();
    wanted = [];
    levelMarks = [];
    if (!file) return;
    for (const name of ["zones", "channels", "cun", "landmarks", "levels"]) {
      if (!view.current.layers.includes(name)) continue;
      const group = svg("g", { class: `layer-${name}`, "aria-hidden": "true" });
      DRAW[name](file, group);
      under.append(group);
    }
    dots.layer.classList.toggle("show-halo", view.current.layers.includes("halo"));
    stage.map.insertBefore(under, dots.layer);
    placeLabels();
  }

  /** Draw how the chosen point is found: its landmarks, and the way to it, across from the midline or from landmark to landmark. */
  function drawConstruction() {
    construction.replaceChildren();
    const file = stage.file;
    const chosen = file ? file.points.filter((p) => p.visible && p.code === view.current.point) : [];
    const lateral = Number(dots.details.get(view.current.point)?.lateral) || 0;
    for (const point of chosen) {
      const anchors = (point.uses || [])
        .map((name) => file.landmarks.find((l) => l.name === name && (l.side === point.side || l.side === "mid")))
        .filter((l) => l && l.visible);
      for (const anchor of anchors) construction.append(svg("circle", { class: "anchor", cx: anchor.x, cy: anchor.y }));
      const spine = anchors.find((l) => l.side === "mid" && l.kind === "level");
      if (spine && lateral) {
        construction.append(svg("line", { x1: spine.x, y1: point.y, x2: point.x, y2: point.y }));
        const text = { class: "distance", x: (spine.x + point.x) / 2, y: point.y, dy: "-0.75em", "text-anchor": "middle" };
        if (point.side !== "left") construction.append(svg("text", text, `${lateral} cun`));
      } else {
        for (const anchor of anchors) construction.append(svg("line", { x1: anchor.x, y1: anchor.y, x2: point.x, y2: point.y }));
      }
    }
    stage.map.append(construction);
  }

  on("moved", placeLabels);
  on("picture", () => {
    drawLayers();
    drawConstruction();
  });
  on("view", (now, before) => {
    if (String(now.layers) !== String(before.layers)) drawLayers();
    if (now.point !== before.point) {
      drawConstruction();
      placeLabels();
    }
  });
})();
