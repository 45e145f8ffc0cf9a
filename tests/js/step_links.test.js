// Links to lesson steps: a plain click stays in the tab, any other is left to the browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";

const { default: links } = await import("../../views/teaching/step_links.js");
const STEPS = ["draw", "numbers"].map((id) => ({ title: `Step ${id}`, address: `/lesson?step=${id}` }));

test("a plain click reports the step, one with a key is left to the browser", () => {
  const picked = [];
  const parent = parentOf("ink-step-links");
  for (const some of [STEPS, STEPS.slice(0, 1)]) {
    links({ data: { links: some }, parentElement: parent, setTriggerValue: (...report) => picked.push(report) });
    const shown = [...parent.querySelectorAll("a")];
    assert.deepEqual(shown.map(({ href, textContent }) => [href, textContent]), some.map(({ address, title }) => [address, title]));
    assert.equal(parent.querySelectorAll("li").length, some.length > 1 ? some.length : 0);
    for (const key of ["ctrlKey", "metaKey", "shiftKey", "altKey"]) {
      shown[0].onclick({ [key]: true, preventDefault: () => assert.fail("the browser never saw it") });
    }
    let prevented = 0;
    shown.at(-1).onclick({ preventDefault: () => prevented++ });
    assert.deepEqual([prevented, picked.splice(0)], [1, [["picked", some.length - 1]]]);
  }
});
