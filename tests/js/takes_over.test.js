// The shell around the loading page: what works before the page is there, and how the page takes over the drawing.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Element, parentOf } from "./page.js";

const PEN = { size: 280, width: 20, color: "#123456" };
const WORDS = { blank: "Draw a digit.", no_answer: [], digit: "", no_digit: "" };
const NETWORK = { network: "net", panels: [], above: 0, help: "" };
const CODE = { version: 5, steps: 8, points: 4000, strokes: 60, range: [-280, 560] };
const IMAGE = new Float32Array(784).fill(0.5, 0, 8);
const READ = { image: IMAGE, probs: null, hint: "", version: null, origin: "" };
const site = { pen: PEN, code: CODE, data: { answer: { version: 0, nearest: [], words: WORDS }, network: NETWORK } };
globalThis.inklingSite = site;
globalThis.PointerEvent = globalThis.MouseEvent = class extends Event {
  constructor(type, options) {
    super(type, options);
    for (const name of ["clientX", "clientY", "pointerId", "isPrimary", "button", "buttons"]) this[name] = options[name];
  }
};
Element.prototype.setPointerCapture = () => {};
globalThis.matchMedia = () => ({ matches: true });
globalThis.fetch = () => new Promise(() => {});
globalThis.history = { state: null, replaceState: (state, title, url) => goTo(url) };
const window = new EventTarget();
for (const name of ["addEventListener", "removeEventListener"]) globalThis[name] = window[name].bind(window);
const later = setTimeout;
globalThis.setTimeout = (call, ...about) => later(call, 0, ...about); // nobody is to wait here
const goTo = (url) => (globalThis.location = { href: `${url}`, search: new URL(url).search });
const turns = async (count = 40) => {
  for (let i = 0; i < count; i++) await new Promise((done) => later(done));
};
const until = async (holds) => {
  for (let i = 0; i < 2000 && !holds(); i++) await turns(1);
  assert.ok(holds());
};
const isWritten = () => !!location.search;

const { MOST_IN_LINK } = await import("../../model/constants.js");
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
});

// Starts on that page's address; returns the ink's surface.
async function begin({ page = "", search = "" } = {}) {
  goTo(`http://inkling.test/${page}${search}`);
  const { default: begins } = await import(`../../views/shell/shell.js?${number++}`);
  begins({ page, weights: "/a.bin", boot: (showProgress, begun) => new Promise((come, fail) => (boot = { showProgress, begun, come, fail })) });
  return document.querySelector(".upper-canvas");
}

function draw(surface, ...points) {
  surface.getBoundingClientRect = () => ({ left: 0, top: 0, width: PEN.size });
  const event = (type, [clientX, clientY]) => surface[`onpointer${type}`]({ isPrimary: true, button: 0, pointerId: 1, clientX, clientY });
  event("down", points[0]);
  for (const point of points.slice(1)) event("move", point);
  event("up", points.at(-1));
  readings.publish({ ...READ, time: performance.now() });
}

// The page, as Streamlit makes it, with its canvas elsewhere. Returns the strokes that it's given.
function come() {
  root.innerHTML = '<div class="st-key-canvas"><i></i></div><div class="st-key-network_view"><canvas></canvas></div>';
  const surface = new Element("canvas");
  surface.getBoundingClientRect = () => ({ left: 30, top: 50, width: PEN.size / 2 });
  Object.defineProperty(root.querySelector("i"), "shadowRoot", { value: { querySelector: (selector) => (selector === ".upper-canvas" ? surface : null) } });
  const seen = [];
  globalThis.inkling = { drawings: { last: { image: IMAGE } }, surfaces: { last: { draw: (strokes) => seen.push(...strokes.map(({ path }) => path)) } } };
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

test("a stroke that the page lacks is handed to it", async () => {
  const surface = await begin();
  boot.begun();
  draw(surface, [10, 20], [100, 20], [100, 200]);
  const seen = come();
  await turns();
  assert.deepEqual(seen, [[["M", 10, 20], ["Q", 10, 20, 55, 20], ["Q", 100, 20, 100, 110], ["L", 100, 200]]]);
  assert.deepEqual([root.inert, shell.isConnected], [false, false]);
});

test("a canvas that the page rebuilds meanwhile is waited for", async () => {
  const surface = await begin();
  boot.begun();
  for (let stroke = 0; stroke < 3; stroke++) draw(surface, [10, 20]);
  const seen = come();
  const { shadowRoot } = root.querySelector("i");
  const find = shadowRoot.querySelector;
  let isThere = true;
  shadowRoot.querySelector = (selector) => (isThere ? find(selector) : null);
  for (let i = 0; i < 100; i++) {
    isThere = i % 5 < 3 || i > 50;
    await turns(1);
  }
  assert.deepEqual([seen.length, root.inert, shell.isConnected], [3, false, false]);
});

test("while the page loads answer, image and network are visible", async () => {
  const surface = await begin();
  boot.begun();
  draw(surface, [10, 20]);
  const parts = ["answer"].map((name) => shell.querySelector(`.ink-${name}`));
  assert.ok(parts.every((part) => part.children.length), "all of them");
  assert.ok(shell.querySelector(".ink-network-view").children.length);
  come();
  await turns();
  assert.ok(shell.classList.contains("gone"));
});

test("the address's drawing isn't drawn again, but newer ink is", async () => {
  const surface = await begin();
  draw(surface, [1, 1], [3, 3]);
  await until(() => new URL(location.href).searchParams.get("drawing"));
  boot.begun();
  const { href } = location;
  draw(surface, [10, 20]);
  await turns(10);
  assert.equal(location.href, href); // the requested address stays
  boot.begun(); // requested once
  const seen = come();
  globalThis.inkling.drawings.last = null;
  await turns(10);
  assert.deepEqual([seen, shell.isConnected], [[], true]); // not before the page shows the address's drawing
  globalThis.inkling.drawings.last = { image: IMAGE };
  await turns();
  assert.deepEqual(seen.map(([first]) => first), [["M", 10, 20]]);
});

test("the address gets no outdated picture with less ink", async () => {
  const surface = await begin();
  draw(surface, [1, 1], [3, 3]);
  readings.publish({ ...READ, time: performance.now() - 1000 }); // from before the stroke was finished
  await turns();
  assert.equal(isWritten(), false);
  readings.publish({ ...READ, time: performance.now() });
  await until(isWritten);
});

test("a current stroke is finished before the page takes over", async () => {
  const surface = await begin();
  surface.getBoundingClientRect = () => ({ left: 0, top: 0, width: PEN.size });
  boot.begun();
  surface.onpointerdown({ isPrimary: true, button: 0, pointerId: 1, clientX: 10, clientY: 10 });
  const seen = come();
  await turns();
  assert.deepEqual([seen, shell.isConnected], [[], true]);
  surface.onpointerup({ isPrimary: true, button: 0, pointerId: 1, clientX: 10, clientY: 10 });
  await turns();
  assert.deepEqual([seen.length, shell.isConnected], [1, false]);
});

test("clearing removes finished ink from canvas and address, until the page has its own button", async () => {
  const surface = await begin();
  const clear = document.getElementById("clear");
  draw(surface, [1, 1], [3, 3]);
  await until(isWritten);
  const isDrawn = () => document.getElementById("surface").classList.contains("drawn");
  surface.onpointerdown({ isPrimary: true, button: 0, pointerId: 1, clientX: 10, clientY: 10 });
  clear.click();
  surface.onpointerup({ isPrimary: true, button: 0, pointerId: 1, clientX: 10, clientY: 10 });
  await until(isWritten);
  assert.ok(isDrawn()); // during a stroke
  for (const press of ["onclick", "onpointerdown"]) {
    clear[press]();
    assert.equal(location.search, "", press); // at once
    assert.ok(!isDrawn());
    readings.publish({ image: null, probs: null, hint: "", version: null, origin: "" });
    draw(surface, [1, 1], [3, 3]);
    await until(isWritten);
  }
  assert.equal(clear.hidden, false);
  boot.begun();
  assert.equal(clear.hidden, true);
});

test("a drawing that is too long for an address is drawn on the page instead", async () => {
  const surface = await begin();
  goTo(`http://inkling.test/?longer=${"x".repeat(MOST_IN_LINK)}`);
  draw(surface, [1, 1], [3, 3]);
  await turns(10);
  assert.ok(!new URLSearchParams(location.search).has("drawing"));
  boot.begun();
  const seen = come();
  await turns();
  assert.equal(seen.length, 1);
});

test("an error or a question of the page is shown at once, without drawing", async () => {
  for (const said of ['<div class="stException"></div>', '<div class="stAlert"></div>']) {
    const surface = await begin();
    boot.begun();
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
