// The page of what somebody has seen: all of it is text, and it prints alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Element, parentOf } from "./page.js";

const { default: show } = await import("../../views/lesson/seen.js");
const HOSTILE = '<img src="x" onerror="alert(1)">';
const STEP = { number: 2, title: HOSTILE, question: "How many?", guess: "My guess: All", right: false, answer: "Right: None", fact: HOSTILE, picture: "data:image/png;base64," };
const DATA = { title: HOSTILE, name: "Name:", print: "Print", score: HOSTILE, language: "de", drawing: { src: "data:image/png;base64,AA", alt: HOSTILE }, parts: [[HOSTILE, [STEP, { number: 3, title: "Third", fact: "", picture: "", guess: "" }]]] };

test("each step has its guess, what was right and its picture, and texts are only text", () => {
  const parentElement = parentOf("ink-seen");
  for (let again = 0; again < 2; again++) show({ data: DATA, parentElement });
  const [second, third] = parentElement.querySelectorAll("section");
  assert.deepEqual([...second.querySelectorAll("h4, p")].map(({ textContent }) => textContent), [`2. ${HOSTILE}`, "How many? My guess: All\u00a0✗ Right: None", HOSTILE]);
  assert.equal(third.textContent, "3. Third");
  assert.deepEqual(parentElement.querySelectorAll("img").map(({ src }) => src), ["data:image/png;base64,AA", "data:image/png;base64,"]);
  assert.match(parentElement.querySelector("time").textContent, /^\d+\. \p{L}+ \d{4}$/u);
});

test("it prints alone", () => {
  let unprinted;
  globalThis.print = () => (unprinted = document.querySelectorAll("[data-unprinted]").length);
  const parentElement = parentOf("ink-seen");
  document.body.append(new Element("nav"));
  show({ data: { ...DATA, drawing: null }, parentElement });
  parentElement.querySelector("button").onclick();
  assert.ok(unprinted);
  assert.equal(document.querySelectorAll("[data-unprinted], [data-printed], [data-printing]").length, 0);
});
