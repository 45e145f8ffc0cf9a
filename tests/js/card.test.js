// A neuron's card: its head, its sums, what it responds to, and what would change the answer.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Element, parentOf } from "./page.js";

const [{ paintBars }, { default: cardHead }, { default: changeMind }, { default: ledger }, { default: likes }, { default: pictures }] = await Promise.all(
  ["parts/charts/bars", "neuron/card/card_head", "neuron/card/counterfactuals", "parts/charts/ledger", "neuron/card/likes", "parts/pictures/pictures"].map((name) => import(`../../views/${name}.js`)),
);

const texts = (elements) => elements.map(({ textContent }) => textContent);

/** Shows a component; returns its root and its reports. */
function shown(component, name, data, parent = parentOf(name)) {
  const reported = [];
  const leave = component({ data, parentElement: parent, setTriggerValue: (...report) => reported.push(report) });
  return { parent, root: parent.querySelector(`.${name}`), reported, leave };
}

test("each digit's bar is as long as its share, and the longest are marked", () => {
  const root = new Element("div");
  const bars = (shares) => paintBars(root, shares.map((share) => ({ share, text: `is ${share}` })));
  const marked = () => root.children.flatMap((row, digit) => (row.classList.contains("ink-largest") ? [digit] : []));
  for (const [shares, expected] of [[[0.25, 1, 0], [1]], [[0.5, 0.25, 0.5], [0, 2]], [[0, 0, 0.125], [2]]]) {
    bars(shares);
    assert.deepEqual(texts(root.querySelectorAll("b")), ["0", "1", "2"]);
    assert.deepEqual(root.querySelectorAll("u").map(({ style }) => style.width), shares.map((share) => `${100 * share}%`));
    assert.deepEqual(texts(root.querySelectorAll("span")), shares.map((share) => `is ${share}`));
    assert.deepEqual(marked(), expected);
  }
});

test("a card's parts are shown one below the other under their names", async () => {
  const { default: parts } = await import("../../views/neuron/card/card_parts.js");
  const part = (name, key, data) => ({ name, key, data, html: `<div class="ink-${name}"></div>` });
  const liked = (sentence) => ({ about: ["hidden1", [3]], sentence, best: [], bars: [] });
  const picture = { title: "Weights", rows: 1, cols: 1, channels: 1, values: [1], scale: 1, corner: [0, 0], note: "" };
  const { root } = shown(parts, "ink-card-parts", { parts: [part("likes", "one", liked("It likes 7s.")), part("pixels", "two", { pictures: [picture], decimals: 0, heading: "Its weights", operators: [] }), part("likes", "three", liked("And 9s."))] });
  assert.deepEqual(root.children.map(({ className }) => className), ["st-key-one", "st-key-two", "st-key-three"]);
  assert.deepEqual(root.children.map(({ textContent }) => ["It likes 7s.", "Its weights", "And 9s."].filter((each) => textContent.includes(each))), [["It likes 7s."], ["Its weights"], ["And 9s."]]);
});

test("bars on a page are those sent to them", async () => {
  const { default: bars } = await import("../../views/parts/charts/bars.js");
  const { root } = shown(bars, "ink-bars", { bars: [{ share: 0.5, text: "half" }, { share: 0.125, text: "few" }] });
  assert.deepEqual(texts(root.querySelectorAll("span")), ["half", "few"]);
  assert.deepEqual(root.querySelectorAll("u").map(({ style }) => style.width), ["50%", "12.5%"]);
});

test("bars make room for texts of more than 14 characters", () => {
  const root = new Element("div");
  for (const [length, isWide] of [[14, false], [15, true], [3, false]]) {
    paintBars(root, [{ share: 1, text: "1" }, { share: 0, text: "x".repeat(length) }]);
    assert.equal(root.classList.contains("ink-wide"), isWide, `${length}`);
  }
});

test("strongest images come in order with captions; without means there's no heading for them", () => {
  const best = [{ src: "a.png", alt: "a 7", caption: "9.00" }, { src: "b.png", alt: "a 1", caption: "8.00" }];
  const data = { about: ["hidden1", [3]], sentence: "It likes 7s.", best, bars: [{ share: 1, text: "2.00" }] };
  const { root } = shown(likes, "ink-likes", data);
  assert.deepEqual(root.querySelectorAll("img").map(({ src, alt, title }) => [src, alt, title]), [["a.png", "a 7", "a 7"], ["b.png", "a 1", "a 1"]]);
  assert.deepEqual(texts(root.querySelectorAll("figcaption")), ["9.00", "8.00"]);
  assert.equal(root.dataset.about, "hidden1,3");
  assert.equal(root.children[3].hidden, false);
  assert.equal(shown(likes, "ink-likes", { ...data, bars: [] }).root.children[3].hidden, true);
});

test("a card's title has its state if there is one, and without a neuron it's not a heading", () => {
  const data = { network: "net", about: ["hidden1", [3]], title: "Neuron 3", state: "fires", sentence: "So.", walk: [] };
  const titleOf = (more) => shown(cardHead, "ink-card-head", { ...data, ...more }).root.children[1].firstChild;
  assert.deepEqual([titleOf({}), titleOf({ state: "" }), titleOf({ about: null, state: "" })].map(({ tagName, textContent }) => [tagName, textContent]), [["H3", "Neuron 3: fires"], ["H3", "Neuron 3"], ["B", "Neuron 3"]]);
});

test("a walk links to each of its steps, and marks the last one as current", () => {
  const step = (label) => ({ label, title: `the ${label}` });
  const data = { network: "net", about: ["hidden1", [3]], title: "", state: "", sentence: "", walk: ["one", "two", "three"].map(step) };
  const { root, reported } = shown(cardHead, "ink-card-head", data);
  const [walk] = root.children;
  assert.equal(walk.textContent, "one ← two ← three");
  assert.deepEqual(walk.children.map(({ tagName, title }) => [tagName, title]), [["BUTTON", "the one"], ["BUTTON", "the two"], ["SPAN", "the three"]]);
  assert.deepEqual(walk.children.map((each) => each.getAttribute("aria-current")), [null, null, "true"]);
  for (const each of walk.children.slice(0, 2)) each.click();
  assert.deepEqual(reported, [["picked", 0], ["picked", 1]]);
  for (const [length, isHidden] of [[0, true], [1, true], [2, false]])
    assert.equal(shown(cardHead, "ink-card-head", { ...data, walk: data.walk.slice(0, length) }).root.children[0].hidden, isHidden);
});

test("a card closes by its button or Escape, without a neuron by neither, and a dialog closes itself", () => {
  const data = { network: "net", about: ["hidden1", [3]], title: "", state: "", sentence: "", walk: [] };
  const within = (attributes) => {
    const outer = new Element("div");
    outer.innerHTML = `<div ${attributes}><div class="ink-card-head"></div></div>`;
    document.documentElement.append(outer);
    document.activeElement = document.body;
    document.body.closest = () => null;
    return outer.firstChild;
  };
  const card = within('class="st-key-neuron"');
  const { root, reported } = shown(cardHead, "ink-card-head", data, card);
  const close = root.children[2];
  assert.deepEqual([close.hidden, card.getAttribute("role"), card.tabIndex], [false, "region", 0]);
  close.click();
  for (const key of ["Enter", "Escape", "x"]) card.onkeydown({ key });
  assert.deepEqual(reported, [["closed", true], ["closed", true]]);
  const empty = within('class="st-key-neuron"');
  const nothing = shown(cardHead, "ink-card-head", { ...data, about: null }, empty);
  empty.onkeydown({ key: "Escape" });
  assert.deepEqual([nothing.root.children[2].hidden, nothing.reported], [true, []]);
  const dialog = within('class="st-key-neuron" role="dialog"');
  assert.equal(shown(cardHead, "ink-card-head", data, dialog).root.children[2].hidden, true);
  assert.equal(dialog.onkeydown, null);
});

const unit = (number) => ({ layer: "hidden1", index: [number] });
const row = (label, share, from = unit(0)) => ({ label, figure: `${share}`, share, detail: `${label} × 1`, unit: from });
const SUM = { about: ["hidden2", [0]], heading: "Sum", note: "", steps: [], total: null, equation: "", most: "Most from", summary: "All", footnote: "", rows: [] };

test("positive bars go right, negative ones left, in proportion, and 0 has no bar", () => {
  const { root } = shown(ledger, "ink-ledger", { ...SUM, rows: [row("one", 1), row("two", -0.5), row("three", 0), row("four", 0.25), row("five", -1)] });
  const lines = root.querySelector(".ink-rows").children;
  const bars = lines.map((line) => line.querySelector("u")).map((bar) => bar && [bar.className, bar.style.left, bar.style.width]);
  assert.deepEqual(bars, [["ink-push", "50%", "50%"], ["ink-pull", "25%", "25%"], null, ["ink-push", "50%", "12.5%"], ["ink-pull", "0%", "50%"]]);
  assert.deepEqual(lines.map((line) => [line.children[0], line.querySelector("b"), line.querySelector("code")].map(({ textContent }) => textContent))[1], ["two", "-0.5", "two × 1"]);
});

test("the first three pickable pushes are named before the lines open, and each links to itself", () => {
  const rows = [row("bias", 0.9, null), row("one", 0.8, unit(1)), row("two", -0.7, unit(2)), row("three", 0.6, unit(3)), row("four", 0.5, unit(4)), row("five", 0.4, unit(5))];
  const { root, reported } = shown(ledger, "ink-ledger", { ...SUM, rows });
  const sources = root.children[4];
  assert.equal(sources.textContent, "Most from one, three, four");
  for (const each of sources.children) each.click();
  assert.deepEqual(reported.splice(0), [1, 3, 4].map((number) => ["picked", unit(number)]));
  const named = root.querySelector(".ink-rows").children.map((line) => line.children[0]);
  assert.deepEqual(named.map(({ tagName }) => tagName), ["SPAN", ...Array(5).fill("BUTTON")]);
  named[2].click();
  assert.deepEqual(reported, [["picked", unit(2)]]);
  for (const more of [{ most: "" }, { rows: [row("two", -1, unit(2))] }]) assert.equal(shown(ledger, "ink-ledger", { ...SUM, rows, ...more }).root.children[4].hidden, true);
});

test("a sum is animated for a new neuron, not for every drawing; empty parts are absent", () => {
  const value = (number) => ({ label: "x", value: number, figure: `${number}` });
  const data = { ...SUM, steps: [value(1), value(2)], total: value(3) };
  const { parent, root } = shown(ledger, "ink-ledger", data);
  const [, note, fall] = root.children;
  const builds = () => fall.classList.contains("ink-builds");
  assert.deepEqual([builds(), fall.children.length, note.hidden], [true, 3, true]);
  shown(ledger, "ink-ledger", { ...data, note: "Note." }, parent);
  assert.deepEqual([builds(), note.hidden], [false, false]);
  shown(ledger, "ink-ledger", { ...data, about: ["hidden2", [1]], steps: [] }, parent);
  assert.deepEqual([builds(), fall.children.length], [true, 0]);
});

test("the lines of a sum are behind their summary, or open without one; each part has its own", () => {
  const texts = { heading: "The sum", note: "A note.", equation: "z = 3", summary: "All lines", footnote: "Below." };
  const { parent, root } = shown(ledger, "ink-ledger", { ...SUM, ...texts });
  const [heading, note, , equation, , details] = root.children;
  const [summary, , footnote] = details.children;
  const said = () => [heading, note, equation, summary, footnote].map(({ textContent, hidden }) => (hidden ? null : textContent));
  assert.deepEqual([said(), details.open, root.dataset.about], [Object.values(texts), undefined, "hidden2,0"]);
  shown(ledger, "ink-ledger", { ...SUM, heading: "", summary: "" }, parent);
  assert.deepEqual([said(), details.open], [Array(5).fill(null), true]);
});

const GHOSTS = [{ path: [[10, 20], [30, 40]], width: 20, adds: true }, { path: [[5, 6]], width: 12, adds: false }];
const MIND = { about: "dense", button: "Find out", pending: 0, sentence: "So.", png: "ink.png", canvas: 280, tiles: [{ sentence: "A 4 then.", view: [15, 25, 100], ghosts: GHOSTS }, { sentence: "A 9 then.", view: [0, 0, 280], ghosts: [] }] };

test("a tile shows its part of the drawing, what is added and removed, and picks itself", () => {
  const { root, reported } = shown(changeMind, "ink-counterfactuals", MIND);
  const tiles = root.querySelectorAll(".ink-change");
  assert.deepEqual(texts(tiles), ["A 4 then.", "A 9 then."]);
  assert.deepEqual(tiles.map((tile) => tile.firstChild.getAttribute("viewBox")), ["15 25 100 100", "0 0 280 280"]);
  const [image, added, taken] = tiles[0].firstChild.children;
  assert.deepEqual(["href", "width", "height"].map((name) => image.getAttribute(name)), ["ink.png", "280", "280"]);
  assert.deepEqual([added, taken].map((line) => ["class", "points", "stroke-width"].map((name) => line.getAttribute(name))), [["ink-added", "10,20 30,40", "20"], ["ink-taken", "5,6 5,6", "12"]]);
  for (const tile of tiles) tile.click();
  assert.deepEqual(reported, [["picked", 0], ["picked", 1]]);
});

test("a hovered change lies over the canvas and goes with the pointer, a click or the page", () => {
  const canvas = parentOf("st-key-canvas").firstChild;
  const { root, leave } = shown(changeMind, "ink-counterfactuals", MIND);
  const [one, other] = root.querySelectorAll(".ink-change");
  const over = () => canvas.children.map((svg) => [svg.getAttribute("viewBox"), svg.style.width, svg.children.length]);
  one.onpointerenter({ pointerType: "touch" });
  assert.deepEqual(over(), []);
  one.onpointerenter({ pointerType: "pen" });
  assert.deepEqual(over(), [["0 0 280 280", "280px", 2]]);
  other.onpointerenter({ pointerType: "mouse" });
  assert.deepEqual(over(), [["0 0 280 280", "280px", 0]]);
  for (const end of [() => other.onpointerleave(), () => other.click(), () => other.onblur(), leave]) {
    other.onpointerenter({ pointerType: "mouse" });
    end();
    assert.deepEqual(over(), []);
  }
});

test("each slice of a search asks for the next one, and the button does nothing; otherwise it starts a search", () => {
  const pending = (slices, parent) => shown(changeMind, "ink-counterfactuals", { ...MIND, pending: slices, tiles: [] }, parent);
  const { parent, root, reported } = pending(1);
  const button = root.children[1];
  assert.equal(button.getAttribute("aria-disabled"), "true");
  button.click();
  assert.deepEqual(reported, [["again", true]]);
  assert.deepEqual(pending(1, parent).reported, []); // the same slice, shown again
  assert.deepEqual(pending(2, parent).reported, [["again", true]]);
  const done = shown(changeMind, "ink-counterfactuals", MIND, parent);
  button.click();
  assert.deepEqual([done.reported, button.hidden, button.getAttribute("aria-disabled")], [[["look", true]], false, "false"]);
  assert.deepEqual(pending(1, parent).reported, [["again", true]]); // of another search
  shown(changeMind, "ink-counterfactuals", { ...MIND, button: "" }, parent);
  assert.equal(button.hidden, true);
});

test("pictures are in order, each picks itself, and captions have at most four columns", () => {
  const of = (...names) => names.map((name) => ({ src: `${name}.png`, alt: `a ${name}`, caption: name }));
  const data = { pictures: of("one", "two", "three"), size: 56, columns: null, beside: false, clickable: true };
  const { parent, root, reported } = shown(pictures, "ink-pictures", data);
  root.children[2].click();
  root.children[0].click();
  assert.deepEqual(reported, [["picked", 2], ["picked", 0]]);
  const again = shown(pictures, "ink-pictures", { ...data, pictures: of("three", "one") }, parent);
  assert.deepEqual(root.children.map((each) => [each.querySelector("img").src, each.querySelector("img").alt, each.title, each.textContent]), [["three.png", "a three", "a three", "three"], ["one.png", "a one", "a one", "one"]]);
  root.children[1].click();
  assert.deepEqual(again.reported, [["picked", 1]]);
  const lines = [{ src: "", alt: "", caption: "7\nnow 0.15\ndead" }]; // its first line may be alone
  shown(pictures, "ink-pictures", { ...data, pictures: lines, brief: true }, parent);
  const [caption] = root.querySelectorAll("span");
  assert.deepEqual([caption.textContent, caption.querySelector("small").textContent], ["7now 0.15\ndead", "now 0.15\ndead"]);
  assert.equal(root.classList.contains("ink-brief"), true);
  for (const [columns, isFilled] of [[null, false], [4, true]]) {
    shown(pictures, "ink-pictures", { ...data, columns }, parent);
    assert.equal(root.classList.contains("ink-filled"), isFilled);
    assert.deepEqual([root.style["--size"], root.style["--columns"]], ["56px", columns ?? 1]);
  }
});
