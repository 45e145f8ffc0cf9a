// Python runs when a class has news, and only then.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { parentOf } from "./page.js";

const { default: show } = await import("../../views/classroom/news.js");

const DATA = { address: "/classes/news?code=ABC346", seen: { question: "" }, every: 2000 };

function shown(data = {}) {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setInterval"] });
  const [parent, picked, asked] = [parentOf("ink-news"), [], []];
  const answers = { given: { status: 200, news: { changes: "1", question: "" } } };
  globalThis.fetch = async (address) => {
    asked.push(address);
    const { status, news } = answers.given;
    if (status === null) throw new TypeError("Failed to fetch");
    return { status, ok: status === 200, json: async () => news };
  };
  const put = (more) => show({ data: { ...DATA, ...data, ...more }, parentElement: parent, setTriggerValue: (name, value) => picked.push([name, value]) });
  const leave = put({});
  const after = async (milliseconds) => {
    mock.timers.tick(milliseconds);
    await new Promise((resolve) => setImmediate(resolve));
    return [asked.splice(0).length, picked.splice(0).length];
  };
  return { put, after, answers, leave };
}

test("it polls for news, and Python runs until it has seen them", async () => {
  const { put, after, answers, leave } = shown();
  assert.deepEqual(await after(1999), [0, 0]);
  assert.deepEqual(await after(1), [1, 0]);
  answers.given = { status: 200, news: { changes: "2", question: "" } };
  assert.deepEqual(await after(2000), [1, 0]);
  answers.given = { status: 200, news: { changes: "3", question: "predict" } };
  assert.deepEqual(await after(2000), [1, 1]);
  assert.deepEqual(await after(2000), [1, 1]);
  put({ seen: { question: "predict" } });
  assert.deepEqual(await after(2000), [1, 0]);
  put({ seen: { question: "predict", changes: "2" } });
  assert.deepEqual(await after(2000), [1, 1]);
  put({ seen: { question: "predict", changes: "3" } });
  assert.deepEqual(await after(2000), [1, 0]);
  leave();
  assert.deepEqual(await after(9000), [0, 0]);
});

test("an unknown class makes Python run, and an unanswered poll doesn't", async () => {
  const { after, answers, leave } = shown();
  answers.given = { status: 404 };
  assert.deepEqual(await after(2000), [1, 1]);
  for (const status of [502, 429, null]) {
    answers.given = { status, news: { question: "predict" } };
    assert.deepEqual(await after(2000), [1, 0]);
  }
  answers.given = { status: 200, news: { changes: null, question: null } };
  assert.deepEqual(await after(2000), [1, 1]);
  leave();
});

test("a missing or finished class isn't polled for again", async () => {
  const { after, answers, leave } = shown({ seen: { question: null } });
  for (const given of [{ status: 404 }, { status: 200, news: { changes: null, question: null } }]) {
    answers.given = given;
    assert.deepEqual(await after(2000), [1, 0]);
  }
  leave();
});

test("one poll waits for the answer to another, up to a limit", async () => {
  const { after, answers, leave } = shown();
  let now = 0;
  mock.method(performance, "now", () => now);
  answers.given = { status: 200, news: new Promise(() => {}) };
  assert.deepEqual(await after(2000), [1, 0]);
  for (const [later, asked] of [[2000, 0], [9000, 0], [10000, 1], [12000, 0]]) {
    now = later;
    assert.deepEqual(await after(2000), [asked, 0]);
  }
  mock.restoreAll();
  leave();
});

test("an answer after leaving the page doesn't run Python", async () => {
  const { after, answers, leave } = shown();
  let answer;
  answers.given = { status: 200, news: new Promise((resolve) => (answer = resolve)) };
  assert.deepEqual(await after(2000), [1, 0]);
  leave();
  answer({ changes: "3", question: "predict" });
  assert.deepEqual(await after(0), [0, 0]);
});
