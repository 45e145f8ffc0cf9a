// The ten questions on a wall: bars of how many devices got each right, and the step for what half of them missed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";

globalThis.inklingConstants = JSON.parse(process.env.CONSTANTS ?? "{}");
const { default: roundBars } = await import("../../views/wall/round_bars.js");

test("bars show counts as text, and a time of which too few answered has none", () => {
  const [parentElement, reports] = [parentOf("ink-round-bars"), []];
  const rows = [
    { title: "<i>One</i>", bars: [[2, 8], [6, 8]] },
    { title: "Two", bars: [null, [2, 8]], step: "A step", address: "/lesson?step=share" },
  ];
  const data = { title: "Ten", says: "Eight", heads: ["Before", "After"], rows, acts: { end: "End it" } };
  const show = (more) => roundBars({ data: { ...data, ...more }, parentElement, setTriggerValue: (_, sent) => reports.push(sent) });
  show();
  const bars = [...parentElement.querySelectorAll(".ink-round-bar")];
  assert.deepEqual(bars.map(({ textContent }) => textContent), ["Before: 2 of 8", "After: 6 of 8", "After: 2 of 8"]);
  assert.deepEqual(bars.map((each) => each.firstChild.style.getPropertyValue("--ink-share")), [0.25, 0.75, 0.25]);
  assert.equal(parentElement.querySelector("b").textContent, "<i>One</i>");
  const links = [...parentElement.querySelectorAll("a")];
  assert.deepEqual(links.map((each) => [each.textContent, each.getAttribute("href")]), [["A step", "/lesson?step=share"]]);
  parentElement.querySelector("button").onclick();
  assert.deepEqual(reports, [{ do: "end", number: 0 }]);
  show({ rows: [] });
  assert.equal(parentElement.querySelectorAll("li").length, 0);
});
