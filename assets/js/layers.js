/* What can be laid over the body: levels, bones, the cun ruler, channels, zones of care, and the chosen point's construction. */
(() => {
  "use strict";
  const { svg, on, stage, view, dots } = window.backmap;
  if (!stage) return;
  const under = svg("g", { class: "layer" });
  const construction = svg("g", { class: "construction" });

  const COLUMN_CM = 9.5;
  let wanted = []; // labels that look for a free place, again after every zoom

  /** Put each label where it covers no point and no other label; one that finds no place waits for a closer look. */
  function placeLabels() {
    const upp = stage.unitsPerPixel();
    const taken = dots.all.map((dot) => ({ x: dot.x - 7 * upp, y: dot.y - 7 * upp, w: 14 * upp, h: 14 * upp }));
    const clash = (a) => taken.some((b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h);
    const { box } = stage;
    for (const { text, x, y, columns } of wanted) {
      const [w, h, gap] = [text.textContent.length * 6.4 * upp, 13 * upp, 7 * upp];
      const places = columns
        ? columns.map((column) => [column, y - h / 2])
        : [[x + gap, y - h / 2], [x - gap - w, y - h / 2], [x - w / 2, y - h - gap], [x - w / 2, y + gap]];
      const shown = (left) => left > box.x && left + w < box.x + box.w;
      const free = places.find(([left, top]) => shown(left) && !clash({ x: left, y: top, w, h }));
      text.style.display = free ? "" : "none";
      if (!free) continue;
      text.setAttribute("x", free[0]);
      text.setAttribute("y", free[1] + h * 0.8);
      taken.push({ x: free[0], y: free[1], w, h });
    }
  }

  const DRAW = {
    levels(file, group) {
      // Named in a column beside the points, so that no label hides one; a fine line leads to the spine.
      const cm = file.px_per_cm;
      const aside = file.view === "back" || file.view === "back-whole" ? COLUMN_CM * cm : 0;
      for (const mark of file.landmarks.filter((l) => l.name.startsWith("SP_") && l.visible)) {
        group.append(svg("line", { class: "tick", x1: mark.x - 7, x2: mark.x + aside, y1: mark.y, y2: mark.y }));
        const text = svg("text", { class: "level" }, mark.label);
        group.append(text);
        const columns = aside && [0, 1.5, 3, 4.5].map((more) => mark.x + aside + more * cm);
        wanted.push({ text, x: mark.x, y: mark.y, columns });
      }
    },
    landmarks(file, group) {
      for (const mark of file.landmarks.filter((l) => !l.name.startsWith("SP_") && l.visible)) {
        const s = 5;
        group.append(svg("path", { class: "bone", d: `M${mark.x - s} ${mark.y}h${2 * s}M${mark.x} ${mark.y - s}v${2 * s}` }));
        // One name for a pair.
        if (mark.side === "right") continue;
        const text = svg("text", {}, mark.label);
        group.append(text);
        wanted.push({ text, x: mark.x, y: mark.y });
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
    under.replaceChildren();
    wanted = [];
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
        const text = { class: "distance", x: (spine.x + point.x) / 2, y: point.y - 9 * stage.unitsPerPixel(), "text-anchor": "middle" };
        if (point.side !== "left") construction.append(svg("text", text, `${lateral} cun`));
      } else {
        for (const anchor of anchors) construction.append(svg("line", { x1: anchor.x, y1: anchor.y, x2: point.x, y2: point.y }));
      }
    }
    stage.map.append(construction);
  }

  on("moved", () => wanted.length && placeLabels());
  on("picture", () => {
    drawLayers();
    drawConstruction();
  });
  on("view", (now, before) => {
    if (String(now.layers) !== String(before.layers)) drawLayers();
    if (now.point !== before.point) drawConstruction();
  });
})();
