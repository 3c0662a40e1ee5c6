/* The picture of the body, and moving about on it: wheel, pinch, drag, buttons and keys. Knows nothing of points. */
(() => {
  "use strict";
  const { config, byId, svg, emit, fetchJson } = window.backmap;
  const map = config && byId("map");
  if (!map) return;
  const holder = byId("stage");
  const MAX_ZOOM = 5; // beyond this the picture only blurs
  const stage = { map, holder, file: null, box: { x: 0, y: 0, w: 1, h: 1 } };
  window.backmap.stage = stage;
  const picture = svg("image", { x: 0, y: 0 });
  const outline = svg("path", { class: "outline", "fill-rule": "evenodd" });
  map.append(outline, picture);

  stage.zoomFactor = () => (stage.file ? stage.file.width / stage.box.w : 1);
  /** Picture units per screen pixel, now. */
  stage.unitsPerPixel = () => {
    const { width, height } = map.getBoundingClientRect();
    return Math.max(stage.box.w / (width || 1), stage.box.h / (height || 1));
  };
  /** A function from picture to screen positions that holds until something moves: it reads the layout once. */
  stage.screen = () => {
    const shown = map.getBoundingClientRect();
    const outer = holder.getBoundingClientRect();
    const upp = Math.max(stage.box.w / (shown.width || 1), stage.box.h / (shown.height || 1));
    const left = shown.left - outer.left + (shown.width - stage.box.w / upp) / 2;
    const top = shown.top - outer.top + (shown.height - stage.box.h / upp) / 2;
    return (x, y) => ({ x: left + (x - stage.box.x) / upp, y: top + (y - stage.box.y) / upp });
  };
  stage.toScreen = (x, y) => stage.screen()(x, y);
  stage.toPicture = (clientX, clientY) => {
    const outer = holder.getBoundingClientRect();
    const origin = stage.toScreen(0, 0);
    const upp = stage.unitsPerPixel();
    return { x: (clientX - outer.left - origin.x) * upp, y: (clientY - outer.top - origin.y) * upp };
  };

  function paint() {
    const { x, y, w, h } = stage.box;
    map.setAttribute("viewBox", `${x} ${y} ${w} ${h}`);
    const upp = stage.unitsPerPixel();
    map.style.setProperty("--upp", upp.toFixed(4));
    // Points grow with the body, so that neighbours half a cun apart stay apart, within what a hand and an eye can use.
    map.style.setProperty("--dot", `${Math.min(6.5, Math.max(3, (0.62 * stage.file.px_per_cm) / upp)).toFixed(2)}px`);
    holder.style.touchAction = stage.zoomFactor() > 1.02 ? "none" : "";
    emit("moved");
  }
  function place(x, y, w) {
    const { width, height } = stage.file;
    const wide = Math.min(Math.max(w, width / MAX_ZOOM), width);
    const high = (wide * height) / width;
    const inside = (v, size, all) => Math.min(Math.max(v, 0), all - size);
    stage.box = { x: inside(x, wide, width), y: inside(y, high, height), w: wide, h: high };
    paint();
  }
  /** Zoom by a factor about a picture position (default: the middle of what is shown). */
  stage.zoom = (factor, about) => {
    const { x, y, w, h } = stage.box;
    const at = about || { x: x + w / 2, y: y + h / 2 };
    const wide = Math.min(Math.max(w / factor, stage.file.width / MAX_ZOOM), stage.file.width);
    place(at.x - ((at.x - x) * wide) / w, at.y - ((at.y - y) * wide) / w, wide);
  };
  stage.pan = (dx, dy) => place(stage.box.x + dx, stage.box.y + dy, stage.box.w);
  stage.fit = () => place(0, 0, stage.file.width);
  /** Make sure a picture position can be seen. */
  stage.reveal = (at) => {
    const { x, y, w, h } = stage.box;
    const margin = 0.08 * w;
    if (at.x < x + margin || at.x > x + w - margin || at.y < y + margin || at.y > y + h - margin) place(at.x - w / 2, at.y - h / 2, w);
  };

  stage.address = (body, view, ext) => `${config.root}/body/${body}-${view}${ext}`;
  stage.paintTheme = () => {
    const { body, view } = stage.shown || {};
    if (body && stage.file) picture.setAttribute("href", stage.address(body, view, `-${window.backmap.theme()}.webp`));
  };
  // A picture that does not come leaves the body's outline, so that the points do not float in the air.
  picture.addEventListener("error", async () => {
    picture.removeAttribute("href");
    const { body, view } = stage.shown;
    const answer = await fetch(stage.address(body, view, ".svg")).catch(() => null);
    const drawn = answer?.ok && (await answer.text()).match(/ d="([^"]+)"/);
    if (drawn && stage.shown.view === view && stage.shown.body === body) outline.setAttribute("d", drawn[1]);
  });
  /** Show a body's view; resolves to its positions file once it is on the page, to null where another was asked for since. */
  stage.show = async (body, view) => {
    const wanted = (stage.shown = { body, view });
    let file;
    try {
      file = await fetchJson(stage.address(body, view, ".json"));
    } catch (failure) {
      if (stage.shown !== wanted) return null;
      stage.file = null;
      picture.removeAttribute("href");
      throw failure;
    }
    if (stage.shown !== wanted) return null;
    stage.file = file;
    picture.setAttribute("width", file.width);
    picture.setAttribute("height", file.height);
    outline.removeAttribute("d");
    stage.paintTheme();
    stage.fit();
    return file;
  };

  holder.addEventListener("wheel", (event) => {
    if (!stage.file) return;
    const wide = stage.box.w;
    stage.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), stage.toPicture(event.clientX, event.clientY));
    if (stage.box.w !== wide) event.preventDefault(); // at either end of the zoom the wheel scrolls the page
  }, { passive: false });

  const fingers = new Map();
  let moved = 0;
  function lift(event) {
    fingers.delete(event.pointerId);
    holder.classList.remove("dragging");
  }
  map.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    moved = fingers.size > 1 ? 99 : 0;
  });
  addEventListener("pointermove", (event) => {
    const last = fingers.get(event.pointerId);
    if (!last || !stage.file) return;
    if (!event.buttons) return lift(event); // let go where the page could not hear it
    const now = { x: event.clientX, y: event.clientY };
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, f]) => f);
    const upp = stage.unitsPerPixel();
    moved += Math.abs(now.x - last.x) + Math.abs(now.y - last.y);
    if (others.length) {
      const [other] = others;
      const far = (p) => Math.hypot(p.x - other.x, p.y - other.y) || 1;
      stage.zoom(far(now) / far(last), stage.toPicture((now.x + other.x) / 2, (now.y + other.y) / 2));
    } else if (moved > 4) {
      holder.classList.add("dragging");
      stage.pan((last.x - now.x) * upp, (last.y - now.y) * upp);
    }
    fingers.set(event.pointerId, now);
  });
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, lift);
  /** True while the last press was a drag or a pinch and not a pick. */
  stage.wasDragged = () => moved > 4;

  holder.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom]");
    if (!button || !stage.file) return;
    if (button.dataset.zoom === "fit") stage.fit();
    else stage.zoom(button.dataset.zoom === "in" ? 1.5 : 1 / 1.5);
  });
  new ResizeObserver(() => stage.file && paint()).observe(holder);
})();
