// The laws, in Node: CASES=FOLDER node --test tests/js, after `python -m tests.js.cases FOLDER`.

import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const path = (name) => join(process.env.CASES, name);

async function bytes(name, start = 0, count = statSync(path(name)).size - start) {
  const found = new Uint8Array(count);
  const file = openSync(path(name));
  readSync(file, found, 0, count, start);
  closeSync(file);
  return found;
}

const read = {
  bytes,
  json: async (name) => JSON.parse(readFileSync(path(name), "utf8")),
  floats: async (name, start, count) => new Float32Array((await bytes(name, 4 * start, 4 * count)).buffer),
};

globalThis.inklingConstants = await read.json("constants.json");
const { laws } = await import("./laws.js");
for (const [title, law] of Object.entries(laws)) test(title, () => law(read));
