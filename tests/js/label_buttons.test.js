// Ten digits: the label of this drawing is pressed, and no other drawing's.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";

const { default: show } = await import("../../views/draw/answer/label_buttons.js");
const { labels, readings } = await import("../../views/parts/component/reading.js");

const NAMES = Array.from({ length: 10 }, (_, digit) => `Keep it as ${digit}`);
const IMAGE = new Float32Array(784);

function shown(data, reading) {
  const [parent, picked] = [parentOf("ink-label-buttons"), []];
  const leave = show({ data: { label: "This is", names: NAMES, ...data }, parentElement: parent, setTriggerValue: (name, value) => picked.push([name, value]) });
  readings.publish(reading);
  const root = parent.firstChild;
  const [, ...buttons] = root.children;
  leave();
  return { root, buttons, picked, pressed: buttons.flatMap((button, digit) => (button.getAttribute("aria-pressed") === "true" ? [digit] : [])) };
}

test("this drawing's label is pressed, and another drawing's isn't", () => {
  for (const labeled of [0, 5, 9]) {
    assert.deepEqual(shown({ version: 4, labeled }, { version: 4, image: IMAGE }).pressed, [labeled]);
    assert.deepEqual(shown({ version: 4, labeled }, { version: 5, image: IMAGE }).pressed, []);
    assert.deepEqual(shown({ version: 4, labeled }, { version: null, image: IMAGE }).pressed, []);
  }
  assert.deepEqual(shown({ version: null, labeled: null }, { version: null, image: IMAGE }).pressed, []);
});

test("each digit picks and names itself", () => {
  const { buttons, picked } = shown({ version: 4, labeled: 0 }, { version: 4, image: IMAGE });
  for (const digit of [0, 9]) {
    buttons[digit].click();
    assert.deepEqual([buttons[digit].title, buttons[digit].ariaLabel], [NAMES[digit], NAMES[digit]]);
    assert.equal(buttons[digit].textContent, `${digit}`);
  }
  assert.deepEqual(picked, [["picked", 0], ["picked", 9]]);
});

test("blank paper can't be labeled", () => {
  assert.equal(shown({}, { version: 1, image: null }).root.classList.contains("ink-nothing"), true);
  assert.equal(shown({}, { version: 1, image: IMAGE }).root.classList.contains("ink-nothing"), false);
});

test("the label is announced, too", () => {
  shown({ version: 4, labeled: 0 }, { version: 4, image: IMAGE });
  assert.deepEqual(labels.last, { version: 4, label: 0 });
});
