/* The live analysis of the evidence page: a changed control asks for the section anew and puts it in place. */
(() => {
  "use strict";
  const { reader } = window.backmap;
  const holder = document.querySelector("[data-analysis]");
  if (!holder) return;
  let asked = 0;
  let shown = location.search; // whose analysis stands on the page

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

  /** Show the analysis of a search; true once it stands there, false where it failed or the reader has moved on. */
  async function show(query) {
    const turn = ++asked;
    holder.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`/evidence/analysis${query}`, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      const html = await answer.text();
      if (turn !== asked) return false;
      const focus = place();
      const open = opened();
      holder.innerHTML = html;
      open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
      // Controls act at once where there is script.
      form().querySelector("[data-send]").hidden = true;
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
    form().querySelector("[data-failed]").hidden = false;
    form().querySelector("[data-send]").hidden = false; // a control that is chosen already cannot be chosen again
    say("[data-failed]");
  }
  function say(part) {
    window.backmap.announce(holder.querySelector(part)?.textContent.trim() || "");
  }
  /** The other questions keep the choices, but neither a trial taken out nor an analysis of this question. */
  function link() {
    for (const question of document.querySelectorAll("[data-question-link]")) {
      const to = new URLSearchParams(location.search);
      to.set("question", question.dataset.questionLink);
      to.delete("without");
      to.delete("pool");
      question.href = `/evidence?${to}`;
    }
  }
  holder.addEventListener("change", async () => {
    if (!(await show(search()))) return;
    shown = reader.carry(form().dataset.search);
    if (shown !== location.search) history.pushState(null, "", `/evidence${shown}`);
    link();
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
    link();
  });
  form().querySelector("[data-send]").hidden = true;
  document.querySelectorAll("[data-copy-link]").forEach((button) => { button.hidden = false; });
  link();
})();
