/* For whom the page is written: the switch in every header. The same page shows more or less of itself; nothing is asked of the server. */
(() => {
  "use strict";
  const { config, emit, language } = window.backmap;
  const root = document.documentElement;
  const form = document.querySelector("[data-reading]");
  if (!form) return;
  const radios = [...form.querySelectorAll("input[name=as]")];
  const names = radios.map((radio) => radio.value);
  const usual = names[0]; // the address leaves it out
  const MOST = 2000; // characters of an address that are read at all
  const QUESTIONED = ["/", "/evidence", "/outcomes"];
  const FILES = /^\/(take|static)\//; // the same for everybody

  const current = () => root.dataset.reader;
  const own = (part) => /^(as|reader)(=|$)/.test(part);
  const parts = (search) => search.replace(/^\?+/, "").split("&").filter(Boolean);
  const join = (all) => (all.length ? `?${all.join("&")}` : "");
  /** A search without the word for whom the page is written. */
  const bare = (search) => join(parts(search).filter((part) => !own(part)));
  /** The same search, for the reader of now and in the page's language. */
  const carry = (search) =>
    join([
      ...parts(bare(search)).filter((part) => !/^lang(=|$)/.test(part)),
      ...(current() === usual ? [] : [`as=${current()}`]),
      ...(language === "en" ? [] : [`lang=${language}`]),
    ]);
  const spoken = (search) => new URLSearchParams(search.slice(0, MOST)).get("lang") || "en";
  function read(search) {
    const given = new URLSearchParams(search.slice(0, MOST));
    const asked = given.getAll("as").at(-1) ?? given.getAll("reader").at(-1);
    return names.includes(asked) ? asked : usual;
  }

  const head = () => (getComputedStyle(form.closest("header")).position === "sticky" ? form.closest("header").offsetHeight : 0);
  // What is folded away has a place too, but nobody sees it.
  const seen = (element) => element.getClientRects().length > 0 && (element.checkVisibility?.() ?? true);
  const shownAt = (element) => (seen(element) ? element.getBoundingClientRect().top : null);
  /** What the eye may rest on: the first things below the header, and the headings above them, the nearest first. */
  function landmarks() {
    if (!scrollY) return [];
    const top = head();
    // The body beside a panel stays in sight by itself and tells nothing of the place.
    const all = [...document.querySelectorAll("main :is(h1, h2, h3, h4, p, li, tr, dd, figure, summary):not(.map-side *)")];
    const places = all.map((element) => [element, shownAt(element)]).filter(([, at]) => at !== null);
    const within = places.filter(([, at]) => at >= top && at < innerHeight);
    const above = places.filter(([element, at]) => at < top && /^H\d$/.test(element.tagName)).reverse();
    return [...within, ...above.map(([element]) => [element, top])];
  }
  /** Show the page for a reader. What stood at the top of the window stays there. */
  function show(name) {
    for (const radio of radios) radio.checked = radio.value === name;
    if (name === current()) return;
    const before = landmarks();
    root.style.overflowAnchor = "none"; // the browser would keep another place, as well
    root.dataset.reader = name;
    emit("reader", name);
    const [kept, at] = before.find(([element]) => seen(element)) || [];
    const settle = () => kept && scrollBy({ top: (shownAt(kept) ?? at) - at, behavior: "instant" });
    settle();
    // What comes into sight is laid out now, and may be of another size than was guessed.
    requestAnimationFrame(() => {
      settle();
      requestAnimationFrame(() => {
        settle();
        root.style.removeProperty("overflow-anchor");
      });
    });
  }

  function choose(name) {
    // On the map the address is the view's to write; it tells us what it shows.
    if (config) return window.backmap.view.set({ as: name }, { push: false });
    show(name);
    history.replaceState(history.state, "", location.pathname + carry(location.search) + location.hash);
  }
  form.addEventListener("change", ({ target }) => target.name === "as" && choose(target.value));
  // A button elsewhere on the page may be a step of the switch; Enter on a radio chooses nothing.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.name === "as") choose(event.submitter.value);
  });
  form.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  if (!config) addEventListener("popstate", () => show(read(location.search)));
  /** The pages of one question lead on to each other for it; the header was written before it was chosen. */
  function ask(link, to) {
    if (!link.closest("header nav") || !QUESTIONED.includes(to.pathname)) return;
    const question = new URLSearchParams(location.search.slice(0, MOST)).get("question");
    if (question) to.searchParams.set("question", question);
    else to.searchParams.delete("question");
  }
  /** Links to other pages of the site lead there for the same reader and in the same language, whoever wrote them and when. */
  function lead(event) {
    const link = event.target.closest?.("a[href]");
    const written = link?.getAttribute("href");
    if (!written || written.startsWith("#") || link.dataset.language) return;
    const to = new URL(written, location.href);
    if (to.origin !== location.origin || FILES.test(to.pathname)) return;
    const before = to.search;
    ask(link, to);
    if (to.search === before && read(to.search) === current() && spoken(to.search) === language) return;
    link.setAttribute("href", to.pathname + carry(to.search) + to.hash);
  }
  for (const kind of ["pointerdown", "focusin", "click", "auxclick", "contextmenu"]) document.addEventListener(kind, lead, true);

  show(read(location.search));
  window.backmap.reader = { bare, carry, current, show };
})();
