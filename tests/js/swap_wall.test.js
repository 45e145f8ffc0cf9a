// What a class swaps, on its wall: it reads the same finds with what was tested and with what was repaired, and reports what the teacher does.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { gzipSync } from "node:zlib";
import { base64Of } from "../../model/base64.js";
import { isRead } from "./database.js";
import { messageOf } from "./message.js";
import { parentOf } from "./page.js";

const { buildChosen } = await import("../../model/training/fitting.js");
const { default: show } = await import("../../views/wall/swap_wall.js");
const PHASES = [["teach", "Teach", 10], ["break", "Break", 8], ["repair", "Repair", 8], ["look", "Look", 5]];
const INK = base64Of(Uint8Array.from({ length: 784 }, (_, i) => (i === 400 ? 255 : 0)));
let [parent, reports, asked, finds] = [null, [], [], []];

/** The file of a network that reads everything as one digit, or takes nothing for any: see network_file.py. */
function always(digit, refuses = false) {
  const network = buildChosen({ hidden_layers: 1, units: 4, activation: "relu", seed: 3 });
  network.layers.filter(({ bias }) => bias).at(-1).bias[digit] = 99;
  const [layer] = network.layers.filter(({ kernel }) => kernel).map(({ activationLayer }) => activationLayer.name);
  const message = messageOf("always", network.layers, refuses ? { layer, kernel: new Float32Array(40), bias: new Float32Array(10), threshold: 1, network: null } : null);
  return gzipSync(message.map((_, place) => message[4 * (place % (message.length / 4)) + Math.floor(place / (message.length / 4))]));
}

const NETWORKS = { 1: always(3), 2: always(7), 3: always(1), 4: always(7, true) };
const find = (number, more = {}) => ({ number, owner: 1, version: 1, label: 7, answer: 3, state: "agreed", said: [7, 7], image: INK, ...more });
const digits = [..."0123456789"];
const network = (device, name, ...versions) => ({ device, name, classes: digits, tests: 3 - device, testers: 1, versions: versions.map(([number, version]) => ({ version, address: `/network?number=${number}` })) });
const until = async (is) => {
  for (const began = Date.now(); !is() && Date.now() - began < 10_000; ) await isRead();
  assert.ok(is(), parent.firstChild.textContent);
};
const bars = () => [...parent.querySelectorAll(".ink-share")].map((each) => each.getAttribute("aria-label"));
const press = (text) => [...parent.querySelectorAll("button")].find((each) => each.textContent === text).click();

function open(more = {}) {
  const data = { code: "ABCDEF", address: "/swapped?code=ABCDEF", serial: 1, phases: PHASES, phase: "break", ends: 0, most: 120, ranks: false };
  return show({ data: { ...data, networks: [network(1, "<b>Otter</b>", [1, 1], [2, 2]), network(2, "Gecko", [3, 1])], ...more }, parentElement: parent, setTriggerValue: (_, message) => reports.push(message) });
}

beforeEach(() => {
  [reports, asked, parent] = [[], [], parentOf("ink-swap-wall")];
  globalThis.fetch = async (address) => {
    asked.push(address);
    const number = address.match(/number=(\d+)/)?.[1];
    const since = Number(address.match(/since=(\d+)/)?.[1]);
    const answer = { numbers: finds.map((each) => each.number), finds: finds.filter((each) => (each.serial ?? 1) > since), serial: 9 };
    return { body: number && new Blob([NETWORKS[number]]).stream(), json: async () => answer };
  };
});

test("before and after a repair, the same agreed finds are read", async () => {
  finds = [find(1), find(2), find(3, { state: "open" }), find(4, { state: "unsure" }), find(5, { owner: 2, label: 3, answer: 1 })];
  open();
  await until(() => bars().length === 3);
  assert.deepEqual(bars(), ["Before: 0 of 2 right, so 0% to 66%", "After: 2 of 2 right, so 34% to 100%", "Before: 0 of 1 right, so 0% to 79%"]);
  assert.match(parent.querySelector("[role=status]").textContent, /Networks: 2. Finds: 5. Two others agree on 3/);
  assert.deepEqual([...parent.querySelectorAll("h3")].map((each) => each.textContent), ["Two others agree · 3", "Not judged yet · 1", "People don't agree either · 1"]);
  assert.ok(!parent.querySelector("b b")); // a name isn't markup
  open({ networks: [network(1, "Otter", [4, 1])], serial: 2 });
  await until(() => bars().length === 1);
  assert.match(bars()[0], /0 of 2/); // it refuses what it would read right
});

test("a removed find is gone and only what is new is fetched", async () => {
  finds = [find(1), find(2)];
  open();
  await until(() => bars().length === 2);
  finds = [find(2)];
  open({ serial: 2 });
  await until(() => bars()[0]?.includes("0 of 1"));
  assert.deepEqual(asked.filter((each) => each.includes("since")), ["/swapped?code=ABCDEF&since=0", "/swapped?code=ABCDEF&since=9"]);
});

test("the best comes first only if the teacher wants it", async () => {
  finds = [find(1), find(5, { owner: 2, label: 1, answer: 3 })];
  const names = () => [...parent.querySelectorAll("li > b")].map((each) => each.textContent);
  open({ networks: [network(1, "Otter", [1, 1]), network(2, "Gecko", [3, 1])] });
  await until(() => bars().length === 2);
  assert.deepEqual(names(), ["Otter", "Gecko"]);
  open({ networks: [network(1, "Otter", [1, 1]), network(2, "Gecko", [3, 1])], ranks: true });
  assert.deepEqual(names(), ["1 · Gecko", "2 · Otter"]);
});

test("the teacher goes on, pauses, draws pairs, ends and removes", async () => {
  finds = [find(1)];
  const leave = open({ ends: Math.floor(Date.now() / 1000) + 90 });
  await until(() => parent.querySelector(".ink-finding"));
  press("Next: Repair");
  press("Pause the clock");
  press("Draw the pairs again");
  press("End the round");
  press("×");
  open();
  assert.equal(parent.querySelector("input").value, 2); // minutes that were left
  press("Start the clock");
  parent.querySelector("input").valueAsNumber = 1e9;
  press("Start the clock");
  leave();
  assert.deepEqual(reports.map((each) => Object.values(each)), [["repair", 480], ["break", 0], ["draw", 0], ["end", 0], ["remove", 1], ["break", 120], ["break", 7200]]);
});
