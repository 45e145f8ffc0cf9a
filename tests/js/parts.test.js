// Pieces of many components: parts shown together, tips, texts with glossary links.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Element, parentOf } from "./page.js";

const { showMarked, plain } = await import("../../views/parts/asking/marked.js");
const { paintBars } = await import("../../views/parts/charts/bars.js");
const { together } = await import("../../views/parts/component/together.js");
const { showTip } = await import("../../views/parts/looks/values.js");

let moved = 0; // a resting pointer shows nothing

test("a pick in a part comes under that part's key, even with two parts of one kind", () => {
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

test("a hidden tip is shown again even with the same text", () => {
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

test("a text has its glossary links in place, and foreign changes are overwritten", () => {
  const element = new Element("p");
  const text = "All [fire](words#fire), then [lead](words#margin).";
  assert.equal(plain(text), "All fire, then lead.");
  showMarked(element, text);
  assert.equal(element.textContent, plain(text));
  assert.deepEqual(element.children.map((each) => [each.tagName, each.href, each.textContent]), [["A", "words#fire", "fire"], ["A", "words#margin", "lead"]]);
  const [first] = element.children;
  showMarked(element, text);
  assert.equal(element.children[0], first); // its tip may be open just now
  element.textContent = "something else";
  showMarked(element, text);
  assert.equal(element.textContent, plain(text));
  showMarked(element, "[fire](words#fire)");
  assert.equal(element.textContent, "fire");
});

test("a tip is 14 pixels right of the pointer and 18 below it, or ends 10 above", () => {
  const [root, tip] = [new Element("div"), new Element("div")];
  Object.assign(root, { clientWidth: 300, clientHeight: 200 });
  Object.assign(tip, { offsetWidth: 100, offsetHeight: 40 });
  const at = (x, y) => (showTip(root, tip, ["tip"], { x, y }), [tip.style.left, tip.style.top]);
  const corner = ["196px", "149px"]; // where there's room for it
  assert.deepEqual([at(50, 100), at(190, 142), at(0, 143), at(-30, 0), at(299, 199)], [["64px", "118px"], ["196px", "160px"], ["14px", "93px"], ["4px", "18px"], corner]);
  assert.deepEqual((showTip(root, tip, ["one", "two"], { x: 0, y: 0 }), tip.children.map(({ tagName }) => tagName)), ["B", "SPAN"]);
});

test("without popovers, Escape or a click outside closes the top one, unless it only closes by hand", async () => {
  const page = new EventTarget();
  const before = [globalThis.addEventListener, globalThis.HTMLElement];
  Object.assign(globalThis, { addEventListener: page.addEventListener.bind(page), HTMLElement: Element });
  const { hide, isShown, prepare, show } = await import("../../views/parts/component/above.js");
  const [auto, manual, within] = [new Element("div"), new Element("div"), new Element("b")];
  prepare(auto, "auto");
  prepare(manual, "manual");
  const key = (key) => page.dispatchEvent(Object.assign(new Event("keydown"), { key }));
  const press = (...path) => page.dispatchEvent(Object.assign(new Event("pointerdown"), { composedPath: () => path }));
  assert.deepEqual([auto.hidden, isShown(auto)], [true, false]);
  for (const [happens, stays] of [[() => key("Tab"), true], [() => press(within, auto), true], [() => key("Escape"), false], [() => press(within), false], [() => hide(auto), false]]) {
    for (const each of [auto, manual]) show(each);
    happens();
    assert.deepEqual([isShown(auto), auto.hidden, isShown(manual)], [stays, !stays, true]);
  }
  hide(manual);
  prepare(auto, "auto");
  assert.deepEqual([manual.hidden, auto.hidden, isShown(manual)], [true, true, false]);
  [globalThis.addEventListener, globalThis.HTMLElement] = before;
});

test("a word's tip is below it, or above without room, and always within the window", async () => {
  const listeners = {};
  Object.assign(globalThis, { location: { hash: "" }, requestAnimationFrame() {}, getComputedStyle: () => ({}), matchMedia: () => ({}) });
  Object.assign(globalThis, { addEventListener: (type, listener) => (listeners[type] = listener), removeEventListener() {}, innerHeight: 600 });
  document.documentElement.clientWidth = 400;
  const { default: show } = await import("../../views/parts/asking/asking.js");
  const parent = parentOf("ink-asking");
  const end = show({ data: { bias: { word: "bias", text: "A number." } }, parentElement: parent });
  const word = new Element("a");
  word.setAttribute("href", "words#bias");
  document.documentElement.append(word);
  const at = (left, top) => {
    word.getClientRects = () => [{ left, top, bottom: top + 20 }];
    listeners.pointerover({ type: "pointerover", pointerType: "mouse", target: word, clientX: ++moved });
    const tip = parent.querySelector(".ink-word");
    Object.assign(tip, { offsetWidth: 100, offsetHeight: 50 });
    listeners.scroll();
    return [tip.style.left, tip.style.top];
  };
  const places = [[50, 100, "50px", "126px"], [0, 100, "8px", "126px"], [390, 100, "292px", "126px"], [50, 515, "50px", "541px"], [50, 516, "50px", "460px"], [50, 590, "50px", "534px"]];
  for (const [left, top, ...expected] of places) assert.deepEqual(at(left, top), expected, `${left}, ${top}`);
  assert.equal(word.getAttribute("aria-describedby"), "ink-word");
  listeners.focusout({ target: word });
  assert.deepEqual([word.getAttribute("aria-describedby"), parent.querySelector(".ink-word").hidden], [null, true]);
  end();
});

test("all parts of the page share one set of channels, though each has its own code", async () => {
  const [one, other] = await Promise.all(["one", "other"].map((copy) => import(`../../views/parts/component/reading.js?${copy}`)));
  const channels = Object.entries(one).filter(([, each]) => each.publish);
  assert.equal(channels.length, 10);
  assert.equal(new Set(channels.map(([, channel]) => channel)).size, 10);
  assert.deepEqual(channels.map(([name]) => name).sort(), Object.keys(globalThis.inkling).sort());
  for (const [name, channel] of channels) assert.deepEqual([other[name] === channel, globalThis.inkling[name] === channel], [true, true], name);
});

test("if a listener throws, the others go on, and the console has its error", async (context) => {
  const { slides, trials } = await import("../../views/parts/component/reading.js");
  const listening = process.listeners("unhandledRejection");
  const [shares, broken] = [[], []];
  process.removeAllListeners("unhandledRejection").on("unhandledRejection", (error) => broken.push(error));
  context.after(() => {
    process.removeAllListeners("unhandledRejection");
    for (const each of listening) process.on("unhandledRejection", each);
  });
  const breaking = () => {
    throw "broken";
  };
  slides.subscribe("one", breaking);
  slides.subscribe("two", (share) => shares.push(share));
  slides.publish(0.5);
  trials.publish({ name: "relu" });
  trials.subscribe("one", breaking);
  assert.deepEqual([shares, broken], [[0.5], []]);
  await new Promise((done) => setImmediate(done));
  assert.deepEqual(broken, ["broken", "broken"]);
  for (const channel of [slides, trials]) for (const owner of ["one", "two"]) channel.unsubscribe(owner);
});

test("bars and figures of a whole begin at 1%, less is only spoken; other shares are all written", () => {
  const root = new Element("div");
  const bars = [0.9895, 0.0095, 0.001].map((share) => ({ share, text: `${(100 * share).toFixed(1)}%` }));
  const written = () => root.children.map((row) => row.querySelector("span").textContent);
  const hidden = () => root.children.map((row) => row.querySelector("u").hidden);
  paintBars(root, bars, true);
  assert.deepEqual([written(), hidden()], [["99.0%", "", ""], [false, true, true]]);
  assert.deepEqual(root.children.map((row) => row.ariaLabel ?? row.getAttribute("aria-label")), ["0 99.0%", "1 0.9%", "2 0.1%"]);
  paintBars(root, bars);
  assert.deepEqual([written(), hidden()], [["99.0%", "0.9%", "0.1%"], [false, false, false]]);
});
