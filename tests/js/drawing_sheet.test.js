// The drawing's history, and the two counters by which browser and Python agree, whatever a connection loses.

import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";

globalThis.location = { href: "http://inkling.test/", search: "" };
const { Sheet, pageSheet, takeUnsent } = await import("../../views/session/drawing/drawing_sheet.js");

const stroke = (name) => ({ type: "Path", path: [["M", name, 0]], strokeWidth: 20 });
const names = ({ objects }) => objects.map(({ path }) => path[0][1]);
const given = (given, objects = [], more = {}) => ({ session: "one", given, objects, name: `given ${given}`, ...more });

function drawn(...strokes) {
  const sheet = new Sheet();
  sheet.take(given(0));
  for (const each of strokes) sheet.add([...sheet.objects, stroke(each)]);
  return sheet;
}

test("every stroke is a step, and undo, redo and clear move among the steps", () => {
  const sheet = drawn("a", "b");
  const shown = [-1, -1, 1, 0, -1, 1, -1].map((by) => [sheet.step(by), names(sheet).join("")]);
  assert.deepEqual(shown, [[true, "a"], [true, ""], [true, "a"], [true, ""], [true, "a"], [true, ""], [true, "a"]]);
  sheet.add([...sheet.objects, stroke("c")]); // what was undone is gone
  assert.deepEqual([names(sheet), sheet.able.redo], [["a", "c"], false]);
});

test("fifty steps are stored", () => {
  const sheet = drawn(...Array(80).keys());
  while (sheet.step(-1));
  assert.equal(names(sheet).length, 80 - 49);
});

test("undo goes back across a drawing that Python gave, which keeps its name", () => {
  const sheet = drawn("a");
  assert.equal(sheet.take(given(1, [stroke("sample")])), true);
  assert.deepEqual([names(sheet), sheet.report.name, sheet.isAhead], [["sample"], "given 1", false]);
  sheet.step(-1);
  assert.deepEqual([names(sheet), sheet.report.name, sheet.report.number], [["a"], "", 1]);
  sheet.step(1);
  assert.deepEqual([names(sheet), sheet.report.name, sheet.report.number], [["sample"], "given 1", 2]);
  sheet.take(given(2, [stroke("photo")], { name: "" }));
  assert.equal(sheet.report.name, "one.2");
});

test("what Python gives again, or an empty drawing on an empty sheet, is no step", () => {
  const sheet = drawn();
  assert.equal(sheet.able.undo, false);
  sheet.take(given(1, [stroke("sample")]));
  sheet.add([]);
  assert.equal(sheet.take(given(1, [stroke("sample")])), false);
  assert.deepEqual(names(sheet), []);
});

test("only the answer to the newest change is about what is shown", () => {
  const sheet = drawn("a", "b");
  assert.equal(sheet.takeAnswer({ session: "one", given: 0, number: 1 }), false);
  assert.ok(sheet.isAhead);
  assert.equal(sheet.takeAnswer({ session: "one", given: 0, number: 2 }), true);
  assert.ok(!sheet.isAhead);
  sheet.step(-1);
  for (const other of [{ session: "two", given: 0, number: 3 }, { session: "one", given: 1, number: 3 }]) assert.equal(sheet.takeAnswer(other), false);
  assert.ok(sheet.isAhead);
});

test("after a restart of the server ink wins, and blank paper doesn't", () => {
  const sheet = drawn("a", "b");
  sheet.take(given(0, [stroke("linked")], { session: "two" }));
  assert.deepEqual([names(sheet), sheet.isAhead, sheet.report.session, sheet.report.number], [["a", "b"], true, "two", 1]);
  sheet.step(0);
  sheet.take(given(0, [stroke("linked")], { session: "three" }));
  assert.deepEqual([names(sheet), sheet.isAhead], [["linked"], false]);
});

test("what Python doesn't have is stored for the same page, reloaded, once and within bounds", () => {
  const [store, sheet] = [new Map(), pageSheet()];
  globalThis.sessionStorage = { getItem: (name) => store.get(name) ?? null, setItem: (name, text) => store.set(name, text), removeItem: (name) => store.delete(name) };
  const leave = () => dispatchEvent(new Event("pagehide"));
  leave();
  assert.equal(takeUnsent(), null);
  sheet.add([stroke("a")]);
  leave();
  assert.deepEqual([takeUnsent(), takeUnsent()], [[stroke("a")], null]);
  sheet.add(Array(20_000).fill(stroke("a")));
  leave();
  assert.equal(store.size, 0); // more than a message has room for
  const objects = ["3", "null", "[null]", '[{"type": 3}]', '[{"type": "script"}]', `[${'{"type":"Path"},'.repeat(30_000)}{"type":"Path"}]`];
  for (const text of ["{", "3", "null", "[]", "{}", ...objects.map((each) => `{"objects": ${each}}`)]) {
    store.set("inkling-drawing", text);
    assert.deepEqual([takeUnsent(), store.size], [null, 0]);
  }
});

// What views/session/drawing/latest_drawing.py does.
class Python {
  constructor(session) {
    Object.assign(this, { session, given: 0, number: 0, shown: [], last: [] });
  }

  add(objects) {
    Object.assign(this, { given: this.given + 1, number: 0, shown: objects, last: objects });
  }

  receive({ session, given, number, objects }) {
    if (session === this.session && given === this.given && number > this.number) Object.assign(this, { number, shown: objects });
  }

  get gives() {
    return { session: this.session, given: this.given, objects: this.last, name: "" };
  }

  get answer() {
    return { session: this.session, given: this.given, number: this.number };
  }
}

test("whatever is lost, late or twice, both sides agree in the end, and undo leads back to every stroke", () => {
  for (let seed = 1; seed <= 300; seed++) {
    let state = seed;
    const random = (count) => ((state = (state * 48271) % 2147483647), state % count);
    const sheet = new Sheet();
    let [python, next] = [new Python("1"), 0];
    const [up, down] = [[], []];
    const arrive = (line, take) => line.length && take(line.splice(random(line.length), 1)[0]);
    const takeAnswer = ({ gives, answer }) => (sheet.take(gives), sheet.takeAnswer(answer));
    const run = (report) => (report && python.receive(report), down.push({ gives: python.gives, answer: python.answer }));
    run();
    for (let turn = 0; turn < 60; turn++) {
      const act = random(9);
      if (act < 2) sheet.add([...sheet.objects, stroke(next++)]);
      else if (act === 2) sheet.step(random(3) - 1);
      else if (act === 3 && sheet.given !== null) up.push(sheet.report);
      else if (act === 4) arrive(up, run);
      else if (act === 5 && down.length) takeAnswer(down.shift()); // an answer can't overtake another one,
      else if (act === 6) (random(2) ? up : down).shift(); // but it can be lost
      else if (act === 7 && !random(4)) python.add([stroke(`given ${next++}`)]), run();
      else if (act === 8 && !random(9)) (python = new Python(`${turn}`)), down.splice(0), up.splice(0), run();
    }
    for (let turn = 0; turn < 9; turn++) {
      run(up.shift());
      while (down.length) takeAnswer(down.shift());
      if (sheet.isAhead) up.push(sheet.report);
    }
    assert.ok(!sheet.isAhead, `seed ${seed}`);
    assert.deepEqual(names({ objects: python.shown }), names(sheet), `seed ${seed}`);
  }
});
