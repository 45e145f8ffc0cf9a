// The teacher's link is copied, and is never in the page, which is on a projector.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Element, parentOf } from "./page.js";

Element.prototype.select = () => {};

const { default: show } = await import("../../views/wall/copy_key.js");

test("the link is on the clipboard and nowhere else, also where the browser has to copy it as if selected", async () => {
  const parent = parentOf("ink-copy-key");
  const copied = [];
  let isRefused = false;
  const clipboard = { writeText: async (text) => (isRefused ? Promise.reject(new Error()) : copied.push(text)) };
  Object.assign(globalThis, { navigator: { clipboard }, ClipboardItem: undefined });
  const words = { copy: "Copy your link", copied: "Copied.", refused: "No." };
  show({ data: { link: "https://here/wall?key=secret", words }, parentElement: parent });
  const [button, line] = parent.firstChild.children;
  await button.onclick();
  assert.deepEqual([copied, button.textContent, line.textContent], [["https://here/wall?key=secret"], "Copy your link", "Copied."]);
  isRefused = true;
  for (const [does, says] of [[true, "Copied."], [false, "No."]]) {
    document.execCommand = () => does;
    await button.onclick();
    assert.equal(line.textContent, says);
    assert.equal(document.querySelector("input"), null);
    assert.ok(!`${document.body.outerHTML}${parent.outerHTML}`.includes("secret"));
  }
});
