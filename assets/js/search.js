/* Search: code, old codes, pinyin with or without tones, hanzi, English, region, level. A combobox with a list of results. */
(() => {
  "use strict";
  const { config, byId, on, dots, plural, text: say, view } = window.backmap;
  if (!config) return;
  const input = byId("search");
  const list = byId("search-results");
  const status = byId("search-status");
  const MOST = 12;

  /** Lower case, no tones, no spaces or hyphens: the form in which the page's terms are written too. */
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const squeeze = (text) => plain(text).replace(/[\s\-_.']+/g, "");
  const points = [...dots.details.values()].map((point) => ({ ...point, words: point.terms.split("|") }));

  /** Lower is better: whole term, beginning of a term, beginning of a word, inside a term. */
  function rank(point, wanted, loose) {
    let best = Infinity;
    point.words.forEach((term, place) => {
      const tight = term.replace(/ /g, "");
      if (tight === wanted) best = Math.min(best, place ? 1 : 0);
      else if (tight.startsWith(wanted)) best = Math.min(best, 2 + tight.length / 100);
      else if (loose.every((word) => term.split(" ").some((part) => part.startsWith(word)))) best = Math.min(best, 4);
      else if (wanted.length > 2 && tight.includes(wanted)) best = Math.min(best, 5);
    });
    return best;
  }
  function find(text) {
    const wanted = squeeze(text);
    const loose = plain(text).split(/[\s\-]+/).filter(Boolean);
    if (!wanted) return [];
    return points
      .map((point, order) => ({ point, order, score: rank(point, wanted, loose) }))
      .filter(({ score }) => score < Infinity)
      .sort((a, b) => a.score - b.score || a.order - b.order)
      .map(({ point }) => point);
  }
  window.backmap.find = (text) => find(text).map((point) => point.code);

  let shown = [];
  let active = -1;
  function mark(index) {
    active = index;
    [...list.querySelectorAll("[role=option]")].forEach((option, i) => {
      option.setAttribute("aria-selected", i === index);
      if (i === index) option.scrollIntoView({ block: "nearest" });
    });
    if (index >= 0) input.setAttribute("aria-activedescendant", `found-${index}`);
    else input.removeAttribute("aria-activedescendant");
  }
  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  }
  function show() {
    const found = find(input.value);
    shown = found.slice(0, MOST);
    list.replaceChildren();
    if (!input.value.trim()) {
      status.textContent = "";
      return close();
    }
    shown.forEach((point, index) => {
      const option = document.createElement("div");
      option.id = `found-${index}`;
      option.setAttribute("role", "option");
      // Both orders, of which the styles show the reader's.
      const code = Object.assign(document.createElement("b"), { className: "by-code", textContent: point.code });
      const after = Object.assign(document.createElement("span"), { className: "by-name", textContent: ` (${point.code})` });
      const words = document.createElement("span");
      const small = document.createElement("small");
      small.textContent = ` ${point.english}`;
      words.append(`${point.pinyin} ${point.hanzi}`, after, small);
      option.append(code, words);
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => take(index));
      list.append(option);
    });
    if (!shown.length) {
      list.append(Object.assign(document.createElement("p"), { textContent: say("nothingFound", { words: input.value.trim().slice(0, 40) }) }));
    }
    list.hidden = false;
    input.setAttribute("aria-expanded", String(shown.length > 0));
    status.textContent = found.length > MOST ? say("pointsFoundFirst", { n: found.length, most: MOST }) : plural("pointsFound", found.length);
    mark(shown.length ? 0 : -1);
  }
  function take(index) {
    const point = shown[index];
    if (!point) return;
    input.value = "";
    close();
    view.set({ point: point.code });
  }
  input.addEventListener("input", show);
  input.addEventListener("focus", () => input.value && show());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // Enter and arrows then belong to the input method
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && shown.length && !list.hidden) {
      mark((active + step + shown.length) % shown.length);
      event.preventDefault();
    } else if (event.key === "Enter") {
      event.preventDefault();
      take(active);
    } else if (event.key === "Escape") {
      if (list.hidden) input.value = "";
      close();
    }
  });
  on("view", close);
})();
