/* The outcomes page: its clinic's records are a live section. */
(() => {
  "use strict";
  const holder = document.querySelector("[data-records]");
  if (holder?.querySelector("form")) window.backmap.liveSection(holder, "/outcomes/records", "/outcomes");
})();
