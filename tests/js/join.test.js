// The field for a class's code: what is typed is reported, and again on every retry.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";

const { default: show } = await import("../../views/classroom/join.js");

test("each submission is reported, and the text stays across reruns", () => {
  const [parent, picked] = [parentOf("ink-join"), []];
  const put = () => show({ data: { most: 12, words: { label: "Your code", join: "Join" }, problem: "" }, parentElement: parent, setTriggerValue: (...sent) => picked.push(sent) });
  put();
  const [form] = parent.firstChild.children;
  const [label, button] = form.children;
  const [name, field] = label.children;
  assert.deepEqual([name.textContent, button.textContent, field.maxLength, field.getAttribute("spellcheck"), field.getAttribute("autocapitalize")], ["Your code", "Join", 12, "false", "characters"]);
  field.value = "abc 346";
  put();
  assert.equal(parent.firstChild.firstChild.children[0].children[1], field);
  let isLeft = true;
  for (let i = 0; i < 2; i++) form.onsubmit({ preventDefault: () => (isLeft = false) });
  assert.equal(isLeft, false);
  assert.deepEqual(picked, [["picked", "abc 346"], ["picked", "abc 346"]]);
});

test("a wrong code's problem is said, read aloud, and gone with the next letter", () => {
  const parent = parentOf("ink-join");
  const put = (problem) => show({ data: { most: 12, words: { label: "Your code", join: "Join" }, problem }, parentElement: parent, setTriggerValue: () => {} });
  put("No such class.");
  const line = parent.querySelector("p");
  const field = parent.querySelector("input");
  const state = () => [line.textContent, field.ariaInvalid];
  assert.deepEqual([line.getAttribute("role"), field.getAttribute("aria-describedby"), state()], ["alert", line.id, ["No such class.", "true"]]);
  field.oninput();
  assert.deepEqual(state(), ["", "false"]);
  put("No such class."); // the same again
  assert.deepEqual(state(), ["No such class.", "true"]);
});
