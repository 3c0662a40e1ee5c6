/* The browser's half of dashboard/state.py: the address is the only home of what the page shows. */
(() => {
  "use strict";
  const { config, emit } = window.backmap;
  if (!config) return;
  const { choices, layers, defaultLayers, maxCompared, maxSearch } = config.schema;
  const codes = new Set(config.codes);
  const defaults = { layers: defaultLayers, point: "", compare: [] };
  for (const [name, values] of Object.entries(choices)) defaults[name] = values[0];
  const order = ["question", "reader", "body", "view", "layers", "point", "compare"];

  const words = (text) => text.split(",").map((word) => word.trim()).filter(Boolean);
  const code = (text) => (codes.has(text.trim().toUpperCase()) ? text.trim().toUpperCase() : "");

  function parse(search) {
    const given = new URLSearchParams(search.replace(/^\?/, "").slice(0, maxSearch));
    const view = { ...defaults };
    for (const [name, value] of given) {
      if (name in choices) view[name] = choices[name].includes(value) ? value : defaults[name];
      else if (name === "point") view.point = code(value);
      else if (name === "layers") view.layers = layers.filter((layer) => words(value).includes(layer));
      else if (name === "compare") view.compare = [...new Set(words(value).map(code).filter(Boolean))].slice(0, maxCompared);
    }
    return view;
  }

  const cell = (value) =>
    encodeURIComponent(Array.isArray(value) ? value.join(",") || "none" : value).replace(/%2C/g, ",");

  function toSearch(view) {
    const parts = order.filter((name) => String(view[name]) !== String(defaults[name])).map((name) => `${name}=${cell(view[name])}`);
    return parts.length ? `?${parts.join("&")}` : "";
  }

  const view = {
    current: parse(location.search),
    parse,
    toSearch,
    /** Change some fields. A point or a screen is a step for the back button; a layer is not. */
    set(changes, { push = true } = {}) {
      const next = { ...view.current, ...changes };
      const search = toSearch(next);
      if (search === toSearch(view.current)) return;
      history[push ? "pushState" : "replaceState"](null, "", location.pathname + search);
      move(next);
    },
  };

  function move(next) {
    const before = view.current;
    view.current = next;
    emit("view", next, before);
  }
  addEventListener("popstate", () => move(parse(location.search)));
  window.backmap.view = view;
})();
