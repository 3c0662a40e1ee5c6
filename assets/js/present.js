/* Shows a presentation one screen at a time. The address's hash says which; nothing is asked of the server. */
(() => {
  "use strict";
  const main = document.querySelector("[data-present]");
  if (!main) return;
  const root = document.documentElement;
  const slides = [...main.querySelectorAll(".slide")];
  const at = main.querySelector("[data-at]");
  const close = main.querySelector("[data-close]");
  const back = main.querySelector("[data-back]");
  const next = main.querySelector("[data-next]");
  const full = main.querySelector("[data-fullscreen]");
  const SWIPE = 50; // pixels across that are no tremble
  const CONTROLS = "a, button, summary, input, select, textarea";
  let shown = -1;

  /** The screen an address leads to: its own, or the one that holds the place it names. */
  function asked() {
    const place = document.getElementById(location.hash.slice(1));
    return Math.max(0, slides.indexOf(place?.closest(".slide")));
  }
  function show(number) {
    const to = Math.min(Math.max(number, 0), slides.length - 1);
    if (to === shown) return;
    shown = to;
    slides.forEach((slide, place) => {
      slide.hidden = place !== to;
    });
    const slide = slides[to];
    slide.scrollTop = 0;
    root.dataset.slide = to + 1;
    // The heading is told with the place, so that a listener knows where they are without moving the focus.
    const heading = Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: ` ${slide.querySelector("h2").textContent}` });
    at.replaceChildren(slide.dataset.progress, heading);
    for (const [button, end] of [[back, 0], [next, slides.length - 1]]) button.setAttribute("aria-disabled", String(to === end));
    reach();
  }
  /** What does not fit can be scrolled by keys, too. */
  function reach() {
    const slide = slides[shown];
    if (slide.scrollHeight > slide.clientHeight + 1) slide.tabIndex = 0;
    else slide.removeAttribute("tabindex");
    slide.toggleAttribute("data-more", slide.scrollTop + slide.clientHeight < slide.scrollHeight - 4);
  }
  function go(step) {
    const to = shown + step;
    if (to < 0 || to >= slides.length) return;
    show(to);
    // In place, so that the way back leads to the sheet.
    history.replaceState(history.state, "", `${location.pathname}${location.search}#${slides[to].id}`);
  }

  const KEYS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };
  /** Arrows up and down move within a screen that is longer than the window until its end is seen. */
  function within(key) {
    const slide = slides[shown];
    if (slide.scrollHeight <= slide.clientHeight + 1) return false;
    if (key === "ArrowDown") return slide.scrollTop + slide.clientHeight < slide.scrollHeight - 1;
    return key === "ArrowUp" && slide.scrollTop > 0;
  }
  addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") return document.fullscreenElement ? undefined : close.click();
    if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      return go(event.key === "Home" ? -shown : slides.length - 1 - shown);
    }
    const step = KEYS[event.key];
    if (!step || (event.key === " " && event.target.closest(CONTROLS))) return;
    event.preventDefault();
    if (within(event.key)) return slides[shown].scrollBy({ top: step * 80 });
    go(event.key === " " && event.shiftKey ? -1 : step);
  });
  back.addEventListener("click", () => go(-1));
  next.addEventListener("click", () => go(1));
  main.addEventListener("click", (event) => {
    if (event.target.closest(CONTROLS) || String(getSelection())) return;
    const across = event.clientX / innerWidth;
    if (across > 2 / 3) go(1);
    else if (across < 1 / 3) go(-1);
  });

  let start = null;
  main.addEventListener("touchstart", ({ touches }) => (start = touches.length === 1 ? touches[0] : null), { passive: true });
  main.addEventListener("touchend", ({ changedTouches }) => {
    if (!start) return;
    const across = changedTouches[0].clientX - start.clientX;
    const down = changedTouches[0].clientY - start.clientY;
    start = null;
    if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(down)) go(across < 0 ? 1 : -1);
  });

  if (document.fullscreenEnabled) {
    full.hidden = false;
    // Where the browser refuses, the page stays as large as its window.
    full.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()).catch(() => {}));
    document.addEventListener("fullscreenchange", () => full.setAttribute("aria-pressed", String(Boolean(document.fullscreenElement))));
  }
  root.dataset.presenting = "";
  at.hidden = false;
  for (const part of main.querySelectorAll("[data-with-script]")) part.hidden = false;
  addEventListener("hashchange", () => show(asked()));
  addEventListener("resize", reach);
  main.addEventListener("scroll", reach, true);
  show(asked());
})();
