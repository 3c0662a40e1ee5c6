/* A sheet that was opened opens again without a connection. Only sheets ask for it; the map's first visit stays as it is. */
(() => {
  "use strict";
  const root = document.documentElement;
  if (!/^\/explain(\/present)?$/.test(location.pathname) || !navigator.serviceWorker) return;

  /** What this page is made of: itself and the files it has asked for. */
  const used = () => [
    location.href.split("#")[0],
    ...performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.startsWith(location.origin)),
  ];
  let asked = false;
  async function keep() {
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ keep: used() });
  }
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data?.kept) root.dataset.offline = "ready";
  });
  // A new release took over, and threw away what the old one kept.
  navigator.serviceWorker.addEventListener("controllerchange", () => asked && keep());
  async function begin() {
    try {
      await navigator.serviceWorker.register("/sw.js");
      asked = true;
      await keep();
    } catch {
      // The browser keeps nothing (a private window, no room): the sheet works as it does without.
    }
  }
  const later = window.requestIdleCallback ?? ((run) => setTimeout(run, 500));
  if (document.readyState === "complete") later(begin);
  else addEventListener("load", () => later(begin));
  // The builder changes the sheet in place: the new address is a sheet, too.
  const parts = document.querySelector("[data-explain]");
  let pause = 0;
  const changed = () => {
    clearTimeout(pause);
    pause = setTimeout(() => asked && keep(), 1000); // the reader may go on choosing
  };
  if (parts) new MutationObserver(changed).observe(parts, { childList: true });
})();
