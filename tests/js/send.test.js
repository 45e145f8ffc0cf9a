// What is sent to a class is reported until it is heard, and no other drawing in its place.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import "./window.js";
import { parentOf } from "./page.js";

const { default: show } = await import("../../views/classroom/send.js");

const DATA = { version: 4, refused: 0, text: "Send this 7", sending: "Sending …" };

function shown() {
  const [parent, picked] = [parentOf("ink-send"), []];
  const put = (data) => show({ data: { ...DATA, ...data }, parentElement: parent, setTriggerValue: (name, value) => picked.push([name, value]) });
  const leave = put({});
  return { button: parent.firstChild.firstChild, picked, put, leave, waited: () => (mock.timers.tick(600), picked.splice(0)) };
}

test("a press is reported until the button has left the page, and says so meanwhile", () => {
  mock.timers.enable({ apis: ["setInterval"] });
  const { button, picked, put, leave, waited } = shown();
  assert.deepEqual([button.textContent, button.disabled], ["Send this 7", false]);
  button.click();
  assert.deepEqual([button.textContent, button.disabled, picked.splice(0)], ["Sending …", true, [["picked", 4]]]);
  put({});
  assert.deepEqual(waited(), [["picked", 4]]);
  assert.equal(button.disabled, true);
  leave();
  assert.deepEqual(waited(), []);
  mock.timers.reset();
});

test("what is refused, or no more the drawing, is not reported again", () => {
  mock.timers.enable({ apis: ["setInterval"] });
  for (const news of [{ refused: 1 }, { version: 5 }, { version: null }]) {
    const { button, picked, put, waited } = shown();
    button.click();
    picked.length = 0;
    put(news);
    assert.deepEqual(waited(), []);
    assert.deepEqual([button.textContent, button.disabled], ["Send this 7", news.version === null]);
  }
  mock.timers.reset();
});
