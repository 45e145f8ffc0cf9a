// A class teaches one network: this browser learns from all drawings on the wall, and holds devices back to see how it reads people who
// taught it nothing. What was learned stays here until the teacher gives it to the class. Or half of the devices teach: see halves.js.

import { bytesOf } from "../../model/base64.js";
import { imageAt } from "../../model/preprocess/preprocess.js";
import { byDevice } from "../../model/classes/by_device.js";
import { thread } from "../../model/signs/signs_thread.js";
import { made } from "../parts/component/made.js";
import { _ } from "../parts/language/language.js";
import { filled, short } from "../parts/looks/wording.js";
import { showMarked } from "../parts/asking/marked.js";
import { confusedOf, stateOf } from "../signs/judged.js";
import { loaded, Way } from "../signs/learned_way.js";
import { showRow } from "./device_row.js";
import { Halves } from "./halves.js";

const VARIANTS = 5; // of each drawing, or fewer if there are many: a class's vary by themselves
const NONE = [];
const UNREAD = { read: new Map(), dims: false };
const shown = new WeakMap(); // element -> its Learning

/**
 * Show what was learned.
 *
 * @param {object} data - code; names: of the class's signs, none for digits; halves: whether halves of the devices teach; learned: how often the class got a network;
 *   network, packed and background, for signs, as on the page Teach it
 *   Reports `picked`: the network for the class, see Way.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-class-learning");
  if (!shown.has(root)) shown.set(root, new Learning(root));
  const learning = shown.get(root);
  learning.take(data, (message) => setTriggerValue("picked", message));
  return () => learning.end();
}

class Learning {
  constructor(root) {
    root.replaceChildren(made("section", "", made("h2", "ink-heading"), made("p", ""), made("ul", "ink-devices"), made("ul", ""), made("button", "ink-button"), made("span", "")), made("section", ""));
    [this.signs, this.ofHalves] = root.children;
    [this.heading, this.said, this.devices, this.confused, this.give, this.given] = this.signs.children;
    this.said.setAttribute("role", "status");
    Object.assign(this, { root, images: new Map(), key: "", drawings: [] });
    globalThis.inklingWallChanged = () => this.changed();
  }

  async load(data) {
    this.isAsked = true;
    try {
      const [network, others] = await loaded(data);
      if (!this.root) return;
      this.way = new Way(network, others, () => this.changed());
      this.changed();
    } catch {
      this.said.textContent = _("We couldn't load what learning needs. Check your internet connection, and reload this page.");
    }
  }

  take(data, report) {
    Object.assign(this, { data, report });
    this.give.onclick = () => this.report(this.way.messageOf(this.data.names, this.data.code));
    if (data.names.length && !this.isAsked) this.load(data);
    if (data.halves) this.halves ??= new Halves(this.ofHalves, () => this.changed());
    this.changed();
  }

  // While devices send, learning goes on to its end, and then begins again with all that has come meanwhile.
  changed() {
    if (!this.root || !this.data) return;
    const { code, names } = this.data;
    const drawings = inTurns([...(globalThis.inklingWalls?.[code]?.tiles.values() ?? [])].filter(({ hidden, image, label }) => !hidden && image && label < (names.length || 10))).map((tile) => ({ ...tile, image: this.imageOf(tile) }));
    const key = JSON.stringify([names, drawings.map(({ number }) => number)]);
    const counts = names.map((_, sign) => drawings.filter(({ label }) => label === sign).length);
    if (this.way && names.length && key !== this.key && this.way.isDone) {
      Object.assign(this, { key, drawings });
      if (counts.every(Boolean)) this.way.learn(drawings, names.length, VARIANTS);
      else this.way.forget();
    }
    Object.assign(this.signs, { hidden: !names.length });
    Object.assign(this.ofHalves, { hidden: !this.data.halves });
    const own = names.length ? this.show(counts) : UNREAD;
    this.mark((this.data.halves && this.halves.show(drawings, names)) || own);
  }

  imageOf({ number, image }) {
    if (!this.images.has(number)) this.images.set(number, imageAt(bytesOf(image)));
    return this.images.get(number);
  }

  show(counts) {
    const { names, learned } = this.data;
    const { way } = this;
    if (way?.held && way.held !== this.judged?.held) this.judged = { held: way.held, drawings: this.drawings }; // learning may go on with others
    const drawings = this.judged?.drawings;
    const answers = way?.held?.answers ?? NONE;
    this.heading.textContent = _("One network, taught by the class");
    const alone = _("It has learned. When two devices have sent drawings, each is held back once.");
    const state = way?.isNetwork && way.isDone ? alone : stateOf(way ? [way] : [], names, counts);
    showMarked(this.said, answers.length ? figuresOf(answers, drawings) : state);
    showRow(this.devices, answers.length ? byDevice(drawings, answers) : []);
    this.confused.replaceChildren(...(answers.length ? confusedOf(answers, drawings.map(({ label }) => label), names) : []));
    this.give.textContent = _("Give this network to the class");
    this.give.disabled = !way?.isNetwork;
    this.given.textContent = learned ? _("Everyone can use it now, from the page Teach it.") : "";
    return { read: new Map(answers.map((answer, i) => [drawings[i].number, answer])), dims: false };
  }

  // Frame what was misread on the wall; if half of the devices teach, dim what isn't read.
  mark({ read, dims }) {
    const wall = globalThis.inklingWalls?.[this.data.code];
    const marked = JSON.stringify([...read]);
    if (!wall || marked === (wall.marked ?? "[]")) return;
    Object.assign(wall, { read, dims, marked });
    wall.redraw?.();
  }

  end() {
    this.mark(UNREAD);
    this.way?.end();
    this.halves?.end();
    globalThis.inklingWallChanged = null;
    shown.delete(this.root);
    this.root = null;
  }
}

// The first of each device and sign first, and every sign among the first ones: those stay with the network.
function inTurns(tiles) {
  const ranked = (all, keyOf) => {
    const seen = new Map();
    const ranks = all.map((each) => [seen.set(keyOf(each), 1 + (seen.get(keyOf(each)) ?? 0)).get(keyOf(each)), each]);
    return ranks.sort(([one], [other]) => one - other).map(([, each]) => each);
  };
  const sorted = [...tiles].sort((one, other) => one.number - other.number);
  return ranked(ranked(sorted, ({ device, label }) => `${device} ${label}`), ({ label }) => label);
}

function figuresOf(answers, drawings) {
  const right = drawings.filter(({ label }, i) => answers[i] === label).length;
  const devices = new Set(drawings.map(({ device }) => device)).size;
  return filled(_("It has learned {count} drawings from {devices} devices. Each device was held back once. Of drawings by people who taught it nothing, it read {right} of {count} right."), { count: short(answers.length), devices: short(devices), right: short(right) });
}

if (globalThis.WorkerGlobalScope) addEventListener("message", thread(postMessage.bind(globalThis)));
