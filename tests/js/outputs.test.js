// The ten outputs: each bar is a probability, and its tick the one with no neuron turned up or off.

import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";

const { Outputs } = await import("../../views/draw/network/outputs.js");

const PANEL = { layer: "logits", output: "probs", scale: 1, words: "Outputs" };
const PROBS = Float32Array.of(0.5, 0.02, 0.03, 0.05, 0.1, 0, 0.05, 0.05, 0.075, 0.125);
const BEFORE = Float32Array.of(0.25, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.15, 0.25);
const Z = Float32Array.from({ length: 10 }, (_, digit) => digit - 4);

function outputs({ before = null, factors = [], selected = null, lit = true } = {}) {
  const [picked, tips] = [[], []];
  const view = { lit, factors, selected, pick: (...unit) => picked.push(unit), showTip: (lines) => tips.push(lines), hideTip() {}, spotIn: () => ({ x: 0, y: 0 }) };
  const shown = new Outputs(view);
  shown.show(PANEL, { activations: lit ? { probs: PROBS, logits: Z } : null, before });
  shown.resize(200, 300);
  shown.paint();
  return { shown, picked, tips, rows: shown.rows };
}

test("every bar is as long as its probability, and its tick shows the original one", () => {
  const { rows } = outputs({ before: BEFORE });
  rows.forEach(({ bar, tick, words, button }, digit) => {
    assert.equal(parseFloat(bar.style.width), PROBS[digit] < 0.01 ? 0 : 100 * PROBS[digit]);
    assert.equal(tick.hidden, false);
    assert.equal(parseFloat(tick.style.left), 100 * BEFORE[digit]);
    assert.ok(button.getAttribute("aria-label").startsWith(`${digit} ${words.textContent || "under 0.1%"}, was `));
  });
  assert.equal(rows[0].words.textContent, "50.0%");
  assert.equal(rows[9].button.getAttribute("aria-label"), "9 12.5%, was 25.0%");
});

test("a share below 1% is an empty bar, but screen readers hear it", () => {
  const { shown, rows } = outputs();
  shown.show(PANEL, { activations: { probs: Float32Array.of(0.97, 0.01, 0.009, 0.006, 0.005, 0, 0, 0, 0, 0), logits: Z }, before: null });
  shown.paint();
  assert.deepEqual(rows.map(({ bar }) => parseFloat(bar.style.width)).map(Math.round), [97, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  assert.deepEqual(rows.map(({ words }) => words.textContent), ["97.0%", "1.0%", ...Array(8).fill("")]);
  assert.deepEqual(rows.slice(2, 6).map(({ button }) => button.getAttribute("aria-label")), ["2 0.9%", "3 0.6%", "4 0.5%", "5 under 0.1%"]);
});

test("without changed neurons there are no ticks, and on blank paper no figures", () => {
  assert.ok(outputs().rows.every(({ tick }) => tick.hidden));
  const { rows, shown, picked, tips } = outputs({ lit: false });
  assert.ok(rows.every(({ words, bar }) => words.textContent === "" && bar.style.width === "0%"));
  assert.equal(rows[3].button.getAttribute("aria-label"), "3: no drawing yet");
  rows[3].button.click();
  assert.deepEqual(picked, []);
  shown.hover(3);
  assert.deepEqual(tips, [["Digit 3", "Draw something to give it a value."]]);
});

test("a sign's output bears its name, whole beside its disk and in its accessible name, as text", () => {
  const names = ["A", "<b>&amp;</b>", "שלום", "👨‍👩‍👧‍👦"];
  const tips = [];
  const shown = new Outputs({ lit: true, factors: [], selected: null, showTip: (lines) => tips.push(lines), hideTip() {}, spotIn: () => ({}) }, names);
  shown.show(PANEL, { activations: { probs: Float32Array.of(0.25, 0.5, 0.125, 0.125), logits: Float32Array.of(1, 2, 0, 0) }, before: null });
  shown.resize(200, 120);
  shown.paint();
  assert.deepEqual(shown.rows.map(({ button }) => button.firstChild.textContent), ["A", "<", "ש", "👨"]);
  assert.deepEqual(shown.rows.map(({ button }) => button.querySelector("bdi").textContent), ["", ...names.slice(1)]);
  assert.deepEqual(shown.rows.map(({ button }) => button.getAttribute("aria-label")), names.map((name, i) => `${name} ${["25.0%", "50.0%", "12.5%", "12.5%"][i]}`));
  assert.ok(shown.rows.every(({ button }) => !button.querySelector("bdi").children.length));
  shown.hover(1);
  assert.equal(tips[0][0], "<b>&amp;</b>");
  assert.deepEqual([0, 3].map((sign) => shown.spotOf(sign).y), [15, 105]);
});

test("an output isn't crossed out when it's turned up or when another neuron is off", () => {
  const { rows } = outputs({ factors: [{ layer: "logits", number: 3, factor: 2.5 }, { layer: "hidden1", number: 4, factor: 0 }, { layer: "logits", number: 5, factor: 0 }] });
  rows.forEach(({ button }, digit) => assert.equal(button.firstChild.classList.contains("ink-off"), digit === 5));
});

test("outputs are picked, marked and described as themselves, from first to last", () => {
  for (const digit of [0, 9]) {
    const { rows, picked, shown, tips } = outputs({ before: BEFORE, selected: { layer: "logits", index: [digit] }, factors: [{ layer: "logits", number: digit, factor: 0 }] });
    rows[digit].button.click();
    assert.deepEqual(picked, [["logits", [digit]]]);
    rows.forEach(({ button }, other) => {
      assert.equal(button.getAttribute("aria-pressed"), `${other === digit}`);
      assert.equal(button.firstChild.classList.contains("ink-off"), other === digit);
      assert.equal(button.classList.contains("ink-largest"), other === 0);
    });
    shown.hover(digit);
    const [percent, before] = digit ? ["12.5%", "25.0%"] : ["50.0%", "25.0%"];
    assert.deepEqual(tips, [[`Digit ${digit}`, `z = ${digit ? "5.00" : "−4.00"}`, `share ${percent}`, `was ${before}`]]);
  }
});

test("an output's tip goes with the pointer, and with the focus", () => {
  let said = null;
  const { rows, shown } = outputs();
  Object.assign(shown.view, { showTip: (lines) => (said = lines), hideTip: () => (said = null) });
  for (const [come, go, digit] of [["onpointerenter", "onpointerleave", 4], ["onfocus", "onblur", 9]]) {
    rows[digit].button[come]();
    assert.deepEqual(said, [`Digit ${digit}`, `z = ${digit - 4}.00`, `share ${digit === 4 ? "10.0%" : "12.5%"}`], come);
    rows[digit].button[go]();
    assert.equal(said, null, go);
  }
});

test("a line ends in the middle of an output's neuron", () => {
  const { shown } = outputs(); // 300 pixels for ten
  assert.deepEqual([0, 4, 9].map((digit) => shown.spotOf(digit)), [[10, 15], [10, 135], [10, 285]].map(([x, y]) => ({ x, y })));
  assert.deepEqual(shown.around(9), { x: 10, y: 285, size: 10 });
  assert.deepEqual([shown.body.style.width, shown.body.style.height], ["200px", "300px"]);
});

test("unchanged figures aren't written again", () => {
  const { shown, rows } = outputs();
  const before = rows.map(({ words }) => words.firstChild);
  shown.show(PANEL, { activations: { probs: PROBS.map((value) => value + 1e-6), logits: Z }, before: null });
  shown.paint();
  rows.forEach(({ words, bar }, digit) => {
    assert.equal(words.firstChild, before[digit]);
    assert.equal(parseFloat(bar.style.width), PROBS[digit] ? 100 * Math.fround(PROBS[digit] + 1e-6) : 0);
  });
});
