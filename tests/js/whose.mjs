// What model/training/whose.js chooses and counts, for tests/test_whose.py.

import { readFileSync } from "node:fs";

const { cases, writers, labels, counts, test, constants } = JSON.parse(readFileSync(0, "utf8"));
globalThis.inklingConstants = constants;
const { byGroup, chosen, filesOf, interval, others } = await import("../../model/training/whose.js");
const [who, digits] = [Uint16Array.from(writers), Uint8Array.from(labels)];
const found = {
  chosen: cases.map(([whose, count, seed]) => [...chosen(whose, count, who, digits, seed)]),
  fromFiles: cases.map(([whose, count, seed]) => [...chosen(whose, count, who, digits.subarray(0, constants.WHOSE.inFile * filesOf(whose, count)), seed)]),
  files: [["adults", 10_000], ["adults", 10_001], ["students", 29_050], ["both", 20_000], ["writer", 70], ["everybody", 0]].map((each) => filesOf(...each)),
  intervals: counts.map((each) => interval(...each)),
  ...byGroup(Uint8Array.from(test[0]), Uint8Array.from(test[1]), Uint16Array.from(test[2])),
  others: [...others(chosen("writer", 70, who, digits), who, 20_000)],
};
process.stdout.write(JSON.stringify(found));
