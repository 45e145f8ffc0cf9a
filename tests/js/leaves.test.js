// A listener ends when its component is removed: checked file by file.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const VIEWS = new URL("../../views", import.meta.url).pathname;
const STAYS = new Set(["address/course_package.js", "draw/canvas/apart.js", "shell/first.js", "shell/until_there.js", "parts/component/page_store.js", "session/drawing/drawing_sheet.js", "training/here/training_here.js", "training/here/fit_group.js", "signs/signs.js", "wall/class_learning.js"]); // as long as there is a page, or a thread
const files = readdirSync(VIEWS, { recursive: true })
  .filter((name) => name.endsWith(".js"))
  .map((name) => [name, readFileSync(join(VIEWS, name), "utf8").replace(/^\s*(\/\/|\*|\/\*).*$/gm, "")]);
const all = (code, pattern) => [...code.matchAll(pattern)].map(([, found]) => found).sort();

test("every subscribed channel is left", () => {
  let count = 0;
  for (const [name, code] of files) {
    const subscribed = all(code, /(\w+)\.subscribe\((?!listener)/g);
    count += subscribed.length;
    assert.deepEqual([...new Set(all(code, /(\w+)\.unsubscribe\(/g))], [...new Set(subscribed)], name);
  }
  assert.ok(count > 10);
});

test("only the store writes what outlives a component", () => {
  const found = files.filter(([, code]) => /localStorage|sessionStorage|(?<!this\.)history[.[](?!js")|\.cookie/.test(code)).map(([name]) => name);
  assert.deepEqual(found.sort(), ["address/language_menu.js", "parts/component/page_store.js", "session/save.js"]);
});

test("every event listener is removed, or has a signal", () => {
  let count = 0;
  for (const [name, code] of files) {
    const added = all(code, /(\b(?:\w+\.)?)(?<!signal\.)addEventListener\((?![^\n]*(?:signal|about\)))/g);
    const removed = all(code, /((?:\w+\.)?)removeEventListener\(/g);
    count += added.length;
    if (!STAYS.has(name)) assert.deepEqual(removed, added, name);
  }
  assert.ok(count > 5);
});

test("observers and intervals are stopped", () => {
  for (const [name, code] of files) {
    if (STAYS.has(name)) continue;
    const made = code.match(/new (Resize|Mutation)Observer/g)?.length ?? 0;
    assert.equal(code.match(/\b\w+\.observe\(/g)?.length ?? 0, made, name); // each observes something,
    if (made) assert.match(code, /\.disconnect\(\)/, name); // as long as it's there
    assert.equal(/\bsetInterval\(/.test(code), /\bclearInterval\(/.test(code), name);
  }
});
