/* The browser's half of dashboard/state.py: the address is the only home of what the page shows. */
(() => {
  "use strict";
  const { config, emit } = window.backmap;
  if (!config) return;
  const { choices, order, formerly, layers, defaultLayers, maxCompared, maxSearch } = config.schema;
  const codes = new Set(config.codes);
  const defaults = { layers: defaultLayers, point: "", compare: [] };
  for (const [name, values] of Object.entries(choices)) defaults[name] = values[0];

  const words = (text) => text.split(",").map((word) => word.trim()).filter(Boolean);
  const code = (text) => (codes.has(text.trim().toUpperCase()) ? text.trim().toUpperCase() : "");

  const pairs = (search) => new URLSearchParams(search.replace(/^\?+/, "").slice(0, maxSearch));

  function parse(search) {
    const given = pairs(search);
    const view = { ...defaults };
    for (const [asked, value] of given) {
      const name = Object.hasOwn(formerly, asked) ? formerly[asked] : asked;
      if (name !== asked && given.has(name)) continue; // a name of old gives way to today's
      if (Object.hasOwn(choices, name)) view[name] = choices[name].includes(value) ? value : defaults[name];
      else if (name === "point") view.point = code(value);
      else if (name === "layers") view.layers = layers.filter((layer) => words(value).includes(layer));
      else if (name === "compare") view.compare = [...new Set(words(value).map(code).filter(Boolean))].slice(0, maxCompared);
    }
    return view;
  }

  const cell = (value) =>
    encodeURIComponent(Array.isArray(value) ? value.join(",") || "none" : value).replace(/%2C/g, ",");

  function toSearch(view, named = []) {
    const written = order.filter((name) => named.includes(name) || String(view[name]) !== String(defaults[name]));
    const parts = written.map((name) => `${name}=${cell(view[name])}`);
    return parts.length ? `?${parts.join("&")}` : "";
  }

  const view = {
    current: parse(location.search),
    parse,
    toSearch,
    /** Where a point is shown when no view is named. The points' own script, which knows where each is seen, replaces it. */
    home: (point, shown) => shown,
    /** The search of a state. The default view is named too where its absence would send the reader to another one. */
    address(state) {
      const fallback = defaults.view;
      return toSearch(state, state.view === fallback && view.home(state.point, fallback) !== fallback ? ["view"] : []);
    },
    /** What an address shows: its own view where it names one, else one in which its point is seen. */
    read(search) {
      const found = parse(search);
      return pairs(search).has("view") ? found : { ...found, view: view.home(found.point, found.view) };
    },
    /** Change some fields. A point or a screen is a step for the back button; a layer is not. */
    set(changes, { push = true } = {}) {
      const next = { ...view.current, ...changes };
      if (changes.point && !changes.view) next.view = view.home(next.point, next.view);
      const search = view.address(next);
      if (search === view.address(view.current)) return;
      history[push ? "pushState" : "replaceState"](null, "", location.pathname + search);
      move(next);
    },
  };

  function move(next) {
    const before = view.current;
    view.current = next;
    emit("view", next, before);
  }
  addEventListener("popstate", () => move(view.read(location.search)));
  window.backmap.view = view;
})();
