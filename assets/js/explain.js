/* The explain page: a changed control or a followed link asks the server for builder and sheet anew and puts them in place. */
(() => {
  "use strict";
  const page = document.querySelector("[data-explain-page]");
  if (!page) return;
  const holder = page.querySelector("[data-explain]");
  const PAGE = "/explain";
  const form = () => holder.querySelector("form");
  let asked = 0;

  /** What the reader wrote about a person: copied into the sheet as text, and nowhere else. */
  function mirror() {
    for (const from of page.querySelectorAll("[data-mirror-from]")) {
      const to = holder.querySelector(`[data-mirror="${from.dataset.mirrorFrom}"]`);
      if (!to) continue;
      to.lastElementChild.textContent = from.value.trim();
      to.hidden = !from.value.trim();
    }
  }
  page.addEventListener("input", ({ target }) => {
    if (target.matches("[data-mirror-from]")) mirror();
    if (target.matches("[data-filter]")) filter(target);
  });

  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[\s\-_.']+/g, "");
  function filter(input) {
    const wanted = plain(input.value);
    for (const item of holder.querySelectorAll("[data-terms]")) item.hidden = !plain(item.dataset.terms).includes(wanted);
  }

  /** Make the new parts what a script can do more with: buttons that act, a field that filters, one tab stop on a body. */
  function wake() {
    holder.querySelector("[data-send]").hidden = true;
    holder.querySelector("[data-print-sheet]").hidden = false;
    holder.querySelector(".filter").hidden = false;
    page.querySelector("[data-private]").hidden = false;
    for (const body of holder.querySelectorAll(".pick-body")) {
      const links = [...body.querySelectorAll("a")];
      links.forEach((link, place) => link.setAttribute("tabindex", place ? "-1" : "0"));
    }
    mirror();
  }

  /** What the reader had opened, typed and focused, to give it back once the parts are new. */
  function keep() {
    const open = [...holder.querySelectorAll("details[id]")].map(({ id, open: now }) => [id, now]);
    const wanted = holder.querySelector("[data-filter]")?.value || "";
    const { key } = holder.contains(document.activeElement) ? document.activeElement.dataset : {};
    const scrolled = holder.querySelector(".pick-list")?.scrollTop || 0;
    return () => {
      for (const [id, now] of open) document.getElementById(id)?.toggleAttribute("open", now);
      const input = holder.querySelector("[data-filter]");
      input.value = wanted;
      if (wanted) filter(input);
      holder.querySelector(".pick-list").scrollTop = scrolled;
      if (!key) return;
      const same = holder.querySelector(`[data-key="${CSS.escape(key)}"]`) || holder.querySelector('[data-key="builder"]');
      if (same.closest(".pick-body")) rove(same);
      same.focus({ preventScroll: true });
    };
  }

  async function show(search, { write = true } = {}) {
    const turn = ++asked;
    holder.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`${PAGE}/parts${search}`, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      const html = await answer.text();
      if (turn !== asked) return;
      const back = keep();
      holder.innerHTML = html;
      wake();
      back();
      document.documentElement.dataset.reader = form().querySelector("input[name=as]:checked").value;
      if (write) history.replaceState(history.state, "", PAGE + form().dataset.search);
      window.backmap.announce([...holder.querySelectorAll(".notes p")].map((note) => note.textContent).concat(form().dataset.summary).join(" "));
    } catch {
      if (turn !== asked) return;
      const failed = holder.querySelector("[data-failed]");
      failed.hidden = false;
      holder.querySelector("[data-send]").hidden = false; // what is chosen already cannot be chosen again
      window.backmap.announce(failed.textContent);
    } finally {
      if (turn === asked) holder.removeAttribute("aria-busy");
    }
  }
  const written = () => `?${new URLSearchParams(new FormData(form()))}`;
  holder.addEventListener("change", ({ target }) => {
    if (!target.name || target.name === "add") return;
    if (target.name === "lang") location.assign(PAGE + written()); // the whole page is in another language then
    else show(written());
  });
  holder.addEventListener("submit", (event) => {
    event.preventDefault();
    show(written());
  });
  holder.addEventListener("click", (event) => {
    if (event.target.closest("[data-print-sheet]")) return print();
    const link = event.target.closest("a[data-swap], .pick-body a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const address = link.getAttribute("href");
    if (address) show(address.slice(PAGE.length) || "?");
  });
  addEventListener("popstate", () => show(location.search, { write: false }));

  /* A body is one tab stop; arrow keys go to the nearest point in their direction. */
  function rove(link) {
    for (const other of link.closest("svg").querySelectorAll("a")) other.setAttribute("tabindex", other === link ? "0" : "-1");
  }
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  function at(link) {
    const { left, right, top, bottom } = link.querySelector(".pick-dot").getBoundingClientRect();
    return [(left + right) / 2, (top + bottom) / 2];
  }
  holder.addEventListener("keydown", (event) => {
    const link = event.target.closest(".pick-body a");
    const step = STEPS[event.key];
    if (!link || !step) return;
    event.preventDefault();
    const [x, y] = at(link);
    let nearest = null;
    let least = Infinity;
    for (const other of link.closest("svg").querySelectorAll("a")) {
      const [ox, oy] = at(other);
      const along = (ox - x) * step[0] + (oy - y) * step[1];
      const aside = Math.abs((ox - x) * step[1]) + Math.abs((oy - y) * step[0]);
      if (other !== link && along > .5 && along + 2 * aside < least) [nearest, least] = [other, along + 2 * aside];
    }
    if (!nearest) return;
    rove(nearest);
    nearest.focus();
  });
  wake();
})();
