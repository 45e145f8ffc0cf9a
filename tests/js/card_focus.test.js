// Where the focus goes when a card opens, changes or closes, and when its tiles are replaced.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Element } from "./page.js";

let frames;
globalThis.requestAnimationFrame = (call) => frames.push(call);

document.documentElement.append(document.body);
const { default: head } = await import("../../views/neuron/card/card_head.js");
const { default: mind } = await import("../../views/neuron/card/counterfactuals.js");
const { default: parts } = await import("../../views/neuron/card/card_parts.js");

const focus = Element.prototype.focus;
let moved; // what was focused, and how
Element.prototype.focus = function (how) {
  moved.push([this, how]);
  focus.call(this);
};

let card, opener;

beforeEach(() => {
  [frames, moved] = [[], []];
  document.body.innerHTML = '<button></button><div class="st-key-neuron"><div class="ink-card-head"></div></div>';
  [opener, card] = document.body.children;
  document.activeElement = document.body;
});

afterEach(() => document.body.replaceChildren());

const DATA = { network: "net", title: "Neuron 3", state: "", sentence: "", walk: [] };

// Runs the next frame; returns what got the focus.
function show(about, more) {
  head({ data: { ...DATA, about, ...more }, parentElement: card, setTriggerValue() {} });
  moved = [];
  for (const frame of frames.splice(0)) frame();
  return moved.map(([element]) => element);
}

const heading = () => card.querySelector("h3");
const [ONE, TWO] = [["hidden1", [3]], ["hidden1", [4]]];

test("an opened card takes the focus without scrolling, and on closing returns it", () => {
  show(null);
  document.activeElement = opener;
  card.scrollTop = 50;
  assert.deepEqual(show(ONE), [heading()]);
  assert.deepEqual([moved[0][1], card.scrollTop], [{ preventScroll: true }, 0]);
  assert.deepEqual(show(ONE), []); // with every drawing
  assert.deepEqual(show(TWO), [heading()]);
  assert.deepEqual([show(null), moved[0][1]], [[opener], { preventScroll: true }]);
});

test("a card that was there when the page or the network arrived takes no focus", () => {
  assert.deepEqual(show(ONE), []);
  document.activeElement = opener;
  assert.deepEqual(show(TWO, { network: "other" }), []);
  assert.deepEqual(show(ONE, { network: "other" }), [heading()]);
});

test("after several cards the focus returns to what opened the first", () => {
  show(null);
  document.activeElement = opener;
  show(ONE);
  document.activeElement = document.body; // the focused element of this card was removed
  show(TWO);
  document.activeElement = heading();
  show(ONE);
  assert.deepEqual(show(null), [opener]);
});

test("if what opened the card is gone, nothing gets the focus", () => {
  show(null);
  document.activeElement = opener;
  show(ONE);
  opener.remove();
  assert.deepEqual(show(null), []);
});

test("walking over a map or reading the lesson keeps the focus", () => {
  for (const [key, isAtTop] of [["st-key-feature_map", false], ["st-key-lesson", true]]) {
    const other = new Element("div");
    other.innerHTML = `<div class="${key}"><button></button></div>`;
    document.body.append(other);
    show(null);
    document.activeElement = other.querySelector("button");
    card.scrollTop = 50;
    assert.deepEqual(show(key === "st-key-lesson" ? ONE : TWO), [], key);
    assert.equal(card.scrollTop, isAtTop ? 0 : 50);
  }
});

test("each part of a card is about its neuron and has its label", () => {
  show(ONE, { sentence: "So." });
  assert.deepEqual(["role", "aria-label"].map((name) => card.getAttribute(name)), ["region", "The neuron's card"]);
  assert.equal(card.tabIndex, 0); // so that keys can scroll it
  assert.equal(card.querySelector(".ink-card-head").dataset.about, "hidden1,3");
  card.innerHTML = '<div class="ink-counterfactuals"></div>';
  const changed = card.firstChild;
  mind({ data: { about: "3,1", button: "Look", pending: false, sentence: "Nothing yet.", tiles: [] }, parentElement: card, setTriggerValue() {} });
  assert.deepEqual([changed.dataset.about, changed.querySelector("p").textContent], ["3,1", "Nothing yet."]);
});

test("if the focused tile is gone, the first tile or the button gets the focus, but a focus elsewhere stays", () => {
  const tile = { sentence: "says 3", view: [0, 0, 280], ghosts: [{ path: [[1, 2]], width: 20, adds: true }] };
  card.innerHTML = '<div class="ink-counterfactuals"></div>';
  const put = (tiles, button = "Look") => mind({ data: { about: "3,1", button, pending: false, sentence: "", png: "", canvas: 280, tiles }, parentElement: card, setTriggerValue() {} });
  put([]);
  const [, button, , tiles] = card.firstChild.children;
  document.activeElement = button;
  moved = [];
  put([], "Look on");
  assert.deepEqual(moved, []); // it's still there
  put([tile], "");
  assert.deepEqual(moved, [[tiles.firstChild, { preventScroll: true }]]);
  put([tile, tile], "");
  assert.equal(moved.at(-1)[0], tiles.firstChild);
  put([]);
  assert.equal(moved.at(-1)[0], button);
  moved = [];
  document.activeElement = opener;
  put([tile]);
  assert.deepEqual(moved, []);
});

test("focusing a tile with the keys shows its change over the canvas, until the focus leaves", () => {
  const canvas = new Element("div");
  canvas.className = "st-key-canvas";
  document.body.append(canvas);
  card.innerHTML = '<div class="ink-counterfactuals"></div>';
  const tile = { sentence: "says 3", view: [0, 0, 280], ghosts: [{ path: [[1, 2]], width: 20, adds: true }] };
  mind({ data: { about: "3,1", button: "", pending: false, sentence: "", png: "", canvas: 280, tiles: [tile] }, parentElement: card, setTriggerValue() {} });
  const shown = card.querySelector(".ink-change");
  assert.equal(shown.firstChild.getAttribute("aria-hidden"), "true");
  const { matches } = shown;
  for (const isSeen of [false, true]) {
    shown.matches = (selector) => (selector === ":focus-visible" ? isSeen : matches.call(shown, selector));
    shown.onfocus();
    assert.equal(canvas.children.length, Number(isSeen));
  }
  assert.deepEqual([canvas.firstChild.getAttribute("aria-hidden"), canvas.firstChild.style.width], ["true", "280px"]);
  shown.onblur();
  assert.equal(canvas.children.length, 0);
});
