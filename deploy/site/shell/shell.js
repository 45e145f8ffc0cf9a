// What is there at once: a canvas, the answer, the network; then the page itself, which takes the drawing over.

import answer from "./parts/answer.js";
import liveInk from "./parts/live_ink.js";
import networkView from "./parts/network_view.js";
import seen from "./parts/seen.js";
import { boot, HOME, page } from "./boot.js";
import { encodeDrawing } from "./drawing_code.js";
import { Ink } from "./ink.js";
import { CANVAS, COMING, FAILED, LINK_COMING, STEPS } from "./words.js";

const { data, pen } = window.inklingSite;
const shell = document.getElementById("shell");
const line = document.getElementById("coming");
const { readings } = globalThis.inkling; // the shell's own; the page makes others
delete globalThis.inkling;
delete globalThis.inklingAddress;

const isLink = !!page || location.search.length > 1;
const clear = document.getElementById("clear");
const ends = [];
let ink = null;
let known = 0; // strokes that the address had when the page was asked for
let isAsked = false;

shell.classList.toggle("link", isLink);
if (!isLink) {
  ink = new Ink(document.getElementById("surface"), CANVAS, () => setTimeout(write, 100));
  clear.onpointerdown = clear.onclick = () => ink.isDown || !ink.strokes.length || ink.clear(); // clicks wait: see pen.js
  show(liveInk, "live-ink", { address: new URL("networks/dense.bin", HOME).href });
  show(answer, "answer", data.answer);
  show(seen, "seen", {});
  show(networkView, "network-view", data.network);
  performance.mark("inkling-drawable");
}
say("Loading Pyodide.");
navigator.serviceWorker?.register(new URL("worker.js", HOME), { scope: HOME.pathname });
// After the first picture is painted: what follows keeps both processors busy.
requestAnimationFrame(() => setTimeout(() => boot(say, begun).then(takeOver).catch(fail)));

function show(component, name, data) {
  const element = shell.querySelector(`.ink-${name}`).parentElement;
  ends.push(component({ data, parentElement: element, setTriggerValue() {} }));
}

function say(step) {
  const steps = Object.keys(STEPS);
  if (!(step in STEPS)) return;
  const number = steps.indexOf(step) + 1;
  const words = isLink ? LINK_COMING : COMING;
  line.textContent = words.replace("{step}", STEPS[step]).replace("{number}", number).replace("{count}", steps.length);
  shell.style.setProperty("--share", number / (steps.length + 1));
}

function fail(error) {
  console.error(error);
  line.textContent = FAILED;
}

// The address says the drawing, so that the page begins with it, and so that it outlives a reload.
async function write() {
  const { length } = ink.strokes;
  const image = readings.last?.image;
  if (isAsked || ink.isDown || (length && !image)) return;
  const code = length && (await encodeDrawing(ink.strokes, pen.width, image));
  if (isAsked || ink.isDown || ink.strokes.length !== length) return;
  const url = new URL(location.href);
  if (code && code.length < data.most) url.searchParams.set("drawing", code);
  else url.searchParams.delete("drawing");
  written = url.searchParams.has("drawing") ? length : 0;
  history.replaceState(history.state, "", url);
}
let written = 0;

function begun() {
  if (!isAsked) known = written;
  isAsked = true;
  clear.hidden = true; // the page has one
}

async function takeOver() {
  const surface = await found(() => isBroken() || surfaceOfPage());
  await found(() => isBroken() || document.querySelector(isLink ? ".stMainBlockContainer [class*=st-key-]" : "#root .st-key-network_view canvas"));
  document.getElementById("root").inert = false;
  if (ink && surface && !isBroken()) {
    await found(isThere);
    for (let next = known; next < ink.strokes.length || ink.isDown; ) {
      if (next < ink.strokes.length) await draw(surfaceOfPage(), ink.strokes[next++]);
      else await found(() => !ink.isDown);
    }
  }
  performance.mark("inkling-page");
  for (const end of ends) end?.();
  shell.classList.add("gone");
  setTimeout(() => shell.remove(), 300);
}

// Then the page says so, in place of all else.
const isBroken = () => document.querySelector("#root :is(.stException, .stAlert)");

// Whether the page shows what the address had.
const isThere = () => !known || globalThis.inkling?.drawings.last?.image;

function surfaceOfPage() {
  if (page) return document.querySelector("#root .stMainBlockContainer");
  const hosts = document.querySelectorAll("#root .st-key-canvas *");
  for (const host of hosts) {
    const surface = host.shadowRoot?.querySelector(".upper-canvas");
    if (surface) return surface;
  }
  return null;
}

// As the mouse would have: a stroke that was drawn after the page had been asked for.
async function draw(surface, points) {
  const { left, top, width } = surface.getBoundingClientRect();
  const scale = width / pen.size;
  const at = ([x, y]) => ({ clientX: left + x * scale, clientY: top + y * scale, bubbles: true, composed: true, cancelable: true, button: 0 });
  surface.dispatchEvent(new MouseEvent("mousedown", { ...at(points[0]), buttons: 1 }));
  for (const point of points) document.dispatchEvent(new MouseEvent("mousemove", { ...at(point), buttons: 1 }));
  document.dispatchEvent(new MouseEvent("mouseup", at(points.at(-1))));
  await new Promise((done) => setTimeout(done, 50));
}

async function found(find) {
  for (;;) {
    const it = find();
    if (it) return it;
    await new Promise((done) => setTimeout(done, 30));
  }
}
