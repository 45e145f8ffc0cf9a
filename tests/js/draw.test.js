// Small components of the Draw page: what is shown and pressed.

import assert from "node:assert/strict";
import { test } from "node:test";
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

const [{ default: drawing }, { default: projector }, { default: selection }, { default: walk }, { StepButtons }] = await Promise.all(
  ["draw/canvas/drawing", "parts/projector", "draw/network/selection", "training/one_step/one_step_walk", "draw/canvas/step_buttons"].map((name) => import(`../../views/${name}.js`)),
);
const { selections } = await import("../../views/parts/component/reading.js");

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
  assert.deepEqual([is(), button.textContent], [["false", false], "A+ Larger"]);
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
