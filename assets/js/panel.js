/* The point panel: painted from fragments made when the server started, so that choosing a point asks the server nothing. */
(() => {
  "use strict";
  const { config, byId, on, emit, fetchJson, dots, view, announce } = window.backmap;
  if (!config) return;
  const panel = byId("panel");
  const body = byId("panel-body");
  const outcomes = byId("outcomes");
  const peek = byId("peek");
  const introduction = view.current.point ? "" : body.innerHTML;
  const files = { points: null, chronic: null, acute: null, upper: null };

  const load = async (name) => (files[name] ||= await fetchJson(`${config.root}/facts/${name}.json`));
  window.backmap.evidence = () => files[view.current.question];

  function paint() {
    const { point, question, compare } = view.current;
    if (compare.length > 1) {
      // The comparison stands in the panel's place.
      body.replaceChildren();
      outcomes.hidden = true;
      return;
    }
    if (!point) {
      body.innerHTML = introduction || files.points?.introduction || "";
      outcomes.hidden = true;
      peek.hidden = true;
      return;
    }
    const about = files.points?.points[point];
    const evidence = files[question]?.points[point];
    if (!about || !evidence) return void fetchMissing();
    const { trials, common } = files[question];
    const rungs = evidence.trials.map(([study, here]) => trials[study].replace("<!--needled-->", here));
    body.innerHTML = [about.head, about.where, about.needling, evidence.evidence, ...rungs, evidence.apart, common].join("");
    outcomes.hidden = false;
    byId("outcomes-alt").innerHTML = evidence.alt;
    byId("outcomes-table").innerHTML = evidence.table;
    body.setAttribute("aria-busy", "false");
    panel.scrollTop = 0;
    emit("painted", point);
  }

  async function fetchMissing() {
    const wanted = view.current;
    body.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => {
      body.innerHTML = `<p class="loading">Loading the facts of ${wanted.point}…</p>`;
    }, 250);
    try {
      await Promise.all([load("points"), load(wanted.question)]);
      clearTimeout(slow);
      paint();
    } catch {
      clearTimeout(slow);
      body.innerHTML = `<p class="notice">The facts of ${wanted.point} could not be loaded. Check the connection. <button type="button" class="quiet" data-retry>Try again</button></p>`;
    }
  }
  body.addEventListener("click", (event) => event.target.closest("[data-retry]") && paint());

  /** On a phone the panel is below the body: a bar at the bottom names the choice and leads there. */
  function offer() {
    const { point } = view.current;
    peek.hidden = !point;
    if (!point) return;
    const { pinyin } = dots.details.get(point);
    const jump = Object.assign(document.createElement("a"), { href: "#panel", textContent: "Read about it" });
    peek.replaceChildren(Object.assign(document.createElement("b"), { textContent: point }), ` ${pinyin}`, jump);
  }
  function tell() {
    const { point } = view.current;
    const known = dots.details.get(point);
    document.title = known ? `${point} ${known.pinyin} · Backmap` : "Backmap";
    if (known) announce(`${point} ${known.pinyin}, ${known.english}. Its panel is shown.`);
    offer();
  new IntersectionObserver((entries) => {
    peek.classList.toggle("away", entries.some((entry) => entry.isIntersecting));
  }, { rootMargin: "0px 0px -25% 0px" }).observe(panel);
  }
  offer();

  on("view", (now, before) => {
    if (now.point !== before.point || now.question !== before.question || String(now.compare) !== String(before.compare)) paint();
    if (now.point !== before.point) requestAnimationFrame(tell);
  });
  window.backmap.prepare = () => Promise.all([load("points"), load(view.current.question)]).then(() => view.current.point && paint(), () => view.current.point && paint());
})();
