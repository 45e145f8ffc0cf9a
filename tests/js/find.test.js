// The search field of the glossary page: matches are shown with their letter, and nothing else is.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Element, parentOf } from "./page.js";

const { default: find } = await import("../../views/words/find.js");

test("only matching words and their letters are shown; an empty field shows all", () => {
  const list = new Element("div");
  list.className = "ink-words";
  list.innerHTML = "<section><dl><div>Bias: added</div><div>Batch: a few</div></dl></section><section><dl><div>Weight: a factor</div></dl></section>";
  document.documentElement.append(list);
  const parent = parentOf("ink-find");
  find({ data: { words: { label: "Look", found: "{shown} of {count}", none: "None." }, count: 3 }, parentElement: parent });
  const [field, status] = parent.firstChild.children;
  const shown = () => [...list.querySelectorAll("div")].filter((each) => !each.hidden).map((each) => each.textContent.split(":")[0]);
  const look = (text) => {
    field.value = text;
    field.oninput();
    return [shown(), [...list.querySelectorAll("section")].map((each) => !each.hidden), status.textContent];
  };
  assert.deepEqual(look(" bA"), [["Batch"], [true, false], "1 of 3"]);
  assert.deepEqual(look("a few"), [["Batch"], [true, false], "1 of 3"]);
  assert.deepEqual(look("FACTOR"), [["Weight"], [false, true], "1 of 3"]);
  assert.deepEqual(look("xyz"), [[], [false, false], "None."]);
  assert.deepEqual(look(" "), [["Bias", "Batch", "Weight"], [true, true], ""]);
  assert.equal(field.ariaLabel, "Look");

  field.value = "weight"; // then, in another language, the list is another one
  list.innerHTML = "<section><dl><div>Weight: a factor</div><div>Bias: added</div></dl></section>";
  find({ data: { words: { label: "Suche", found: "{shown} von {count}", none: "Keines." }, count: 2 }, parentElement: parent });
  assert.deepEqual([shown(), status.textContent, field.ariaLabel], [["Weight"], "1 von 2", "Suche"]);
});
