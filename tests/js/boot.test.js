// The site starts Python behind the shell: where it gets its files, what the address is meanwhile, and its progress.

import assert from "node:assert/strict";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, beforeEach, test } from "node:test";
import { pathToFileURL } from "node:url";
import { Element } from "./page.js";

const folder = mkdtempSync(join(tmpdir(), "site-"));
mkdirSync(join(folder, "stlite"));
writeFileSync(join(folder, "package.json"), '{"type": "module"}');
writeFileSync(join(folder, "stlite", "stlite.js"), "export const mount = (...about) => globalThis.mounted(...about);\n");
after(() => rmSync(folder, { recursive: true }));

const HOME = `${pathToFileURL(folder).href}/`;
const at = (name) => HOME + name;
const { coming, steps } = await import("../../views/shell/shell_words.js");

let number = 0;
let addresses, links, progress, written;

beforeEach(() => {
  [addresses, links, progress, written] = [[], [], [], []];
  const noted = (state, title, url) => addresses.push(url);
  globalThis.history = { replaceState: noted, pushState: noted };
  document.head.append = (link) => (links.push(link), setTimeout(() => link.onload()));
});

// Starts the site on that page's address; returns Streamlit's mount options and its kernel.
async function start(page = "", more = {}) {
  const kernel = { addEventListener: (type, listener) => (kernel[type] = listener) };
  let about, root, before;
  globalThis.mounted = (...given) => (([about, root] = given), (before = [...addresses]), { _kernel: kernel, writeFile: async (...file) => written.push(file) });
  globalThis.inklingSite = { pages: ["neurons"], ...more };
  document.baseURI = HOME;
  const { pathname } = new URL(HOME);
  const [search, hash] = ["?drawing=abc", "#bias"];
  globalThis.location = { pathname: pathname + page, search, hash, href: HOME + page + search + hash };
  const { boot } = await import(`../../deploy/site/shell/boot.js?start=${number++}`);
  const streamlit = await boot((words, share) => progress.push([words, share]));
  return { about, root, before, kernel, streamlit, pathname };
}

test("everything comes from the site's own host, including Python's network and test images", async () => {
  const { about } = await start();
  const { archives, files, env, pyodideUrl, wheelUrls, entrypoint, disableProgressToasts } = about;
  assert.deepEqual(archives.map(({ url, format }) => [url, format]), [["app.tar.gz", "gztar"], ["python/packages.tar.gz", "gztar"]].map(([name, kind]) => [at(name), kind]));
  assert.match(archives[1].options.extractDir, /site-packages$/);
  assert.deepEqual([pyodideUrl, wheelUrls, entrypoint, disableProgressToasts], [at("python/pyodide.mjs"), false, "page.py", true]);
  const shared = ["networks/dense.bin", "digits/test.bin"].map((name) => [name, { url: at(name) }]);
  assert.deepEqual([files, env], [Object.fromEntries(shared), { INKLING_SITE: new URL(HOME).pathname, INKLING_LANGUAGE: document.documentElement.lang }]);
  assert.deepEqual(links.map(({ rel, href }) => [rel, href]), [["stylesheet", at("stlite/stlite.css")]]);
});

test("Streamlit starts at the site's root; then the address has its page and fields again", async () => {
  for (const [page, isOne] of [["", false], ["neurons", true], ["elsewhere", false]]) {
    addresses = [];
    const { before, pathname } = await start(page);
    assert.deepEqual(before, [`${pathname}?drawing=abc#bias`], page);
    assert.deepEqual(addresses.slice(1), isOne ? [`${pathname}neurons?drawing=abc#bias`] : [], page);
  }
});

test("the first page's address keeps its slash, because a reload without it needs the network", async () => {
  const { pathname } = await start();
  addresses = [];
  for (const url of [pathname.slice(0, -1), `${pathname}training`, `${pathname}?drawing=abc`, pathname]) history.pushState({}, "", url);
  assert.deepEqual(addresses, [pathname, `${pathname}training`, `${pathname}?drawing=abc`, pathname]);
});

test("each step is shown in order, in words and as a share, and other messages aren't", async () => {
  const root = new Element("div");
  root.setAttribute("id", "root");
  document.documentElement.append(root);
  const { kernel, root: mountedIn } = await start();
  assert.equal(mountedIn, root);
  const names = Object.keys(steps());
  kernel.loadProgress({ detail: "Something else." });
  for (const step of names.slice(1)) kernel.loadProgress({ detail: step });
  const said = (words, step, i) => words.replace("{step}", steps()[step]).replace("{number}", i + 1).replace("{count}", names.length);
  assert.deepEqual(progress, names.map((step, i) => [{ drawing: said(coming().drawing, step, i), link: said(coming().link, step, i) }, (i + 1) / (names.length + 1)]));
  assert.ok(progress.at(-1)[1] < 1);
});

test("a chosen language's catalog is fetched for Python, and the worker is notified", async () => {
  const [catalogs, html] = [{ de: "locale/de.mo", fr: "locale/fr.mo" }, document.documentElement];
  const said = [];
  Object.defineProperty(globalThis, "navigator", { configurable: true, value: { serviceWorker: { ready: Promise.resolve({ active: { postMessage: (each) => said.push(each) } }) } } });
  const answers = { [at(catalogs.de)]: "German", [at(catalogs.fr)]: "French" };
  globalThis.fetch = async (url) => new Response(answers[url.href], { status: url.href in answers ? 200 : 404 });
  const bytesOf = (text) => new TextEncoder().encode(text);

  html.lang = "de";
  const { about } = await start("", { catalogs, lang: "lang" });
  assert.deepEqual([about.files[catalogs.de], about.env.INKLING_LANGUAGE, said], [bytesOf("German"), "de", ["de"]]);
  await inklingSite.bring("fr");
  await inklingSite.bring("en");
  assert.deepEqual([written, said], [[[catalogs.fr, bytesOf("French")]], ["de", "fr"]]);

  delete answers[at(catalogs.de)];
  await assert.rejects(inklingSite.bring("de"));
  globalThis.inklingLanguage = { words: {} };
  addresses = [];
  const lost = await start("", { catalogs, lang: "drawing" });
  assert.deepEqual([Object.keys(lost.about.files), lost.about.env.INKLING_LANGUAGE, html.lang, globalThis.inklingLanguage], [["networks/dense.bin", "digits/test.bin"], "en", "en", undefined]);
  assert.equal(`${addresses[0]}`, `${HOME}#bias`);
  assert.equal(said.length, 2);
});

test("the first view has the address's page and the site's network, and the worker caches the site", () => {
  const code = readFileSync(new URL("../../deploy/site/shell/site.js", import.meta.url), "utf-8").replace(/^import .*;$/gm, "");
  const begin = new Function("begin", "boot", "HOME", "page", "navigator", code);
  const home = new URL("https://inkling.test/class/");
  for (const canStore of [true, false]) {
    const [begun, registered] = [[], []];
    const serviceWorker = canStore ? { register: (script, { scope }) => registered.push([script.href, scope]) } : undefined;
    begin((given) => begun.push(given), "boot", home, "neurons", { serviceWorker });
    assert.deepEqual(begun, [{ page: "neurons", weights: "https://inkling.test/class/networks/dense.bin", boot: "boot" }]);
    assert.deepEqual(registered, canStore ? [["https://inkling.test/class/worker.js", "/class/"]] : []);
  }
  begin(assert.fail, "boot", undefined, undefined, {}); // in a thread
});
