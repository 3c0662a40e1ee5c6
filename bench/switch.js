/* Runs in the measured page after press.js: times a switch from its event to the painted section. */
(() => {
  "use strict";
  let pressed = 0;
  // A press on the words of a choice is followed by one on its box: the first is the reader's.
  addEventListener("click", (event) => { pressed ||= event.timeStamp; }, true);
  const after = (ms) => new Promise((done) => setTimeout(() => done(null), ms));
  /** Prepare for the next switch; `window.bench.switched` then holds the promise of its time in ms. */
  window.bench.armSwitch = () => {
    pressed = 0;
    const swapped = new Promise((done) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        done();
      });
      observer.observe(document.querySelector("[data-analysis]"), { childList: true });
    });
    const shown = swapped.then(window.bench.painted).then((end) => end - pressed);
    window.bench.switched = Promise.race([shown, after(5000)]);
  };
})();
