/* The list twin of the map: the same points, in step with the question, the view and the choice. */
(() => {
  "use strict";
  const { config, byId, on, dots, plural, text, view } = window.backmap;
  if (!config) return;
  const list = byId("point-list");
  const status = byId("list-status");

  function count() {
    const words = config.questionWords[view.current.question];
    let studied = 0;
    for (const { code, link } of dots.details.values()) {
      const trials = dots.trials(code);
      studied += trials > 0;
      link.querySelector("em").textContent = trials ? plural("trials", trials) : "";
    }
    status.textContent = text("listStatus", { all: dots.details.size, question: words, studied });
  }
  function link() {
    for (const { code, link: anchor } of dots.details.values()) {
      anchor.href = location.pathname + view.address({ ...view.current, point: code, view: view.home(code, view.current.view) });
      if (code === view.current.point) anchor.setAttribute("aria-current", "true");
      else anchor.removeAttribute("aria-current");
    }
  }
  list.addEventListener("click", (event) => {
    const anchor = event.target.closest("a[data-code]");
    if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    view.set({ point: anchor.dataset.code });
    byId("panel").scrollIntoView({ block: "start" });
    byId("panel").focus({ preventScroll: true });
  });
  on("view", (now, before) => {
    if (now.question !== before.question) count();
    // The links can wait: a click on one of them asks the view, not its address.
    (window.requestIdleCallback || setTimeout)(link);
  });
  count();
  link();
})();
