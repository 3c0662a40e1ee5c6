/* The live analysis of the evidence page: a changed control asks for the section anew and puts it in place. */
(() => {
  "use strict";
  const holder = document.querySelector("[data-analysis]");
  if (!holder) return;
  let asked = 0;

  const form = () => holder.querySelector("form");
  /** The choices of the form as a search, without what is empty; trials left out are joined to one word. */
  function search() {
    const chosen = new FormData(form());
    const without = chosen.getAll("without").sort().join(",");
    const parts = [...chosen].filter(([name, value]) => name !== "without" && value).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    if (without) parts.push(`without=${without}`);
    return `?${parts.join("&")}`;
  }
  /** Where the focus stood, to give it back to the same control once the section is new. */
  function place() {
    const { name, value } = document.activeElement || {};
    return holder.contains(document.activeElement) && name ? `[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]` : "";
  }
  const opened = () => [...holder.querySelectorAll("details[open][id]")].map((part) => part.id);

  async function show(query) {
    const turn = ++asked;
    holder.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`/evidence/analysis${query}`, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      const html = await answer.text();
      if (turn !== asked) return false; // the reader has moved on
      const focus = place();
      const open = opened();
      holder.innerHTML = html;
      open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
      if (focus) holder.querySelector(focus)?.focus({ preventScroll: true });
      fresh();
      return true;
    } catch {
      if (turn === asked) holder.querySelector("[data-failed]")?.removeAttribute("hidden");
      return false;
    } finally {
      if (turn === asked) holder.removeAttribute("aria-busy");
    }
  }
  function fresh() {
    const send = holder.querySelector("[data-send]");
    if (send) send.hidden = true; // controls act at once where there is script
    for (const link of document.querySelectorAll("[data-question-link]")) {
      const to = new URLSearchParams(location.search);
      to.set("question", link.dataset.questionLink);
      to.delete("without");
      link.href = `/evidence?${to}`;
    }
  }
  holder.addEventListener("change", async (event) => {
    if (!event.target.closest("form")) return;
    const query = search();
    const at = asked + 1;
    if ((await show(query)) && at === asked) history.pushState(null, "", `/evidence${holder.querySelector("form").dataset.search || ""}`);
    fresh();
    window.backmap.announce?.(holder.querySelector("[data-summary]")?.textContent.trim() || "");
  });
  holder.addEventListener("submit", (event) => {
    event.preventDefault();
    form().dispatchEvent(new Event("change", { bubbles: true }));
  });
  addEventListener("popstate", () => show(location.search));
  fresh();
})();
