/* The outcomes of a point: from published trials, or from a clinic's records, one at a time and never mixed. */
(() => {
  "use strict";
  const { config, on, reader, text, view } = window.backmap;
  const choice = document.querySelector("[data-outcomes-switch]");
  if (!config || !choice) return;
  const trials = document.querySelector("[data-outcomes-trials]");
  const records = document.querySelector("[data-outcomes-records]");
  let shown = "";

  const from = () => choice.querySelector("input:checked").value;
  function put(html) {
    records.innerHTML = html;
    records.style.minHeight = "";
  }
  /** Ask for the records of the chosen point: only once somebody wants them, so that choosing a point asks nothing. */
  async function update() {
    const wanted = from() === "records";
    const high = wanted && (records.hidden ? trials : records).getBoundingClientRect().height;
    trials.hidden = wanted;
    records.hidden = !wanted;
    const { point, question } = view.current;
    const key = `${question} ${point}`;
    if (!wanted || !point || shown === key) return;
    shown = key;
    // As high as what stood there until the answer is there: what is below moves once and not twice.
    records.style.minHeight = `${high}px`;
    records.innerHTML = `<p class="loading">${text("recordsLoading")}</p>`;
    try {
      const answer = await fetch(`/outcomes/brief${reader.carry(`?question=${question}&point=${encodeURIComponent(point)}`)}`, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      const html = await answer.text();
      if (shown === key) put(html);
    } catch {
      if (shown !== key) return;
      shown = "";
      put(`<p class="notice">${text("recordsFailed")} <button type="button" class="quiet" data-again>${text("tryAgain")}</button></p>`);
    }
  }
  choice.addEventListener("change", update);
  records.addEventListener("click", (event) => event.target.closest("[data-again]") && update());
  on("painted", update);
})();
