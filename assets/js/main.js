/* The order in which the map page comes alive. */
(() => {
  "use strict";
  const { config, byId, on, emit, stage, view, dots } = window.backmap;
  if (!config) return;

  async function picture() {
    const { body, view: name } = view.current;
    try {
      const file = await stage.show(body, name);
      if (file) emit("picture", file);
      byId("notes").querySelector("[data-picture]")?.remove();
    } catch {
      const note = Object.assign(document.createElement("p"), { textContent: "The picture of the body could not be loaded. The list below has every point." });
      note.dataset.picture = "";
      byId("notes").replaceChildren(note);
    }
  }

  /** A point that the shown view does not have takes the reader to the first view that has it. */
  function viewFor(now) {
    if (!now.point) return now.view;
    const { views } = dots.details.get(now.point);
    return !views[0] || views.includes(now.view) ? now.view : views[0];
  }
  on("view", (now, before) => {
    if (now.point !== before.point && now.view === before.view) {
      const wanted = viewFor(now);
      if (wanted !== now.view) return void view.set({ view: wanted }, { push: false });
    }
    if (now.body !== before.body || now.view !== before.view) picture();
    else if (now.point !== before.point) {
      const chosen = dots.all.find((dot) => dot.code === now.point);
      if (chosen) stage.reveal(chosen);
    }
  });

  const wanted = viewFor(view.current);
  if (wanted !== view.current.view) view.set({ view: wanted }, { push: false });
  else picture();
  window.backmap.prepare();
})();
