// Signs with names and their drawings: what one may have, how it changes, and files.

import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.inklingConstants = JSON.parse(process.env.CONSTANTS ?? "{}");
const { areDigits, countsOf, DIGITS, drawingOf, drawnAs, fileOf, named, nameOf, relabeled, setOf, withDrawing, withDrawings, withFile, without, withoutSign } = await import("../../model/signs/sign_sets.js");
const { SIGN_LIMITS } = await import("../../model/constants.js");

const line = (x = 50) => [[[x, 60], [x + 10, 200]]];
const empty = { names: ["A", "☂"], drawings: [] };
const grown = (set, ...labels) => labels.reduce((all, label, i) => withDrawing(all, drawnAs(label, line(20 + i))), set);

test("a name is text of at most twelve characters, without any that can't be seen", () => {
  assert.equal(nameOf(" seven\n"), "seven");
  assert.equal(nameOf("\u202eA\u200b"), "A");
  assert.equal(nameOf("☂".repeat(20)), "☂".repeat(12));
  assert.equal(nameOf("👍".repeat(13)), "👍".repeat(12)); // of two units each
  assert.equal(nameOf("<b>&"), "<b>&"); // it's data
  assert.equal(nameOf("\u0000 "), "");
});

test("signs have different names, and there are ten at most", () => {
  assert.equal(named(empty, 1, "A"), null);
  assert.equal(named(empty, 1, " "), null);
  assert.deepEqual(named(empty, 1, "☂").names, ["A", "☂"]); // its own
  let set = empty;
  for (let i = 2; i < 10; i++) set = named(set, i, `${i}`);
  assert.equal(named(set, 10, "K"), null);
  assert.equal(areDigits({ names: DIGITS }), true);
  assert.equal(areDigits(set), false);
});

test("a drawing loses points that make no difference, and none with too much ink is taken", () => {
  const straight = Array.from({ length: 100 }, (_, i) => [50 + i, 60.04 + i]);
  assert.deepEqual(drawnAs(0, [straight]).strokes, [[[50, 60], [149, 159]]]);
  const zigzag = Array.from({ length: 2 * SIGN_LIMITS.points }, (_, i) => [i % 2 ? 20 : 260, i % 280]);
  assert.equal(drawnAs(0, [zigzag]), null);
  assert.equal(drawnAs(0, [[[400, 400]]]), null); // no ink on the canvas
  assert.deepEqual(drawnAs(1, [[[5, 5]]]), { label: 1, source: "my hand", strokes: [[[5, 5]]], widths: [20] });
});

test("a sign has forty drawings at most, and digits have two hundred", () => {
  let set = grown(empty, ...Array(SIGN_LIMITS.drawings).fill(0));
  assert.equal(withDrawing(set, drawnAs(0, line())), null);
  assert.deepEqual(countsOf(withDrawing(set, drawnAs(1, line()))), [40, 1]);
  set = { names: DIGITS, drawings: Array.from({ length: SIGN_LIMITS.digits }, (_, i) => drawnAs(i % 10, line(i))) };
  assert.equal(withDrawing(set, drawnAs(0, line())), null);
  const heavy = { names: empty.names, drawings: [{ label: 1, strokes: [Array(SIGN_LIMITS.pointsInAll).fill([1, 1])], widths: [20] }] };
  assert.equal(withDrawing(heavy, drawnAs(0, line())), null);
});

test("a drawing gets another sign, and a sign goes with its drawings", () => {
  const set = grown(named(empty, 2, "C"), 0, 1, 2, 2);
  const other = relabeled(set, set.drawings[3], 0);
  assert.deepEqual(countsOf(other), [2, 1, 1]);
  assert.equal(other.drawings[3].strokes, set.drawings[3].strokes);
  assert.deepEqual(countsOf(without(set, set.drawings[0])), [0, 1, 2]);
  const left = withoutSign(set, 0);
  assert.deepEqual([left.names, countsOf(left)], [["☂", "C"], [1, 2]]);
  assert.deepEqual(countsOf(set), [1, 1, 2]); // nothing changes in place
});

test("what a browser has stored is read as far as it can be", () => {
  const set = grown(empty, 0, 1);
  assert.deepEqual(setOf(JSON.parse(JSON.stringify(set))), set);
  for (const nothing of [null, 7, {}, { names: [] }, { names: "AB" }, { names: [7, {}] }]) assert.equal(setOf(nothing), null);
  const damaged = [null, { label: 2 }, { ...set.drawings[0], label: 2 }, { ...set.drawings[0], label: "0" }, { ...set.drawings[0], strokes: [[[NaN, 1]]] }, { ...set.drawings[0], widths: [99] }, { ...set.drawings[0], strokes: [[]] }];
  assert.deepEqual(setOf({ names: set.names, drawings: [...damaged, ...set.drawings] }), set);
  assert.deepEqual(setOf({ names: ["A", "A", "B"], drawings: set.drawings }), { names: ["A", "B"], drawings: [] }); // labels would mean other names
  assert.equal(drawingOf({ ...set.drawings[0], source: "x".repeat(999) }, 2).source.length, SIGN_LIMITS.source);
});

test("a file brings its drawings back, and new names while there is room", () => {
  const set = grown(empty, 0, 1, 1);
  const digits = { names: DIGITS, drawings: [] };
  assert.deepEqual(withFile(fileOf(set), empty, digits), { set, added: 3, known: 0, leftOut: 0 });
  const again = withFile(fileOf(set), { names: ["X", "Y"], drawings: [] }, digits);
  assert.deepEqual([again.set.names, countsOf(again.set)], [["X", "Y", "A", "☂"], [0, 0, 1, 2]]);
  const full = { names: [..."QRSTUVWXYZ"], drawings: [] };
  assert.deepEqual(withFile(fileOf(set), full, digits), { set: full, added: 0, known: 0, leftOut: 3 });
});

test("a file that is opened again adds nothing, whatever its drawings and signs are called by now", () => {
  const digits = { names: DIGITS, drawings: [] };
  const [set, file] = [grown(empty, 0, 1, 1), fileOf(grown(empty, 0, 1, 1))];
  assert.deepEqual(withFile(file, set, digits), { set, added: 0, known: 3, leftOut: 0 });
  assert.equal(withFile(file + file, empty, digits).added, 3);
  const changed = named(relabeled(set, set.drawings[0], 1), 0, "C");
  assert.equal(withFile(file, changed, digits).set, changed); // not even a sign
  const ofDigits = fileOf({ ...set, names: ["3", "7"] });
  const { set: seen } = withFile(ofDigits, empty, digits);
  assert.deepEqual(withFile(ofDigits, empty, seen), { set: seen, added: 0, known: 3, leftOut: 0 });
  assert.deepEqual(countsOf(withDrawings(set, [...set.drawings, drawnAs(0, line(90)), drawnAs(0, line(90))])), [2, 2]);
});

test("a file of digits, also in other units and from earlier, becomes the ten digits", () => {
  const digits = { names: DIGITS, drawings: [] };
  const lines = ['{"label": 7, "source": "a test", "strokes": [[[0, 0], [1, 0], [0.5, 2]]]}', "", '{"label": "3", "strokes": [[[10, 10], [90, 90]]], "widths": [20]}'];
  const { set, added } = withFile(`\ufeff${lines.join("\r\n")}`, empty, digits);
  assert.equal(added, 2);
  assert.deepEqual(set.drawings.map(({ label }) => label), [7, 3]);
  assert.deepEqual(set.drawings[0].strokes, [[[98, 56], [182, 56], [140, 224]]]);
  assert.equal(JSON.parse(fileOf(set).split("\n")[0]).label, 7); // as a number, as before
});

test("a bad file is refused with the number of its line", () => {
  const digits = { names: DIGITS, drawings: [] };
  const good = '{"label": "A", "strokes": [[[10, 10], [90, 90]]], "widths": [20]}';
  const bad = ["no JSON", "[]", '{"label": "A"}', '{"label": {}, "strokes": [[[1, 1]]]}', '{"label": "A", "strokes": [[[1, "x"]]]}', '{"label": "A", "strokes": [[[1, 1]]], "widths": [0]}', '{"label": "A", "strokes": 7}', "9".repeat(SIGN_LIMITS.line + 1), "[".repeat(9999)];
  for (const each of bad) assert.deepEqual(withFile(`${good}\n${each}\n`, empty, digits), { line: 2 }, each.slice(0, 40));
  assert.deepEqual(withFile("\n \n", empty, digits), { line: 0 });
  assert.deepEqual(withFile(`${good}\n`.repeat(401), empty, digits), { line: 401 });
});
