/* The order in which the map page comes alive. */
(() => {
  "use strict";
  const { config, byId, on, emit, stage, text, view, dots } = window.backmap;
  if (!config) return;
  const notes = byId("notes");

  async function picture() {
    const { body, view: name } = view.current;
    try {
      const file = await stage.show(body, name);
      if (!file) return; // another picture was asked for since
      emit("picture", file);
      notes.querySelector("[data-picture]")?.remove();
    } catch {
      emit("picture", null);
      complain();
    }
  }
  function complain() {
    const note = Object.assign(document.createElement("p"), { textContent: `${text("pictureFailed")} ` });
    const again = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: text("tryAgain") });
    again.addEventListener("click", picture);
    note.dataset.picture = "";
    note.append(again);
    notes.querySelector("[data-picture]")?.remove();
    notes.append(note);
  }

  on("view", (now, before) => {
    if (now.body !== before.body || now.view !== before.view) picture();
    else if (now.point !== before.point) {
      const chosen = dots.all.find((dot) => dot.code === now.point);
      if (chosen) stage.reveal(chosen);
    }
  });

  const { view: first } = view.read(location.search);
  if (first !== view.current.view) view.set({ view: first }, { push: false });
  else picture();
  // What the address could not have is of no interest any more once the reader moves on.
  on("view", () => notes.querySelectorAll("p:not([data-picture])").forEach((note) => note.remove()));
  window.backmap.prepare();
})();
