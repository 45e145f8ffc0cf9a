// What you see at once: a canvas, the answer, the network; then the page itself loads and takes over the drawing.

import answer from "../draw/answer/answer.js";
import liveInk from "../draw/canvas/live_ink.js";
import networkView from "../draw/network/network_view.js";
import { isReducedMotion } from "../parts/component/motion.js";
import { _ } from "../parts/language/language.js";
import { readings } from "../parts/component/reading.js";
import { pageSheet, takeUnsent } from "../session/drawing/drawing_sheet.js";
import { Ink } from "./ink.js";

const { data } = globalThis.inklingSite ?? {}; // a worker thread has no page: see apart.js
const [shell, root, clear] = ["shell", "root", "clear"].map((id) => globalThis.document?.getElementById(id));
const ends = [];
let page = ""; // the page that the address names
let isLink = false; // whether the address says what to show
let ink = null;

/**
 * Show the shell, and load the page.
 *
 * @param {object} edition - page: the one that the address names, empty for the first one; weights: the address of its
 *   network; boot(showProgress): starts to load the page, and promises that it's coming. It may call showProgress to show
 *   progress, see below.
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
  boot(showProgress).then(takeOver).catch(fail);
}

// What is drawn is in the page's sheet from the start, so the page's canvas shows it, and then draws what is finished here.
function drawable(weights) {
  const [surface, sheet, saved] = [document.getElementById("surface"), pageSheet(), takeUnsent()];
  if (saved) sheet.add(saved);
  const showInk = () => {
    surface.classList.toggle("drawn", sheet.objects.length > 0);
    ink.show(sheet.objects);
  };
  ink = new Ink(surface, _("Draw here"), (stroke) => {
    if (canvas()) canvas().draw([stroke]);
    else sheet.add([...sheet.objects, stroke]);
    showInk();
  });
  clear.onpointerdown = clear.onclick = () => {
    if (ink.isDown) return;
    (canvas() ?? sheet).step(0);
    showInk();
  };
  showInk();
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

async function takeOver() {
  const surface = await found(() => isBroken() || surfaceOfPage());
  await found(() => isBroken() || document.querySelector(isLink ? ".stMainBlockContainer [class*=st-key-]" : "#root .st-key-network_view canvas"));
  let place = ""; // it moves while the page's styles arrive, and may be rebuilt
  await found(() => isBroken() || (surfaceOfPage() && place === (place = JSON.stringify(surfaceOfPage().getBoundingClientRect()))));
  root.inert = false;
  if (ink && surface) await found(() => isBroken() || (!ink.isDown && isRead()));
  performance.mark("inkling-page");
  for (const end of ends) end?.();
  shell.classList.add("gone");
  setTimeout(() => shell.remove(), isReducedMotion() ? 0 : 300); // longer than the fade takes
}

// If so, the page shows an error instead of everything else, or above it.
const isBroken = () => document.querySelector("#root :is(.stException, .stAlert), [data-testid=stDialog]");

// The page's canvas, as a Surface: see reading.js; missing before it's there.
const canvas = () => globalThis.inkling?.surfaces.last;

// Whether the page reads what is drawn.
const isRead = () => !pageSheet().objects.length || globalThis.inkling?.readings.last?.network;

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
