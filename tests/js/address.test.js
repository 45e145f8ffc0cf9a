// The page's address (views/parts/component/page_store.js, views/address/turns.js), in Node, with a stand-in for address and history.

import assert from "node:assert/strict";
import { test } from "node:test";

let leave; // the listener for going back
globalThis.location = { href: "http://inkling.test/?embed=true&drawing=old&shapes=1&hide=conv", get search() { return new URL(this.href).search; }, get pathname() { return new URL(this.href).pathname; } };
globalThis.history = { state: null, written: [], pushed: [], replaceState(state, title, href) { location.href = `${href}`; this.written.push(location.href); }, pushState(state, title, href) { location.href = `${href}`; this.pushed.push(location.href); } };
globalThis.addEventListener = (type, listener, captures) => type === "popstate" && captures && (leave = listener);
globalThis.inklingConstants = JSON.parse(process.env.CONSTANTS);
const { get, publishAddress, set } = await import("../../views/parts/component/page_store.js");
const { showTurn, turning } = await import("../../views/address/turns.js");

const said = () => location.search;
const goTo = (step) => ((location.href = `http://inkling.test/lesson?step=${step}`), leave({ stopImmediatePropagation() {} }));
// A session whose lesson is open at that step.
const open = (session, step) => {
  location.href = `http://inkling.test/lesson?step=${step}`;
  send(session, 1, { step });
  turning("the panel", () => {});
};
const send = (session, number, values) => publishAddress({ session, number, values });

test("Python's fields are written beside those of others", () => {
  send("one", 1, { network: "", drawing: "a", neuron: "hidden1.3" });
  assert.equal(said(), "?embed=true&hide=conv&drawing=a&neuron=hidden1.3&shapes=1");
});

test("outdated fields are removed, and the same address isn't written twice", () => {
  send("one", 2, { network: "conv", drawing: "", neuron: "" });
  assert.equal(said(), "?embed=true&hide=conv&network=conv&shapes=1");
  const { length } = history.written;
  send("one", 3, { network: "conv", drawing: "", neuron: "" });
  assert.deepEqual(history.written.slice(length), []);
});

test("earlier messages don't count, unless they come from another session", () => {
  send("one", 2, { network: "", drawing: "older", neuron: "" });
  assert.equal(said(), "?embed=true&hide=conv&network=conv&shapes=1");
  send("two", 1, { network: "", drawing: "b", neuron: "" });
  assert.equal(said(), "?embed=true&hide=conv&drawing=b&shapes=1");
});

test("the browser's own fields stay", () => {
  assert.equal(get("shapes"), "1");
  set("shapes", "");
  assert.equal(said(), "?embed=true&hide=conv&drawing=b");
  set("shapes", "1");
  location.href = "http://inkling.test/neurons"; // as Streamlit does when it opens another page
  send("two", 2, { network: "", drawing: "b", neuron: "" });
  assert.equal(said(), "?drawing=b&shapes=1");
});

test("going back doesn't restore a page's old fields", () => {
  location.href = "http://inkling.test/?drawing=long-ago&hide=conv";
  leave({});
  assert.equal(said(), "?hide=conv");
});

test("every lesson step is a history entry, and going back opens it", () => {
  const [turns, event] = [[], { stopImmediatePropagation: () => turns.push("Streamlit receives nothing") }];
  const go = (step) => ((location.href = `http://inkling.test/lesson?step=${step}&drawing=old`), leave(event));
  location.href = "http://inkling.test/lesson?step=draw";
  send("three", 1, { drawing: "", step: "draw" });
  turning("the panel", ([step]) => turns.push(step));
  showTurn("draw");
  send("three", 2, { drawing: "c", step: "numbers" });
  const { length } = history.written;
  showTurn("numbers");
  assert.match(history.written[length], /step=draw/); // the entry that is left
  assert.deepEqual(history.pushed, ["http://inkling.test/lesson?drawing=c&step=numbers&shapes=1"]);
  go("draw");
  assert.deepEqual(turns, ["Streamlit receives nothing", "draw"]);
  send("three", 3, { drawing: "d", step: "numbers" }); // it was already on its way
  send("three", 4, { drawing: "d", step: "draw" });
  showTurn("draw");
  assert.equal(said(), "?drawing=d&step=draw&shapes=1"); // with the current fields
  assert.equal(history.pushed.length, 1); // it was gone back to
  turns.length = 0;
  go("numbers");
  go("draw"); // before the step is shown
  go("numbers");
  go("draw");
  assert.deepEqual(turns.filter((turn) => !turn.includes(" ")), ["numbers", "draw", "numbers", "draw"]);
  showTurn("numbers");
  showTurn("draw");
  showTurn("numbers");
  assert.match(said(), /step=draw/);
  showTurn("draw");
  assert.equal(history.pushed.length, 1); // both entries exist already
  showTurn("neuron");
  assert.equal(history.pushed.length, 2);
  showTurn("draw"); // by a button
  assert.equal(history.pushed.length, 3);
  [turns.length, history.pushed.length] = [0, 1];
  location.href = "http://inkling.test/?drawing=old";
  leave(event); // to another page
  turning("the panel", null);
  go("numbers");
  send("three", 7, { drawing: "d", step: "off" });
  assert.deepEqual([turns, history.pushed.length], [[], 1]);
});

test("showing a step again before the pending one adds no history entry", () => {
  open("six", "draw");
  showTurn("draw");
  showTurn("numbers");
  goTo("draw");
  const { length } = history.pushed;
  assert.deepEqual(showTurn("numbers"), ["draw", inklingStore.turns.number]);
  assert.equal(showTurn("draw"), undefined);
  goTo("numbers");
  location.href = "http://inkling.test/";
  leave({});
  assert.equal(showTurn("draw"), undefined); // where a lesson is reopened
  assert.equal(history.pushed.length, length);
  assert.equal(history.pushed.length, length); // otherwise the way forward to "numbers" would be lost
  turning("the panel", null);
});

test("a late answer after leaving the page adds no entries to another page", () => {
  open("eight", "numbers");
  showTurn("numbers");
  goTo("draw");
  location.href = "http://inkling.test/";
  leave({});
  const [{ length }, written] = [history.pushed, history.written.length];
  showTurn("draw", inklingStore.turns.number);
  assert.deepEqual([history.pushed.length, history.written.length], [length, written]);
  turning("the panel", null);
});

test("showing a step again between two turns forgets neither", () => {
  open("nine", "numbers");
  showTurn("numbers", inklingStore.turns.number);
  for (const step of ["draw", "numbers"]) goTo(step);
  const { number } = inklingStore.turns;
  const { length } = history.pushed;
  assert.deepEqual(showTurn("numbers", number - 2), ["numbers", number]);
  assert.deepEqual(showTurn("draw", number - 1), ["numbers", number]);
  assert.equal(showTurn("numbers", number), undefined);
  assert.equal(history.pushed.length, length);
  turning("the panel", null);
});

test("back and forward at once is over when Python takes the last turn", () => {
  open("seven", "numbers");
  showTurn("numbers");
  for (const step of ["draw", "numbers"]) goTo(step);
  assert.equal(showTurn("numbers", inklingStore.turns.number), undefined);
  const { length } = history.pushed;
  showTurn("draw", inklingStore.turns.number); // by a button
  assert.equal(history.pushed.length, length + 1);
  turning("the panel", null);
});

test("the page learns where the browser goes from whichever listener comes first", () => {
  const page = inklingStore;
  let calls = 0;
  globalThis.inklingStore = { goBack: () => (calls += 1) };
  leave({});
  delete globalThis.inklingStore; // between the shell and the page
  leave({});
  globalThis.inklingStore = page;
  assert.equal(calls, 1);
});

test("of the pending steps, the last 16 count", () => {
  const names = [..."abcdefghijklmnopq"];
  open("five", "draw");
  for (const [shown, isNew] of [["b", false], ["a", true]]) {
    showTurn("draw");
    for (const name of names) goTo(name);
    const { length } = history.pushed;
    showTurn(shown);
    assert.equal(history.pushed.length > length, isNew, shown);
  }
  turning("the panel", null);
});

test("a page without a drawing writes its fields, too", async () => {
  const { default: save } = await import("../../views/session/save.js");
  location.href = "http://inkling.test/training?hide=conv";
  save({ data: { address: { session: "four", number: 1, values: { step: "12", shapes: "" } }, fields: {} }, parentElement: {} });
  assert.equal(said(), "?hide=conv&step=12&shapes=1");
});
