// The browser's copy of the drawing history: it matches Python's, in whatever order messages arrive.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Past } from "../../views/drawing/past.js";

const OWN = 2 ** 23;
const stroke = (name) => ({ type: "Path", name });
const [ONE, TWO, THREE] = ["one", "two", "three"].map(stroke);

let past, python;

// Like DrawingHistory, for what the page sends.
class Python {
  constructor() {
    Object.assign(this, { drawings: [[]], position: 0, first: 0, change: 0, bases: [0], heard: 0, session: "first" });
  }

  receive({ number, steps, raw, base }) {
    for (const step of steps) if (step.number > this.heard) this.follow(step);
    this.heard = number;
    if (this.bases.includes(base)) this.draw(raw);
  }

  draw(objects) {
    const known = this.drawings[this.position];
    for (let count = known.length + 1; count <= objects.length; count++) this.add(objects.slice(0, count));
  }

  add(drawing) {
    this.drawings = [...this.drawings.slice(0, this.position + 1), drawing];
    this.position++;
  }

  follow({ by, base, makes, shown }) {
    if (shown && this.bases.includes(base)) this.draw(shown.raw);
    if (by) this.position += by;
    else this.add([]);
    const isSame = this.bases.includes(base);
    this.bases = [++this.change, ...(isSame ? [makes] : [])];
  }

  sample(objects) {
    this.add(objects);
    this.bases = [++this.change];
  }

  get told() {
    const { change, bases, heard, first, position, drawings, session } = this;
    return { change, bases, heard, first, place: first + position, end: first + drawings.length - 1, address: { session } };
  }
}

// What the page would send now.
const message = () => ({ number: past.number, steps: past.steps.map((each) => ({ ...each })), raw: past.shown, base: past.base });
const draw = (...strokes) => {
  past.draw([...past.shown, ...strokes]);
  past.sent = { raw: past.shown };
};
const agree = () => {
  assert.equal(past.hear(python.told), null);
  const { place, end } = python.told;
  assert.deepEqual([past.shown, past.place, past.end, past.isAhead, past.steps], [python.drawings[python.position], place, end, false, []]);
};

beforeEach(() => {
  [past, python] = [new Past(), new Python()];
  past.most = { steps: 50, bytes: 10_000 };
  past.give(0, []);
  past.hear(python.told);
});

test("steps lead to the same drawings as in Python, and stop at both ends", () => {
  draw(ONE, TWO);
  assert.deepEqual([past.place, past.end, past.number], [2, 2, 1]);
  assert.deepEqual(past.step(-1), [ONE]);
  assert.deepEqual(past.step(-1), []);
  assert.equal(past.step(-1), null);
  assert.equal(past.step(0), null); // nothing to clear
  assert.deepEqual(past.able, { undo: false, redo: true, clear: false, keep_this: false });
  assert.deepEqual(past.step(1), [ONE]);
  draw(THREE);
  assert.equal(past.step(1), null); // a stroke leads elsewhere
  assert.deepEqual(past.step(0), []);
  assert.deepEqual(past.step(-1), [ONE, THREE]);
  python.receive(message());
  agree();
  assert.deepEqual(python.drawings, [[], [ONE], [ONE, THREE], []]);
});

test("lost, late or repeated messages lead to the same, and no stroke is doubled", () => {
  for (let lost = 0; lost < 2 ** 6; lost++) {
    [past, python] = [new Past(), new Python()];
    past.most = { steps: 50, bytes: 10_000 };
    past.give(0, []);
    past.hear(python.told);
    const sent = [];
    const say = () => sent.push(message());
    for (const act of [() => draw(ONE), () => past.step(0), () => draw(TWO), () => past.step(-1), () => past.step(-1), () => draw(THREE)]) {
      act();
      say();
    }
    const kept = sent.filter((_, place) => lost & (1 << place));
    for (const each of [...kept, sent.at(-1), sent.at(-1)]) python.receive(each);
    agree();
    assert.deepEqual(python.drawings, [[], [ONE], [ONE, THREE]], `${lost}`);
  }
});

test("an answer to something older doesn't change the canvas, and the last one settles it", () => {
  draw(ONE);
  python.receive(message());
  const old = python.told;
  past.step(0);
  draw(TWO);
  assert.equal(past.hear(old), null);
  assert.deepEqual([past.shown, past.isAhead, past.steps.length], [[TWO], true, 1]);
  python.receive(message());
  agree();
  assert.deepEqual(past.steps, []);
});

test("the drawing under the strokes is known, another one comes from Python", () => {
  draw(ONE);
  past.step(0);
  assert.ok(past.isOwn && past.base > OWN && past.isKnown(past.base) && !past.isKnown(1));
  python.receive(message());
  agree();
  assert.ok(past.isKnown(1)); // Python's number for the same
  python.sample([TWO, THREE]);
  assert.equal(past.hear(python.told), "give");
  assert.ok(!past.isKnown(2));
  past.give(2, [TWO, THREE]);
  agree();
  assert.deepEqual(past.step(-1), []);
  assert.deepEqual(past.step(-1), [ONE]); // known drawings stay known
});

test("of an unexpected history only the visible drawing is known", () => {
  draw(ONE, TWO);
  python.receive(message());
  Object.assign(python, { drawings: [[], [THREE], [ONE], [ONE, TWO]], position: 3 });
  assert.equal(past.hear(python.told), null);
  assert.deepEqual([past.place, past.step(-1)], [3, null]);
  assert.ok(past.able.undo); // by Python
});

test("before Python has sent a drawing's place, no step is taken here", () => {
  past.give(7, [ONE]);
  assert.deepEqual([past.able, past.step(-1), past.step(0)], [false, null, null]);
});

test("a restarted server gets the canvas, unless it has it", () => {
  for (const [heard, wanted] of [[2, null], [1, "send"], [0, "send"]]) {
    [past, python] = [new Past(), new Python()];
    past.most = { steps: 50, bytes: 10_000 };
    past.give(0, []);
    past.hear(python.told);
    draw(ONE);
    past.step(0);
    python = Object.assign(new Python(), { session: "second", heard, change: 2, bases: [2] });
    assert.equal(past.hear(python.told), wanted);
    assert.deepEqual([past.base, past.steps, past.isAhead], [2, [], wanted === "send"]);
    draw(TWO);
    python.receive(message());
    agree();
  }
});

test("pending drawings fit into a message, and the visible one is among them", () => {
  past.most = { steps: 3, bytes: 2 * JSON.stringify({ raw: [ONE] }).length };
  for (let count = 0; count < 3; count++) {
    draw(ONE);
    assert.deepEqual(past.step(0), []);
  }
  assert.deepEqual(past.steps.map(({ shown }) => !!shown), [false, true, true]);
  draw(ONE);
  assert.equal(past.step(0), null);
  const { raw } = message();
  assert.deepEqual(raw, [ONE]);
});

test("as many drawings are known as a history has", () => {
  past.most.steps = 5;
  draw(...Array.from({ length: 20 }, (_, number) => stroke(`${number}`)));
  assert.deepEqual([...past.drawings.keys()], [16, 17, 18, 19, 20]);
});

// What is known when Python has just confirmed these strokes.
function known(...strokes) {
  const own = Object.assign(new Past(), { most: { steps: 50, bytes: 9999 } });
  const hear = (more) => own.hear({ change: 1, bases: [1], heard: own.number, place: 4, first: 2, end: 5, address: { session: "one" }, ...more });
  assert.equal(own.able, false); // before its first message
  assert.equal(hear(), "give");
  own.give(1, strokes);
  return { own, hear };
}

test("the possible steps are known once Python has sent the place in its history", () => {
  const { own } = known(ONE);
  assert.deepEqual([own.able, own.isAhead, own.isOwn, own.isKnown(1), own.isKnown(2)], [{ undo: true, redo: true, clear: true, keep_this: true }, false, false, true, false]);
  for (const [change, lost] of [["place", "undo"], ["end", "redo"]]) {
    const other = known(ONE);
    other.hear({ [change]: { place: 2, end: 4 }[change] });
    assert.deepEqual(Object.keys(other.own.able).filter((key) => !other.own.able[key]), [lost]);
  }
});

test("they're unknown after another drawing of Python's, a restored one, or lost strokes", () => {
  const after = [
    (own) => own.give(7, [TWO, THREE]), // whose place it hasn't sent
    (own) => own.bring([TWO, THREE]),
    (own) => own.draw([]),
  ];
  for (const [go, shown] of after.map((go, i) => [go, [[TWO, THREE], [TWO, THREE], []][i]])) {
    const { own } = known(ONE);
    go(own);
    assert.deepEqual([own.able, own.shown, own.step(-1), own.step(0)], [false, shown, null, null]);
  }
});

test("a restored drawing and lost strokes are reported; the same strokes again aren't", () => {
  const { own } = known(ONE);
  assert.deepEqual([own.draw([ONE]), own.isAhead], [false, false]);
  assert.deepEqual([own.draw([]), own.isAhead], [true, true]);
  const other = known(ONE).own;
  other.bring([TWO]);
  assert.ok(other.isAhead);
});

test("Python doesn't answer a drawing that it has replaced", () => {
  const { own } = known(ONE);
  own.draw([ONE, TWO]);
  own.step(0);
  assert.deepEqual([own.isAhead, own.steps.length], [true, 1]);
  own.sent = { raw: "old" };
  own.give(9, [THREE]);
  assert.deepEqual([own.isAhead, own.steps, own.sent], [false, [], null]);
});

test("if Python's place is another one, no local drawing counts", () => {
  for (const more of [{ place: 3 }, { end: 6 }]) {
    const { own, hear } = known(ONE);
    own.draw([ONE, TWO]);
    hear({ heard: own.number, place: 5, end: 5 });
    assert.deepEqual(own.step(-1), [ONE]);
    const again = known(ONE);
    again.own.draw([ONE, TWO]);
    again.hear({ heard: again.own.number, place: 5, end: 5, ...more });
    assert.equal(again.own.step(-1), null);
  }
});
