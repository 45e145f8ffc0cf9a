// A lesson step's subject scrolls into view once it exists, and the focus stays in the lesson's panel.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Element } from "./page.js";

globalThis.innerHeight = 390;
globalThis.getComputedStyle = ({ position = "fixed" }) => ({ position });
globalThis.matchMedia = () => ({ matches: false });

document.documentElement.append(document.body);
const { default: guide } = await import("../../views/lesson/guide.js");
const { readings, surfaces, trials } = await import("../../views/parts/component/reading.js");

let column, panel, scrolled, glides, moved, reports, forgotten, leave, title, titled;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  [scrolled, glides, moved, reports, forgotten, trials.last] = [[], [], [], [], [], null];
  inklingStore.own.step = "";
  document.body.innerHTML =
    '<div><div class="st-key-card_column"><div class="st-key-lesson"><h3></h3><div class="ink-guide"></div><div class="st-key-lesson_next"><button></button></div></div><i class="st-key-neuron"></i></div></div>';
  column = document.body.firstChild;
  panel = column.querySelector(".st-key-lesson");
  for (const each of [column.querySelector("button"), column.querySelector(".st-key-neuron")]) {
    each.focus = (how) => (moved.push(how), (document.activeElement = each));
  }
  seen(column.querySelector(".st-key-neuron"));
  [title, titled] = [panel.querySelector("h3"), []];
  title.scrollIntoView = (how) => titled.push(how);
  document.activeElement = document.body;
});

afterEach(() => {
  leave();
  document.body.replaceChildren();
  mock.timers.reset();
});

const pass = (milliseconds) => {
  for (let i = 0; i < milliseconds; i += 50) mock.timers.tick(50);
};
const seen = (element) => Object.assign(element, { clientHeight: 10, scrollIntoView: ({ behavior }) => (scrolled.push(element.className), glides.push(behavior)) });
const show = (more) => (leave = guide({ data: { step: "one", done: false, events: [], curves: ["step", "relu"], ghost: null, lights: [], hides: [], covers: [], waits: [], card: [], said: "", ...more }, parentElement: panel, setTriggerValue: (_, value, kind) => reports.push([kind, value]), forget: (kind) => forgotten.push(kind) }));
const sent = () => reports.splice(0);

test("the first step of a page takes no focus", () => {
  show();
  pass(10_000);
  assert.deepEqual(moved, []);
});

test("the stylesheet gets the height that the panel covers on a phone", () => {
  column.parentElement.clientHeight = 0;
  const { style } = document.documentElement;
  delete style["--ink-sheet"];
  show({ lights: [".st-key-neuron"] });
  pass(200);
  assert.match(style["--ink-sheet"], /px$/);
});

test("on a new step the next button gets the focus if the pressed one is gone", () => {
  const next = panel.querySelector(".st-key-lesson_next");
  show();
  next.remove();
  [moved, document.activeElement] = [[], document.body];
  show({ step: "two" });
  pass(1000);
  assert.deepEqual(moved, []);
  panel.append(next);
  pass(1000);
  assert.deepEqual([moved, document.activeElement], [[{ preventScroll: true }], next.firstChild]);
  document.activeElement = document.body;
  pass(10_000);
  assert.equal(moved.length, 1); // nobody looks any more
});

test("a focus elsewhere stays, and the search ends after a while or when the page is left", () => {
  const other = new Element("button");
  document.body.append(other);
  document.activeElement = other;
  show();
  show({ step: "two" });
  pass(10_000);
  document.activeElement = document.body;
  pass(10_000);
  assert.deepEqual(moved, []);
  document.activeElement = other;
  for (const step of ["three", "four"]) show({ step });
  leave();
  document.activeElement = document.body;
  pass(10_000);
  assert.deepEqual(moved, []);
});

test("a missing place scrolls into view when it appears, for the newest step only", () => {
  show({ lights: [".st-key-one"] });
  pass(500);
  show({ step: "two", lights: [".st-key-two"] });
  for (const name of ["st-key-one", "st-key-two"]) document.body.append(seen(Object.assign(new Element("p"), { className: name })));
  pass(10_000);
  assert.deepEqual(scrolled, ["st-key-two"]);
});

test("on a phone each step is read from its top before its sheet scrolls; a finished part scrolls at once", () => {
  column.scrollTop = 80;
  show({ lights: [".st-key-neuron"] });
  assert.deepEqual([column.scrollTop, scrolled], [0, ["st-key-neuron"]]); // there is nothing to scroll
  Object.assign(column, { scrollHeight: 500, clientHeight: 300 });
  const elsewhere = seen(Object.assign(new Element("p"), { className: "st-key-canvas" }));
  const done = seen(Object.assign(new Element("p"), { className: "st-key-lesson_done" }));
  document.body.append(elsewhere);
  panel.append(done);
  scrolled.length = 0;
  show({ step: "two", lights: [".st-key-neuron"] });
  assert.deepEqual(scrolled, []);
  const { style } = document.documentElement;
  assert.equal(style["--ink-above-sheet"], "6.75rem");
  show({ step: "three", lights: [".st-key-canvas"] });
  assert.equal(style["--ink-above-sheet"], "23rem"); // for what the step is about
  show({ step: "three", lights: [".st-key-canvas"], done: true });
  assert.deepEqual(scrolled, ["st-key-canvas", "st-key-lesson_done"]);
});

test("what has changed is announced, a step's place glides into view once, and with reduced motion nothing glides", (context) => {
  const announced = () => panel.querySelector("[role=status]").textContent;
  show({ lights: [".st-key-neuron"], said: "Now." });
  assert.deepEqual([announced(), glides], ["Now.", ["smooth"]]);
  show({ lights: [".st-key-neuron"], said: "Then." });
  assert.deepEqual([announced(), glides], ["Then.", ["smooth"]]);
  context.mock.method(globalThis, "matchMedia", () => ({ matches: true }));
  show({ step: "two", lights: [".st-key-neuron"] });
  assert.deepEqual(glides, ["smooth", "auto"]);
});

test("a step's result scrolls into view when it's done, but not when coming back", () => {
  panel.append(seen(Object.assign(new Element("p"), { className: "st-key-lesson_done" })));
  for (const [step, done] of [["one", false], ["one", true], ["one", true], ["two", true], ["three", false], ["four", true]]) show({ step, done });
  assert.deepEqual(scrolled, ["st-key-lesson_done"]);
});

test("a new step's title is brought into view once", () => {
  show();
  titled.length = 0;
  show();
  assert.deepEqual(titled, []);
  show({ step: "two" });
  show({ step: "two", done: true });
  assert.deepEqual(titled, [{ block: "nearest" }]);
});

test("where the panel scrolls with the page, nothing may push its title out", () => {
  column.position = "static";
  const place = column.querySelector(".st-key-neuron");
  for (const [top, bottom, isSeen] of [[100, 429, true], [100, 431, false], [300, 600, true]]) {
    title.getBoundingClientRect = () => ({ top });
    place.getBoundingClientRect = () => ({ bottom, height: 50 });
    scrolled.length = 0;
    show({ step: `${bottom}`, lights: [".st-key-neuron"] });
    assert.deepEqual(scrolled, isSeen ? ["st-key-neuron"] : [], `${bottom}`);
  }
});

const drag = (name, ...places) => {
  for (let i = 1; i < places.length; i++) trials.publish({ name, from: places[i - 1], z: places[i] });
};

test("each curve is reported once it crossed 0, until that is confirmed, and no other is", () => {
  show();
  drag("step", 2, 1, 0.1);
  drag("tanh", 2, -2);
  assert.deepEqual(sent(), []);
  drag("step", 0.1, -0.1, 0.1);
  drag("relu", 2, -1);
  assert.deepEqual(sent(), [["step", 0], ["relu", 1]]);
  show({ events: ["step", "relu"], done: true });
  drag("step", -1, 1);
  assert.deepEqual(sent(), []);
});

test("one step's requests don't carry over to the next", () => {
  show();
  drag("step", 1, -1);
  inklingStore.own.step = "two"; // by a button
  show({ step: "two" });
  assert.deepEqual([sent(), forgotten], [[["step", 0]], ["step"]]);
});

const rules = () => panel.querySelectorAll("style").map((each) => each.textContent);

test("veiled, hidden, waiting and unrelated parts get rules, and without any there are none", () => {
  show();
  assert.deepEqual(rules(), ["", ""]);
  show({ lights: [".a"], hides: [".b"], covers: [".c"], waits: [".d"], card: [".e", ".f"] });
  const [said] = rules();
  assert.match(said, /:is\(\.a\).*outline: 3px solid/);
  assert.match(said, /:is\(\.b\):not\(#_\) { display: none; }/);
  assert.match(said, /:is\(\.c\):not\(#_\) \* { visibility: hidden; }/);
  assert.match(said, /:is\(\.d\):not\(#_\) > \* { opacity: 0\.4; pointer-events: none; }/);
  assert.match(said, /\.ink-card-parts > :not\(\.e,\.f\) { display: none; }/);
});

test("the example drawing writes itself until something is drawn, and again after clearing", () => {
  const ghost = { moving: "data:moving", still: "data:still" };
  show({ ghost });
  assert.match(rules()[1], /^\.st-key-canvas:not\(:active\)::after \{.* background: url\("data:moving"\); \}$/);
  readings.publish({ image: new Float32Array(784) });
  assert.equal(rules()[1], "");
  readings.publish({ image: null });
  assert.match(rules()[1], /url\("data:moving"\)/);
  mock.method(globalThis, "matchMedia", () => ({ matches: true }));
  show({ ghost });
  assert.match(rules()[1], /url\("data:still"\)/);
  mock.restoreAll();
  show({ step: "two" });
  assert.equal(rules()[1], "");
  readings.last = null;
});

test("the browser's back button asks Python for a run while the lesson is there", () => {
  const hurry = mock.fn();
  surfaces.last = { hurry }; // the drawing is reported before that
  show();
  inklingStore.turned("numbers");
  assert.deepEqual(sent(), [["turn", "numbers"]]);
  assert.equal(hurry.mock.callCount(), 1);
  surfaces.last = null;
  leave();
  assert.equal(inklingStore.turned, null);
});

test("a new session of Python's gets the step that the address has, once", () => {
  show();
  show({ step: "two" });
  show({ step: "two", said: "again" });
  assert.deepEqual([sent(), inklingStore.own.step], [[["turn", "one"]], "one"]);
  show();
});

test("a step that Python shows after the browser went on is asked for again", () => {
  inklingStore.own.step = "two";
  for (const step of ["two", "one", "one", "two", "one"]) show({ step });
  assert.deepEqual(sent(), [["turn", "two"], ["turn", "two"]]); // once each time
});

test("the lesson's buttons, and nothing else, go to the step before and after in the address", () => {
  show({ back: "zero", next: "two" });
  const pushed = mock.method(history, "pushState", () => {});
  const press = (way) => {
    const button = Object.assign(new Element("div"), { className: `st-key-lesson_${way}`, innerHTML: "<button></button>" });
    document.body.append(button);
    button.firstChild.dispatchEvent(new Event("click", { bubbles: true }));
    button.remove();
    return inklingStore.own.step;
  };
  assert.deepEqual(["next", "four", "back"].map(press), ["two", "two", "zero"]);
  assert.equal(pushed.mock.callCount(), 2);
  assert.deepEqual(forgotten.splice(0), ["turn", "turn"]); // where the browser went before that
  pushed.mock.restore();
});

test("a guide on a left page reacts to nothing, and one that leaves stops searching", () => {
  document.body.replaceChildren();
  const before = [trials, readings].map(({ listeners }) => listeners.size);
  show();
  assert.deepEqual([trials.listeners.size, readings.listeners.size, inklingStore.turned], [...before, null]);
  document.body.append(column);
  document.activeElement = null;
  show();
  show({ step: "two", lights: [".st-key-late"] });
  document.activeElement = document.body;
  panel.querySelector(".ink-guide").remove(); // as React does, just before it says so
  document.body.append(seen(Object.assign(new Element("p"), { className: "st-key-late" })));
  pass(10_000);
  assert.deepEqual([moved, scrolled], [[], []]);
});
