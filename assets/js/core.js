/* The one global name, the page's configuration, and small helpers. Knows nothing of any part of the page. */
window.backmap = (() => {
  "use strict";
  const element = document.getElementById("config");
  const listeners = {};
  const said = JSON.parse(document.getElementById("texts")?.textContent || '{"lang":"en","tag":"en","places":{},"texts":{}}');
  const rules = new Intl.PluralRules(said.tag);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  return {
    config: element ? JSON.parse(element.textContent) : null,
    /** The page's language as its address calls it. */
    language: said.lang,
    /** What scripts say stands in the page, in its language: by key, with `{fields}`. */
    text: (key, values = {}) => fill(said.texts[key], values),
    /** A text that depends on a number, which is `{n}` in it. */
    plural: (key, n, values = {}) => fill(said.texts[key][said.places[rules.select(n)] ?? 0], { ...values, n }),
    byId: (id) => document.getElementById(id),
    /** An SVG element with attributes. */
    svg(name, attributes = {}, text = "") {
      const made = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      if (text) made.textContent = text;
      return made;
    },
    /** Parts of the page talk through named events only. */
    on: (name, run) => (listeners[name] ||= []).push(run),
    emit: (name, ...values) => (listeners[name] || []).forEach((run) => run(...values)),
    /** Say something to screen readers without moving the focus. */
    announce(text) {
      document.getElementById("announce").textContent = text;
    },
    /** A file of this release, fetched once; a failure is forgotten so that the next try asks again. */
    fetchJson: (() => {
      const asked = new Map();
      return (path) => {
        if (!asked.has(path)) {
          const answer = fetch(path, { credentials: "same-origin" }).then((r) => {
            if (!r.ok) throw new Error(`${path}: ${r.status}`);
            return r.json();
          });
          answer.catch(() => asked.delete(path));
          asked.set(path, answer);
        }
        return asked.get(path);
      };
    })(),
  };
})();

/* The theme switch is on every page. */
(() => {
  "use strict";
  const root = document.documentElement;
  const dark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  window.backmap.theme = () => (dark() ? "dark" : "light");
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-switch]")) return;
    root.dataset.theme = dark() ? "light" : "dark";
    try {
      localStorage.setItem("backmap-theme", root.dataset.theme);
    } catch {
      // Storage may be blocked; the choice then lasts as long as the page.
    }
    window.backmap.emit("theme");
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => window.backmap.emit("theme"));
})();
