// The language menu: the browser stores the choice, and its texts are loaded before the page changes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Element, parentOf } from "./page.js";

const { default: show } = await import("../../views/address/language_menu.js");

const LANGUAGES = [{ lang: "en", name: "English", words: "words/en.js" }, { lang: "de", name: "Deutsch", words: "words/de.js" }];
const { documentElement: html, head } = document;
html.lang = "en";
Object.assign(Element.prototype, { setCustomValidity(text) { this.invalid = text; }, reportValidity: () => false });
Object.defineProperty(document, "cookie", { value: "", writable: true });

function menu(chosen, reports = [], languages = LANGUAGES) {
  const parentElement = parentOf("ink-language-menu");
  show({ data: { languages, chosen, label: "Language", cookie: "spoken" }, parentElement, setTriggerValue: (...each) => reports.push(each) });
  return parentElement.querySelector("select");
}

test("every language is named in itself, marked as such, and the page's is selected", () => {
  const select = menu("en");
  assert.deepEqual(select.children.map(({ lang, textContent }) => [lang, textContent]), [["en", "English"], ["de", "Deutsch"]]);
  assert.deepEqual([select.value, select.ariaLabel, head.children.length], ["en", "Language", 0]);
});

test("a choice is stored and reported once its texts are loaded, or have failed to load", async () => {
  for (const end of ["onload", "onerror"]) {
    const reports = [];
    html.lang = "en";
    const select = menu("en", reports);
    select.value = "de";
    const done = select.onchange();
    assert.deepEqual([html.lang, reports.length, head.lastChild.src], ["de", 0, "words/de.js"]);
    assert.match(document.cookie, /^spoken=de; path=\/; max-age=\d+; samesite=lax$/);
    head.lastChild[end]();
    await done;
    assert.deepEqual(reports, [["picked", "de"]]);
    assert.equal(head.children.length, 0);
  }
});

test("a choice that is made while the page changes is reported by the new page's menu, and not undone", async () => {
  const [before, after] = [[], []];
  menu("de"); // Python knows the choice before
  html.lang = "en";
  head.replaceChildren();
  const select = menu("en", before);
  select.value = "de";
  const done = select.onchange();
  assert.equal(menu("en", after).value, "de");
  assert.deepEqual([html.lang, head.children.length], ["de", 1]);
  head.lastChild.onload();
  await done;
  assert.deepEqual([before, after], [[], [["picked", "de"]]]);
  menu("de");
});

test("a page served in another language than the session's loads the session's texts", () => {
  html.lang = "en";
  menu("de");
  assert.deepEqual([html.lang, head.lastChild.src], ["de", "words/de.js"]);
});

test("on the site Python gets the language first; one that fails to load changes nothing and is reported", async () => {
  const [reports, brought] = [[], []];
  Object.assign(html, { lang: "en" });
  document.cookie = "";
  globalThis.inklingSite = { bring: async (lang) => brought.push(lang) === 1 && Promise.reject(new TypeError()) };
  const select = menu("en", reports);
  select.value = "de";
  await select.onchange();
  assert.deepEqual([select.value, html.lang, document.cookie, reports, !!select.invalid], ["en", "en", "", [], true]);
  select.value = "de";
  const done = select.onchange();
  await new Promise((resolve) => setImmediate(resolve));
  head.lastChild.onload();
  await done;
  assert.deepEqual([html.lang, brought, reports, select.invalid], ["de", ["de", "de"], [["picked", "de"]], ""]);
  delete globalThis.inklingSite;
});
