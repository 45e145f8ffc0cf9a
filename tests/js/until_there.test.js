// Until the page is there: regular expressions of newer browsers in older ones, and what is said where it does not start.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const SCRIPT = readFileSync(new URL("../../views/shell/until_there.js", import.meta.url), "utf-8");
const EXPRESSIONS = JSON.parse(readFileSync(new URL("../files/v_expressions.json", import.meta.url))); // Streamlit's: test_streamlit_chunks.py

// Runs it in a window of its own; knows: whether its regular expressions know the flag v; after: seconds, or none.
function start({ knows = true, after = 60 } = {}) {
  const elements = { "not-started": { hidden: true, dataset: { after }, remove: () => delete elements["not-started"] } };
  const state = { elements, timers: [], heard: {}, isThere: false, isWatching: true };
  const window = vm.createContext({
    document: { body: {}, getElementById: (id) => elements[id], querySelector: () => state.isThere },
    addEventListener: (type, hear) => (state.heard[type] = hear),
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

test("where v is not known, what is written with it is read with u, and all else as before", () => {
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

test("the page has not started where something throws, a module can't be had, or nothing has come in time", () => {
  const error = new Error();
  for (const happen of [({ heard }) => heard.error({ error, target: {} }), ({ heard }) => heard.error({ target: { type: "module" } }), ({ heard }) => heard.unhandledrejection({}), ({ timers }) => timers[0][0]()]) {
    const page = start();
    assert.equal(page.timers[0][1], 60_000);
    assert.equal(page.elements["not-started"].hidden, true);
    happen(page);
    assert.equal(page.elements["not-started"].hidden, false);
  }
});

test("what does not keep a page from starting is no reason, and on the site a minute is none", () => {
  const page = start({ after: null });
  page.heard.error({ error: null, target: page.window }); // a box that is measured again
  page.heard.error({ target: { type: "", localName: "script" } }); // words of a language: there is English
  assert.equal(page.elements["not-started"].hidden, true);
  assert.equal(page.timers.length, 0);
});

test("it goes as soon as the page is there, and never comes afterwards", () => {
  const page = start();
  const notice = page.elements["not-started"];
  page.elements.beginning = { remove: () => delete page.elements.beginning };
  page.elements.shell = {};
  page.heard.error({ error: new Error(), target: {} });
  page.change();
  assert.deepEqual(Object.keys(page.elements), ["not-started", "beginning", "shell"]);
  page.isThere = true;
  page.change();
  assert.deepEqual(Object.keys(page.elements), ["not-started", "shell"]); // below the shell it is not whole yet
  assert.equal(notice.hidden, false);
  delete page.elements.shell;
  page.change();
  assert.deepEqual([Object.keys(page.elements), page.isWatching], [[], false]);
});
