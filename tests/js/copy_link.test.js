// The button that copies the link: it shows what belongs to the latest request.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Element, parentOf } from "./page.js";

const HERE = "http://inkling.test/";
Element.prototype.select = function () {
  document.selected = this;
};
const { default: copyLink } = await import("../../views/address/copy_link.js");

const WORDS = { button: "Copy link", copied: "Copied.", by_hand: "Copy it by hand.", code: "Its QR code", with_drawing: "With the drawing", no_code: "Too long for a QR code.", course: "For a course", frame: "Embed", copied_frame: "Copied HTML.", classroom: "To Classroom", package: "A package", about_package: "What it tells." };
const COURSE = { frame: "<iframe>", classroom: "https://classroom.test/?url=1" };
let clipboard, does, number, parent, picked;

beforeEach(() => {
  [clipboard, does, picked, number, parent] = [[], true, [], 0, parentOf("ink-copy-link")];
  location.href = HERE;
  Object.defineProperty(globalThis, "navigator", {
    configurable: true,
    value: { clipboard: { writeText: async (text) => (does ? clipboard.push(text) : Promise.reject(new Error("denied"))) } },
  });
  document.execCommand = () => false;
  mock.timers.enable({ apis: ["setInterval", "setTimeout"] });
});

afterEach(() => mock.timers.reset());

function shown(values, more = {}) {
  const data = { address: { session: parent, number: (number += 1), values }, here: { lang: "", blank: "" }, words: WORDS, ...more };
  copyLink({ data, parentElement: parent, setTriggerValue: (_, value) => picked.push(value) });
  const [button, panel] = parent.firstChild.children;
  const [said, text, notes, course, code, choice] = panel.children;
  return { button, panel, said, text, notes, course, code, choice };
}

test("what is copied, shown and reported is the current address, and it has the focus", async () => {
  const { button, panel, said, text } = shown({ drawing: "sample.7" });
  assert.deepEqual([button.textContent, panel.hidden], [WORDS.button, true]);
  await button.onclick();
  const link = `${HERE}?drawing=sample.7`;
  assert.deepEqual([clipboard, text.value, picked], [[link], link, [link]]);
  assert.deepEqual([said.textContent, panel.hidden], [WORDS.copied, false]);
  assert.deepEqual([document.activeElement, document.selected], [text, text]);
  does = false;
  await button.onclick();
  assert.equal(said.textContent, WORDS.by_hand);
});

test("the copy is promised during the click, for browsers that only then allow it", async () => {
  const { button, text } = shown({ drawing: "sample.7" });
  const items = [];
  globalThis.ClipboardItem = class {
    constructor(contents) {
      Object.assign(this, contents);
    }
  };
  navigator.clipboard.write = async ([item]) => items.push(item);
  const done = button.onclick();
  assert.deepEqual([items.length, text.value], [1, ""]); // before the link is there
  await done;
  assert.equal(await (await items[0]["text/plain"]).text(), `${HERE}?drawing=sample.7`);
  delete globalThis.ClipboardItem;
});

test("a picture and sentences are only shown beside their own address", async () => {
  const { button } = shown({ drawing: "sample.7" });
  await button.onclick();
  const first = { link: `${HERE}?drawing=sample.7`, code: "data:7", notes: ["One.", "Two."], course: COURSE };
  const { code, notes } = shown({ drawing: "sample.7" }, first);
  assert.deepEqual(code.children.map(({ src, alt }) => [src, alt]), [["data:7", WORDS.code]]);
  assert.deepEqual(notes.children.map(({ textContent }) => textContent), ["One.", "Two."]);
  shown({ drawing: "sample.4" }, first);
  await button.onclick();
  assert.deepEqual([code.children.length, notes.children.length], [0, 0]);
  shown({ drawing: "sample.4" }, first); // the answer to the earlier click comes late
  assert.deepEqual([code.children.length, notes.children.length], [0, 0]);
  shown({ drawing: "sample.4" }, { link: `${HERE}?drawing=sample.4`, code: "", notes: [], course: COURSE });
  assert.equal(code.textContent, WORDS.no_code);
});

test("the QR code has the drawing if requested, which needs a drawing", async () => {
  const { button } = shown({ drawing: "sample.7" });
  await button.onclick();
  const answer = { link: `${HERE}?drawing=sample.7`, code: "data:short", full: "data:7", notes: [], course: COURSE };
  const { code, choice } = shown({ drawing: "sample.7" }, answer);
  const [box, label] = choice.children;
  const seen = () => code.children.map(({ src }) => src);
  assert.deepEqual([choice.hidden, label.textContent, seen()], [false, WORDS.with_drawing, ["data:short"]]);
  for (const [checked, expected] of [[true, "data:7"], [false, "data:short"]]) {
    box.checked = checked;
    box.onchange();
    assert.deepEqual(seen(), [expected]);
  }
  box.checked = true;
  shown({ drawing: "sample.7" }, { ...answer, full: null });
  assert.equal(code.textContent, WORDS.no_code);
  await button.onclick();
  assert.deepEqual([choice.hidden, box.checked], [true, false]);
  shown({ drawing: "sample.7" }, { link: answer.link, code: "data:short", notes: [], course: COURSE });
  assert.equal(choice.hidden, true);
});

test("a course page gets a frame, a link and a step's file to copy, of the latest request", async () => {
  const { button, course } = shown({ layer: "hidden2" });
  await button.onclick();
  assert.equal(course.hidden, true);
  const answer = { link: `${HERE}?layer=hidden2`, code: "", notes: [], course: { ...COURSE, file: "a.zip", package: "data:zip" } };
  const { text, said } = shown({ layer: "hidden2" }, answer);
  const [title, buttons, about] = course.children;
  const [copy, share, save] = buttons.children;
  assert.deepEqual([title, copy, share, save, about].map(({ textContent }) => textContent), [WORDS.course, WORDS.frame, WORDS.classroom, WORDS.package, WORDS.about_package]);
  assert.deepEqual([course, save, about].map(({ hidden }) => hidden), [false, false, false]);
  assert.deepEqual([share.href, save.href, save.download], [COURSE.classroom, "data:zip", "a.zip"]);
  await copy.onclick();
  assert.deepEqual([clipboard.at(-1), text.value, said.textContent], ["<iframe>", "<iframe>", WORDS.copied_frame]);
  shown({ layer: "hidden2" }, answer); // it's still the same link
  assert.equal(course.hidden, false);
  course.open = true;
  await button.onclick();
  assert.deepEqual([course.hidden, course.open, text.value], [true, false, `${HERE}?layer=hidden2`]);
  shown({ layer: "hidden2" }, { ...answer, course: COURSE });
  assert.deepEqual([course, save, about].map(({ hidden }) => hidden), [false, true, true]);
});
