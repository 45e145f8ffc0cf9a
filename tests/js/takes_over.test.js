// The shell around the loading page: what works before the page is there, and how the page takes over the drawing.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Element, parentOf } from "./page.js";

const WORDS = { blank: "Draw a digit.", no_answer: [], digit: "", no_digit: "" };
const NETWORK = { network: "net", panels: [], above: 0, help: "" };
const IMAGE = new Float32Array(784).fill(0.5, 0, 8);
const READ = { image: IMAGE, probs: null, hint: "", version: null, origin: "" };
globalThis.inklingSite = { data: { answer: { version: 0, nearest: [], words: WORDS }, network: NETWORK } };
globalThis.PointerEvent = globalThis.MouseEvent = class extends Event {
  constructor(type, options) {
    super(type, options);
    for (const name of ["clientX", "clientY", "pointerId", "isPrimary", "button", "buttons"]) this[name] = options[name];
  }
};
Element.prototype.setPointerCapture = () => {};
globalThis.matchMedia = () => ({ matches: true });
globalThis.fetch = () => new Promise(() => {});
const window = new EventTarget();
for (const name of ["addEventListener", "removeEventListener"]) globalThis[name] = window[name].bind(window);
const later = setTimeout;
globalThis.setTimeout = (call, ...about) => later(call, 0, ...about); // nobody is to wait here
const goTo = (url) => (globalThis.location = { href: `${url}`, search: new URL(url).search });
const turns = async (count = 40) => {
  for (let i = 0; i < count; i++) await new Promise((done) => later(done));
};
const drawn = () => inklingSheet.objects.map(({ path }) => path[0]);

const { inks, readings } = await import("../../views/parts/component/reading.js");
inks.publish = () => {}; // what is read, each test says itself

let number = 0;
let body, shell, root, boot, consoleError;

beforeEach(() => {
  goTo("http://inkling.test/");
  body = new Element("div");
  body.innerHTML = `<div id="shell" hidden><div id="surface"></div><button id="clear"></button><p id="coming"></p>
    ${["live-ink", "answer", "network-view"].map((name) => `<div><div class="ink-${name}"></div></div>`).join("")}</div><div id="root"></div>`;
  document.documentElement.append(body);
  [shell, root] = ["shell", "root"].map((id) => document.getElementById(id));
  consoleError = console.error;
  console.error = () => {};
});

afterEach(() => {
  console.error = consoleError;
  body.remove();
  readings.last = null;
  delete globalThis.inklingSheet;
  delete globalThis.sessionStorage;
});

// Starts on that page's address; returns the ink's surface.
async function begin({ page = "", search = "" } = {}) {
  goTo(`http://inkling.test/${page}${search}`);
  const { default: begins } = await import(`../../views/shell/shell.js?${number++}`);
  begins({ page, weights: "/a.bin", boot: (showProgress) => new Promise((come, fail) => (boot = { showProgress, come, fail })) });
  return document.querySelector(".upper-canvas");
}

function draw(surface, ...points) {
  surface.getBoundingClientRect = () => ({ left: 0, top: 0, width: inklingConstants.CANVAS_SIZE });
  const event = (type, [clientX, clientY]) => surface[`onpointer${type}`]({ isPrimary: true, button: 0, pointerId: 1, clientX, clientY });
  event("down", points[0]);
  for (const point of points.slice(1)) event("move", point);
  event("up", points.at(-1));
  readings.publish({ ...READ, time: performance.now() });
}

// The page, as Streamlit makes it, with its canvas elsewhere. Returns the strokes that it's given, and 0 for Clear.
function come() {
  root.innerHTML = '<div class="st-key-canvas"><i></i></div><div class="st-key-network_view"><canvas></canvas></div>';
  const surface = new Element("canvas");
  surface.getBoundingClientRect = () => ({ left: 30, top: 50, width: inklingConstants.CANVAS_SIZE / 2 });
  Object.defineProperty(root.querySelector("i"), "shadowRoot", { value: { querySelector: (selector) => (selector === ".upper-canvas" ? surface : null) } });
  const seen = [];
  globalThis.inkling = { readings: { last: { network: "net" } }, surfaces: { last: { draw: (strokes) => seen.push(...strokes.map(({ path }) => path)), step: (by) => seen.push(by) } } };
  boot.come();
  return seen;
}

test("the page makes its own channels and its own address", async () => {
  await begin();
  Object.assign(globalThis, { inkling: {}, inklingStore: {} });
  await begin();
  assert.deepEqual([globalThis.inkling, globalThis.inklingStore], [undefined, undefined]);
});

test("while the page loads it can't be reached, and its progress is shown", async () => {
  await begin();
  assert.deepEqual([shell.hidden, root.inert, shell.classList.contains("link")], [false, true, false]);
  boot.showProgress({ drawing: "You can draw.", link: "Loading a link." }, 0.25);
  assert.deepEqual([document.getElementById("coming").textContent, shell.style["--share"]], ["You can draw.", 0.25]);
  assert.equal(document.querySelector(".upper-canvas").getAttribute("aria-label"), "Draw here");
});

test("a link with a view has no canvas meanwhile, and its own words", async () => {
  for (const about of [{ page: "neurons" }, { search: "?drawing=sample.3" }]) {
    assert.equal(await begin(about), null, JSON.stringify(about));
    assert.equal(shell.classList.contains("link"), true);
    boot.showProgress({ drawing: "You can draw.", link: "Loading a link." }, 0.5);
    assert.equal(document.getElementById("coming").textContent, "Loading a link.");
  }
});

test("the example lies on the canvas until something is drawn, and again after clearing", async () => {
  const surface = await begin();
  const isDrawn = () => document.getElementById("surface").classList.contains("drawn");
  assert.equal(isDrawn(), false);
  draw(surface, [5, 5]);
  assert.equal(isDrawn(), true);
  document.getElementById("clear").onclick();
  assert.equal(isDrawn(), false);
});

test("if the page fails to load, a message says so, and drawing continues", async () => {
  const surface = await begin();
  boot.showProgress({ drawing: "You can draw.", link: "" }, 0.5);
  boot.fail(new Error("offline"));
  await turns(3);
  assert.match(document.getElementById("coming").textContent, /The rest of the page didn't load\./);
  assert.equal(shell.style["--share"], 0);
  draw(surface, [5, 5]);
  assert.equal(shell.isConnected, true);
});

test("what is drawn is in the page's sheet, and a stroke finished beside the page's canvas is handed to that", async () => {
  const surface = await begin();
  draw(surface, [1, 1], [3, 3]);
  draw(surface, [10, 20], [100, 20], [100, 200]);
  assert.deepEqual([drawn(), inklingSheet.isAhead, inklingSheet.able.undo], [[["M", 1, 1], ["M", 10, 20]], true, true]);
  const path = [["M", 10, 20], ["Q", 10, 20, 55, 20], ["Q", 100, 20, 100, 110], ["L", 100, 200]];
  assert.deepEqual(inklingSheet.objects[1], { type: "Path", path, strokeWidth: 20 });
  const seen = come();
  draw(surface, [7, 7]);
  await turns();
  assert.deepEqual([seen.map(([first]) => first), drawn().length], [[["M", 7, 7]], 2]);
  assert.deepEqual([root.inert, shell.isConnected], [false, false]);
});

test("what an earlier page in this tab couldn't send is on the canvas", async () => {
  const stored = { address: "http://inkling.test/", objects: [{ type: "path", path: [["M", 5, 5], ["L", 9, 9]] }] };
  globalThis.sessionStorage = { getItem: () => JSON.stringify(stored), removeItem: () => (stored.objects = null) };
  await begin();
  assert.deepEqual([drawn(), stored.objects], [[["M", 5, 5]], null]);
  assert.ok(document.getElementById("surface").classList.contains("drawn"));
});

test("a canvas that the page rebuilds meanwhile is waited for", async () => {
  const surface = await begin();
  for (let stroke = 0; stroke < 3; stroke++) draw(surface, [10, 20]);
  come();
  const { shadowRoot } = root.querySelector("i");
  const find = shadowRoot.querySelector;
  let isThere = true;
  shadowRoot.querySelector = (selector) => (isThere ? find(selector) : null);
  for (let i = 0; i < 100; i++) {
    isThere = i % 5 < 3 || i > 50;
    await turns(1);
  }
  assert.deepEqual([drawn().length, root.inert, shell.isConnected], [3, false, false]);
});

test("while the page loads answer, image and network are visible", async () => {
  const surface = await begin();
  draw(surface, [10, 20]);
  const parts = ["answer"].map((name) => shell.querySelector(`.ink-${name}`));
  assert.ok(parts.every((part) => part.children.length), "all of them");
  assert.ok(shell.querySelector(".ink-network-view").children.length);
  come();
  await turns();
  assert.ok(shell.classList.contains("gone"));
});

test("the page is shown once it reads the drawing", async () => {
  const surface = await begin();
  draw(surface, [1, 1], [3, 3]);
  come();
  inkling.readings.last = null;
  await turns(10);
  assert.equal(shell.isConnected, true);
  inkling.readings.last = { network: "net" };
  await turns();
  assert.equal(shell.isConnected, false);
});

test("a current stroke is finished before the page takes over", async () => {
  const surface = await begin();
  surface.getBoundingClientRect = () => ({ left: 0, top: 0, width: inklingConstants.CANVAS_SIZE });
  surface.onpointerdown({ isPrimary: true, button: 0, pointerId: 1, clientX: 10, clientY: 10 });
  const seen = come();
  await turns();
  assert.deepEqual([seen, shell.isConnected], [[], true]);
  surface.onpointerup({ isPrimary: true, button: 0, pointerId: 1, clientX: 10, clientY: 10 });
  await turns();
  assert.deepEqual([seen.length, shell.isConnected], [1, false]);
});

test("clearing removes finished ink, also once the page has a canvas", async () => {
  const surface = await begin();
  const clear = document.getElementById("clear");
  draw(surface, [1, 1], [3, 3]);
  surface.onpointerdown({ isPrimary: true, button: 0, pointerId: 1, clientX: 10, clientY: 10 });
  clear.onclick();
  surface.onpointerup({ isPrimary: true, button: 0, pointerId: 1, clientX: 10, clientY: 10 });
  assert.equal(drawn().length, 2); // not during a stroke
  for (const press of ["onclick", "onpointerdown"]) {
    clear[press]();
    assert.deepEqual(drawn(), [], press);
    draw(surface, [1, 1], [3, 3]);
  }
  const seen = come();
  clear.onclick();
  assert.deepEqual(seen, [0]);
});

test("an error or a question of the page is shown at once, without drawing", async () => {
  for (const said of ['<div class="stException"></div>', '<div class="stAlert"></div>']) {
    const surface = await begin();
    draw(surface, [10, 20]);
    root.innerHTML = said;
    boot.come();
    await turns();
    assert.deepEqual([root.inert, shell.isConnected], [false, false]);
    root.innerHTML = "";
    body.prepend(shell);
    shell.querySelector("#surface").replaceChildren();
  }
});

test("a page without a canvas is shown once it has content", async () => {
  await begin({ page: "neurons" });
  root.innerHTML = '<div class="stMainBlockContainer"></div>';
  boot.come();
  await turns(10);
  assert.equal(shell.isConnected, true);
  root.querySelector(".stMainBlockContainer").innerHTML = '<div class="st-key-catalogue"></div>';
  await turns();
  assert.deepEqual([root.inert, shell.isConnected], [false, false]);
});
