/* Where words on the picture find a place that hides no point and no other word; again after every move and zoom. */
(() => {
  "use strict";
  const { stage, dots, view } = window.backmap;
  if (!stage) return;
  const LETTER = 6.4; // screen pixels a letter takes, about
  const LINE = 13;
  const DOT = 7;

  /** Write an attribute only where it changes: most places stay, and what is written is drawn again. */
  const put = (node, name, value) => node.getAttribute(name) !== String(value) && node.setAttribute(name, value);

  /** Put each wanted word beside its mark; one that finds no free place waits for a closer look. */
  function words(wanted, taken) {
    const upp = stage.unitsPerPixel();
    const { box } = stage;
    const clash = (a) => taken.some((b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h);
    for (const { text, x, y } of wanted) {
      const [w, h, gap] = [text.textContent.length * LETTER * upp, LINE * upp, DOT * upp];
      const places = [[x + gap, y - h / 2], [x - gap - w, y - h / 2], [x - w / 2, y - h - gap], [x - w / 2, y + gap]];
      const shown = ([left, top]) => left > box.x && left + w < box.x + box.w && top > box.y && top + h < box.y + box.h;
      const free = places.find(([left, top]) => shown([left, top]) && !clash({ x: left, y: top, w, h }));
      text.style.display = free ? "" : "none";
      if (!free) continue;
      put(text, "x", free[0]);
      put(text, "y", free[1] + h * 0.8);
      taken.push({ x: free[0], y: free[1], w, h });
    }
  }

  /** Spine levels stand in one column at the left edge of what is shown, each led to its vertebra by a fine line.
      Where they would touch, every second or third stands; the chosen point's own level always does. */
  function levels(marks, taken) {
    const upp = stage.unitsPerPixel();
    const { box } = stage;
    const [left, apart] = [box.x + 8 * upp, (LINE - 1) * upp];
    const own = dots.details.get(view.current.point)?.link.dataset.level;
    const order = [...marks].sort((a, b) => (b.label === own) - (a.label === own) || a.y - b.y);
    const placed = [];
    for (const { text, line, label, x, y } of order) {
      const fits = y > box.y && y < box.y + box.h && placed.every((other) => Math.abs(other - y) >= apart);
      text.style.display = line.style.display = fits ? "" : "none";
      if (!fits) continue;
      placed.push(y);
      put(text, "x", left);
      put(text, "y", y);
      put(line, "x1", left + (label.length * LETTER + 4) * upp);
      put(line, "x2", x);
      text.classList.toggle("own", label === own);
      line.classList.toggle("own", label === own);
      taken.push({ x: left, y: y - apart / 2, w: 30 * upp, h: apart });
    }
  }

  window.backmap.place = (levelMarks, wanted) => {
    const upp = stage.unitsPerPixel();
    const taken = dots.all.map((dot) => ({ x: dot.x - DOT * upp, y: dot.y - DOT * upp, w: 2 * DOT * upp, h: 2 * DOT * upp }));
    levels(levelMarks, taken);
    words(wanted, taken);
  };
})();
