/* A live section of a page: a changed control asks the server for the section anew and puts it in its place. */
(() => {
  "use strict";
  const { reader } = window.backmap;

  /**
   * Make a section live. `from` is the address of the section alone, `page` that of the page; `onShown` runs whenever
   * the address may have changed. The section holds a form with `data-search` (its own state as a search),
   * `data-send` (the button for where there is no script), `data-failed` and `data-summary`.
   */
  window.backmap.liveSection = (holder, from, page, onShown = () => {}) => {
    let asked = 0;
    let shown = location.search; // whose section stands on the page
    const form = () => holder.querySelector("form");

    /** The choices of the form as a search, without what is empty; a name that is given twice is joined to one word. */
    function search() {
      const given = new Map();
      for (const [name, value] of new FormData(form())) if (value) given.set(name, [...(given.get(name) || []), value]);
      const parts = [...given].map(([name, values]) => `${name}=${values.sort().map(encodeURIComponent).join(",")}`);
      return `?${parts.join("&")}`;
    }
    /** Where the focus stood, to give it back to the same control once the section is new. */
    function place() {
      const { name, value } = document.activeElement || {};
      return holder.contains(document.activeElement) && name ? `[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]` : "";
    }
    const opened = () => [...holder.querySelectorAll("details[open][id]")].map((part) => part.id);
    const send = (hidden) => form()?.querySelector("[data-send]")?.toggleAttribute("hidden", hidden);
    const say = (part) => window.backmap.announce(holder.querySelector(part)?.textContent.trim() || "");

    /** Show the section of a search; true once it stands there, false where it failed or the reader has moved on. */
    async function show(query) {
      const turn = ++asked;
      holder.setAttribute("aria-busy", "true");
      try {
        const answer = await fetch(from + query, { credentials: "same-origin" });
        if (!answer.ok) throw new Error(String(answer.status));
        const html = await answer.text();
        if (turn !== asked) return false;
        const focus = place();
        const open = opened();
        holder.innerHTML = html;
        open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
        send(true); // controls act at once where there is script
        if (focus) holder.querySelector(focus)?.focus({ preventScroll: true });
        say("[data-summary]");
        return true;
      } catch {
        if (turn === asked) failed();
        return false;
      } finally {
        if (turn === asked) holder.removeAttribute("aria-busy");
      }
    }
    function failed() {
      form()?.querySelector("[data-failed]")?.removeAttribute("hidden");
      send(false); // a control that is chosen already cannot be chosen again
      say("[data-failed]");
    }
    holder.addEventListener("change", async () => {
      if (!(await show(search()))) return;
      shown = reader.carry(form().dataset.search);
      if (shown !== location.search) history.pushState(null, "", page + shown);
      onShown();
    });
    holder.addEventListener("submit", (event) => {
      event.preventDefault();
      form().dispatchEvent(new Event("change", { bubbles: true }));
    });
    // A step to another part of the page is told here too, and changes no choice.
    addEventListener("popstate", async () => {
      const wanted = location.search;
      // For whom the page is written changes no figure.
      if (reader.bare(wanted) === reader.bare(shown) && !holder.hasAttribute("aria-busy")) return;
      if (await show(wanted)) shown = wanted;
      onShown();
    });
    send(true);
    onShown();
  };
})();
