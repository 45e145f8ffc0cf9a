// A window of seven by nine on a table of numbers: it shows what it names, up to every edge.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";

const { default: show } = await import("../../views/lesson/middles/tensors.js");

const { sequentialColor } = await import("../../views/parts/looks/values.js");

const [TALL, WIDE] = [12, 15];

function shown(rows) {
  const parent = parentOf("ink-tensors");
  show({ data: { tensors: [{ title: "Image", shape: "(12, 15)", rows, scale: 1 }] }, parentElement: parent });
  const figure = parent.firstChild.firstChild;
  const [canvas, place] = [figure.querySelector("canvas"), figure.querySelector("p")];
  const numbers = () => figure.querySelectorAll("tr").map((line) => line.children.map((cell) => Number(cell.textContent)));
  return { figure, canvas, numbers, place: () => place.textContent.match(/\d+/g).map(Number) };
}

const rows = (brightest) => Array.from({ length: TALL }, (_, row) => Array.from({ length: WIDE }, (_, col) => (row === brightest[0] && col === brightest[1] ? 99 : row + col / 100)));

test("it starts around the brightest number, and names its rows and columns", () => {
  const { numbers, place } = shown(rows([6, 8]));
  assert.equal(numbers()[3][4], 99);
  assert.deepEqual(place(), [3, 9, 4, 12]);
});

test("keys move it in all directions by one, within the edges, with the numbers there", () => {
  const table = rows([0, 0]);
  const { canvas, numbers, place } = shown(table);
  const holds = () => {
    const [top, bottom, left, right] = place();
    assert.deepEqual(numbers(), table.slice(top, bottom + 1).map((values) => values.slice(left, right + 1)));
    assert.deepEqual([bottom - top, right - left], [6, 8]);
    return [top, left];
  };
  assert.deepEqual(holds(), [0, 0]);
  for (const [key, expected] of [["ArrowUp", [0, 0]], ["ArrowLeft", [0, 0]], ["ArrowDown", [1, 0]], ["ArrowRight", [1, 1]], ["ArrowUp", [0, 1]], ["ArrowLeft", [0, 0]]]) {
    assert.ok(canvas.press(key));
    assert.deepEqual(holds(), expected, key);
  }
  for (let i = 0; i < 20; i++) (canvas.press("ArrowDown"), canvas.press("ArrowRight"));
  assert.deepEqual(holds(), [TALL - 7, WIDE - 9]);
  assert.equal(canvas.press("Tab"), false);
});

test("its middle follows the pointer", () => {
  const { canvas, place } = shown(rows([0, 0]));
  [canvas.clientWidth, canvas.clientHeight] = [10 * WIDE, 10 * TALL];
  canvas.onpointermove({ clientX: 75, clientY: 60 });
  assert.deepEqual(place(), [3, 9, 3, 11]);
  canvas.onpointermove({ clientX: 149, clientY: 119 });
  assert.deepEqual(place(), [5, 11, 6, 14]);
  canvas.onpointerdown({ clientX: 0, clientY: 0 });
  assert.deepEqual(place(), [0, 6, 0, 8]);
});

test("a row shows its first ten numbers, and how many more there are", () => {
  const line = (count) => shown([Array.from({ length: count }, (_, i) => i)]).figure.querySelector("p").textContent;
  assert.equal(line(3), "0.00  1.00  2.00");
  assert.equal(line(10).split("  ").length, 10);
  assert.ok(line(11).startsWith(line(10)) && /\b1\b/.test(line(11).slice(line(10).length)), line(11));
  assert.ok(/118/.test(line(128)));
});

test("each box has title, shape and a picture of its numbers, one pixel each, by brightness", () => {
  const parent = parentOf("ink-tensors");
  const image = Array.from({ length: 8 }, (_, row) => Array.from({ length: 10 }, (_, col) => (10 * row + col) / 40));
  const values = Array.from({ length: 12 }, (_, i) => i / 12);
  show({ data: { tensors: [{ title: "The [image](words#image)", shape: "(8, 10)", rows: image, scale: 2 }, { title: "Outputs", shape: "(12,)", rows: [values], scale: 1 }] }, parentElement: parent });
  const [table, row] = parent.firstChild.children;
  assert.deepEqual([table.className, row.className], ["ink-table-tensor", "ink-row-tensor"]);
  assert.deepEqual([table, row].map((each) => ["b", "span"].map((tag) => each.querySelector(`figcaption ${tag}`).textContent)), [["The image", "(8, 10)"], ["Outputs", "(12,)"]]);
  assert.equal(table.querySelector("figcaption a").textContent, "image");
  for (const [each, numbers, scale, wide, tall] of [[table, image, 2, 10, 8], [row, [values], 1, 12, 1]]) {
    const canvas = each.querySelector("canvas");
    const [name, picture, left, top] = canvas.painted.at(-1);
    assert.deepEqual([name, picture.width, picture.height, left, top, canvas.width, canvas.height], ["putImageData", wide, tall, 0, 0, wide, tall]);
    assert.deepEqual([...new Uint32Array(picture.data.buffer)], numbers.flat().map((value) => sequentialColor(value, scale)));
  }
  assert.match(table.querySelector("canvas").ariaLabel, /The image/);
});
