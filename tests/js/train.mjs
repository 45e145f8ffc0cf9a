// Trains in Node what train_here of views/training/here/here.py describes, as the page's thread does: reads its data, with the
// addresses of files, and writes what Python gets, in parts.

import { readFileSync } from "node:fs";

const { own, weights, most, constants, ...task } = JSON.parse(readFileSync(0, "utf8"));
globalThis.inklingConstants = constants;
const { thread } = await import("../../views/training/here/learning_thread.js");
const { reportOf } = await import("../../model/training/snapshot.js");
const { bytesOf, floatsOf } = await import("../../model/base64.js");

globalThis.fetch = async (path) => new Response(readFileSync(path));
let last;
const train = thread(({ snapshot, outcome, unreachable }) => {
  last = snapshot ?? last;
  if (unreachable) throw new Error("no digits");
  if (outcome) process.stdout.write(JSON.stringify(reportOf(task.run, last, outcome, most)));
}, setImmediate);
train({ data: { ...task, own: own && { ...own, images: bytesOf(own.images) }, weights: weights && floatsOf(weights) } });
