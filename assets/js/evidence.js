/* The evidence page: its live analysis, and the links to the other questions. */
(() => {
  "use strict";
  const holder = document.querySelector("[data-analysis]");
  if (!holder) return;

  /** The other questions keep the choices, but neither a trial taken out nor an analysis of this question. */
  function link() {
    for (const question of document.querySelectorAll("[data-question-link]")) {
      const to = new URLSearchParams(location.search);
      to.set("question", question.dataset.questionLink);
      to.delete("without");
      to.delete("pool");
      question.href = `/evidence?${to}`;
    }
  }
  window.backmap.liveSection(holder, "/evidence/analysis", "/evidence", link);
  document.querySelectorAll("[data-copy-link]").forEach((button) => { button.hidden = false; });
})();
