// Trains in Node what fitGroup trains in a browser, one after the other, for benchmarks/whose.py: reads trainings and the paths of files.

import { readFileSync } from "node:fs";

const { trainings, addresses, constants } = JSON.parse(readFileSync(0, "utf8"));
globalThis.inklingConstants = constants;
globalThis.document = { baseURI: "file:///" };
globalThis.fetch = async (address) => new Response(readFileSync(new URL(address)));
const { thread } = await import("../../views/training/here/learning_thread.js");
const { fitGroup } = await import("../../views/training/here/fit_group.js");

globalThis.Worker = class {
  constructor() {
    const handle = thread((data) => this.onmessage?.({ data }), setImmediate);
    this.postMessage = (data) => handle({ data });
  }
};
const found = [];
for (const each of trainings) {
  const began = performance.now();
  const { groups, learned, seconds } = await fitGroup(each, addresses);
  found.push({ groups, writers: learned.writers, seconds, all: (performance.now() - began) / 1000 });
}
process.stdout.write(JSON.stringify(found));
