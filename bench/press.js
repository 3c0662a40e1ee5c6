/* Runs in the measured page before its own scripts: times a press from its event to the painted panel. */
window.bench = (() => {
  "use strict";
  let pressed = 0;
  // On `window` and capturing: before any listener of the page. timeStamp is when the browser got the event.
  addEventListener("click", (event) => { pressed = event.timeStamp; }, true);
  const events = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === "click") events.push(entry.duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: true });

  /** Runs once the next frame was painted: a message posted inside a frame's callback arrives after that frame. */
  const painted = () => new Promise((done) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done(performance.now());
      channel.port2.postMessage(0);
    });
  });
  const changed = (node, options) => new Promise((done) => {
    const observer = new MutationObserver(() => {
      observer.disconnect();
      done();
    });
    observer.observe(node, options);
  });
  const after = (ms) => new Promise((done) => setTimeout(() => done(null), ms));
  return {
    events,
    painted,
    /** Wait until the page has painted and has nothing left to do. */
    quiet: () => painted().then(() => new Promise((done) => requestIdleCallback(() => done(), { timeout: 2000 }))),
    /** Prepare for the next press; `window.bench.panel` then holds the promise of its time in ms. */
    arm() {
      const body = document.getElementById("panel-body");
      const shown = changed(body, { childList: true }).then(painted).then((end) => end - pressed);
      // A press that changes nothing must not hold the measurement up for good.
      window.bench.panel = Promise.race([shown, after(5000)]);
    },
    /** The same, then brings the outcomes into view; resolves to the ms from the painted panel to the painted chart. */
    armChart(code) {
      const graph = document.querySelector("#outcomes-chart .js-plotly-plot");
      const traces = (data) => JSON.stringify((data || []).map(({ name, x, y }) => [name, x, y]));
      const wanted = traces(window.backmap.evidence().points[code].figure.data);
      const drawn = new Promise((done) => {
        graph.on("plotly_afterplot", () => traces(graph.data) === wanted && done());
      }).then(painted);
      window.bench.arm();
      window.bench.chart = window.bench.panel.then(async () => {
        const begun = performance.now();
        document.getElementById("outcomes").scrollIntoView({ block: "end", behavior: "instant" });
        const end = await Promise.race([drawn, after(5000)]);
        return end && Math.max(0, end - begun);
      });
    },
  };
})();
