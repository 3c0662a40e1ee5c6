/* The point panel: painted from fragments the server made beforehand, so that choosing a point asks the server nothing. */
(() => {
  "use strict";
  const { config, byId, on, emit, fetchJson, dots, view, announce, text } = window.backmap;
  if (!config) return;
  const panel = byId("panel");
  const body = byId("panel-body");
  const shared = byId("panel-common"); // what all points of a question share: it stays while points are chosen
  const outcomes = byId("outcomes");
  const alt = byId("outcomes-alt");
  const table = byId("outcomes-table");
  const peek = byId("peek");
  const introduction = body.dataset.painted === "introduction" ? body.innerHTML : "";
  const files = { points: null, chronic: null, acute: null, upper: null };

  const load = async (name) => (files[name] ||= await fetchJson(`${config.facts}/${name}.json`));
  const loaded = (question) => Boolean(files.points && files[question]);
  window.backmap.evidence = () => files[view.current.question];
  /** Load what the view needs, and say on the page when it is there. */
  async function facts(question) {
    const { dataset } = document.documentElement;
    if (!loaded(question)) delete dataset.facts;
    await Promise.all([load("points"), load(question)]);
    if (loaded(view.current.question)) dataset.facts = "ready";
  }

  /** What the panel has to show, in the words in which the server says what it painted first. */
  function wanted() {
    const { point, question, compare } = view.current;
    if (compare.length > 1) return "compare"; // the comparison stands in the panel's place
    return point ? `${question} ${point}` : "introduction";
  }
  function put(key, html, { alt: said = "", table: figures = "" } = {}) {
    body.innerHTML = html;
    body.dataset.painted = key;
    alt.innerHTML = said;
    table.innerHTML = figures;
  }
  /** Put a text on the panel, unless it is there: what the reader opened stays open, and the focus stays where it is. */
  const fill = (key, ...html) => body.dataset.painted === key || put(key, ...html);

  function paint() {
    const key = wanted();
    const { point, question } = view.current;
    const chosen = key.endsWith(` ${point}`);
    body.setAttribute("aria-busy", "false");
    outcomes.hidden = shared.hidden = !chosen;
    if (!chosen) return void fill(key, key === "compare" ? "" : introduction || files.points?.introduction || "");
    if (!loaded(question)) return void fetchMissing(key);
    const about = files.points.points[point];
    const evidence = files[question].points[point];
    const { trials, common } = files[question];
    if (shared.dataset.painted !== question) {
      shared.innerHTML = common;
      shared.dataset.painted = question;
    }
    const rungs = evidence.trials.map(([study, here]) => trials[study].replace("<!--needled-->", here));
    fill(key, [about.head, about.where, about.needling, evidence.evidence, ...rungs, evidence.apart].join(""), evidence);
    emit("painted", point);
  }

  async function fetchMissing(key) {
    const { point, question } = view.current;
    // The server may have painted all but the chart: then only its place waits.
    const tell = (name, html, kind) => {
      outcomes.hidden = shared.hidden = body.dataset.painted !== key;
      if (outcomes.hidden) put("", `<p class="${kind}">${html}</p>`);
      else emit(name, html);
    };
    body.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => key === wanted() && tell("factsLate", text("factsLoading", { point }), "loading"), 250);
    try {
      await facts(question);
      if (key === wanted()) paint();
    } catch {
      if (key === wanted()) tell("factsFailed", `${text("factsFailed", { point })} <button type="button" class="quiet" data-retry>${text("tryAgain")}</button>`, "notice");
    } finally {
      clearTimeout(slow);
      if (key === wanted()) body.setAttribute("aria-busy", "false");
    }
  }
  panel.addEventListener("click", (event) => {
    if (!event.target.closest("[data-retry]")) return;
    paint();
    panel.focus({ preventScroll: true }); // the button goes away
  });

  /** On a phone the panel is below the body: a bar at the bottom names the choice and leads there. */
  function offer() {
    const { point, compare } = view.current;
    const comparing = compare.length > 1;
    peek.hidden = !point && !comparing;
    if (peek.hidden) return;
    const shown = comparing ? text("comparing", { points: compare.map(dots.short).join(", ") }) : dots.title(point);
    const jump = Object.assign(document.createElement("a"), { href: "#panel", textContent: text(comparing ? "seeComparison" : "readAboutIt") });
    peek.replaceChildren(Object.assign(document.createElement("b"), { textContent: shown }), jump);
  }
  function name() {
    const { point } = view.current;
    document.title = point ? `${dots.title(point)} · Backmap` : "Backmap";
  }
  function tell() {
    const { point } = view.current;
    const known = dots.details.get(point);
    name();
    // A reader who scrolled down chooses on the body, which stays: the new panel begins at its beginning.
    if (known && matchMedia("(min-width: 761px)").matches && panel.getBoundingClientRect().top < 0) panel.scrollIntoView();
    if (known) announce(text("panelShown", { point: dots.title(point), english: known.english }));
    offer();
  }
  new IntersectionObserver((entries) => {
    peek.classList.toggle("away", entries.at(-1).isIntersecting);
  }, { rootMargin: "0px 0px -25% 0px" }).observe(panel);

  on("view", (now, before) => {
    if (now.point !== before.point || now.question !== before.question || String(now.compare) !== String(before.compare)) paint();
    if (String(now.compare) !== String(before.compare)) offer();
    if (now.point !== before.point) requestAnimationFrame(tell);
    // So that the next choice needs no request either. A failure is told when a point is chosen.
    if (now.question !== before.question) facts(now.question).catch(() => {});
  });
  on("reader", () => {
    if (view.current.point) name();
    offer();
  });
  window.backmap.prepare = () => {
    offer();
    paint();
    return facts(view.current.question).catch(() => {});
  };
})();
