// Papers and slides: one prints without the rest of the page; slides turn with keys, clicks and a finger.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Element, parentOf } from "./page.js";

const [{ default: showTools }, { default: present }] = await Promise.all(["plan_tools", "present"].map((name) => import(`../../views/teaching/${name}.js`)));
const printed = []; // the page during each print: its unprinted parts
globalThis.print = () => printed.push(document.querySelectorAll("[data-unprinted]").map(({ className }) => className));

test("a paper prints alone, and scrolls into view when another one is chosen below the list", () => {
  const [paper, other] = [new Element("div"), Object.assign(new Element("div"), { className: "other" })];
  paper.className = "st-key-paper";
  document.body.append(paper, other);
  const parent = parentOf("ink-plan-tools");
  paper.append(parent);
  let [views, top] = [0, 600];
  globalThis.innerHeight = 800;
  Object.assign(paper, { scrollIntoView: () => views++, getBoundingClientRect: () => ({ top }) });
  paper.querySelectorAll = () => [{ closest: () => paper }];
  const put = (id) => showTools({ data: { words: "Print", id }, parentElement: parent });
  put("sheet");
  put("sheet");
  assert.equal(views, 0);
  put("plan");
  top = 200; // beside the list
  put("key");
  assert.deepEqual([views, paper.tabIndex], [1, 0]); // keys scroll a wide table
  parent.querySelector("button").onclick();
  assert.deepEqual(printed.pop(), ["", "other"]);
  assert.equal(document.querySelectorAll("[data-unprinted]").length, 0);
});

const PICTURE = { src: "data:image/png;base64,", alt: "A 4", caption: "A 4" };
const SLIDES = ["Inkling", "First?", "Second?"].map((question, number) => ({ question, pictures: Array(number + 1).fill(PICTURE), answer: `${question} Yes.`, asks: number === 2 }));

/** Show the slides; return what they consist of, and functions that press keys and read what is on the screen. */
function shown(has_wall = true) {
  const picked = [];
  const listeners = {};
  document.addEventListener = (name, listener) => (listeners[name] = listener);
  document.removeEventListener = (name, listener) => listeners[name] === listener && delete listeners[name];
  const parent = parentOf("ink-present");
  document.body.append(parent);
  const end = present({ data: { slides: SLIDES, has_wall }, parentElement: parent, setTriggerValue: (_name, sent) => picked.push(sent) });
  const [root] = parent.children;
  root.focus = () => {};
  const press = (key, more = {}) => {
    let isTaken = false;
    listeners.keydown({ key, target: root, preventDefault: () => (isTaken = true), stopPropagation() {}, ...more });
    return isTaken;
  };
  const seen = () => {
    const isWall = document.documentElement.dataset.presenting === "wall";
    const slide = parent.querySelector(".ink-shown");
    return isWall ? "wall" : slide && `${slide.querySelector("h2").textContent}${slide.classList.contains("ink-answered") ? " answered" : ""}`;
  };
  const button = (name) => parent.querySelector(`.ink-remote .ink-${name}`);
  return { parent, picked, listeners, end, press, seen, button };
}

test("keys and a clicker turn slides: a question, its answer, the next one, the wall; and back", () => {
  const { parent, press, seen } = shown();
  assert.equal(press("ArrowRight"), false); // on the page, keys are the page's
  parent.querySelector(".ink-start").onclick();
  const there = [seen()];
  for (const key of ["ArrowRight", " ", "PageDown", "ArrowDown", "ArrowRight", "PageDown"]) press(key) && there.push(seen());
  assert.deepEqual(there, ["Inkling answered", "First?", "First? answered", "Second?", "Second? answered", "wall", "wall"]);
  const back = [];
  for (const key of ["PageUp", "ArrowLeft", "ArrowUp", "ArrowLeft", "PageUp", "PageUp"]) press(key) && back.push(seen());
  assert.deepEqual(back, ["Second? answered", "Second?", "First? answered", "First?", "Inkling answered", "Inkling answered"]);
  assert.equal(press("Escape") && seen(), null);
  assert.equal("presenting" in document.documentElement.dataset, false);
});

test("a key reveals, and one that is for a control or the browser does nothing", () => {
  const { parent, press, seen, picked } = shown();
  parent.querySelectorAll("section button")[1].onclick(); // from this slide on
  for (const key of ["b", ".", "Enter"]) press(key);
  assert.equal(seen(), "First? answered");
  const inside = (selector) => ({ target: { closest: (list) => list.slice(4, -1).split(",").includes(selector) } });
  assert.deepEqual([press("ArrowRight", inside("input")), press(" ", inside("button")), press("ArrowRight", { ctrlKey: true })], [false, false, false]);
  assert.equal(press("PageDown", inside("button")) && seen(), "Second?");
  press("w");
  press("b");
  assert.deepEqual([seen(), picked], ["wall", [{ do: "reveal", number: 2 }]]);
  press("w");
  assert.equal(seen(), "Second?");
});

test("the remote asks the class what it can be asked, and shows the wall", () => {
  const { parent, seen, button, picked } = shown();
  parent.querySelector(".ink-start").onclick();
  assert.deepEqual(["reveal", "ask", "wall"].map((name) => button(name).hidden), [true, true, false]);
  button("next").onclick();
  button("reveal").onclick();
  assert.deepEqual([seen(), button("reveal").hidden, button("ask").hidden], ["First? answered", true, true]);
  button("next").onclick();
  button("ask").onclick();
  assert.deepEqual([seen(), picked], ["wall", [{ do: "ask", number: 2 }]]);
  assert.deepEqual([button("reveal").textContent, button("ask").hidden], ["Reveal the answers", true]);
  button("back").onclick();
  assert.equal(seen(), "Second?");
});

test("without a class there's no wall", () => {
  const { parent, press, seen, button } = shown(false);
  parent.querySelectorAll("section button")[2].onclick();
  for (const key of ["ArrowRight", "ArrowRight", "w"]) press(key);
  assert.deepEqual([seen(), button("wall").hidden, button("ask").hidden], ["Second? answered", true, true]);
});

test("a click or a finger turns slides, and leaving the full screen ends them", () => {
  const { parent, seen, listeners, end } = shown();
  let asked = 0;
  document.documentElement.requestFullscreen = () => Promise.resolve(asked++);
  parent.querySelector(".ink-start").onclick();
  const [, slide] = parent.querySelectorAll("section");
  const move = (from, to) => (slide.onpointerdown({ clientX: from }), slide.onpointerup({ clientX: to, target: slide }));
  move(100, 100);
  move(300, 100);
  assert.equal(seen(), "First? answered");
  move(100, 300);
  assert.equal(seen(), "First?");
  document.fullscreenElement = document.documentElement;
  listeners.fullscreenchange();
  document.fullscreenElement = null;
  parent.querySelector(".ink-start").focus = () => {};
  listeners.fullscreenchange();
  assert.deepEqual([asked, seen()], [1, null]);
  end();
  assert.deepEqual(Object.keys(listeners), []);
});

test("a slide has its question, pictures and answer, which the page shows again without losing its place", () => {
  const { parent, press, seen } = shown();
  parent.querySelector(".ink-start").onclick();
  press("ArrowRight");
  present({ data: { slides: SLIDES, has_wall: true }, parentElement: parent, setTriggerValue() {} });
  assert.equal(seen(), "First?");
  const texts = parent.querySelectorAll("section").map((slide) => [slide.querySelector("h2").textContent, slide.querySelectorAll("img").length, slide.querySelector("p").textContent]);
  assert.deepEqual(texts, SLIDES.map(({ question, pictures, answer }) => [question, pictures.length, answer]));
  parent.querySelector(".ink-print").onclick();
  assert.equal(printed.length, 1);
});
