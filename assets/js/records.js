/* The outcomes page: its clinic's records are a live section; links to other questions and points keep its choices. */
(() => {
  "use strict";
  const holder = document.querySelector("[data-records]");
  if (!holder?.querySelector("form")) return;

  function link() {
    const chosen = new URLSearchParams(location.search);
    for (const question of document.querySelectorAll("[data-question-link]")) {
      const to = new URLSearchParams(chosen);
      to.set("question", question.dataset.questionLink);
      question.href = `/outcomes?${to}`;
    }
    for (const field of document.querySelectorAll(".point-choice [data-kept]")) {
      field.value = chosen.get(field.name) ?? "";
      field.disabled = !field.value; // an empty field would stand in the address
    }
  }
  window.backmap.liveSection(holder, "/outcomes/records", "/outcomes", link);
})();
