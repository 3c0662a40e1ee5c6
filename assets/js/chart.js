/* The outcomes chart is a Dash component. Dash and plotly.js are fetched only when a chart is about to be seen. */
(() => {
  "use strict";
  const { config, byId, on, text, view, evidence, fetchJson } = window.backmap;
  const outcomes = config && byId("outcomes");
  if (!outcomes) return;
  const holder = outcomes.querySelector(".chart");
  const waiting = holder.querySelector(".loading");
  const loading = waiting.textContent;
  const files = document.querySelector("template[data-dash]").content;
  const ASKED = ["/_dash-layout", "/_dash-dependencies"]; // what Dash asks for first
  let started = false;
  let lost = false; // Dash began and cannot begin again
  let near = false;

  function script(source) {
    return new Promise((resolve, reject) => {
      const tag = Object.assign(document.createElement("script"), { src: source, async: false, onload: resolve, onerror: reject });
      document.head.append(tag);
    });
  }
  /** No chart comes, so its place is not held. */
  function giveUp(words) {
    waiting.innerHTML = words;
    holder.style.height = "";
  }
  async function start() {
    if (started) return;
    started = true;
    waiting.textContent = loading;
    try {
      const scripts = [...files.querySelectorAll("script[src]")].map((tag) => script(tag.getAttribute("src")));
      // Dash tells nobody that its questions were not answered, so they are asked before it begins.
      await Promise.all([...scripts, ...ASKED.map(fetchJson)]);
      addEventListener("error", lose, true);
      new window.DashRenderer();
    } catch {
      started = false;
      giveUp(text("chartFailed"));
    }
  }
  /** What Dash fetches by itself once it has begun did not come: the chart's own script, or plotly.js. */
  function lose({ target }) {
    if (lost || !target.src?.includes("/_dash-component-suites/")) return;
    lost = true;
    giveUp(text("chartFailed"));
  }
  /** The chart's data for what is on the page, or null where no outcome can be drawn. */
  function figure() {
    const found = evidence()?.points[view.current.point];
    return found?.figure || null;
  }
  /** Hold the chart's place, as high as it will be, long before it is drawn: nothing on the page moves then. */
  function hold() {
    const drawable = view.current.point && figure();
    holder.hidden = !drawable;
    holder.style.height = drawable && !lost ? `${drawable.layout.height}px` : "";
  }
  function update() {
    if (!evidence()) return; // what the server held stays
    hold();
    if (holder.hidden || !near) return;
    start();
    if (window.dash_clientside?.set_props && window.backmap.chartReady) {
      window.dash_clientside.set_props("view", { data: { point: view.current.point, question: view.current.question, theme: window.backmap.theme() } });
    }
  }
  // "About to be seen": a point is chosen and its outcomes are within one screen of what is shown.
  new IntersectionObserver((entries) => {
    near = entries.some((entry) => entry.isIntersecting);
    if (near) update();
  }, { rootMargin: "100% 0px" }).observe(outcomes);
  on("painted", () => {
    hold();
    requestAnimationFrame(update);
  });
  on("theme", update);
  on("factsLate", (words) => { waiting.innerHTML = words; });
  on("factsFailed", giveUp);

  window.dash_clientside = Object.assign(window.dash_clientside || {}, {
    backmap: {
      /** Dash clientside callback: the chosen point and question -> the figure. Also runs once when Dash is ready. */
      outcomesFigure(chosen) {
        if (!window.backmap.chartReady) {
          window.backmap.chartReady = true;
          setTimeout(update);
        }
        const found = figure();
        if (!chosen || !found) return window.dash_clientside.no_update;
        return painted(found);
      },
    },
  });

  /** A copy of the figure in which the name of a colour (`--ink`) is replaced by this theme's value. */
  function painted(figure) {
    const style = getComputedStyle(document.documentElement);
    const copy = (value) => {
      if (Array.isArray(value)) return value.map(copy);
      if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)]));
      if (typeof value === "string" && value.startsWith("--")) return style.getPropertyValue(value).trim();
      return value === "inherit" ? style.fontFamily : value;
    };
    return copy(figure);
  }
})();
