// Signs of one's own: people name them and draw them, and the browser learns them in two ways and says what it reads. The browser has
// names, drawings and what was learned; Python gets the network that's to be used, and the drawings of digits, which it has.

import { areNamed, countsOf, DIGITS, drawnAs, named, relabeled, withDrawing, without } from "../../model/signs/sign_sets.js";
import { thread } from "../../model/signs/signs_thread.js";
import { toldOf } from "../../model/signs/told.js";
import { _ } from "../parts/language/language.js";
import { Hand } from "../session/drawing/hand.js";
import { saveTrained } from "../session/network_store.js";
import { Card } from "./card.js";
import { Chosen } from "./chosen.js";
import { ClassRow } from "./class_row.js";
import { FileButtons } from "./file_buttons.js";
import { imageOf, numbered } from "./ink_images.js";
import { Judged } from "./judged.js";
import { loaded, Way } from "./learned_way.js";
import { Repair } from "./repair.js";
import { Presets } from "./presets.js";
import { Sets } from "./sets.js";
import { Tried } from "./tried.js";

const HTML =
  '<div class="ink-repair" hidden></div><div class="ink-presets ink-row-of-buttons"></div><div class="ink-class-row ink-row-of-buttons" hidden></div><div class="ink-said"></div><div class="ink-taught st-key-signs"><div class="ink-cards"></div><div class="ink-row-of-buttons"></div><p role="status"></p><div class="ink-chosen"></div></div><div class="ink-tried"></div><div class="ink-judged"></div>';

/**
 * Show the signs.
 *
 * @param {object} data - network: the address of the Picture network's file, or null; packed: else its message, in base64; background: the
 *   address of drawings that are no signs; digits: lines of the session's digits; tells: whether a task wants to know what was learned;
 *   ofClass: see ClassRow.
 *   Reports `picked`: {put, remove}, lines of digits; the network to use, see Way; what toldOf tells a task; or what ClassRow reports.
 */
export default function ({ data, parentElement, setTriggerValue, isWaiting }) {
  const root = parentElement.querySelector(".ink-signs");
  const signs = (root.inkPart ??= new Signs(root, data));
  signs.take(data, (message, kind) => setTriggerValue("picked", message, kind), isWaiting);
  return () => signs.end();
}

class Signs {
  constructor(root, data) {
    root.innerHTML = HTML;
    const [repair, presets, ofClass, said, taught, tried, judged] = root.children;
    const [cards, buttons, problem, chosen] = taught.children;
    Object.assign(this, { root, cardsRoot: cards, problem, cards: [], ways: [], chosen: null, open: null, sets: new Sets(), hand: new Hand(), told: "" });
    this.presets = new Presets(presets, this);
    this.classRow = new ClassRow(ofClass, this);
    this.buttons = new FileButtons(buttons, this);
    this.detail = new Chosen(chosen, this);
    this.tried = new Tried(tried, this);
    this.judged = new Judged(said, judged, this);
    this.repair = new Repair(repair, this);
    this.load(data);
  }

  get set() {
    return this.sets.shown;
  }

  async load(data) {
    try {
      const [network, others] = await loaded(data);
      if (!this.root) return;
      this.ways = [network, null].map((base) => new Way(base, others, () => this.show()));
      this.update();
    } catch {
      this.problem.textContent = _("We couldn't load what learning needs. Check your internet connection, and reload this page.");
    }
  }

  take({ digits, tells, ofClass }, report, isWaiting) {
    Object.assign(this, { report, tells });
    this.classRow.take(ofClass, report);
    if (!isWaiting) this.sets.takeDigits(digits);
    this.update();
  }

  /** Show another set, null for none; return whether it's shown. */
  change(next, replaces = false) {
    if (next) this.sets.change(next, replaces, this.report);
    if (next) this.changed();
    return !!next;
  }

  undo() {
    this.finish();
    if (this.sets.undo(this.report)) this.changed();
  }

  changed() {
    this.problem.textContent = this.sets.problem;
    if (!this.set.drawings.includes(this.chosen)) this.chosen = null;
    this.update();
  }

  update() {
    this.learn();
    this.show();
  }

  start(names) {
    this.finish();
    const { own, digits } = this.sets.state;
    this.change([digits, own].find((each) => areNamed(each, names)) ?? { names, drawings: [] });
  }

  add() {
    const { names } = this.set;
    const name = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].find((letter) => !names.includes(letter));
    if (this.change(named(this.set, names.length, name))) this.cards.at(-1).field.select();
  }

  relabel(label) {
    const next = relabeled(this.set, this.chosen, label);
    if (next) this.chosen = next.drawings.at(-1);
    this.change(next);
  }

  /** Choose the drawing with this number, or none if it's chosen. */
  choose(number) {
    const drawing = this.set.drawings.find((each) => numbered(each).number === number);
    this.chosen = drawing === this.chosen ? null : drawing;
    this.show();
  }

  // A stroke is finished: the drawing counts at once, and the next stroke of the same one changes it.
  lift(sign, strokes) {
    const drawing = drawnAs(sign, strokes);
    const isMore = this.open?.sign === sign && this.set.drawings.includes(this.open.drawing);
    const next = drawing && numbered(drawing).image && withDrawing(isMore ? without(this.set, this.open.drawing) : this.set, drawing);
    if (next) {
      this.open = { sign, drawing };
      this.change(next, isMore);
    } else {
      this.cards[sign].pad.clear();
      this.problem.textContent = drawing ? _("There's no room for more drawings of this sign. Remove one.") : _("This has more ink than a sign can have.");
    }
  }

  say(text) {
    this.problem.textContent = text;
  }

  finishOthers(card) {
    this.cards.forEach((each) => each !== card && each.pad.finish());
  }

  finish() {
    this.finishOthers(null);
    this.open = null;
  }

  read(strokes) {
    const image = strokes.length ? imageOf(strokes) : null;
    if (!image) return;
    this.image = image;
    this.tried.show();
    this.judged.place();
  }

  learn() {
    const { names, drawings } = this.set;
    const key = JSON.stringify([names.length, this.detail.count, drawings.map((each) => [numbered(each).number, each.label])]);
    if (!this.ways.length || key === this.learned) return;
    this.learned = key;
    const isReady = names.length > 1 && countsOf(this.set).every(Boolean);
    const taught = drawings.map((each) => ({ ...numbered(each), label: each.label }));
    for (const way of this.ways)
      if (isReady) way.learn(taught, names.length, this.detail.count);
      else way.forget();
  }

  show() {
    if (!this.root || !this.report) return;
    const { length } = this.set.names;
    while (this.cards.length > length) this.cards.pop().root.remove();
    while (this.cards.length < length) this.cards.push(new Card(this, this.cards.length));
    for (const part of [this.presets, this.classRow, ...this.cards, this.buttons, this.detail, this.tried, this.repair, this.judged]) part.show();
    this.tell();
  }

  tell() {
    const told = this.tells ? toldOf(this.ways, this.set, this.chosen && numbered(this.chosen).number, this.tried) : null;
    const text = told ? JSON.stringify(told) : this.tells && this.told;
    if (told && text !== this.told) this.report(told, "told");
    this.told = text;
  }

  messageOf(way) {
    return way.messageOf(this.set.names);
  }

  /** Use a network on the Draw page. */
  async useNetwork(message) {
    await saveTrained({ run: message.run, title: message.names.join(", "), choices: null, parts: [message] }).catch(() => {}); // without a store, it lasts as long as the page
    this.report(message, "network");
  }

  end() {
    this.hand.end();
    this.finish();
    for (const way of this.ways) way.end();
    this.repair.end();
    this.root.inkPart = null;
    this.root = null;
  }
}

if (globalThis.WorkerGlobalScope) addEventListener("message", thread(postMessage.bind(globalThis)));
