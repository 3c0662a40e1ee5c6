/* The page's switches: radios, layer boxes, print and compare. They only translate an event into a change of the view. */
(() => {
  "use strict";
  const { config, byId, on, reader, stage, text, view } = window.backmap;
  if (!config) return;
  const main = byId("main");

  main.parentElement.addEventListener("change", (event) => {
    const { name, value, type } = event.target;
    // For whom the page is written is chosen in `reader`: on every page alike.
    if (type === "radio" && name !== "as" && Object.hasOwn(config.schema.choices, name)) view.set({ [name]: value });
    if (type === "checkbox" && name === "layers") {
      const ticked = [...document.querySelectorAll("input[name=layers]:checked")].map((box) => box.value);
      view.set({ layers: config.schema.layers.filter((layer) => ticked.includes(layer)) }, { push: false });
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
    // The start panel offers points: they are links, and need no new page.
    const offered = event.target.closest("[data-pick]");
    if (offered && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      const { pick: point, question } = offered.dataset;
      view.set({ point, question, view: view.home(point, view.current.view) });
    }
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest?.("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // Paper cannot be opened: what belongs on it is unfolded for it, and folded again after.
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("details[data-paper]:not([open])")];
    for (const details of unfolded) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of unfolded) details.open = false;
  });

  /** The way to a sheet for a patient, with the points shown and the question asked. */
  function offerSheet() {
    const { compare, point, question } = view.current;
    const points = compare.length > 1 ? compare : [point].filter(Boolean);
    const link = document.querySelector("[data-sheet-link]");
    link.hidden = !points.length;
    link.href = `/explain?points=${points.map(encodeURIComponent).join(",")}&question=${question}`;
  }
  function follow() {
    offerSheet();
    for (const name of Object.keys(config.schema.choices)) {
      const radio = document.querySelector(`input[name="${name}"][value="${view.current[name]}"]`);
      if (radio) radio.checked = true;
    }
    for (const box of document.querySelectorAll("input[name=layers]")) box.checked = view.current.layers.includes(box.value);
    reader.show(view.current.as);
    const { body, view: name } = view.current;
    byId("map").setAttribute("aria-label", text(body === "female" ? "bodyViewFemale" : "bodyViewMale", { view: config.viewWords[name] }));
  }
  on("view", follow);
  follow();
  on("theme", stage.paintTheme);
})();
