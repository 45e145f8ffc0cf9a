// Stores the whole site in advance, so that it works offline once it has been opened; of the languages, only those that
// someone has used here, as boot.js reports; and what is rarely needed, when it's needed first. build.py writes FILES.

const NAME = `inkling-${FILES.version}`;
const home = new URL(".", self.location);
const languages = new Map(Object.entries(FILES.languages)); // for each, the files that only it needs

self.addEventListener("install", (event) => event.waitUntil(keepAll().then(() => self.skipWaiting())));
self.addEventListener("message", (event) => event.waitUntil(keep(languages.get(event.data) ?? [])));
self.addEventListener("activate", (event) => event.waitUntil(dropOthers().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === "GET" && url.href.startsWith(home.href)) event.respondWith(answer(event.request, url));
});

async function keepAll() {
  const unspoken = new Set([FILES.rarely, ...languages.values()].flat());
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const files of languages.values()) if (await cache.match(new URL(files[0], home))) for (const file of files) unspoken.delete(file);
  }
  await keep(Object.keys(FILES.hashes).filter((name) => !unspoken.has(name)));
}

// A few at a time, because the page itself is loading meanwhile.
async function keep(waiting) {
  const cache = await caches.open(NAME);
  waiting = [...waiting];
  const next = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      const request = new Request(new URL(name, home), { integrity: FILES.hashes[name], cache: "no-cache" });
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
  const name = url.href.slice(home.href.length);
  if (FILES.rarely.includes(name)) await keep([name]);
  const kept = await cache.match(wanted === home ? new URL("index.html", home) : wanted, { ignoreSearch: true });
  return kept ?? fetch(request);
}
