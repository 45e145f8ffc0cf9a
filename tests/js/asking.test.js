// Glossary links: what shows and closes their tip, in a browser with popovers.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Element, parentOf } from "./page.js";

const open = new Set();
Object.assign(Element.prototype, {
  popover: null,
  showPopover() {
    open.add(this);
  },
  hidePopover() {
    open.delete(this);
    this.ontoggle?.({ newState: "closed" });
  },
});
const { matches } = Element.prototype;
let focused = null; // has the visible focus
Element.prototype.matches = function (selector) {
  if (selector === ":popover-open") return open.has(this);
  if (selector.endsWith(":focus-visible")) return this === focused && matches.call(this, selector.replace(":focus-visible", ""));
  return matches.call(this, selector);
};
let added, changed, watched;
globalThis.MutationObserver = class {
  constructor(call) {
    added = (...addedNodes) => call([{ addedNodes }]);
    changed = (target) => call([{ target, attributeName: "href" }]);
  }
  observe(target, about) {
    watched = { target, about };
  }
  disconnect() {
    watched = null;
  }
};
let frames = [];
globalThis.requestAnimationFrame = (call) => frames.push(call);
document.documentElement.clientWidth = 400;

Object.assign(globalThis, { getComputedStyle: () => ({ backgroundColor: "rgb(1 2 3)" }), matchMedia: () => ({}) });

const { default: ask } = await import("../../views/parts/asking/asking.js");
const { hide, isShown, prepare, show } = await import("../../views/parts/component/above.js");

const ENTRIES = { bias: { word: "Bias", text: "A number." }, epoch: { word: "Epoch", text: "Once." } };
let parent, end, bias, epoch, other;

// A link to that glossary entry.
function wordOf(key, within = document.body) {
  const word = Object.assign(new Element("a"), { getClientRects: () => [{ left: 0, top: 0, bottom: 10 }] });
  word.setAttribute("href", `words#${key}`);
  within.append(word);
  return word;
}

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  [bias, epoch, other] = [wordOf("bias"), wordOf("epoch"), new Element("p")];
  document.body.append(other);
  parent = parentOf("ink-asking");
  end = ask({ data: ENTRIES, parentElement: parent });
});

afterEach(() => {
  end();
  document.body.replaceChildren();
  mock.timers.reset();
  [focused, frames] = [null, []];
});

test("the page's color has a name wherever these links are", () => {
  assert.equal(document.documentElement.style["--ink-page"], "rgb(1 2 3)");
});

const tip = () => document.querySelector(".ink-word");
const said = () => (tip() && open.has(tip()) ? tip().children.map((each) => each.textContent) : null);

// Dispatches an event on that element; returns what it prevented.
function happen(type, target, about = {}) {
  const prevented = [];
  const event = Object.assign(new Event(type, { bubbles: true }), about);
  for (const name of ["preventDefault", "stopPropagation", "stopImmediatePropagation"]) event[name] = () => prevented.push(name);
  target.dispatchEvent(event);
  return prevented;
}

test("a link with visible focus shows its tip, a clicked one doesn't, and the tip goes with the focus", () => {
  happen("focusin", bias);
  assert.equal(said(), null);
  focused = bias;
  happen("focusin", bias);
  assert.deepEqual(said(), ["Bias", "A number."]);
  happen("focusout", epoch);
  assert.deepEqual(said(), ["Bias", "A number."]);
  happen("focusout", bias);
  assert.equal(said(), null);
});

test("text in another language names it and is a link only again when its text returns", () => {
  const link = new Element("a");
  link.setAttribute("href", "lang#en");
  const [upload, skip] = [new Element("section"), new Element("a")];
  upload.dataset.testid = "stFileUploaderDropzone";
  skip.dataset.testid = "stSkipToContent";
  skip.setAttribute("href", "#main");
  const ours = [link, upload, skip];
  document.body.append(...ours);
  added(...ours);
  assert.deepEqual(ours.map((each) => ["lang", "href", "role"].map((name) => each.getAttribute(name))), [["en", null, null], ["en", null, "group"], ["en", "#main", null]]);
  link.setAttribute("href", "words#bias");
  changed(link);
  assert.deepEqual(["lang", "href", "role"].map((name) => link.getAttribute(name)), [null, "words#bias", "button"]);
});

test("a click shows the tip, and with a modifier key it follows the link", () => {
  assert.deepEqual(happen("click", bias), ["preventDefault", "stopPropagation"]);
  assert.deepEqual(said(), ["Bias", "A number."]);
  assert.deepEqual(happen("click", epoch), ["preventDefault", "stopPropagation"]);
  assert.deepEqual(said(), ["Epoch", "Once."]);
  assert.deepEqual([bias, epoch].map((word) => word.getAttribute("aria-describedby")), [null, "ink-word"]);
  happen("click", tip().firstChild);
  assert.deepEqual(said(), ["Epoch", "Once."]);
  happen("click", other);
  assert.equal(said(), null);
  for (const key of ["ctrlKey", "metaKey", "shiftKey"]) assert.deepEqual([happen("click", bias, { [key]: true }), said()], [[], null], key);
});

test("the space bar shows the tip; Escape closes it first and the dialog below next", () => {
  assert.deepEqual(happen("keydown", other, { key: " " }), []);
  assert.deepEqual(happen("keydown", bias, { key: "a" }), []);
  assert.equal(said(), null);
  assert.deepEqual(happen("keydown", bias, { key: " " }), ["preventDefault"]);
  assert.deepEqual(said(), ["Bias", "A number."]);
  assert.deepEqual(happen("keydown", bias, { key: "Tab" }), []);
  assert.deepEqual(happen("keydown", bias, { key: "Escape" }), ["stopImmediatePropagation", "preventDefault"]);
  assert.equal(said(), null);
  assert.deepEqual(happen("keydown", bias, { key: "Escape" }), []);
});

test("a tip stays briefly for the pointer to enter, and as long as its link has the focus", () => {
  let x = 0;
  const hover = (target, milliseconds) => (happen("pointerover", target, { pointerType: "mouse", clientX: ++x }), mock.timers.tick(milliseconds), said() !== null);
  assert.deepEqual([hover(bias, 0), hover(other, 150), hover(tip(), 1000), hover(other, 1000)], [true, true, true, false]);
  assert.deepEqual([hover(bias, 0), hover(other, 150), hover(bias, 1000), hover(other, 150), hover(epoch, 1000)], [true, true, true, true, true]);
  document.activeElement = epoch;
  assert.equal(hover(other, 1000), true);
  document.activeElement = null;
});

test("a link that moves below a resting pointer shows nothing until it moves; touch never hovers", () => {
  const point = (type, target, clientX, pointerType = "mouse") => (happen(type, target, { pointerType, clientX }), said() !== null);
  assert.deepEqual([point("pointerover", other, 7), point("pointermove", other, 8), point("pointerover", bias, 8), point("pointermove", bias, 8)], [false, false, false, false]);
  assert.equal(point("pointermove", bias, 9), true);
  point("pointerover", other, 10);
  mock.timers.tick(1000);
  assert.deepEqual([point("pointerover", bias, 11, "touch"), point("pointermove", bias, 12, "touch")], [false, false]);
});

test("glossary links are buttons for screen readers, later ones too; other links aren't", () => {
  const [link, within, svg] = [new Element("a"), new Element("p"), new Element("svg")];
  link.setAttribute("href", "neurons");
  const [late, inner, drawn] = [wordOf("bias"), wordOf("epoch", within), wordOf("bias", svg)];
  added(late, within, link, svg);
  assert.deepEqual([bias, epoch, late, inner, link, drawn].map((each) => each.getAttribute("role")), ["button", "button", "button", "button", null, null]);
  assert.deepEqual(watched, { target: document.body, about: { childList: true, subtree: true, attributeFilter: ["href"] } });
});

test("a tip is within its link's dialog, and an unknown word has none", () => {
  const dialog = new Element("div");
  dialog.setAttribute("role", "dialog");
  document.body.append(dialog);
  happen("click", wordOf("bias", dialog));
  assert.equal(tip().parentElement, dialog);
  happen("click", epoch);
  assert.equal(tip().parentElement, parent.querySelector(".ink-asking"));
  happen("click", wordOf("unknown"));
  assert.deepEqual(said(), ["Epoch", "Once."]);
});

test("a removed link takes its tip along, and the link's first line or box positions it", () => {
  happen("click", bias);
  frames.shift()();
  assert.ok(said());
  bias.remove();
  frames.shift()();
  assert.deepEqual([said(), frames.length], [null, 0]);
  epoch.getClientRects = () => [];
  epoch.getBoundingClientRect = () => ({ left: 30, top: 100, bottom: 120 });
  happen("click", epoch);
  assert.deepEqual([tip().style.left, tip().style.top], ["30px", "126px"]);
});

test("only one watcher is active, and leaving the page ends it and its tip", () => {
  happen("click", bias);
  const first = end;
  end = ask({ data: { bias: { word: "New", text: "Other." } }, parentElement: parent });
  assert.equal(said(), null);
  happen("click", bias);
  assert.deepEqual([said(), document.querySelectorAll(".ink-word").length], [["New", "Other."], 1]);
  first();
  happen("keydown", bias, { key: "Escape" });
  happen("click", bias);
  assert.deepEqual(said(), ["New", "Other."]);
  end();
  assert.deepEqual([tip(), watched, bias.getAttribute("aria-describedby")], [null, null, null]);
  assert.deepEqual([happen("click", epoch), tip()], [[], null]);
});

test("an address of one word opens it on the glossary page", () => {
  const seen = [];
  const list = new Element("div");
  list.className = "ink-words";
  list.innerHTML = '<p id="bias"></p><p id="epoch"></p>';
  document.body.append(list);
  for (const each of list.children) each.scrollIntoView = () => seen.push(each.getAttribute("id"));
  for (const CSS of [{}, { escape: (text) => text }]) {
    Object.assign(globalThis, { CSS, location: { hash: "#epoch" } });
    end = ask({ data: ENTRIES, parentElement: parent });
  }
  location.hash = "";
  end = ask({ data: ENTRIES, parentElement: parent });
  assert.deepEqual(seen, ["epoch", "epoch"]);
});

test("with popovers only one is on top, and it closes by hand", () => {
  const element = new Element("div");
  prepare(element, "auto");
  assert.deepEqual([element.popover, element.hidden, isShown(element)], ["auto", false, false]);
  show(element);
  element.showPopover = () => assert.fail("shown twice");
  show(element);
  assert.ok(isShown(element));
  hide(element);
  hide(element);
  assert.ok(!isShown(element));
});
