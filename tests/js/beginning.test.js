// A page's first words give way to the page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Element } from "./page.js";

let changed, isWatching;
globalThis.MutationObserver = class {
  constructor(call) {
    changed = () => isWatching && call();
  }

  observe() {
    isWatching = true;
  }

  disconnect() {
    isWatching = false;
  }
};

test("the first words stay until the page has something of its own, and then go", async () => {
  document.body = new Element("body");
  document.body.innerHTML = '<div id="beginning">Loading</div><div id="root"><div class="stMainBlockContainer"></div></div>';
  document.documentElement.append(document.body);
  await import("../../views/shell/beginning.js");
  const page = document.querySelector(".stMainBlockContainer");
  page.append(new Element("div"));
  changed();
  assert.ok(document.getElementById("beginning"));
  page.firstChild.className = "st-key-canvas";
  changed();
  changed(); // as the page goes on changing
  assert.equal(document.getElementById("beginning"), null);
});
