// What is there at once: a canvas, the answer, the network; then the page itself, which takes the drawing over.

import answer from "../draw/answer/answer.js";
import liveInk from "../draw/canvas/live_ink.js";
import networkView from "../draw/network/network_view.js";
import { isReducedMotion } from "../parts/component/motion.js";
import { _ } from "../language/language.js";
import { readings } from "../parts/component/reading.js";
import { encodeDrawing, penStroke } from "../drawing/drawing_code.js";
import { withDrawing } from "../address/address.js";
import { Ink } from "./ink.js";

const { data, pen } = globalThis.inklingSite ?? {}; // a thread has no page: apart.js
const [shell, root, clear] = ["shell", "root", "clear"].map((id) => globalThis.document?.getElementById(id));
const ends = [];
let page = ""; // that the address names
let isLink = false; // whether the address says what is seen
let ink = null;
let changed = 0; // when the ink became what it is, as performance.now() has it
let writing; // the timer of the next try to write it
let written = 0; // strokes that the address has,
let known = 0; // and had when the page was asked for
let isAsked = false;

/**
 * Begin.
 *
 * @param {object} edition - page: that the address names, empty for the first one; weights: the address of its network;
 *   boot(tell, begun): starts what makes the page, and promises that it is coming. It calls begun as soon as the page
 *   is asked for, with what the address says then, and may tell how far it is, see below.
 */
export default function ({ page: named, weights, boot }) {
  delete globalThis.inkling; // the shell's own; the page makes others
  delete globalThis.inklingAddress;
  page = named;
  isLink = !!page || location.search.length > 1;
  shell.classList.toggle("link", isLink);
  Object.assign(shell, { hidden: false });
  root.inert = true;
  if (!isLink) drawable(weights);
  boot(tell, begun).then(takeOver).catch(fail);
}

function drawable(weights) {
  const surface = document.getElementById("surface");
  ink = new Ink(surface, _("Draw a digit here"), () => {
    changed = performance.now();
    surface.classList.toggle("drawn", ink.strokes.length > 0);
    clearTimeout(writing);
    if (ink.strokes.length) writing = setTimeout(write, 100);
    else write();
  });
  clear.onpointerdown = clear.onclick = () => ink.isDown || !ink.strokes.length || ink.clear(); // clicks wait: see pen.js
  show(liveInk, "live-ink", { address: weights });
  show(answer, "answer", data.answer);
  show(networkView, "network-view", data.network);
  performance.mark("inkling-drawable");
}

function show(component, name, data) {
  const element = shell.querySelector(`.ink-${name}`).parentElement;
  ends.push(component({ data, parentElement: element, setTriggerValue() {} }));
}

// words: how far the page is, of a drawing and of a link; share: the same, from 0 to 1.
function tell({ drawing, link }, share) {
  document.getElementById("coming").textContent = isLink ? link : drawing;
  shell.style.setProperty("--share", share);
}

function fail(error) {
  console.error(error);
  const failed = _("The rest of the page couldn't be loaded. You can draw, or reload the page to try again.");
  tell({ drawing: failed, link: failed }, 0);
}

// The address says the drawing, so that the page begins with it, and so that it outlives a reload.
async function write() {
  const { length } = ink.strokes;
  const { image, time } = readings.last ?? {};
  if (isAsked || ink.isDown || (length && !image)) return;
  if (length && time < changed) {
    writing = setTimeout(write, 100); // what was read is not all of it
    return;
  }
  const code = length ? await encodeDrawing(ink.strokes.map((points) => penStroke(points, pen.width)), image) : "";
  if (isAsked || ink.isDown || ink.strokes.length !== length) return;
  const url = withDrawing(code, data.most);
  written = url.searchParams.has("drawing") ? length : 0;
  history.replaceState(history.state, "", url);
}

function begun() {
  if (!isAsked) known = written;
  isAsked = true;
  clear.hidden = true; // the page has one
}

async function takeOver() {
  const surface = await found(() => isBroken() || surfaceOfPage());
  await found(() => isBroken() || document.querySelector(isLink ? ".stMainBlockContainer [class*=st-key-]" : "#root .st-key-network_view canvas"));
  let place = ""; // it moves while the page's styles come, and may be made anew
  await found(() => isBroken() || (surfaceOfPage() && place === (place = JSON.stringify(surfaceOfPage().getBoundingClientRect()))));
  root.inert = false;
  if (ink && surface && !isBroken()) {
    await found(isThere);
    for (let next = known; next < ink.strokes.length || ink.isDown; ) {
      if (next < ink.strokes.length) await draw(await found(surfaceOfPage), ink.strokes[next++]);
      else await found(() => !ink.isDown);
    }
  }
  performance.mark("inkling-page");
  for (const end of ends) end?.();
  shell.classList.add("gone");
  setTimeout(() => shell.remove(), isReducedMotion() ? 0 : 300); // longer than it takes to fade
}

// Then the page says so, in place of all else, or above it.
const isBroken = () => document.querySelector("#root :is(.stException, .stAlert), [data-testid=stDialog]");

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
