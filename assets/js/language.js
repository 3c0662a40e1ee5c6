/* The language switch of every header: the same page in another language. The address says which; storage only remembers the choice. */
(() => {
  "use strict";
  const menu = document.querySelector("details.language");
  if (!menu) return;

  /** The links were written for the address the page came with; a reader may have moved on. */
  function follow() {
    for (const link of menu.querySelectorAll("[data-language]")) {
      const to = new URLSearchParams(location.search);
      to.set("lang", link.dataset.language);
      link.setAttribute("href", `?${to.toString().replaceAll("%2C", ",")}${location.hash}`);
    }
  }
  for (const kind of ["toggle", "pointerdown", "focusin", "click"]) menu.addEventListener(kind, follow, true);
  menu.addEventListener("click", (event) => {
    const link = event.target.closest("[data-language]");
    if (!link) return;
    try {
      localStorage.setItem("backmap-language", link.dataset.language);
    } catch {
      // Storage may be blocked; the address holds the language anyway.
    }
  });
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
