// A neuron's z on its activation function: moved with keys, tried in other functions, and brought back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";

const { default: show } = await import("../../views/neuron/activation_curves.js");
const { trials } = await import("../../views/parts/reading.js");

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

test("Right and Up go a tenth on, Left and Down a tenth back, PageUp and PageDown a whole, Home and End to the ends", () => {
  const { at } = curves();
  const steps = [["ArrowRight", 1.33], ["ArrowUp", 1.43], ["ArrowLeft", 1.33], ["ArrowDown", 1.23], ["PageUp", 2.23], ["PageDown", 1.23], ["Home", -4], ["ArrowLeft", -4], ["PageDown", -4], ["End", 4], ["ArrowRight", 4], ["PageUp", 4], ["ArrowDown", 3.9]];
  for (const [key, expected] of steps) assert.equal(at(key), expected, key);
});

test("how far it goes grows with a large z, and keys that it does not know are left alone", () => {
  const { at, dot, z } = curves({ z: -8 });
  assert.deepEqual([at("Home"), at("End")], [-10, 10]);
  for (const key of ["Tab", "Enter", "a"]) assert.equal(dot.press(key), false);
  assert.equal(z(), 10);
});

test("what the function makes of z is said as it is defined", () => {
  const values = { relu: (z) => Math.max(0, z), tanh: Math.tanh, sigmoid: (z) => 1 / (1 + Math.exp(-z)), step: (z) => +(z > 0) };
  for (const [number, name] of Object.keys(values).entries()) {
    const { at, tabs, words } = curves({ z: -0.5 });
    tabs.children[number].click();
    for (const key of [null, "ArrowUp", "End"]) {
      const z = key ? at(key) : -0.5;
      const said = words.textContent.match(/= ([−\d.]+)$/)[1].replace("−", "-");
      assert.ok(Math.abs(Number(said) - values[name](z)) <= 0.00501, `${name}(${z}) = ${said}`);
    }
  }
});

test("of softmax it is e^z's share, the other nine as they are", () => {
  const others = Math.log(Math.exp(1) + Math.exp(2));
  const { words } = curves({ z: 1.5, functions: [{ ...FUNCTIONS[0], name: "softmax" }], others });
  const share = Math.exp(1.5) / (Math.exp(1) + Math.exp(2) + Math.exp(1.5));
  assert.ok(words.textContent.endsWith(` = ${share.toFixed(2)}`));
});

test("a tab is turned to both ways and round, one of them is within Tab's reach, and its own comes first", () => {
  const { tabs } = curves();
  const chosen = () => tabs.children.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
  const turn = (key) => (tabs.onkeydown({ key }), chosen());
  assert.equal(chosen(), 0);
  assert.deepEqual(["ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowRight"].map(turn), [1, 2, 1, 0, 3, 0]);
  assert.deepEqual(tabs.children.map((tab) => tab.tabIndex), [0, -1, -1, -1]);
  turn("ArrowLeft");
  assert.deepEqual(tabs.children.map((tab) => tab.tabIndex), [-1, -1, -1, 0]);
  assert.equal(document.activeElement, tabs.children[3]);
});

test("what is tried is told, and it goes back to its own z, to the last bit", () => {
  const { at, back, z } = curves();
  assert.equal(back.hidden, true);
  at("ArrowRight");
  assert.deepEqual([trials.last, back.hidden], [{ name: "relu", z: 1.33 }, false]);
  back.click();
  assert.deepEqual([trials.last, back.hidden, z()], [{ name: "relu", z: 1.234 }, true, 1.23]);
});

test("another neuron begins with its own function and its own z, the same one keeps what was turned to", () => {
  const { tabs, change, z, at } = curves();
  tabs.children[2].click();
  at("End");
  change({ z: 0.5 }); // the same neuron, another drawing
  assert.deepEqual([z(), tabs.children.map((tab) => tab.getAttribute("aria-selected"))], [0.5, ["false", "false", "true", "false"]]);
  change({ about: ["hidden1", [0]], z: -1 });
  assert.deepEqual([z(), tabs.children[0].getAttribute("aria-selected")], [-1, "true"]);
});

test("while z is moved, a mark stays at its own, and both are at one place where it is not", () => {
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
