/* The points on the body: drawing, aiming, picking, keys. Every point is a button; close neighbours can be told apart. */
(() => {
  "use strict";
  const { config, byId, svg, on, emit, plural, reader, stage, text, view } = window.backmap;
  if (!stage) return;
  const { map, holder } = stage;
  const chooser = byId("chooser");
  const REACH = 22; // screen pixels within which a press belongs to a point
  const TWINS = 9; // points nearer together than this, in screen pixels, are asked about when a finger presses
  const layer = svg("g", { class: "dots" });
  const front = svg("g", { class: "chosen", "aria-hidden": "true" }); // copies of the chosen points, drawn over the others
  const dots = (window.backmap.dots = { layer, all: [], aimed: null });

  const details = new Map();
  for (const link of document.querySelectorAll("#point-list a[data-code]")) {
    const { code, channel, views, trials, terms, lateral } = link.dataset;
    const [pinyin, hanzi, english] = ["span", "i", "small"].map((tag) => link.querySelector(tag).firstChild.textContent.trim());
    details.set(code, { code, channel, lateral, pinyin, hanzi, english, terms, link, views: views.split(" ").filter(Boolean), trials: trials.split(" ").map(Number) });
  }
  dots.details = details;
  /** A point as its reader calls it: a patient knows names, the others codes. */
  const nameFirst = () => reader.current() === "patient";
  dots.title = (code) => (nameFirst() ? `${details.get(code).pinyin} (${code})` : `${code} ${details.get(code).pinyin}`);
  dots.short = (code) => (nameFirst() ? dots.title(code) : code);
  view.home = (point, shown) => {
    const views = details.get(point)?.views || [];
    return !views[0] || views.includes(shown) ? shown : views[0];
  };
  dots.trials = (code) => details.get(code).trials[config.schema.choices.question.indexOf(view.current.question)];

  /** Draw the points of a picture, or none where there is no picture. */
  function draw(file) {
    const focused = layer.contains(document.activeElement);
    aim(null); // the label of a point of the picture before would float
    close();
    layer.replaceChildren();
    front.replaceChildren();
    chosen = [];
    current = null;
    dots.all = [];
    if (!file) return;
    // A code that names a row of places (EX-B2 beside each vertebra) is drawn at every one of them.
    const places = file.points.flatMap((p) => (p.series ? p.series.map((place) => ({ ...p, ...place })) : [p]));
    dots.all = places.filter((p) => p.visible && details.has(p.code)).map((p) => {
      const { channel } = details.get(p.code);
      const node = svg("g", { class: "dot", role: "button", tabindex: "-1", "aria-pressed": "false", transform: `translate(${p.x} ${p.y})`, style: `--ch:var(--ch-${channel})` });
      node.append(svg("circle", { class: "halo", r: p.sd_px }), svg("circle", { class: "mark" }), svg("circle", { class: "ring" }));
      layer.append(node);
      return { ...p, node };
    });
    map.append(layer, front);
    label();
    select();
    // Without a choice the way in is at the top.
    const first = chosen[0] || dots.all.reduce((a, b) => (b.y < a.y ? b : a), dots.all[0]);
    roving(first);
    if (focused) first?.node.focus({ preventScroll: true });
  }

  const SIDES = { left: text("leftSide"), right: text("rightSide"), mid: text("midline") };
  /** Names and emphasis depend on the question. */
  function label() {
    const words = config.questionWords[view.current.question];
    document.querySelector("[data-question-words]").textContent = words;
    const sized = view.current.layers.includes("trials");
    for (const dot of dots.all) {
      const known = details.get(dot.code);
      const trials = dots.trials(dot.code);
      dot.node.classList.toggle("studied", trials > 0);
      dot.node.classList.toggle("quiet-dot", trials === 0);
      const size = (sized ? 0.75 + Math.sqrt(trials) / 3.2 : 1) * (dot.series ? 0.68 : 1);
      dot.node.style.setProperty("--grow", size.toFixed(2));
      const zones = (dot.zone || []).map((zone) => config.zoneWords[zone]).join(", ");
      const counted = trials ? plural("trialsFor", trials, { question: words }) : text("noTrialFor", { question: words });
      const side = dot.series ? `${dot.label}, ${SIDES[dot.side]}` : SIDES[dot.side];
      const place = view.current.compare.indexOf(dot.code) + 1;
      const extras = [zones && text("overZones", { zones }), place && text("comparedAs", { number: place })].filter(Boolean);
      dot.name = [`${dot.code} ${known.pinyin}`, known.english, side, counted, ...extras].join(", ");
      dot.node.setAttribute("aria-label", dot.name);
    }
  }
  // Only what differs is touched: choosing a point must paint within a frame or two.
  let chosen = [];
  let current = null; // the point that Tab reaches
  function select() {
    for (const dot of chosen) dot.node.setAttribute("aria-pressed", "false");
    chosen = dots.all.filter((dot) => dot.code === view.current.point);
    front.replaceChildren(...chosen.map((dot) => {
      dot.node.setAttribute("aria-pressed", "true");
      const copy = dot.node.cloneNode(true);
      for (const name of ["role", "tabindex", "aria-label"]) copy.removeAttribute(name);
      copy.classList.remove("aimed");
      return copy;
    }));
  }
  function roving(dot) {
    if (current) current.node.setAttribute("tabindex", "-1");
    current = dot || null;
    if (dot) dot.node.setAttribute("tabindex", "0");
  }

  /** Visible points near a screen position, the nearest first. */
  function near(clientX, clientY, reach) {
    const at = stage.toPicture(clientX, clientY);
    const upp = stage.unitsPerPixel();
    return dots.all
      .map((dot) => ({ dot, far: Math.hypot(dot.x - at.x, dot.y - at.y) / upp }))
      .filter((found) => found.far <= reach)
      .sort((a, b) => a.far - b.far);
  }
  function aim(dot) {
    if (dots.aimed === dot) return;
    if (dots.aimed) dots.aimed.node.classList.remove("aimed");
    dots.aimed = dot || null;
    if (dot) dot.node.classList.add("aimed");
    map.classList.toggle("aiming", Boolean(dot));
    emit("aim", dot);
  }
  function pick(dot) {
    close();
    roving(dot);
    view.set({ point: dot.code });
  }
  dots.pick = pick;

  map.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "touch") aim(near(event.clientX, event.clientY, REACH)[0]?.dot);
  });
  map.addEventListener("pointerleave", () => aim(null));
  map.addEventListener("click", (event) => {
    if (event.detail === 0) {
      // Pressed by a screen reader, by voice or by script: there is a target and no place.
      const named = dots.all.find(({ node }) => node.contains(event.target));
      return named && pick(named);
    }
    if (stage.wasDragged()) return;
    const found = near(event.clientX, event.clientY, REACH);
    if (!found.length) return close();
    const rivals = found.filter(({ far }) => far - found[0].far < TWINS);
    const coarse = event.pointerType === "touch";
    if (coarse && rivals.length > 1) choose(rivals.slice(0, 5).map(({ dot }) => dot), event);
    else pick(found[0].dot);
  });

  function choose(rivals, event) {
    const seen = new Set();
    chooser.replaceChildren(Object.assign(document.createElement("p"), { textContent: text("whichOne") }));
    for (const dot of rivals) {
      if (seen.has(dot.code)) continue;
      seen.add(dot.code);
      const button = document.createElement("button");
      button.type = "button";
      const { pinyin, english } = details.get(dot.code);
      button.append(Object.assign(document.createElement("b"), { textContent: dot.code }), `${pinyin} (${english})`);
      button.addEventListener("click", () => pick(dot));
      chooser.append(button);
    }
    if (seen.size === 1) return pick(rivals[0]);
    chooser.hidden = false;
    const outer = holder.getBoundingClientRect();
    chooser.style.left = `${Math.max(4, Math.min(event.clientX - outer.left + 14, outer.width - chooser.offsetWidth - 4))}px`;
    chooser.style.top = `${Math.max(4, Math.min(event.clientY - outer.top + 14, outer.height - chooser.offsetHeight - 4))}px`;
    chooser.querySelector("button").focus();
  }
  function close() {
    if (chooser.hidden) return;
    const inside = chooser.contains(document.activeElement);
    chooser.hidden = true;
    if (inside) layer.querySelector("[tabindex='0']")?.focus();
  }
  chooser.addEventListener("keydown", (event) => event.key === "Escape" && close());
  document.addEventListener("pointerdown", (event) => !chooser.contains(event.target) && close());

  const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  /** The nearest point in a direction; sideways distance counts double, so that a row is walked along. */
  function neighbour(from, [dx, dy]) {
    let best = null;
    let least = Infinity;
    for (const dot of dots.all) {
      const along = (dot.x - from.x) * dx + (dot.y - from.y) * dy;
      const across = Math.abs((dot.x - from.x) * dy) + Math.abs((dot.y - from.y) * dx);
      if (along <= 0.5 || across > along * 2) continue;
      const cost = along + 2 * across;
      if (cost < least) [best, least] = [dot, cost];
    }
    return best;
  }
  map.addEventListener("keydown", (event) => {
    const here = dots.all.find((dot) => dot.node === document.activeElement);
    if (!here || event.ctrlKey || event.metaKey || event.altKey) return;
    const zooms = { "+": 1.5, "=": 1.5, "-": 1 / 1.5 };
    if (event.key in DIRECTIONS) {
      const next = neighbour(here, DIRECTIONS[event.key]);
      if (next) {
        roving(next);
        next.node.focus({ preventScroll: true });
      }
    } else if (event.key === "Enter" || event.key === " ") pick(here);
    else if (event.key in zooms) stage.zoom(zooms[event.key], here);
    else if (event.key === "0") stage.fit();
    else if (event.key === "Escape") view.set({ point: "" });
    else return;
    event.preventDefault();
  });
  layer.addEventListener("focusin", (event) => {
    const dot = dots.all.find(({ node }) => node === event.target);
    if (!dot) return;
    stage.reveal(dot);
    aim(dot);
  });
  layer.addEventListener("focusout", () => aim(null));

  on("picture", draw);
  on("view", (now, before) => {
    if (now.question !== before.question || now.layers !== before.layers || String(now.compare) !== String(before.compare)) {
      label();
      select(); // the copies follow
    }
    if (now.point !== before.point) {
      close();
      select();
      const dot = dots.all.find((d) => d.code === now.point);
      if (dot) roving(dot);
    }
  });
})();
