// Small components of the Draw page and the lesson: what is shown, pressed and ringed.

import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { packed } from "./message.js";
import { Element, parentOf } from "./page.js";

const watching = new Map(); // observers of the page -> what each observes, with its callback
globalThis.MutationObserver = class {
  constructor(call) {
    this.call = call;
  }
  observe(target, about) {
    watching.set(this, [...(watching.get(this) ?? []), { target, about, call: this.call }]);
  }
  disconnect() {
    watching.delete(this);
  }
};
// A button was added, or an attribute changed: informs the observers, as browsers do.
function change(button, attribute) {
  for (const { target, about, call } of [...watching.values()].flat()) {
    const isBelow = target === button.parentElement || (about.subtree && target.contains(button));
    if (isBelow && (attribute ? about.subtree && (about.attributeFilter ?? (about.attributes ? [attribute] : [])).includes(attribute) : about.childList)) call();
  }
}

const [{ default: drawing }, { default: projector }, { default: guide }, { default: selection }, { default: walk }, { StepButtons }] = await Promise.all(
  ["draw/canvas/drawing", "parts/projector", "lesson/guide", "draw/network/selection", "training/one_step/one_step_walk", "draw/canvas/step_buttons"].map((name) => import(`../../views/${name}.js`)),
);
const { selections, trials } = await import("../../views/parts/component/reading.js");

afterEach(() => mock.timers.reset());

function page(...keys) {
  const parent = new Element("div");
  parent.innerHTML = keys.map((key) => `<div class="st-key-${key}"><button></button></div>`).join("");
  document.documentElement.append(parent);
  return { buttons: parent.querySelectorAll("button"), leave: () => parent.remove() };
}

const ADDRESS = { session: "one", number: 1, values: {} };
const sent = (more) => packed({ version: 1, session: "one", given: 0, number: 0, origin: "", image: null, hint: "", morph: null, address: ADDRESS, ...more });

const able = (...keys) => Object.fromEntries(["undo", "redo", "clear", "keep_this"].map((key) => [key, keys.includes(key)]));

test("a button that would do nothing is off, also if it loads late, or Streamlit turns it on or off", () => {
  const { buttons, leave } = page("undo", "redo", "clear", "keep_this", "other");
  const isOff = () => buttons.map(({ disabled }) => disabled);
  for (const each of buttons) each.disabled = false;
  const tools = new StepButtons(() => {});
  tools.enable(able("redo"));
  assert.deepEqual(isOff(), [true, false, true, true, false]);
  for (const [button, attribute, disabled] of [[buttons[0], undefined, false], [buttons[1], "disabled", true]]) {
    button.disabled = disabled;
    change(button, attribute);
    assert.deepEqual(isOff(), [true, false, true, true, false]);
  }
  tools.enable(able("undo", "clear", "keep_this"));
  assert.deepEqual(isOff(), [false, true, false, false, false]);
  tools.end();
  assert.equal(watching.size, 0);
  leave();
});

test("a button in the right state isn't touched, because observers would be notified", () => {
  const { buttons: [undo], leave } = page("undo");
  let times = 0;
  let isOff = true;
  Object.defineProperty(undo, "disabled", { get: () => isOff, set: (value) => (times++, (isOff = value)) });
  const tools = new StepButtons(() => {});
  for (const keys of [[], ["undo"], ["undo"]]) tools.enable(able(...keys));
  assert.deepEqual([times, isOff], [1, false]);
  tools.end();
  leave();
});

test("undo, redo and clear are steps, whichever of their parts is pressed, and Streamlit doesn't receive them", () => {
  const { buttons, leave } = page("undo", "redo", "clear", "keep_this");
  const part = new Element("i");
  buttons[0].append(part);
  const steps = [];
  const tools = new StepButtons((by) => steps.push(by));
  const press = (target) => {
    let isStopped = false;
    target.dispatchEvent(Object.assign(new Event("click", { bubbles: true, cancelable: true }), { stopImmediatePropagation: () => (isStopped = true) }));
    return isStopped;
  };
  assert.deepEqual([part, ...buttons.slice(1), buttons[0].parentElement].map(press), [true, true, true, false, false]);
  assert.deepEqual(steps, [-1, 1, 0]);
  tools.end();
  assert.deepEqual([press(part), steps.length], [false, 3]);
  leave();
});

test("the address is written with the drawing", () => {
  const written = [];
  const { replaceState } = history;
  history.replaceState = (state, title, url) => written.push(`${url}`);
  drawing({ data: sent({ address: { session: "one", number: 2, values: { drawing: "abc" } } }), parentElement: parentOf("ink-drawing"), setTriggerValue() {} });
  assert.deepEqual(written, ["http://inkling.test/?drawing=abc"]);
  history.replaceState = replaceState;
});

test("the projector's switch follows the page, wherever it is, and toggles it", () => {
  const page = document.documentElement;
  const switched = () => {
    const parent = parentOf("ink-projector");
    projector({ data: { label: "Larger" }, parentElement: parent });
    const [button] = parent.querySelectorAll("button");
    return { button, is: () => [button.getAttribute("aria-pressed"), page.classList.contains("ink-large")] };
  };
  const { button, is } = switched();
  assert.deepEqual([is(), button.title, button.ariaLabel], [["false", false], "Larger", "Larger"]);
  button.click();
  assert.deepEqual(is(), ["true", true]);
  assert.deepEqual(switched().is(), ["true", true]);
  button.click();
  assert.deepEqual(is(), ["false", false]);
});

test("a page that is reloaded in its tab keeps its size if the browser stores it", () => {
  const stored = {};
  globalThis.sessionStorage = { getItem: (name) => stored[name] ?? null, setItem: (name, value) => (stored[name] = `${value}`), removeItem: (name) => delete stored[name] };
  const load = () => {
    document.documentElement.classList.remove("ink-large");
    const parent = parentOf("ink-projector");
    projector({ data: { label: "Larger" }, parentElement: parent });
    return parent.querySelector("button");
  };
  for (const isLarge of ["true", "false"]) {
    load().click();
    assert.equal(load().getAttribute("aria-pressed"), isLarge);
  }
  assert.deepEqual(stored, {});
  load().click();
  globalThis.sessionStorage = { getItem: assert.fail, setItem: assert.fail, removeItem: assert.fail };
  assert.equal(load().getAttribute("aria-pressed"), "false");
  delete globalThis.sessionStorage;
});

test("a choice is published once, and only if it's another one", () => {
  const choices = [];
  selections.subscribe("test", (each) => choices.push(each));
  const chosen = (number) => ({ network: "net", selected: { layer: "hidden1", index: [number] }, factors: [] });
  for (const number of [3, 3, 4, 3]) selection({ data: { address: ADDRESS, ...chosen(number) }, parentElement: parentOf("ink-selection") });
  assert.deepEqual(choices, [3, 4, 3].map(chosen));
  selections.unsubscribe("test");
});

test("a walk links to each of its steps, and takes the focus when the step changes", () => {
  const [parent, picked] = [parentOf("ink-one-step-walk"), []];
  const show = (...labels) => walk({ data: { name: "The way", walk: labels, title: "Title", sentence: "So." }, parentElement: parent, setTriggerValue: (...report) => picked.push(report) });
  document.activeElement = null;
  show("loss", "[weight](words#weight)", "neuron");
  const [nav, title] = parent.firstChild.children;
  assert.deepEqual([nav.textContent, nav.hidden, nav.children.map(({ tagName }) => tagName)], ["loss ← weight ← neuron", false, ["BUTTON", "BUTTON", "SPAN"]]);
  assert.deepEqual(nav.children.map((each) => each.getAttribute("aria-current")), [null, null, "true"]);
  assert.equal(nav.children[1].children.length, 0); // no link within a button
  nav.children[1].click();
  nav.children[0].click();
  assert.deepEqual(picked, [["picked", 1], ["picked", 0]]);
  show("loss", "[weight](words#weight)", "neuron");
  assert.equal(document.activeElement, null);
  show("loss");
  assert.deepEqual([nav.hidden, document.activeElement === title], [true, true]);
});

// The lesson's panel, and a ringed place.
function lesson() {
  const parent = new Element("div");
  parent.innerHTML = '<div><div class="st-key-card_column"><div class="st-key-lesson"><h3></h3><div class="ink-guide"></div></div></div></div><p class="st-key-canvas"></p><p class="st-key-lesson_done"></p>';
  document.documentElement.append(parent);
  const [root, place, done] = [".ink-guide", ".st-key-canvas", ".st-key-lesson_done"].map((selector) => parent.querySelector(selector));
  const [scrolled, picked] = [[], []];
  parent.querySelector("h3").scrollIntoView = () => {};
  for (const each of [place, done]) Object.assign(each, { clientHeight: 10, scrollIntoView: ({ behavior }) => scrolled.push([each, behavior]) });
  let leave;
  const show = (more) => (leave = guide({ data: { step: "one", done: false, events: [], curves: ["step"], ghost: null, waits: [], card: [], covers: [], lights: [".st-key-canvas"], hides: [".st-key-answer"], said: "", ...more }, parentElement: parent, forget() {}, setTriggerValue: (_, value) => picked.push(value) }));
  return { parent, root, place, done, scrolled, picked, show, leave: () => (leave(), parent.remove()) };
}

test("a step rings its places, covers what is hidden, and announces what has changed", () => {
  const { root, place, scrolled, show, leave } = lesson();
  show({ said: "Now." });
  const [style, , status] = root.children;
  assert.match(style.textContent, /^:is\(\.st-key-canvas\):not\(#_\) \{ outline: .*\}:is\(\.st-key-answer\):not\(#_\) \{ display: none; \}$/);
  assert.equal(status.textContent, "Now.");
  assert.deepEqual(scrolled, [[place, "smooth"]]);
  show({ said: "Then." });
  assert.deepEqual([status.textContent, scrolled.length], ["Then.", 1]); // once per step
  leave();
});

test("a step's result scrolls into view when it's done, but not when coming back", () => {
  const { done, scrolled, show, leave } = lesson();
  show({ lights: [] });
  show({ lights: [], done: true });
  assert.deepEqual(scrolled.map(([each]) => each), [done]);
  show({ lights: [], done: true });
  show({ lights: [], step: "two", done: true });
  show({ lights: [], step: "three" });
  show({ lights: [], step: "four", done: true });
  assert.equal(scrolled.length, 1);
  leave();
});

test("with reduced motion, nothing glides", () => {
  globalThis.matchMedia = () => ({ matches: true });
  const { scrolled, show, leave } = lesson();
  show({});
  assert.equal(scrolled[0][1], "auto");
  globalThis.matchMedia = () => ({ matches: false });
  leave();
});

test("a step function's point counts as crossed after both sides of 0 within one lesson step", () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const { picked, show, leave } = lesson();
  const count = (...given) => {
    for (const [name, z] of given) trials.publish({ name, z, from: z });
    return picked.splice(0).length;
  };
  trials.last = null;
  show({});
  assert.equal(count(["step", 1], ["step", 2], ["relu", -1], ["step", 0.5]), 0);
  assert.equal(count(["step", 0]), 1); // 0 doesn't fire
  show({ done: true, events: ["step"] });
  assert.equal(count(["step", 1], ["step", -1]), 0);
  inklingStore.own.step = "two"; // by a button
  show({ step: "two" });
  assert.equal(count(["step", -1], ["step", -2]), 0);
  show({ step: "two" });
  trials.publish({ name: "step", z: 3, from: 3 });
  assert.deepEqual(picked.splice(0), [0]);
  show({ step: "two", done: true, events: ["step"] });
  mock.timers.tick(2000);
  assert.deepEqual(picked, []);
  leave();
});
