// The page's address (views/parts/component/page_store.js, views/lesson/turns.js), in Node, with a stand-in for address and history.

import assert from "node:assert/strict";
import { test } from "node:test";

let leave; // the listener for going back
globalThis.location = { href: "http://inkling.test/?embed=true&drawing=old&shapes=1&hide=conv", get search() { return new URL(this.href).search; }, get pathname() { return new URL(this.href).pathname; } };
globalThis.history = { state: null, written: [], pushed: [], replaceState(state, title, href) { location.href = `${href}`; this.written.push(location.href); }, pushState(state, title, href) { location.href = `${href}`; this.pushed.push(location.href); } };
globalThis.addEventListener = (type, listener, captures) => type === "popstate" && captures && (leave = listener);
globalThis.inklingConstants = JSON.parse(process.env.CONSTANTS);
const { get, publishAddress, set } = await import("../../views/parts/component/page_store.js");
const { goTo } = await import("../../views/lesson/turns.js");

const said = () => location.search;
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

test("every lesson step is a history entry, which the browser owns, and going back opens it with what is shown", () => {
  const [gone, event] = [[], { stopImmediatePropagation: () => gone.push("Streamlit receives nothing") }];
  const back = (step) => ((location.href = `http://inkling.test/lesson?step=${step}&drawing=old`), leave(event));
  location.href = "http://inkling.test/lesson";
  set("shapes", "");
  set("step", "draw"); // Python's first
  inklingStore.turned = (step) => gone.push(step);
  send("three", 1, { drawing: "c", step: "draw" });
  goTo("numbers");
  goTo("numbers"); // a click that is repeated
  assert.deepEqual(history.pushed, ["http://inkling.test/lesson?drawing=c&step=numbers"]);
  send("three", 2, { drawing: "d", step: "draw" }); // it was already on its way
  assert.equal(said(), "?drawing=d&step=numbers");
  for (const step of ["draw", "numbers"]) {
    back(step);
    assert.deepEqual([gone.splice(0), said(), get("step")], [["Streamlit receives nothing", step], `?drawing=d&step=${step}`, step]);
  }
  location.href = "http://inkling.test/?step=draw&drawing=old";
  leave(event); // to another page, which Streamlit opens
  location.href = "http://inkling.test/lesson?step=draw&drawing=old";
  inklingStore.turned = null;
  leave(event); // after the lesson's end
  assert.deepEqual([gone, said(), history.pushed.length], [[], "", 1]);
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

test("a page without a drawing writes its fields, too", async () => {
  const { default: save } = await import("../../views/session/save.js");
  location.href = "http://inkling.test/training?hide=conv";
  save({ data: { address: { session: "four", number: 1, values: { watched: "12", shapes: "" } }, fields: {} }, parentElement: {} });
  assert.equal(said(), "?hide=conv&watched=12&step=numbers");
});
