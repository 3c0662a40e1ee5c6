/* Runs in the measured page after press.js: times a switch from its event to the painted section. */
(() => {
  "use strict";
  let pressed = 0;
  // A press on the words of a choice is followed by one on its box: the first is the reader's.
  addEventListener("click", (event) => { pressed ||= event.timeStamp; }, true);
  const after = (ms) => new Promise((done) => setTimeout(() => done(null), ms));
  /** From the request's start to the answer's first byte, in ms, of what was last asked for since the press. */
  const answered = () => {
    const last = performance.getEntriesByType("resource").filter((one) => one.startTime >= pressed && one.responseStart).pop();
    return last ? last.responseStart - last.requestStart : null;
  };
  /** Prepare for the next switch; `window.bench.switched` then holds the promise of what it took. */
  window.bench.armSwitch = (selector) => {
    pressed = 0;
    performance.clearResourceTimings(); // the browser keeps no more than some hundred
    const holder = document.querySelector(selector);
    const swapped = new Promise((done) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        done();
      });
      observer.observe(holder, { childList: true });
    });
    const shown = swapped.then(window.bench.painted).then((end) => (
      { ms: end - pressed, server: answered(), elements: holder.querySelectorAll("*").length }
    ));
    window.bench.switched = Promise.race([shown, after(5000)]);
  };
})();
