// Before the page loads: new regular expressions in old browsers, and the message if it doesn't start.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const SCRIPT = readFileSync(new URL("../../views/shell/until_there.js", import.meta.url), "utf-8");
const EXPRESSIONS = JSON.parse(readFileSync(new URL("../files/v_expressions.json", import.meta.url))); // Streamlit's: test_streamlit_chunks.py

// Runs it in its own window; knows: whether its regular expressions have the flag v; after: seconds, or none.
function start({ knows = true, after = 60 } = {}) {
  const elements = { "not-started": { hidden: true, dataset: { after }, remove: () => delete elements["not-started"] } };
  const state = { elements, timers: [], listeners: {}, isThere: false, isWatching: true };
  const window = vm.createContext({
    document: { body: {}, getElementById: (id) => elements[id], querySelector: () => state.isThere },
    addEventListener: (type, listener) => (state.listeners[type] = listener),
    setTimeout: (call, wait) => state.timers.push([call, wait]),
    MutationObserver: class {
      constructor(call) {
        state.change = call;
      }
      observe() {}
      disconnect() {
        state.isWatching = false;
      }
    },
  });
  if (!knows) {
    vm.runInContext(
      `{ const real = RegExp;
         RegExp = function (pattern, flags) { if (/v/.test(flags)) throw new SyntaxError("v"); return real(pattern, flags); };
         RegExp.prototype = real.prototype; }`,
      window,
    );
  }
  vm.runInContext(SCRIPT, window);
  return Object.assign(state, { window });
}

test("without the flag v, expressions use u instead, and others stay unchanged", () => {
  const run = (code, knows = false) => vm.runInContext(code, start({ knows }).window);
  const text = JSON.stringify("?%20!b'(c)*\ud800d\u{1f600}\udc00\t%e4%F6\n%&&[12]:list");
  for (const [pattern, flags] of EXPRESSIONS) {
    const made = `RegExp(${JSON.stringify(pattern)}, "${flags}")`;
    const [known, shimmed] = [true, false].map((knows) => run(`[${text}, "%f4", "&&", "[]", "[7]"].map((each) => JSON.stringify([each.replace(${made}, "_"), ${made}.exec(each)])).join()`, knows));
    assert.equal(shimmed, known, pattern);
    assert.equal(run(`new ${made}.flags`), RegExp(pattern, flags.replace("v", "u")).flags);
  }
  assert.deepEqual(run(`[RegExp("a").flags, new RegExp(/b/g).source, RegExp("c", "gi").flags, /d/ instanceof RegExp, RegExp("e") instanceof RegExp].join()`), ",b,gi,true,true");
  assert.throws(() => run(`RegExp("a", "q")`));
});

test("an error, a missing module or a timeout counts as not started", () => {
  const error = new Error();
  for (const happen of [({ listeners }) => listeners.error({ error, target: {} }), ({ listeners }) => listeners.error({ target: { type: "module" } }), ({ listeners }) => listeners.unhandledrejection({}), ({ timers }) => timers[0][0]()]) {
    const page = start();
    assert.equal(page.timers[0][1], 60_000);
    assert.equal(page.elements["not-started"].hidden, true);
    happen(page);
    assert.equal(page.elements["not-started"].hidden, false);
  }
});

test("harmless errors don't count, and on the site a minute doesn't either", () => {
  const page = start({ after: null });
  page.listeners.error({ error: null, target: page.window }); // a resized box
  page.listeners.error({ target: { type: "", localName: "script" } }); // a language's texts: English remains
  assert.equal(page.elements["not-started"].hidden, true);
  assert.equal(page.timers.length, 0);
});

test("the message goes as soon as the page is there, and never returns", () => {
  const page = start();
  const notice = page.elements["not-started"];
  page.elements.beginning = { remove: () => delete page.elements.beginning };
  page.elements.shell = {};
  page.listeners.error({ error: new Error(), target: {} });
  page.change();
  assert.deepEqual(Object.keys(page.elements), ["not-started", "beginning", "shell"]);
  page.isThere = true;
  page.change();
  assert.deepEqual(Object.keys(page.elements), ["not-started", "shell"]); // below the shell it isn't complete yet
  assert.equal(notice.hidden, false);
  delete page.elements.shell;
  page.change();
  assert.deepEqual([Object.keys(page.elements), page.isWatching], [[], false]);
});
