// What you see at once: a canvas, the answer, the network; then the page itself loads and takes over the drawing.

import answer from "../draw/answer/answer.js";
import liveInk from "../draw/canvas/live_ink.js";
import networkView from "../draw/network/network_view.js";
import { isReducedMotion } from "../parts/component/motion.js";
import { _ } from "../parts/language/language.js";
import { readings } from "../parts/component/reading.js";
import { encodeDrawing, penStroke } from "../session/drawing/drawing_code.js";
import { withDrawing } from "../parts/component/page_store.js";
import { Ink, strokeOf } from "./ink.js";

const { data, pen } = globalThis.inklingSite ?? {}; // a worker thread has no page: see apart.js
const [shell, root, clear] = ["shell", "root", "clear"].map((id) => globalThis.document?.getElementById(id));
const ends = [];
let page = ""; // the page that the address names
let isLink = false; // whether the address says what to show
let ink = null;
let changed = 0; // when the ink last changed, as performance.now()
let writing; // the timer of the next attempt to write the address
let written = 0; // strokes that the address has now
let known = 0; // strokes that the address had when the page was requested
let isAsked = false;

/**
 * Show the shell, and load the page.
 *
 * @param {object} edition - page: the one that the address names, empty for the first one; weights: the address of its
 *   network; boot(showProgress, begun): starts to load the page, and promises that it's coming. It calls begun as soon as it
 *   requests the page with the current address, and may call showProgress to show progress, see below.
 */
export default function ({ page: named, weights, boot }) {
  delete globalThis.inkling; // the shell's own; the page makes new ones
  delete globalThis.inklingStore;
  page = named;
  isLink = !!page || location.search.length > 1;
  shell.classList.toggle("link", isLink);
  Object.assign(shell, { hidden: false });
  root.inert = true;
  if (!isLink) drawable(weights);
  boot(showProgress, begun).then(takeOver).catch(fail);
}

function drawable(weights) {
  const surface = document.getElementById("surface");
  ink = new Ink(surface, _("Draw here"), () => {
    changed = performance.now();
    surface.classList.toggle("drawn", ink.strokes.length > 0);
    clearTimeout(writing);
    if (ink.strokes.length) writing = setTimeout(write, 100);
    else write();
  });
  clear.onpointerdown = clear.onclick = () => ink.isDown || !ink.strokes.length || ink.clear();
  ends.push(() => ink.end());
  show(liveInk, "live-ink", { address: weights });
  show(answer, "answer", data.answer);
  show(networkView, "network-view", data.network);
  performance.mark("inkling-drawable");
}

function show(component, name, data) {
  const element = shell.querySelector(`.ink-${name}`).parentElement;
  ends.push(component({ data, parentElement: element, setTriggerValue() {} }));
}

// words: the progress, for a drawing and for a link; share: the progress from 0 to 1.
function showProgress({ drawing, link }, share) {
  document.getElementById("coming").textContent = isLink ? link : drawing;
  shell.style.setProperty("--share", share);
}

function fail(error) {
  console.error(error);
  const failed = _("The rest of the page didn't load. You can draw, or reload the page to try again.");
  showProgress({ drawing: failed, link: failed }, 0);
}

// Writes the drawing into the address, so that the page starts with it, and it survives a reload.
async function write() {
  const { length } = ink.strokes;
  const { image, time } = readings.last ?? {};
  if (isAsked || ink.isDown || (length && !image)) return;
  if (length && time < changed) {
    writing = setTimeout(write, 100); // the reading is older than the ink
    return;
  }
  const code = length ? await encodeDrawing(ink.strokes.map((points) => penStroke(points, pen.width)), image) : "";
  if (isAsked || ink.isDown || ink.strokes.length !== length) return;
  const url = withDrawing(code);
  written = url.searchParams.has("drawing") ? length : 0;
  history.replaceState(history.state, "", url);
}

function begun() {
  if (!isAsked) known = written;
  isAsked = true;
  clear.hidden = true; // the page has its own
}

async function takeOver() {
  const surface = await found(() => isBroken() || surfaceOfPage());
  await found(() => isBroken() || document.querySelector(isLink ? ".stMainBlockContainer [class*=st-key-]" : "#root .st-key-network_view canvas"));
  let place = ""; // it moves while the page's styles arrive, and may be rebuilt
  await found(() => isBroken() || (surfaceOfPage() && place === (place = JSON.stringify(surfaceOfPage().getBoundingClientRect()))));
  root.inert = false;
  if (ink && surface && !isBroken()) {
    await found(isThere);
    for (let next = known; next < ink.strokes.length || ink.isDown; ) {
      if (next < ink.strokes.length) (await found(() => globalThis.inkling?.surfaces.last)).draw([strokeOf(ink.strokes[next++])]);
      else await found(() => !ink.isDown);
    }
  }
  performance.mark("inkling-page");
  for (const end of ends) end?.();
  shell.classList.add("gone");
  setTimeout(() => shell.remove(), isReducedMotion() ? 0 : 300); // longer than the fade takes
}

// If so, the page shows an error instead of everything else, or above it.
const isBroken = () => document.querySelector("#root :is(.stException, .stAlert), [data-testid=stDialog]");

// Whether the page shows the drawing that the address had.
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

async function found(find) {
  for (;;) {
    const it = find();
    if (it) return it;
    await new Promise((done) => setTimeout(done, 30));
  }
}
