{% load static %}{% autoescape off %}"use strict";
// Keeps files that are the same for everybody and one page for when the network is gone. No page of anybody's own is
// ever kept: an answer that is not in the list below goes straight through.
const VERSION = "samverk-{{ version }}";
const FILES = [{% for file in files %}"{{ file|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const OFFLINE = "{{ offline|escapejs }}";
const SIGN_OUT = "{{ sign_out|escapejs }}";
const DAY = 24 * 3600 * 1000;
{% for part in parts %}importScripts("{{ part|escapejs }}");
{% endfor %}
// One after the other: a file that is missing for a moment must not keep the others out.
const keepFiles = async () => {
  const cache = await caches.open(VERSION);
  await Promise.all(FILES.map((file) => cache.add(file).catch(() => undefined)));
};
// The page is asked for with the person's own sign-in, once a day; what is no plain answer is not kept.
const keepOffline = async () => {
  if (!OFFLINE) return;
  const cache = await caches.open(VERSION);
  const kept = await cache.match(OFFLINE);
  if (kept && Date.now() - Date.parse(kept.headers.get("Date") || 0) < DAY) return;
  const answer = await fetch(OFFLINE, { redirect: "error" }).catch(() => undefined);
  if (answer && answer.ok) await cache.put(OFFLINE, answer);
};
const forgetOffline = async () => {
  const names = await caches.keys();
  await Promise.all(names.map(async (name) => (await caches.open(name)).delete(OFFLINE)));
};
self.addEventListener("install", (event) => event.waitUntil(keepFiles().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("samverk-") && name !== VERSION).map((name) => caches.delete(name)));
  await self.clients.claim();
})()));
self.addEventListener("message", (event) => {
  if (event.data === "signed-in") event.waitUntil(keepOffline());
});
self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST" && url.pathname === SIGN_OUT) event.waitUntil(forgetOffline());
  if (request.method !== "GET") return;
  if (FILES.includes(url.pathname)) {
    event.respondWith(caches.match(url.pathname).then((kept) => kept || fetch(request)));
  } else if (request.mode === "navigate" && OFFLINE) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(OFFLINE)) || Response.error()));
  }
});
{% endautoescape %}
