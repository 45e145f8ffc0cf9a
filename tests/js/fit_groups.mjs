// Trains in Node what the second lesson's networks train in a browser, one after the other, for benchmarks/whose.py: reads choices and the
// paths of files.

import { readFileSync } from "node:fs";

const { trainings, addresses, longest, constants } = JSON.parse(readFileSync(0, "utf8"));
globalThis.inklingConstants = constants;
globalThis.fetch = async (address) => new Response(readFileSync(new URL(address)));
const { thread } = await import("../../views/training/here/learning_thread.js");

let ended;
const handle = thread(({ run, outcome }) => run === `${found.length}` && outcome && ended(outcome), setImmediate);
const found = [];
for (const choices of trainings) {
  const began = performance.now();
  const task = { run: `${found.length}`, choices, mnist: choices.images, own: null, weights: null, measured: 500, longest: longest, addresses };
  const { groups, seconds } = await new Promise((resolve) => {
    ended = resolve;
    handle({ data: task });
  });
  found.push({ groups, seconds, all: (performance.now() - began) / 1000 });
}
process.stdout.write(JSON.stringify(found));
