// The browser's own texts and figures are in the page's language, by default English.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

globalThis.inklingConstants = JSON.parse(process.env.CONSTANTS);
const { _ } = await import("../../views/parts/language/language.js");
const { ngettext } = await import("../../views/parts/language/counts.js");
const { exact, filled, joined, percent, percents } = await import("../../views/parts/looks/wording.js");

const GERMAN = { lang: "de", point: ",", thousands: ".", percent: "{number}\u00a0%", plural: (n) => Number(n !== 1), words: { Undo: "Rückgängig", "under {share}": "unter {share}", "{count} image": ["{count} Bild", "{count} Bilder"] } };

afterEach(() => delete globalThis.inklingLanguage);

test("without another language it's English", () => {
  assert.deepEqual([_("Undo"), ngettext("{count} image", "{count} images", 1), ngettext("{count} image", "{count} images", 0)], ["Undo", "{count} image", "{count} images"]);
  assert.deepEqual([exact(-60000.5, 1), percent(0.5), percent(0)], ["−60000.5", "50.0%", "under 0.1%"]);
});

test("a language uses its own texts, and English for missing ones", () => {
  globalThis.inklingLanguage = GERMAN;
  assert.deepEqual([_("Undo"), _("Redo"), ngettext("{count} image", "{count} images", 1), ngettext("{count} image", "{count} images", 2), ngettext("{count} a", "{count} as", 2)], ["Rückgängig", "Redo", "{count} Bild", "{count} Bilder", "{count} as"]);
  assert.equal(filled(_("Undo"), {}), "Rückgängig");
  assert.deepEqual(percents([0.0001, 0.9999]), ["unter 0,1\u00a0%", "over 99,9\u00a0%"]);
  assert.equal(exact(-1234.5, 2), "−1234,50");
});

test("every placeholder in a sentence is filled in, as often as it appears", () => {
  assert.equal(filled("{a} and {b}, {a} again", { a: 1, b: "two" }), "1 and two, 1 again");
});

test("figures are separated despite their signs", () => {
  const both = () => joined([1.5, 2].map((each) => exact(each, 1)));
  assert.equal(both(), "1.5, 2.0");
  globalThis.inklingLanguage = GERMAN;
  assert.equal(both(), "1,5; 2,0");
});
