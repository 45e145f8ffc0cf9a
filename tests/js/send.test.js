// A drawing sent to a class is repeated until confirmed, and replaced by no other; so is taking it back.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import "./window.js";
import { parentOf } from "./page.js";

const { default: show } = await import("../../views/classroom/send.js");
const { labels, readings } = await import("../../views/parts/component/reading.js");

const WORDS = { send: "Send", named: "Send this {digit}", sending: "Sending …", back: "Take back" };
const SENT = { sent: { version: 4, number: 12 }, is: "Sent as drawing 12" };

function shown(version = 4, label = 7) {
  const [parent, picked] = [parentOf("ink-send"), []];
  labels.publish({ version, label });
  readings.publish({ version: 4 });
  const put = (data) => {
    const all = { sent: null, is: "", refused: 0, words: WORDS, ...data };
    return show({ data: all, parentElement: parent, setTriggerValue: (name, value) => picked.push([name, value]) });
  };
  const leave = put({});
  const [line, button] = parent.firstChild.children;
  const says = () => [line.textContent, button.textContent, button.disabled];
  return { button, picked, put, leave, says, waited: () => (mock.timers.tick(600), picked.splice(0)) };
}

test("the buttons follow the drawing and its label, without Python", () => {
  const { put, says, leave } = shown(null, null);
  assert.deepEqual(says(), ["", "Send", true]);
  labels.publish({ version: 4, label: 8 });
  assert.deepEqual(says(), ["", "Send this 8", false]);
  readings.publish({ version: null });
  assert.deepEqual(says(), ["", "Send", true]);
  readings.publish({ version: 4 });
  put(SENT);
  assert.deepEqual(says(), ["Sent as drawing 12", "Take back", false]);
  for (const version of [null, 5]) {
    readings.publish({ version });
    assert.deepEqual(says(), ["", "Send", true]);
  }
  leave();
});

test("a press is repeated until it's done or its button is removed, and shows that it's pending", () => {
  mock.timers.enable({ apis: ["setInterval"] });
  const { button, picked, put, leave, says, waited } = shown();
  const send = ["picked", { do: "send", number: 4 }];
  button.click();
  assert.deepEqual([says(), picked.splice(0)], [["", "Sending …", true], [send]]);
  put({});
  readings.publish({ version: null });
  assert.deepEqual([says(), waited()], [["", "Sending …", true], [send]]);
  readings.publish({ version: 4 });
  put(SENT);
  assert.deepEqual([says(), waited()], [["Sent as drawing 12", "Take back", false], []]);
  button.click();
  const back = ["picked", { do: "back", number: 12 }];
  assert.deepEqual([says()[2], picked.splice(0), waited()], [true, [back], [back]]);
  put({});
  assert.deepEqual([says(), waited()], [["", "Send this 7", false], []]);
  button.click();
  leave();
  picked.length = 0;
  assert.deepEqual(waited(), []);
  mock.timers.reset();
});

test("a refused or outdated drawing isn't reported again", () => {
  mock.timers.enable({ apis: ["setInterval"] });
  const refused = shown();
  refused.button.click();
  refused.picked.length = 0;
  refused.put({ refused: 1 });
  assert.deepEqual([refused.says(), refused.waited()], [["", "Send this 7", false], []]);
  refused.leave();
  const other = shown();
  other.button.click();
  other.picked.length = 0;
  readings.publish({ version: 5 });
  assert.deepEqual([other.says(), other.waited()], [["", "Send", true], []]);
  other.leave();
  mock.timers.reset();
});
