// A trained network is saved by itself, and sent to Python in parts, as Python requests them.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { isRead, kept } from "./database.js";
import { parentOf } from "./page.js";

const { default: shelf } = await import("../../views/training/here/saved_networks.js");
const { default: offered } = await import("../../views/training/here/offered_network.js");
const { readSaved, save, saveTrained } = await import("../../views/session/network_store.js");

const NETWORK = { run: "r", choices: { batch: 64 }, name: "Otto", title: "", time: 1, parts: [{ weights: "a" }, { weights: "b" }] };

beforeEach(() => {
  kept.clear();
  kept.set("r", NETWORK);
});

/** Shows a component; returns its reports and a function that removes it. */
function shown(component, data = {}) {
  const reports = [];
  const parentElement = parentOf("ink-saved-networks");
  const again = (changed) => component({ data: changed, parentElement, setTriggerValue: (_, value) => reports.push(value) });
  return { parentElement, reports, again, leave: again(data) };
}

test("each part of a requested network is sent once, and none after the component is removed", async () => {
  kept.set("damaged", { run: "damaged", time: 9 });
  const one = shown(offered, { awaited: true });
  const next = async (coming) => {
    one.again({ awaited: true, coming });
    await isRead();
  };
  for (const received of [null, 0, 0, 1]) await next(received === null ? null : { run: "r", received });
  assert.deepEqual(one.reports.splice(0), [{ run: "r", choices: NETWORK.choices }, ...NETWORK.parts]);
  await next({ run: "r", received: 2 });
  assert.deepEqual(one.reports.splice(0), ["none"]);
  one.leave();
  const early = shown(offered, { coming: { run: "r", received: 0 } });
  early.leave(); // before the store has answered
  await isRead();
  const again = shown(offered, { coming: { run: "r", received: 1 } });
  await isRead();
  assert.deepEqual([early.reports, again.reports], [[], [NETWORK.parts[1]]]);
  again.leave();
});

test("a network for signs is sent in a single message", async () => {
  const taught = { run: "s", names: ["A", "B"], weights: "a" };
  kept.set("s", { run: "s", title: "A, B", choices: null, time: 9, parts: [taught] });
  const one = shown(offered, { awaited: true });
  await isRead();
  assert.deepEqual(one.reports, [taught]);
  one.leave();
});

test("a session learns once a page that this browser has saved a network", async () => {
  const one = shown(offered, { address: "draw", offered: true });
  const reported = async (data) => {
    one.again(data);
    await isRead();
    return one.reports.splice(0);
  };
  kept.clear();
  assert.deepEqual(await reported({ address: "training", offered: false }), []);
  kept.set("r", NETWORK); // at the end of a training there
  assert.deepEqual(await reported({ address: "training", offered: false }), []);
  assert.deepEqual(await reported({ address: "draw", offered: false }), ["some"]);
  one.leave();
});

test("five networks and five that a person keeps are saved; the one used longest ago goes", async (context) => {
  context.mock.timers.enable({ apis: ["Date"] });
  for (let i = 1; i <= 7; i++) {
    context.mock.timers.tick(1000);
    await saveTrained({ run: `t${i}`, title: "2 × 128" });
  }
  const runs = async () => (await readSaved()).map(({ run }) => run);
  assert.deepEqual(new Set(await runs()), new Set(["t7", "t6", "t5", "t4", "t3", "r"]));
  await save({ ...kept.get("t3"), time: Date.now() + 1 }); // it's used
  await saveTrained({ run: "t8" });
  assert(kept.has("t3") && kept.has("r") && !kept.has("t4"));
});

/** Shows the shelf; returns its root, its reports and a function that presses an entry's button. */
async function shelved(data) {
  const { parentElement, reports } = shown(shelf, data);
  await isRead();
  const root = parentElement.firstChild;
  const press = (entry, text) => [...root.querySelectorAll("li")][entry].querySelectorAll("button").find(({ textContent }) => textContent === text).onclick();
  return { root, reports, press };
}

test("a network is kept under a name, five at most, and reported to be used", async () => {
  const other = { run: "o", title: "1 × 8", accuracy: 0.5, choices: {}, parts: [], time: 3 };
  kept.set("o", other);
  const { root, reports, press } = await shelved({});
  assert.match(root.querySelector("li").textContent, /^1 × 8: 50.0% of the test images right/);
  press(0, "Keep it");
  root.querySelector("input").value = " Eve ";
  root.querySelector("form").onsubmit({ preventDefault() {} });
  await isRead();
  assert.deepEqual(kept.get("o"), { ...other, name: "Eve" });
  assert.match(root.querySelector("li").textContent, /^Eve /);
  press(0, "Use it");
  assert.deepEqual(reports, [{ run: "o", choices: {} }]);

  for (const run of "abc") kept.set(run, { ...other, run, name: run });
  kept.set("x", { ...other, run: "x", time: Date.now() + 9 });
  const full = await shelved({});
  full.press(0, "Keep it");
  assert.equal(full.root.querySelector("[role=status]").textContent, "You've already kept five networks. Delete one to make room for this one.");
  assert(!full.root.querySelector("form"));
});

test("a browser that can't store says so, and shows what it has", async (context) => {
  context.after(() => delete globalThis.inklingTraining);
  globalThis.inklingTraining = { isSaved: Promise.resolve(false) };
  const { root } = await shelved({});
  assert.match(root.querySelector("[role=status]").textContent, /^This browser can't store networks/);
  assert.equal(root.querySelectorAll("li").length, 1);
});
