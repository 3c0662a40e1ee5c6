/* An address with `print=1` opens the printer's own window: where the server makes no file of a sheet, the browser does. */
(() => {
  "use strict";
  const asked = new URLSearchParams(location.search.slice(0, 2000));
  if (location.pathname !== "/explain" || asked.get("print") !== "1") return;
  const rest = location.search.replace(/^\?/, "").split("&").filter((part) => part && !/^print(=|$)/.test(part)).join("&");
  // Once: a page that is opened again from the history is not printed again.
  history.replaceState(history.state, "", `${location.pathname}${rest && `?${rest}`}${location.hash}`);
  const open = () => requestAnimationFrame(() => window.print());
  if (document.readyState === "complete") open();
  else addEventListener("load", open);
})();
