/* Two or three points side by side: strips, angles, cautions. The choice lives in the address. */
(() => {
  "use strict";
  const { config, byId, svg, on, view, dots, stage, fetchJson, announce, text } = window.backmap;
  if (!config) return;
  const section = byId("compare");
  const panel = byId("panel");
  const button = document.querySelector("[data-compare]");
  const most = config.schema.maxCompared;

  const make = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const marks = svg("g", { class: "compared", "aria-hidden": "true" }); // the dots' names say the same in words
  /** Frame the compared points on the body and number them in the order of the columns. */
  function mark() {
    const { compare: picked } = view.current;
    const found = dots.all.filter((dot) => picked.includes(dot.code));
    marks.replaceChildren(...found.map(({ code, x, y }) => {
      // Of a pair, the left one carries its number to the left: between the two it would cover a neighbour.
      const leftward = found.some((other) => other.code === code && other.x > x);
      const made = svg("g", { transform: `translate(${x} ${y})`, class: leftward ? "leftward" : "" });
      made.append(svg("rect"), svg("text", {}, String(picked.indexOf(code) + 1)));
      return made;
    }));
    if (found.length) stage?.map.append(marks);
    else marks.remove();
  }
  function set(compare) {
    view.set({ compare });
    announce(compare.length ? text("comparing", { points: compare.map(dots.short).join(", ") }) : text("comparisonClosed"));
  }
  function chips(picked) {
    const list = make("ul", { className: "chips" });
    for (const code of picked) {
      const away = make("button", { type: "button", className: "quiet", textContent: `${dots.short(code)} ×` });
      away.setAttribute("aria-label", text("takeOut", { point: dots.short(code) }));
      away.addEventListener("click", () => set(picked.filter((other) => other !== code)));
      list.append(make("li", {}, away));
    }
    const close = make("button", { type: "button", className: "quiet", textContent: text("closeComparison") });
    close.addEventListener("click", () => set([]));
    list.append(make("li", {}, close));
    return list;
  }
  /** The button that puts the shown point into the comparison or takes it out. Without a point there is none. */
  function offer() {
    const { compare: picked, point } = view.current;
    const within = picked.includes(point);
    button.hidden = !point;
    button.setAttribute("aria-pressed", String(within));
    button.textContent = within ? text("isCompared", { point: dots.short(point) }) : picked.length >= most ? text("comparisonFull", { most }) : text("addToComparison");
    button.disabled = !within && picked.length >= most;
  }
  const buttons = () => [...section.querySelectorAll(".chips button")];
  /** Build the section anew; a focus inside it goes to what stands in the same place now, or else beside it. */
  function paint() {
    const { compare: picked } = view.current;
    const open = picked.length >= 2;
    const held = section.contains(document.activeElement);
    const at = buttons().indexOf(document.activeElement);
    panel.classList.toggle("comparing", open);
    byId("main").classList.toggle("comparing", open);
    section.hidden = !picked.length;
    section.replaceChildren();
    if (picked.length) {
      const heading = make("h2", { textContent: open ? text("comparing", { points: picked.map(dots.short).join(", ") }) : text("compareWith", { point: dots.short(picked[0]) }) });
      if (open) heading.id = "panel-title";
      const hint = make("p", { className: "small", textContent: open ? text("loading") : text("chooseAnother") });
      const columns = make("div", { className: "columns" });
      section.append(heading, hint, chips(picked), columns);
      if (open) fill(picked, hint, columns);
    }
    if (!held) return;
    const next = buttons()[Math.min(Math.max(at, 0), picked.length - 1)] || (button.hidden ? panel : button);
    next.focus({ preventScroll: true });
  }
  async function fill(picked, hint, columns) {
    const current = () => columns.isConnected;
    let file;
    try {
      file = await fetchJson(`${config.facts}/compare.json`);
    } catch {
      if (!current()) return;
      const again = make("button", { type: "button", className: "quiet", textContent: text("tryAgain") });
      again.addEventListener("click", paint);
      hint.replaceChildren(`${text("comparisonFailed")} `, again);
      return;
    }
    if (!current()) return;
    // The smallest scale that every chosen point's strip can be drawn on.
    const scale = file.scales.find((mm) => picked.every((code) => file.points[code].none || file.points[code].strips[mm]));
    hint.textContent = text("oneScale", { mm: scale });
    for (const code of picked) {
      const { words, cautions, unknowns, none, strips, sketch } = file.points[code];
      const column = make("article", { className: "column" });
      column.setAttribute("aria-label", dots.title(code));
      const strip = none ? `<p class="notice">${none}</p>` : `<figure>${strips[scale]}</figure>`;
      column.innerHTML = [words, cautions, strip, sketch, unknowns].map((part) => `<div>${part}</div>`).join("");
      columns.append(column);
    }
  }
  button.addEventListener("click", () => {
    const { compare: picked, point } = view.current;
    set(picked.includes(point) ? picked.filter((code) => code !== point) : [...picked, point]);
  });
  on("view", (now, before) => {
    offer();
    if (String(now.compare) === String(before.compare)) return;
    paint();
    mark();
  });
  on("picture", mark);
  on("reader", () => {
    offer();
    paint();
  });
  offer();
  paint();
})();
