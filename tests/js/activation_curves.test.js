// A neuron's z on its activation function: moving it with keys, trying other functions, and resetting it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";

const { default: show } = await import("../../views/neuron/card/activation_curves.js");
const { trials } = await import("../../views/parts/component/reading.js");

const FUNCTIONS = ["relu", "tanh", "sigmoid", "step"].map((name) => ({ name, title: name, asked: name, help: "", formula: name, parameters: [] }));
const DATA = { about: ["hidden1", [3]], z: 1.234, functions: FUNCTIONS, exponentials: [] };

function curves(data = {}) {
  const parent = parentOf("ink-activation-curves");
  const change = (more) => show({ data: { ...DATA, ...data, ...more }, parentElement: parent });
  change({});
  const root = parent.firstChild;
  const [dot, tabs] = [root.querySelector(".ink-z"), root.querySelector(".ink-tabs")];
  const z = () => Number(dot.getAttribute("aria-valuenow"));
  return { root, dot, tabs, change, z, at: (key) => (assert.ok(dot.press(key), key), z()), back: root.querySelector(".ink-back"), words: root.querySelector("p") };
}

test("arrow keys move z by a tenth, PageUp and PageDown by one, Home and End to the ends", () => {
  const { at } = curves();
  const steps = [["ArrowRight", 1.33], ["ArrowUp", 1.43], ["ArrowLeft", 1.33], ["ArrowDown", 1.23], ["PageUp", 2.23], ["PageDown", 1.23], ["Home", -4], ["ArrowLeft", -4], ["PageDown", -4], ["End", 4], ["ArrowRight", 4], ["PageUp", 4], ["ArrowDown", 3.9]];
  for (const [key, expected] of steps) assert.equal(at(key), expected, key);
});

test("steps grow with a large z, and other keys are ignored", () => {
  const { at, dot, z } = curves({ z: -8 });
  assert.deepEqual([at("Home"), at("End")], [-10, 10]);
  for (const key of ["Tab", "Enter", "a"]) assert.equal(dot.press(key), false);
  assert.equal(z(), 10);
});

test("the function's value is explained by its definition", () => {
  const values = { relu: (z) => Math.max(0, z), tanh: Math.tanh, sigmoid: (z) => 1 / (1 + Math.exp(-z)), step: (z) => +(z > 0) };
  for (const [number, name] of Object.keys(values).entries()) {
    const { at, tabs, words } = curves({ z: -0.5 });
    tabs.children[number].click();
    for (const key of [null, "ArrowUp", "End"]) {
      const z = key ? at(key) : -0.5;
      const said = words.textContent.match(/([−\d.]+)\.$/)[1].replace("−", "-");
      assert.ok(Math.abs(Number(said) - values[name](z)) <= 0.00501, `${name}(${z}) = ${said}`);
    }
  }
});

test("softmax shows e^z's share with the other nine fixed", () => {
  const others = Math.log(Math.exp(1) + Math.exp(2));
  const { words } = curves({ z: 1.5, functions: [{ ...FUNCTIONS[0], name: "softmax" }], others });
  const share = Math.exp(1.5) / (Math.exp(1) + Math.exp(2) + Math.exp(1.5));
  assert.ok(words.textContent.endsWith(` becomes ${(100 * share).toFixed(1)}%.`));
});

test("tabs switch in both directions and wrap around, with its own function first", () => {
  const { tabs } = curves({ functions: FUNCTIONS.map((each) => ({ ...each, title: `The ${each.name}`, help: `What ${each.name} is` })) });
  assert.deepEqual(tabs.children.map(({ textContent, title }) => [textContent, title]), FUNCTIONS.map(({ name }) => [`The ${name}`, `What ${name} is`]));
  const chosen = () => tabs.children.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
  const turn = (key) => (tabs.onkeydown({ key }), chosen());
  assert.equal(chosen(), 0);
  assert.deepEqual(["ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowRight"].map(turn), [1, 2, 1, 0, 3, 0]);
  assert.deepEqual(tabs.children.map((tab) => tab.tabIndex), [0, -1, -1, -1]);
  turn("ArrowLeft");
  assert.deepEqual(tabs.children.map((tab) => tab.tabIndex), [-1, -1, -1, 0]);
  assert.equal(document.activeElement, tabs.children[3]);
});

test("a tried value is announced, and z resets exactly", () => {
  const { at, back, z } = curves();
  assert.equal(back.hidden, true);
  at("ArrowRight");
  assert.deepEqual([trials.last, back.hidden], [{ name: "relu", z: 1.33, from: 1.234 }, false]);
  back.click();
  assert.deepEqual([trials.last, back.hidden, z()], [{ name: "relu", z: 1.234, from: 1.33 }, true, 1.23]);
});

test("another neuron starts with its own function and z, the same one keeps the tried function", () => {
  const { tabs, change, z, at } = curves();
  tabs.children[2].click();
  at("End");
  change({ z: 0.5 }); // the same neuron, another drawing
  assert.deepEqual([z(), tabs.children.map((tab) => tab.getAttribute("aria-selected"))], [0.5, ["false", "false", "true", "false"]]);
  change({ about: ["hidden1", [0]], z: -1 });
  assert.deepEqual([z(), tabs.children[0].getAttribute("aria-selected")], [-1, "true"]);
});

test("while z moves, a mark stays at its own z", () => {
  const { root, at, dot, back } = curves();
  const [own, moved] = [root.querySelector(".ink-own"), dot].map((mark) => () => ["cx", "cy"].map((name) => mark.getAttribute(name)));
  const first = own();
  assert.deepEqual(moved(), first);
  at("PageUp");
  assert.deepEqual(own(), first);
  assert.ok(Number(moved()[0]) > Number(first[0]));
  back.click();
  assert.deepEqual(moved(), first);
});

const number = (element, name) => Number(Number(element.getAttribute(name)).toFixed(3));

test("z is in proportion between the ends, at the function's height", () => {
  const { root, at } = curves({ z: 0 }); // from -4 to 4, ReLU from 0 to 4: 286 by 96 pixels within 12
  const [own, dot] = [root.querySelector(".ink-own"), root.querySelector(".ink-z")];
  const places = [[null, 155, 108], ["PageUp", 190.75, 84], ["End", 298, 12], ["Home", 12, 108]];
  for (const [key, x, y] of places) {
    if (key) at(key);
    assert.deepEqual([number(dot, "cx"), number(dot, "cy")], [x, y], key);
    assert.deepEqual([number(own, "cx"), number(own, "cy")], [155, 108]);
    assert.equal(root.querySelector(".ink-drop").getAttribute("d"), `M${x} 108V${y}`);
  }
  assert.equal(root.querySelector(".ink-axes").getAttribute("d"), "M0 108H310M155 0V120");
});

test("the axis lies at 0, and the curve runs from end to end", () => {
  const { root, tabs, at } = curves({ z: 0 });
  tabs.children[1].click(); // tanh
  const down = (y) => 108 - (96 * (y + Math.tanh(4))) / (2 * Math.tanh(4));
  assert.ok(root.querySelector(".ink-axes").getAttribute("d").startsWith("M0 60H310"));
  at("PageDown");
  assert.equal(number(root.querySelector(".ink-z"), "cy"), Number(down(Math.tanh(-1)).toFixed(3)));
  const points = root.querySelector("polyline").getAttribute("points").split(" ").map((point) => point.split(",").map(Number));
  assert.equal(points.length, 161);
  assert.deepEqual([points[0], points[80], points[160]].map((point) => point.map((each) => Number(each.toFixed(3)))), [[12, 108], [155, 60], [298, 12]]);
});

test("dragging moves z to the pointer, but not beyond the ends", () => {
  const { root, z } = curves({ z: 0 });
  const svg = root.querySelector("svg");
  Object.assign(svg, { clientWidth: 620, clientHeight: 240, setPointerCapture() {}, hasPointerCapture: (id) => id === 1 });
  for (const [clientX, expected] of [[310, 0], [381.5, 1], [24, -4], [596, 4], [0, -4], [620, 4]]) {
    svg.onpointerdown({ clientX, pointerId: 1 });
    assert.equal(z(), expected, `${clientX}`);
  }
  svg.onpointermove({ clientX: 310, pointerId: 2 }); // of another pointer
  assert.equal(z(), 4);
  svg.onpointermove({ clientX: 310, pointerId: 1 });
  assert.equal(z(), 0);
});

test("a screen reader hears whose z it is, and whether the function is its own", () => {
  const { dot, tabs, words, at, back } = curves();
  const said = () => [words.textContent, dot.getAttribute("aria-valuetext")];
  assert.deepEqual(said(), ["relu. Here, z is 1.23, which becomes 1.23.", "z = 1.23, relu gives 1.23"]);
  tabs.children[3].click();
  assert.deepEqual(said(), ["step. With step, this z of 1.23 would become 1.00.", "z = 1.23, step gives 1.00"]);
  at("Home");
  assert.deepEqual(said(), ["step. If z were −4.00, that would be 0.00.", "z = −4.00, step gives 0.00"]);
  assert.deepEqual(["min", "max", "now"].map((name) => dot.getAttribute(`aria-value${name}`)), ["-4.00", "4.00", "-4.00"]);
  back.click();
  tabs.children[0].click();
  assert.deepEqual(said(), ["relu. Here, z is 1.23, which becomes 1.23.", "z = 1.23, relu gives 1.23"]);
});

test("a function's own parameter is used, and exponentials are listed if there are any", () => {
  const leaky = { ...FUNCTIONS[0], name: "leaky_relu", parameters: [0.25] };
  const { root, words } = curves({ z: -2, functions: [FUNCTIONS[1], leaky], exponentials: ["one", "two"] });
  root.querySelector(".ink-tabs").children[1].click();
  assert.ok(words.textContent.endsWith(" become −0.50."), words.textContent);
  assert.deepEqual([root.lastChild.hidden, root.lastChild.querySelectorAll("li").map(({ textContent }) => textContent)], [false, ["one", "two"]]);
  assert.equal(curves().root.lastChild.hidden, true);
});

test("the grabbed point, a reset point and a chosen tab get the focus, and the page doesn't scroll", () => {
  const { root, dot, tabs, back } = curves();
  const moved = [];
  for (const each of [dot, ...tabs.children]) each.focus = (how) => moved.push([each, how]);
  const [svg] = root.querySelectorAll("svg");
  Object.assign(svg, { setPointerCapture: () => {}, hasPointerCapture: () => true });
  svg.onpointerdown({ pointerId: 1, clientX: 0, clientY: 0 });
  back.click();
  tabs.onkeydown({ key: "ArrowRight" });
  assert.deepEqual(moved, [[dot, { preventScroll: true }], [dot, undefined], [tabs.children[1], undefined]]);
  assert.deepEqual(tabs.children.map((tab) => [tab.dataset.name, tab.getAttribute("role")]), FUNCTIONS.map(({ name }) => [name, "tab"]));
});

test("the heading names its own function, if it has one", () => {
  const heading = (more) => curves({ functions: [{ ...FUNCTIONS[1], ...more }] }).root.querySelector("h4").textContent;
  assert.match(heading({}), /tanh/);
  assert.equal(/linear/.test(heading({ name: "linear", asked: "linear" })), false);
  assert.notEqual(heading({ name: "linear" }), heading({}));
});
