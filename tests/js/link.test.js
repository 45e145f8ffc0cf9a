// The link to share has the current canvas, whatever Python has, and the language.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { inflateSync } from "node:zlib";
import "./page.js";

const painted = [];
globalThis.Path2D = class {
  constructor(path) {
    painted.push(path);
  }
};
const { CANVAS_SIZE, MOST_IN_LINK } = inklingConstants;
const createElement = document.createElement.bind(document);
document.createElement = (tag) => {
  const element = createElement(tag);
  element.context.getImageData = (left, top, width, height) => {
    const data = new Uint8ClampedArray(4 * width * height);
    if (painted.length || element.painted.length) data[4 * (140 * CANVAS_SIZE + 140) + 3] = 255;
    return { data };
  };
  return element;
};
globalThis.Image = class {
  async decode() {}
};
const { link } = await import("../../views/address/link.js");

const HERE = "http://inkling.test/?embed=true&embed_options=dark_theme&course=c&drawing=old&kept=k&hide=conv";
const line = (x) => ({ type: "Path", path: [["M", x, 20], ["Q", x, 20, x, 40], ["Q", x, 60, x, 80], ["L", x, 100]], strokeWidth: 12 });
const asked = { lang: "", blank: "" };
const fields = async (more) => Object.fromEntries(new URL(await link({ ...asked, ...more })).searchParams);
const strokesIn = (code) => inflateSync(Buffer.from(code, "base64url"))[1];

beforeEach(() => {
  location.href = HERE;
  painted.length = 0;
  globalThis.inklingSheet = { isAhead: false, objects: [] };
});

test("if Python has the drawing its address is used, without the fields for a frame", async () => {
  assert.deepEqual(await fields(), { drawing: "old", kept: "k", hide: "conv" });
  delete globalThis.inklingSheet; // a page without a canvas
  assert.deepEqual(await fields(), { drawing: "old", kept: "k", hide: "conv" });
});

test("all strokes that Python doesn't have yet replace its drawing", async () => {
  Object.assign(inklingSheet, { isAhead: true, objects: [line(20), line(40), line(60)] });
  const { drawing, kept } = await fields();
  assert.deepEqual([strokesIn(drawing), kept], [3, "k"]);
  assert.equal(painted[0], "M 20 20 Q 20 20 20 40 Q 20 60 20 80 L 20 100");
});

test("a cleared canvas is written as nothing, or as a task needs it", async () => {
  inklingSheet.isAhead = true;
  assert.deepEqual(await fields(), { kept: "k", hide: "conv" });
  assert.equal((await fields({ blank: "blank" })).drawing, "blank");
});

test("a stroke is written as the pen made it: with control points, width and straight pieces", async () => {
  const straight = { type: "path", path: [["M", 1, 2], ["L", 3, 2], ["L", 3, 4]], strokeWidth: 32.2 };
  Object.assign(inklingSheet, { isAhead: true, objects: [line(20), straight] });
  const bytes = [...inflateSync(Buffer.from((await fields()).drawing, "base64url"))];
  const bent = [25, 4, 192, 2, 192, 2, 0, 0, 0, 128, 5, 0, 128, 5]; // 12 wide: 20, 20; there again; to 20, 60; to 20, 100, in half eighths
  const through = [64, 3, 16, 32, 32, 0, 0, 32]; // 32 wide: 1, 2; to 3, 2; to 3, 4
  assert.deepEqual(bytes.slice(2, 2 + bent.length + through.length), [...bent, ...through]);
});

test("a picture below the strokes is written as a grayscale PNG", async () => {
  Object.assign(inklingSheet, { isAhead: true, objects: [{ type: "Image", src: "data:image/png;base64,AA" }, line(20)] });
  const bytes = inflateSync(Buffer.from((await fields()).drawing, "base64url"));
  const at = bytes.indexOf("PNG") - 1;
  assert.equal(bytes[1], 1);
  assert.deepEqual([...bytes.subarray(at + 16, at + 29)], [0, 0, 1, 24, 0, 0, 1, 24, 8, 0, 0, 0, 0]);
  const size = bytes.readUInt32BE(at + 33);
  const rows = inflateSync(bytes.subarray(at + 41, at + 41 + size));
  assert.equal(rows.length, CANVAS_SIZE * (CANVAS_SIZE + 1));
  assert.equal(rows[140 * (CANVAS_SIZE + 1) + 141], 255);
});

test("the language is written if Python sends one", async () => {
  assert.equal((await fields({ lang: "de" })).lang, "de");
  location.href = "http://inkling.test/?lang=fr";
  assert.deepEqual(await fields(), { lang: "fr" });
});

test("without room the pinned drawing is left out first, then the current one", async () => {
  Object.assign(inklingSheet, { isAhead: true, objects: [line(20)] });
  for (const [hidden, left] of [[10, ["hide", "drawing"]], [MOST_IN_LINK, ["hide"]]]) {
    location.href = `http://inkling.test/?kept=${"k".repeat(MOST_IN_LINK)}&hide=${"c".repeat(hidden)}`;
    assert.deepEqual(Object.keys(await fields()), left);
  }
});
