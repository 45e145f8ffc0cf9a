// The button sends the drawing that it names to the class, or takes it back, and shows what it's waiting for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";

const { default: show } = await import("../../views/classroom/send.js");
const { labels, readings } = await import("../../views/parts/component/reading.js");

const WORDS = { send: "Send", named: "Send this {digit}", sending: "Sending …", back: "Take back", draw: "First draw.", label: "First say." };
const SENT = { sent: { version: 4, number: 12 }, is: "Sent as drawing 12" };

function shown(version = 4, label = 7) {
  const [parent, picked] = [parentOf("ink-send"), []];
  labels.publish({ version, label });
  readings.publish({ version: 4, image: [1] });
  const put = (data) => {
    const all = { sent: null, is: "", refused: 0, words: WORDS, ...data };
    return show({ data: all, parentElement: parent, setTriggerValue: (_, value) => picked.push(value) });
  };
  const leave = put({});
  const [line, button] = parent.firstChild.children;
  const says = () => [line.textContent, button.textContent, button.disabled];
  return { button, picked, put, leave, says };
}

test("the buttons follow the drawing and its label, without Python", () => {
  const { put, says, leave } = shown(null, null);
  assert.deepEqual(says(), ["First say.", "Send", true]);
  labels.publish({ version: 4, label: 8 });
  assert.deepEqual(says(), ["", "Send this 8", false]);
  readings.publish({ version: null });
  assert.deepEqual(says(), ["First draw.", "Send", true]);
  readings.publish({ version: 4, image: [1] });
  put(SENT);
  assert.deepEqual(says(), ["Sent as drawing 12", "Take back", false]);
  for (const [version, why] of [[null, "First draw."], [5, "First say."]]) {
    readings.publish({ version, image: version && [1] });
    assert.deepEqual(says(), [why, "Send", true]);
  }
  leave();
});

test("a press sends or takes back, and shows that it's pending until it's done", () => {
  const { button, picked, put, leave, says } = shown();
  button.click();
  assert.deepEqual([says(), picked.splice(0)], [["", "Sending …", true], [{ do: "send", number: 4 }]]);
  put({});
  readings.publish({ version: null });
  assert.deepEqual(says(), ["", "Sending …", true]);
  readings.publish({ version: 4, image: [1] });
  put(SENT);
  assert.deepEqual(says(), ["Sent as drawing 12", "Take back", false]);
  button.click();
  assert.deepEqual([says()[2], picked.splice(0)], [true, [{ do: "back", number: 12 }]]);
  put({});
  assert.deepEqual(says(), ["", "Send this 7", false]);
  leave();
});

test("after a refusal, or for another drawing, the button is ready again", () => {
  const refused = shown();
  refused.button.click();
  refused.put({ refused: 1 });
  assert.deepEqual(refused.says(), ["", "Send this 7", false]);
  refused.leave();
  const other = shown();
  other.button.click();
  readings.publish({ version: 5, image: [1] });
  assert.deepEqual(other.says(), ["First say.", "Send", true]);
  other.leave();
});
