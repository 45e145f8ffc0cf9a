// If the server is lost for good, the page says so and reloads with the drawing; but not for ever.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Element, parentOf } from "./page.js";

let changeState, store, opened, told;
const app = { getAttribute: () => app.state };
globalThis.MutationObserver = class {
  constructor(onChange) {
    changeState = (state) => (Object.assign(app, { state }), onChange());
  }

  observe() {}
  disconnect() {
    changeState = () => {};
  }
};
globalThis.document.querySelector = () => app;
globalThis.location = { reload: () => opened++ };
globalThis.addEventListener = () => {};
globalThis.PopStateEvent = Event;
globalThis.dispatchEvent = (event) => (inklingStore.goBack(event), told.push(event.type));
const { default: show } = await import("../../views/serving/lost.js");
const { watchLine } = await import("../../views/parts/component/line.js");
const WORDS = { away: "Away.", soon: "In {seconds} s.", by_hand: "Press.", button: "Now" };

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 10 ** 12 });
  [store, opened, told] = [new Map(), 0, []];
  globalThis.sessionStorage = { getItem: (name) => store.get(name) ?? null, setItem: (name, value) => store.set(name, value), removeItem: (name) => store.delete(name) };
  delete globalThis.inklingPast;
});
afterEach(() => mock.timers.reset());

function page() {
  const parentElement = parentOf("ink-lost");
  const leave = show({ data: WORDS, parentElement });
  return { leave, said: () => parentElement.querySelector("p").textContent, button: () => parentElement.querySelector("button"), role: parentElement.querySelector("p").getAttribute("role") };
}

test("the message is in the page's current language", () => {
  const parentElement = parentOf("ink-lost");
  const leave = show({ data: WORDS, parentElement });
  assert.equal(show({ data: { ...WORDS, away: "Fort." }, parentElement }), leave);
  changeState("PINGING_SERVER");
  mock.timers.tick(5000);
  assert.equal(parentElement.querySelector("p").textContent, "Fort.");
  leave();
});

test("Streamlit hears that the address counts before it connects again, and the page doesn't", () => {
  const goBack = () => assert.fail();
  inklingStore.goBack = goBack;
  const { leave } = page();
  changeState("CONNECTED");
  assert.deepEqual(told, []);
  changeState("PINGING_SERVER");
  assert.deepEqual(told, ["popstate"]);
  assert.equal(inklingStore.goBack, goBack);
  leave();
});

test("with a connection, or one that returns soon, nothing is shown", () => {
  const { said, leave } = page();
  for (const state of ["PINGING_SERVER", "CONNECTING"]) {
    changeState(state);
    mock.timers.tick(1900);
    assert.equal(said(), "");
  }
  changeState("CONNECTED");
  mock.timers.tick(100_000);
  assert.deepEqual([said(), opened], ["", 0]);
  leave();
});

test("a removed component shows nothing any more", () => {
  const { said, leave } = page();
  leave();
  changeState("PINGING_SERVER");
  mock.timers.tick(100_000);
  assert.deepEqual([said(), opened], ["", 0]);
});

test("while the server is away a message without a button says so, and the page waits", () => {
  const { said, button, leave } = page();
  for (let times = 0; times < 2; times++) {
    for (const state of ["PINGING_SERVER", "CONNECTING", "PINGING_SERVER"]) {
      changeState(state);
      mock.timers.tick(3000);
    }
    assert.deepEqual([said(), button(), opened], ["Away.", null, 0]);
    changeState("CONNECTED");
    assert.equal(said(), "");
  }
  changeState("PINGING_SERVER");
  mock.timers.tick(5000);
  changeState("DISCONNECTED_FOREVER");
  assert.equal(said(), "In 2 s.Now");
  changeState("PINGING_SERVER");
  mock.timers.tick(1999);
  assert.deepEqual([said(), opened], ["In 2 s.Now", 0]);
  mock.timers.tick(1);
  assert.equal(opened, 1);
  leave();
});

test("it reloads three times at growing intervals, then waits for a click; after ten minutes it starts again", () => {
  for (const seconds of [2, 10, 60]) {
    const { said, role, leave } = page();
    changeState("DISCONNECTED_FOREVER");
    assert.deepEqual([said(), role], [`In ${seconds} s.Now`, "alert"]);
    opened = 0;
    mock.timers.tick(1000 * seconds - 1);
    assert.equal(opened, 0);
    mock.timers.tick(1);
    assert.equal(opened, 1);
    leave();
  }
  opened = 0;
  const { said, button, leave } = page();
  changeState("DISCONNECTED_FOREVER");
  mock.timers.tick(500_000);
  assert.deepEqual([said(), opened], ["Press.Now", 0]);
  button().onclick();
  assert.equal(opened, 1);
  leave();
  mock.timers.tick(600_000);
  const another = page();
  changeState("DISCONNECTED_FOREVER");
  assert.equal(another.said(), "In 2 s.Now");
  another.leave();
});

test("without storage, or with something else in it, it doesn't reload", () => {
  for (const broken of ["3", '"x"', "{}"]) {
    store.set("inkling-opened-again", broken);
    const { said, leave } = page();
    changeState("DISCONNECTED_FOREVER");
    assert.equal(said(), "Press.Now", broken);
    leave();
  }
  globalThis.sessionStorage = { getItem: () => { throw new Error("no store"); }, setItem: () => { throw new Error("no store"); } };
  const { said, button, leave } = page();
  changeState("DISCONNECTED_FOREVER");
  assert.equal(said(), "Press.Now");
  button().onclick();
  assert.equal(opened, 1);
  leave();
});

test("if the whole page is gone, the message replaces it and it reloads; otherwise it was just left", () => {
  const blank = { childElementCount: 1 };
  const { getElementById } = document;
  globalThis.document.getElementById = () => blank;
  const leaveAndLook = () => {
    page().leave();
    mock.timers.tick(1);
    return document.body.lastChild;
  };
  document.body.replaceChildren();
  assert.equal(leaveAndLook().textContent, "");
  blank.childElementCount = 0;
  const notice = leaveAndLook();
  assert.deepEqual([notice.textContent, notice.getAttribute("role"), opened], ["In 2 s.Now", "alert", 0]);
  mock.timers.tick(2000);
  assert.equal(opened, 1);
  assert.equal(leaveAndLook().textContent, "In 10 s.Now");
  document.getElementById = getElementById;
});

test("a click retries once when there is a connection, and not without one or after leaving", () => {
  let asked = 0;
  const end = watchLine(() => asked++);
  for (const state of ["CONNECTED", "PINGING_SERVER", "CONNECTED"]) changeState(state);
  mock.timers.tick(1000);
  assert.equal(asked, 1);
  for (const state of ["CONNECTED", "PINGING_SERVER"]) changeState(state);
  mock.timers.tick(1000);
  changeState("CONNECTED");
  end();
  mock.timers.tick(1000);
  assert.equal(asked, 1);
});
