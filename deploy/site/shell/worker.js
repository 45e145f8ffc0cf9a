// Keeps all of the site beforehand, so that it needs no network once it has been opened. FILES is written by build.py.

const NAME = `inkling-${FILES.version}`;
const home = new URL(".", self.location);

self.addEventListener("install", (event) => event.waitUntil(keepAll().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(dropOthers().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === "GET" && url.href.startsWith(home.href)) event.respondWith(answer(event.request, url));
});

// A few at a time: the page itself is being loaded meanwhile.
async function keepAll() {
  const cache = await caches.open(NAME);
  const waiting = Object.entries(FILES.hashes);
  const next = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const [name, integrity] = file;
      const request = new Request(new URL(name, home), { integrity, cache: "no-cache" });
      if (!(await cache.match(request))) await cache.add(request);
    }
  };
  await Promise.all([next(), next(), next()]);
}

async function dropOthers() {
  for (const name of await caches.keys()) if (name.startsWith("inkling-") && name !== NAME) await caches.delete(name);
}

async function answer(request, url) {
  const cache = await caches.open(NAME);
  const wanted = request.mode === "navigate" ? home : url;
  const kept = await cache.match(wanted === home ? new URL("index.html", home) : wanted, { ignoreSearch: true });
  return kept ?? fetch(request);
}
