// The pen follows the page's events until it's removed: clicks are held, pictures taken, the canvas left bare.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Element, parentOf } from "./page.js";
import "./window.js";

globalThis.requestAnimationFrame = (call) => setTimeout(call, 16);
Element.prototype.getRootNode = function () {
  return this.parentElement?.getRootNode() ?? this;
};
const heard = { document: new Map(), window: new Map() };
for (const [name, target] of [["document", document], ["window", globalThis]]) {
  const { addEventListener: add, removeEventListener: remove } = target;
  target.addEventListener = (type, listener, about) => (heard[name].set(listener, type), add.call(target, type, listener, about));
  target.removeEventListener = (type, listener, about) => (heard[name].delete(listener), remove.call(target, type, listener, about));
}
const { Pen } = await import("../../views/draw/canvas/pen.js");

let pen, surface, button, served, pictures, time;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (call, after = 0) => setTimeout(call, after);
  [served, pictures, time] = [[], [], 1000];
  mock.method(performance, "now", () => time);
  const parent = parentOf("ink-canvas");
  parent.innerHTML = '<canvas class="lower-canvas"></canvas><canvas class="upper-canvas"></canvas><button></button>';
  [, surface, button] = parent.children;
  Object.assign(surface, { width: 2, height: 3 });
  button.addEventListener("click", () => served.push("button"));
  pen = new Pen((picture, done) => pictures.push({ ...picture, done }));
});

afterEach(() => {
  pen.end();
  performance.now.mock.restore();
  mock.timers.reset();
});

const pass = (milliseconds) => {
  for (let each = 0; each < milliseconds; each += 4) mock.timers.tick(((time += 4), 4));
};

// Dispatches a document event; returns what was kept from others.
function happen(type, target, about = {}) {
  const kept = [];
  const event = Object.assign(new Event(type), { isPrimary: true, button: 0, pointerId: 1, composedPath: () => [target], ...about });
  for (const name of ["preventDefault", "stopImmediatePropagation"]) event[name] = () => kept.push(name);
  document.dispatchEvent(event);
  return kept;
}

function stroke() {
  happen("pointerdown", surface);
  happen("pointerup", surface);
  dispatchEvent(new Event("mouseup"));
  pass(20);
}

test("a click after a stroke is held until Python has the ink, and then passes", () => {
  assert.deepEqual(happen("click", button), []);
  stroke();
  assert.deepEqual(happen("click", button), ["stopImmediatePropagation", "preventDefault"]);
  assert.deepEqual(served, []);
  pen.known(false);
  pass(40);
  assert.deepEqual(served, ["button"]);
});

test("a passed-on click isn't held again, and the next one waits its turn from then", () => {
  stroke();
  happen("click", button);
  pass(900);
  happen("click", button, { isLate: true }); // like a person's
  pass(130); // a second after the first
  assert.deepEqual(served, ["button"]);
  pass(100);
  assert.deepEqual(served, ["button"]);
  pass(200);
  assert.deepEqual(served, ["button", "button"]);
  assert.deepEqual(pen.held, []);
});

test("a step that can be taken here is taken, and nobody else hears of the press", async () => {
  const { surfaces } = await import("../../views/parts/component/reading.js");
  const taken = [];
  surfaces.publish({ step: (by) => (taken.push(by), true) });
  const undo = new Element("div");
  undo.innerHTML = '<div class="st-key-undo"><button></button></div>';
  document.documentElement.append(undo);
  assert.deepEqual(happen("click", undo.querySelector("button")), ["stopImmediatePropagation", "preventDefault"]);
  assert.deepEqual(taken, [-1]);
  surfaces.publish({ step: () => false });
  assert.deepEqual(happen("click", undo.querySelector("button")), []);
  surfaces.last = null;
});

test("once the page is left nothing is followed, and held clicks pass", () => {
  const all = () => [heard.document.size, heard.window.size];
  assert.ok(all().every((count) => count > 0));
  stroke();
  happen("click", button);
  happen("pointerdown", surface);
  pen.end();
  assert.deepEqual(all(), [0, 0]);
  const before = pictures.length;
  assert.equal(pen.isDown, false);
  pass(3000);
  assert.deepEqual([served, pictures.length], [["button"], before]);
});

test("during a stroke pictures are taken one after the other, and one of the finished stroke", () => {
  happen("pointerdown", surface);
  happen("pointermove", surface);
  assert.equal(pictures.length, 0); // with the next frame
  pass(16);
  assert.equal(pictures.length, 1);
  const [{ width, height, alpha, time: taken }] = pictures;
  assert.deepEqual([width, height, alpha.length, taken], [2, 3, 6, time]);
  happen("pointermove", surface);
  pass(100);
  assert.equal(pictures.length, 1);
  pictures[0].done();
  happen("pointermove", surface);
  pass(16);
  assert.equal(pictures.length, 2);
  pictures[1].done();
  happen("pointermove", surface); // sooner than a frame after it
  happen("pointerup", surface);
  pass(200);
  dispatchEvent(new Event("mouseup"));
  pass(200);
  assert.equal(pictures.length, 3); // that of the finished stroke, once
});

test("a picture has all layers of the canvas, and each pixel's amount of ink", () => {
  const drawn = [];
  pen.picture.context.drawImage = (layer, left, top) => drawn.push([layer.className, left, top]);
  pen.picture.context.getImageData = (left, top, width, height) => ({ data: Uint8ClampedArray.from({ length: 4 * width * height }, (_, i) => i) });
  stroke();
  assert.deepEqual(drawn, [["lower-canvas", 0, 0], ["upper-canvas", 0, 0]]);
  assert.deepEqual([...pictures[0].alpha], [3, 7, 11, 15, 19, 23]);
});
