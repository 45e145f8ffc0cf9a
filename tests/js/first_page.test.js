// The first page: what waits for what if something fails, and when the page counts as requested.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mock, test } from "node:test";
import vm from "node:vm";

const LOADER = readFileSync(new URL("../../views/shell/first.js", import.meta.url), "utf-8");
const SERVER = readFileSync(new URL("../../views/shell/server.js", import.meta.url), "utf-8");
const turn = () => new Promise((done) => setImmediate(done));

// Runs the loader; returns what it added to the head, and functions that finish what it waits for.
async function load() {
  const head = [];
  const network = Promise.withResolvers ? Promise.withResolvers() : deferred();
  const asked = [];
  const contents = { small: "small scripts", streamlit: "all others" };
  let parsed;
  vm.runInNewContext(LOADER, {
    window: { inklingSite: { weights: "/networks/a.bin", script: "/shell/b.js" } },
    document: {
      head: { append: (each) => head.push(each) },
      createElement: (name) => ({ name }),
      getElementById: (id) => ({ content: contents[id] }),
    },
    addEventListener: (type, done) => type === "DOMContentLoaded" && (parsed = done),
    fetch: (address) => (asked.push(address), network.promise),
    setTimeout: (call, wait) => setTimeout(call, wait).unref(), // nobody waits for it at the end
    Object,
    Promise,
    WritableStream,
  });
  await turn();
  const early = head.splice(0).map(({ name, rel, href }) => [name, rel, href]);
  parsed();
  await turn();
  return { early, head, network, asked, script: head[0] };
}

function deferred() {
  const it = {};
  it.promise = new Promise((resolve, reject) => Object.assign(it, { resolve, reject }));
  return it;
}

// An answer of so many bytes, in pieces of which each arrives when its promise is kept.
function answer(bytes, pieces) {
  const body = { pipeTo: async (sink) => {
    const writer = sink.getWriter();
    for (const piece of pieces) await writer.write({ length: await piece });
  } };
  return { body, headers: new Map([["content-length", `${bytes}`]]) };
}

test("the shell's script is fetched at once, and runs once its elements exist", async () => {
  const { early, script } = await load();
  assert.deepEqual(early, [["link", "modulepreload", "/shell/b.js"]]);
  assert.deepEqual([script.name, script.type, script.src], ["script", "module", "/shell/b.js"]);
});

test("Streamlit's small scripts wait for the shell, its others until the network is nearly there", async () => {
  const { head, network, asked, script } = await load();
  assert.deepEqual(asked, ["/networks/a.bin"]);
  await turn();
  assert.equal(head.length, 1);
  script.onload();
  await turn();
  assert.deepEqual(head.slice(1), ["small scripts"]);
  const most = deferred();
  network.resolve(answer(500_000, [400_000, most.promise, deferred().promise]));
  await turn();
  assert.equal(head.length, 2);
  most.resolve(60_000);
  await turn();
  assert.deepEqual(head.slice(2), ["all others"]);
});

test("it starts without a network or a shell that fails to load", async () => {
  for (const [ofScript, ofNetwork] of [["onload", "reject"], ["onerror", "resolve"], ["onerror", "reject"]]) {
    const { head, network, script } = await load();
    network[ofNetwork](ofNetwork === "reject" ? new Error("offline") : answer(9, [9]));
    await turn();
    assert.equal(head.length, 1);
    script[ofScript]();
    await turn();
    assert.deepEqual(head.slice(1), ["small scripts", "all others"], `${ofScript}, ${ofNetwork}`);
  }
});

test("it starts without a slow network, but never before the shell", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { head, script } = await load();
  mock.timers.tick(7999);
  script.onload();
  await turn();
  assert.equal(head.length, 2);
  mock.timers.tick(1);
  await turn();
  assert.deepEqual(head.slice(2), ["all others"]);
  mock.timers.reset();
});

test("a server's page is begun with its network, and says that it's loading", async () => {
  let edition;
  const code = SERVER.replace(/^import .*$/gm, "");
  const progress = [];
  const window = { inklingSite: { weights: "/networks/a.bin" } };
  vm.runInNewContext(code, { begin: (each) => (edition = each), _: (text) => text.toUpperCase(), window, document: {} });
  assert.deepEqual([edition.page, edition.weights], ["", "/networks/a.bin"]);
  await edition.boot((...each) => progress.push(each));
  assert.deepEqual({ ...progress[0][0] }, { drawing: "YOU CAN ALREADY DRAW. THE PAGE IS STILL LOADING.", link: "THE PAGE IS LOADING." });
});
