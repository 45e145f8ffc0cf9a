// A file that was made on a press reaches the browser once, however often it arrives.

import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";
import show from "../../views/session/downloads/download.js";

test("a file is saved once, and each time its arrival is reported", async () => {
  const [saved, sent] = [[], []];
  URL.createObjectURL = (blob) => saved.push(blob) && "blob:it";
  const [named, { click }] = [[], HTMLElement.prototype];
  HTMLElement.prototype.click = function () {
    named.push(this.getAttribute("download") ?? this.download);
  };
  const data = { id: "a", name: "it.txt", type: "text/plain", contents: Buffer.from("é").toString("base64") };
  const arrive = (id) => show({ data: { ...data, id }, setTriggerValue: (name, value) => sent.push([name, value]) });
  arrive("a");
  arrive("a");
  assert.deepEqual(await Promise.all(saved.map((blob) => blob.text())), ["é"]);
  arrive("b");
  assert.equal(saved.length, 2);
  assert.deepEqual(named, ["it.txt", "it.txt"]);
  HTMLElement.prototype.click = click;
  assert.deepEqual(sent, [["picked", "a"], ["picked", "a"], ["picked", "b"]]);
});
