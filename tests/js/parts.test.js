// Pieces of many components: parts shown together, tips, texts with words that can be asked.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Element, parentOf } from "./page.js";

const { showMarked, plain } = await import("../../views/parts/marked.js");
const { together } = await import("../../views/parts/together.js");
const { showTip } = await import("../../views/parts/values.js");

test("what is picked in a part comes under that part's key, also where two parts are of one kind", () => {
  const reported = [];
  const ledger = ({ data, parentElement, setTriggerValue }) => {
    parentElement.querySelector(".ink-ledger").textContent = data;
    setTriggerValue("picked", data);
  };
  const parts = (...keys) => keys.map((key) => ({ name: "ledger", html: '<div class="ink-ledger"></div>', key, data: `of ${key}` }));
  const parent = parentOf("ink-card");
  const show = (...keys) => together({ ledger })({ data: { parts: parts(...keys) }, parentElement: parent, setTriggerValue: (...report) => reported.push(report) });
  const seen = () => parent.firstChild.children.map((each) => [each.dataset.key, each.textContent]);
  show("one", "two");
  assert.deepEqual(reported.splice(0), [["picked", { part: "one", picked: "of one" }], ["picked", { part: "two", picked: "of two" }]]);
  const [one, two] = parent.firstChild.children;
  show("two", "one", "three");
  assert.deepEqual(seen(), [["two", "of two"], ["one", "of one"], ["three", "of three"]]);
  assert.deepEqual(parent.firstChild.children.slice(0, 2), [two, one]); // the same elements, which may have the focus
  show("three");
  assert.deepEqual(seen(), [["three", "of three"]]);
});

test("a tip that was hidden is shown again though it says the same", () => {
  const [root, tip] = [new Element("div"), new Element("div")];
  Object.assign(root, { clientWidth: 300, clientHeight: 200 });
  const at = (lines, x, y) => (showTip(root, tip, lines, { x, y }), [tip.hidden, ...tip.children.map((each) => each.textContent)]);
  assert.deepEqual(at(["Neuron 1", "a = 2"], 10, 10), [false, "Neuron 1", "a = 2"]);
  tip.hidden = true;
  assert.deepEqual(at(["Neuron 1", "a = 2"], 10, 10), [false, "Neuron 1", "a = 2"]);
  assert.deepEqual(at(["Neuron 2"], 10, 10), [false, "Neuron 2"]);
  const [left, top] = [tip.style.left, tip.style.top];
  at(["Neuron 2"], 50, 60);
  assert.ok(tip.style.left !== left && tip.style.top !== top);
});

test("a tip stays within its picture, above the pointer where there is no room below", () => {
  const [root, tip] = [new Element("div"), new Element("div")];
  Object.assign(root, { clientWidth: 300, clientHeight: 200 });
  Object.assign(tip, { offsetWidth: 100, offsetHeight: 40 });
  for (const [x, y] of [[0, 0], [299, 0], [0, 199], [299, 199], [150, 100]]) {
    showTip(root, tip, ["tip"], { x, y });
    const [left, top] = [tip.style.left, tip.style.top].map(parseFloat);
    assert.ok(left >= 0 && left + 100 <= 300 && top >= 0 && top + 40 <= 200, `${x}, ${y}: ${left}, ${top}`);
    assert.ok(top >= y || top + 40 <= y, "it covers what it is about");
  }
});

test("a text's words can be asked where they stand, and what another has written there is written anew", () => {
  const element = new Element("p");
  const text = "All [fire](words#fire), then [lead](words#lead).";
  assert.equal(plain(text), "All fire, then lead.");
  showMarked(element, text);
  assert.equal(element.textContent, plain(text));
  assert.deepEqual(element.children.map((each) => [each.tagName, each.href, each.textContent]), [["A", "words#fire", "fire"], ["A", "words#lead", "lead"]]);
  const [first] = element.children;
  showMarked(element, text);
  assert.equal(element.children[0], first); // it may be asked just now
  element.textContent = "something else";
  showMarked(element, text);
  assert.equal(element.textContent, plain(text));
  showMarked(element, "[fire](words#fire)");
  assert.equal(element.textContent, "fire");
});

test("a word's tip stays while the pointer is on the word or the tip, and goes a moment after it has left both", async () => {
  const heard = {};
  const watch = class {
    observe() {}
    disconnect() {}
  };
  Object.assign(globalThis, { HTMLElement: Element, MutationObserver: watch, location: { hash: "" }, requestAnimationFrame() {} });
  Object.assign(globalThis, { addEventListener: (type, listener) => (heard[type] = listener), removeEventListener() {} });
  document.body = new Element("body");
  const { default: show } = await import("../../views/parts/asking.js");
  const parent = parentOf("ink-asking");
  const end = show({ data: { bias: { word: "bias", text: "A number." } }, parentElement: parent });
  const word = Object.assign(new Element("a"), { getClientRects: () => [{ left: 0, top: 0, bottom: 10 }] });
  word.setAttribute("href", "words#bias");
  document.documentElement.append(word);
  const tip = () => parent.querySelector(".ink-word");
  const isShown = () => !!tip() && !tip().hidden;
  mock.timers.enable({ apis: ["setTimeout"] });
  const hover = (target) => {
    heard.pointerover({ pointerType: "mouse", target });
    mock.timers.tick(1000);
    return isShown();
  };
  assert.ok(hover(word));
  assert.deepEqual([tip(), tip().lastChild, word].map(hover), [true, true, true]);
  assert.equal(tip().textContent, "biasA number.");
  assert.equal(hover(new Element("p")), false);
  end();
  mock.timers.reset();
});
