// The site's service worker: it caches all of the site's files once, and drops its own older versions only.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const HOME = "https://example.org/inkling/";
const LANGUAGES = { de: ["words/de.js", "locale/de.mo"], fr: ["words/fr.js", "locale/fr.mo"] };
const RARE = "digits/train2.bin";
const NAMES = ["index.html", "app.tar.gz", "networks/dense.bin", "shell/site.js", "stlite/stlite.js"];
const listeners = {};
let stored, fetched, claimed;
globalThis.Request = class {
  constructor(url, about) {
    Object.assign(this, { url: `${url}` }, about);
  }
};
const addressOf = (wanted) => wanted.url ?? `${wanted}`;
const cacheOf = () => ({
  files: new Map(),
  async add(request) {
    this.files.set(request.url, request);
  },
  async match(wanted, { ignoreSearch = false } = {}) {
    const url = addressOf(wanted);
    return this.files.get(ignoreSearch ? url.split("?")[0] : url);
  },
});
Object.assign(globalThis, {
  FILES: { version: "2", hashes: Object.fromEntries([...NAMES, RARE, ...Object.values(LANGUAGES).flat()].map((name) => [name, `hash of ${name}`])), languages: LANGUAGES, rarely: [RARE] },
  self: { location: `${HOME}worker.js`, addEventListener: (type, listener) => (listeners[type] = listener), clients: { claim: () => claimed.push("clients") }, skipWaiting: () => claimed.push("at once") },
  caches: { keys: async () => [...stored.keys()], delete: async (name) => stored.delete(name), open: async (name) => stored.get(name) ?? stored.set(name, cacheOf()).get(name) },
  fetch: async (request) => (fetched.push(request.url), "from the network"),
});
await import("../../deploy/site/shell/worker.js");

beforeEach(() => {
  stored = new Map(["inkling-1", "inkling-2", "another-app", "my-inkling"].map((name) => [name, cacheOf()]));
  [fetched, claimed] = [[], []];
});

// What is waited for.
async function happen(type, data) {
  let work;
  listeners[type]({ data, waitUntil: (each) => (work = each) });
  await work;
}

// The answer; undefined if it's left to the browser.
async function answer(url, about = {}) {
  let answered;
  listeners.fetch({ request: { url, method: "GET", mode: "cors", ...about }, respondWith: (each) => (answered = each) });
  return answered;
}

test("a new version drops older ones, and leaves other pages of the host alone", async () => {
  await happen("activate");
  assert.deepEqual([...stored.keys()], ["inkling-2", "another-app", "my-inkling"]);
  assert.deepEqual(claimed, ["clients"]);
});

test("all files are fetched fresh and checked by hash, except those cached already", async () => {
  const { files } = stored.get("inkling-2");
  files.set(`${HOME}app.tar.gz`, "there");
  await happen("install");
  assert.deepEqual([...files.keys()].sort(), NAMES.map((name) => HOME + name).sort());
  assert.equal(files.get(`${HOME}app.tar.gz`), "there");
  for (const name of NAMES.filter((each) => each !== "app.tar.gz")) {
    const { integrity, cache } = files.get(HOME + name);
    assert.deepEqual([integrity, cache], [`hash of ${name}`, "no-cache"]);
  }
  assert.deepEqual(claimed, ["at once"]);
});

test("a used language is cached, by the next version, too; anything else isn't", async () => {
  const { files } = stored.get("inkling-2");
  for (const other of ["en", "constructor", "", { lang: "de" }, null]) await happen("message", other);
  assert.deepEqual([...files.keys()], []);
  await happen("message", "fr");
  assert.deepEqual([...files.keys()], LANGUAGES.fr.map((name) => HOME + name));
  assert.equal(files.get(HOME + LANGUAGES.fr[1]).integrity, `hash of ${LANGUAGES.fr[1]}`);
  files.clear();
  stored.get("inkling-1").files.set(HOME + LANGUAGES.de[0], "of the version before");
  await happen("install");
  assert.deepEqual([...files.keys()].sort(), [...NAMES, ...LANGUAGES.de].map((name) => HOME + name).sort());
});

test("exactly three files are fetched at a time", async () => {
  const waiting = [];
  stored.get("inkling-2").add = (request) => new Promise((done) => waiting.push([request, done]));
  const ready = happen("install");
  for (let left = NAMES.length; left > 0; left -= 3) {
    await new Promise((done) => setImmediate(done));
    assert.equal(waiting.length, Math.min(3, left));
    for (const [, done] of waiting.splice(0)) done();
  }
  await ready;
});

test("cached files are answered whatever their query, page addresses by the first page, the rest by the network", async () => {
  const { files } = stored.get("inkling-2");
  for (const name of NAMES) files.set(HOME + name, name);
  assert.equal(await answer(`${HOME}app.tar.gz?version=3`), "app.tar.gz");
  for (const page of ["", "neurons", "?drawing=abc"]) assert.equal(await answer(HOME + page, { mode: "navigate" }), "index.html");
  assert.deepEqual(fetched, []);
  assert.equal(await answer(`${HOME}elsewhere.png`), "from the network");
  assert.deepEqual(fetched, [`${HOME}elsewhere.png`]);
});

test("a file that is rarely needed is stored when it's needed first", async () => {
  const { files } = stored.get("inkling-2");
  await happen("install");
  assert.ok(!files.has(HOME + RARE));
  for (let time = 0; time < 2; time++) assert.equal((await answer(HOME + RARE)).integrity, `hash of ${RARE}`);
  assert.deepEqual([files.has(HOME + RARE), fetched], [true, []]);
});

test("uploads and other hosts are left to the browser", async () => {
  assert.equal(await answer(`${HOME}app.tar.gz`, { method: "POST" }), undefined);
  assert.equal(await answer("https://example.org/other/app.tar.gz"), undefined);
  assert.deepEqual(fetched, []);
});
