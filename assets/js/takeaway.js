/* Takes figures away as files, and copies the page's address. Knows no figure: it works on any figure[data-take]. */
(() => {
  "use strict";
  const { text } = window.backmap;
  const SCALE = 2;
  const MARGIN = 12; // pixels of ground round a saved picture
  const LARGEST = 8000; // pixels of a side; browsers refuse larger canvases
  const SAID = 2500; // milliseconds for which a button says what it did
  const SVG = "http://www.w3.org/2000/svg";
  // What a style sheet may set on a shape or a text. Everything else of a figure stands in its attributes.
  const LOOK = [
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-dashoffset",
    "stroke-linecap", "stroke-linejoin", "opacity", "color", "stop-color", "stop-opacity", "paint-order", "visibility",
    "font-family", "font-size", "font-style", "font-weight", "font-variant-numeric", "letter-spacing", "text-anchor",
    "dominant-baseline", "text-decoration-line", "vector-effect",
  ];
  const COLOURS = ["fill", "stroke", "color", "stop-color"];
  const WORDLESS = "title, desc, metadata, defs > style, style, script";
  const UNSEEN = "defs, symbol, clipPath, mask, pattern, marker, linearGradient, radialGradient";
  // What a browser does with a shape when nothing is said; leaving it out keeps the file small.
  const PLAIN = {
    "fill-opacity": "1", "fill-rule": "nonzero", "stroke": "none", "stroke-opacity": "1", "stroke-dasharray": "none", "stroke-dashoffset": "0px",
    "stroke-linecap": "butt", "stroke-linejoin": "miter", "opacity": "1", "stop-color": "rgb(0, 0, 0)", "stop-opacity": "1",
    "paint-order": "normal", "font-variant-numeric": "normal", "letter-spacing": "normal", "dominant-baseline": "auto",
    "text-decoration-line": "none", "vector-effect": "none",
  };

  /** A colour every drawing program knows: #rrggbb and an opacity. Modern notations are painted and read back. */
  const known = new Map();
  let brush;
  function colour(value) {
    if (!known.has(value)) {
      brush ||= Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
      brush.clearRect(0, 0, 1, 1);
      brush.fillStyle = value;
      brush.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
      known.set(value, { hex: `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`, alpha: alpha / 255 });
    }
    return known.get(value);
  }
  /** The picture that is shown, where a figure holds one for wide screens and one for phones. */
  function seen(figure) {
    const pictures = [...figure.querySelectorAll("svg")];
    return pictures.find((one) => one.getBoundingClientRect().width) || pictures[0];
  }
  /** Write what the page's styles make of `shown` on its copy, as plain attributes. */
  function dress(shown, copy) {
    const style = getComputedStyle(shown);
    if (style.display === "none" && !shown.closest(UNSEEN)) {
      copy.remove();
      return;
    }
    for (const name of LOOK) {
      let value = style.getPropertyValue(name);
      copy.removeAttribute(name);
      if (!value || value === PLAIN[name]) continue;
      if (COLOURS.includes(name) && value !== "none" && !value.startsWith("url(")) {
        const { hex, alpha } = colour(value);
        value = hex;
        const through = name === "fill" || name === "stroke" ? `${name}-opacity` : "";
        if (through && alpha < 1) copy.setAttribute(`data-${through}`, String(alpha));
      }
      copy.setAttribute(name, value.replaceAll('"', "'"));
    }
    for (const name of ["fill-opacity", "stroke-opacity"]) {
      const alpha = copy.getAttribute(`data-${name}`);
      if (alpha === null) continue;
      copy.removeAttribute(`data-${name}`);
      copy.setAttribute(name, String(Number((alpha * Number(copy.getAttribute(name) ?? 1)).toFixed(3))));
    }
    copy.removeAttribute("class");
    copy.removeAttribute("style");
    for (const { name, value } of [...copy.attributes]) {
      if (value.includes("var(")) copy.setAttribute(name, value.replace(/var\(\s*(--[\w-]+)[^)]*\)/g, (_, token) => style.getPropertyValue(token).trim()));
    }
    if (copy.localName === "a" && copy.hasAttribute("href")) copy.setAttribute("href", shown.href.baseVal ? new URL(shown.href.baseVal, location.href).href : "");
  }
  /** A picture that stands alone: no style sheet, no custom property, its own size, ground and name. */
  function standalone(picture, name) {
    const copy = picture.cloneNode(true);
    const shown = [picture, ...picture.querySelectorAll("*")];
    const copies = [copy, ...copy.querySelectorAll("*")];
    shown.forEach((element, at) => {
      if (!element.matches(WORDLESS)) dress(element, copies[at]);
      else if (element.matches("style, script")) copies[at].remove();
    });
    const shownAs = picture.getBoundingClientRect();
    const [width, height] = [shownAs.width + 2 * MARGIN, shownAs.height + 2 * MARGIN];
    const box = picture.viewBox.baseVal;
    const drawn = box?.width ? box : { x: 0, y: 0, width: shownAs.width, height: shownAs.height };
    const [aside, above] = [(MARGIN * drawn.width) / shownAs.width, (MARGIN * drawn.height) / shownAs.height];
    const view = [drawn.x - aside, drawn.y - above, drawn.width + 2 * aside, drawn.height + 2 * above];
    copy.setAttribute("xmlns", SVG);
    copy.setAttribute("viewBox", view.join(" "));
    copy.setAttribute("width", String(Math.round(width)));
    copy.setAttribute("height", String(Math.round(height)));
    const ground = document.createElementNS(SVG, "rect");
    const surface = colour(getComputedStyle(document.documentElement).getPropertyValue("--surface").trim() || "white").hex;
    const place = { x: view[0], y: view[1], width: view[2], height: view[3], fill: surface };
    for (const [key, value] of Object.entries(place)) ground.setAttribute(key, String(value));
    const title = copy.querySelector(":scope > title") || document.createElementNS(SVG, "title");
    title.textContent ||= picture.getAttribute("aria-label") || picture.closest("figure").querySelector("figcaption")?.textContent.trim() || name;
    const said = [title, ...copy.querySelectorAll(":scope > desc")];
    copy.prepend(...said, ground);
    return { text: `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`, width, height };
  }
  async function painted({ text, width, height }) {
    const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    try {
      const image = new Image();
      image.src = address;
      await image.decode();
      const scale = Math.min(SCALE, LARGEST / Math.max(width, height));
      const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(width * scale), height: Math.round(height * scale) });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
      if (!blob) throw new Error("the picture is too large");
      return blob;
    } finally {
      URL.revokeObjectURL(address);
    }
  }
  /** What a chart shows, with more ground round it. */
  function withMargin({ data, layout }) {
    const { l = 0, r = 0, t = 0, b = 0, ...rest } = layout.margin || {};
    return { data, layout: { ...layout, margin: { ...rest, l: l + MARGIN, r: r + MARGIN, t: t + MARGIN, b: b + MARGIN } } };
  }
  function save(address, file) {
    const link = Object.assign(document.createElement("a"), { href: address, download: file });
    document.body.append(link);
    link.click();
    link.remove();
  }
  async function take(figure, kind) {
    const name = figure.dataset.take.replace(/[^\w-]+/g, "-") || "figure";
    const file = `backmap-${name.replace(/^backmap-/, "")}.${kind}`;
    const chart = figure.querySelector(".js-plotly-plot");
    if (chart && window.Plotly?.toImage) {
      const { clientWidth: width, clientHeight: height } = chart;
      save(await window.Plotly.toImage(withMargin(chart), { format: kind, width: width + 2 * MARGIN, height: height + 2 * MARGIN, scale: kind === "png" ? SCALE : 1 }), file);
      return file;
    }
    const made = standalone(seen(figure), name);
    const blob = kind === "png" ? await painted(made) : new Blob([made.text], { type: "image/svg+xml" });
    const address = URL.createObjectURL(blob);
    save(address, file);
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    return file;
  }

  /** Tell those who listen and those who look: the page's live region, or one of our own, and the button itself. */
  let region;
  function say(button, words, short) {
    if (document.getElementById("announce")) window.backmap.announce(words);
    else {
      if (!region) {
        region = Object.assign(document.createElement("p"), { className: "visually-hidden" });
        region.setAttribute("role", "status");
        document.body.append(region);
      }
      // A region is read when it changes, not when it is born.
      setTimeout(() => { region.textContent = words; }, 50);
    }
    if (!short) return;
    const label = button.querySelector("[data-label]") || button;
    label.dataset.was ||= label.textContent;
    label.textContent = short;
    setTimeout(() => { label.textContent = label.dataset.was; }, SAID);
  }
  async function copyAddress(button) {
    const address = location.href;
    try {
      await navigator.clipboard.writeText(address);
      say(button, text("addressCopied"), text("copied"));
    } catch {
      // No clipboard without https, or the reader said no: show the address, chosen, to be copied by hand.
      let field = button.nextElementSibling;
      if (!field?.matches("input.copy-by-hand")) {
        field = Object.assign(document.createElement("input"), { className: "copy-by-hand", readOnly: true });
        field.setAttribute("aria-label", text("addressOfPage"));
        button.after(field);
      }
      field.value = address;
      field.focus();
      field.select();
      say(button, text("addressNotCopied"), "");
    }
  }

  function button(kind) {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "quiet" });
    made.dataset.takeAs = kind;
    const label = Object.assign(document.createElement("span"), { textContent: kind.toUpperCase() });
    label.dataset.label = "";
    made.append(label, Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: ` ${text("asFile")}` }));
    return made;
  }
  function offer() {
    waiting = false;
    // A page hides what needs a script until there is one.
    for (const copy of document.querySelectorAll("[data-copy-link][hidden]")) copy.hidden = false;
    for (const figure of document.querySelectorAll("figure[data-take]")) {
      if (figure.querySelector(":scope > .take") || !figure.querySelector("svg, .js-plotly-plot")) continue;
      const row = Object.assign(document.createElement("div"), { className: "take" });
      row.append(button("svg"), button("png"));
      figure.append(row);
    }
  }
  document.addEventListener("click", async (event) => {
    const pressed = event.target.closest?.("[data-take-as], [data-copy-link]");
    if (!pressed) return;
    if (pressed.matches("[data-copy-link]")) {
      copyAddress(pressed);
      return;
    }
    try {
      say(pressed, text("savedAs", { file: await take(pressed.closest("figure"), pressed.dataset.takeAs) }), text("saved"));
    } catch (fault) {
      say(pressed, text("notSavedWhy", { why: fault.message }), text("notSaved"));
    }
  });
  // Parts of a page are swapped as a reader chooses; many changes at once are one look.
  let waiting = false;
  const main = document.getElementById("main");
  if (main) {
    new MutationObserver(() => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(offer);
    }).observe(main, { childList: true, subtree: true });
  }
  offer();
})();
