/* Keeps an opened sheet for when there is no connection. `release` stands above: version, root of its files, pages. */
"use strict";
const FILES = `backmap-files-${release.version}`;
const PAGES = `backmap-pages-${release.version}`;
const MOST = 60; // pages kept; the oldest go first
const FIRST = ["backmap.css", "backmap.js", "favicon.png"].map((name) => `${release.root}/${name}`);

const isFile = (url) => url.pathname.startsWith(`${release.root}/`);
const isPage = (url) => release.pages.includes(url.pathname);
// What the map's chart asks for; its addresses do not all carry a version.
const isPart = (url) => url.pathname.startsWith("/_dash-") || url.pathname === "/explain/parts";
const sound = (answer) => answer.ok && answer.type === "basic" && !answer.redirected;

async function keep(name, request, answer) {
  if (!sound(answer)) return;
  const cache = await caches.open(name);
  // One step puts the latest last: between a deletion and this, somebody without a connection would find nothing.
  await cache.put(request, answer);
  const kept = await cache.keys();
  if (name === PAGES) await Promise.all(kept.slice(0, -MOST).map((old) => cache.delete(old)));
}

/** The files of a release never change: what is kept is as good as new. */
async function fileFirst(event) {
  const kept = await caches.match(event.request, { cacheName: FILES });
  if (kept) return kept;
  const answer = await fetch(event.request);
  event.waitUntil(keep(FILES, event.request, answer.clone()));
  return answer;
}

/** A page is always asked for; what is kept serves only where there is no answer. */
async function networkFirst(event) {
  try {
    const answer = await fetch(event.request);
    event.waitUntil(keep(PAGES, event.request.url, answer.clone()));
    return answer;
  } catch {
    return (await caches.match(event.request.url, { cacheName: PAGES, ignoreVary: true })) ?? Response.error();
  }
}

self.addEventListener("install", (event) => {
  // A new release takes over at once: nobody waits for it behind a tab that was forgotten.
  self.skipWaiting();
  event.waitUntil(caches.open(FILES).then((cache) => cache.addAll(FIRST)));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("backmap-") && name !== FILES && name !== PAGES;
  const clear = caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))));
  event.waitUntil(clear.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (isFile(url)) event.respondWith(fileFirst(event));
  else if (isPage(url) || isPart(url)) event.respondWith(networkFirst(event));
});

/* A page that was opened before this worker was there asks it to keep what it has shown. */
self.addEventListener("message", (event) => {
  const asked = (event.data?.keep ?? []).map((address) => new URL(address, location.href));
  const own = asked.filter((url) => url.origin === location.origin && (isFile(url) || isPage(url)));
  const one = async (url) => {
    const name = isFile(url) ? FILES : PAGES;
    if (await caches.match(url.href, { cacheName: name, ignoreVary: true })) return;
    await keep(name, url.href, await fetch(url.href));
  };
  const all = Promise.allSettled(own.map(one)).then((done) => {
    if (done.every(({ status }) => status === "fulfilled")) event.source?.postMessage({ kept: release.version });
  });
  event.waitUntil(all);
});
