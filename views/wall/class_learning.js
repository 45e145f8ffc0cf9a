// A class teaches one network: this browser learns from all drawings on the wall, and holds devices back to see how it reads people who
// taught it nothing. What was learned stays here until the teacher gives it to the class.

import { bytesOf } from "../../model/base64.js";
import { FEWEST } from "../../model/signs/learn.js";
import { thread } from "../../model/signs/signs_thread.js";
import { made } from "../parts/component/made.js";
import { _ } from "../parts/language/language.js";
import { filled, short } from "../parts/looks/wording.js";
import { showMarked } from "../parts/asking/marked.js";
import { confusedOf, itemOf, stateOf } from "../signs/judged.js";
import { loaded, Way } from "../signs/learned_way.js";

const VARIANTS = 5; // of each drawing, or fewer if there are many: a class's vary by themselves
const NONE = [];
const shown = new WeakMap(); // element -> its Learning

/**
 * Show what was learned.
 *
 * @param {object} data - code; names: of the class's signs; learned: how often the class got a network; network, packed and background as on the page Teach it
 *   Reports `picked`: the network for the class, see Way.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-class-learning");
  if (!shown.has(root)) shown.set(root, new Learning(root, data));
  const learning = shown.get(root);
  learning.take(data, (message) => setTriggerValue("picked", message));
  return () => learning.end();
}

class Learning {
  constructor(root, data) {
    root.replaceChildren(made("h2", "ink-heading"), made("p", ""), made("ul", "ink-by-device"), made("ul", ""), made("button", "ink-button"), made("span", ""));
    [this.heading, this.said, this.devices, this.confused, this.give, this.given] = root.children;
    this.said.setAttribute("role", "status");
    Object.assign(this, { root, images: new Map(), key: "", drawings: [] });
    globalThis.inklingWallChanged = () => this.changed();
    this.load(data);
  }

  async load(data) {
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
    this.changed();
  }

  // While devices send, learning goes on to its end, and then begins again with all that has come meanwhile.
  changed() {
    if (!this.root || !this.data) return;
    const { code, names } = this.data;
    const drawings = inTurns([...(globalThis.inklingWalls?.[code]?.tiles.values() ?? [])].filter(({ hidden, image, label }) => !hidden && image && label < names.length));
    const key = JSON.stringify([names, drawings.map(({ number }) => number)]);
    const counts = names.map((_, sign) => drawings.filter(({ label }) => label === sign).length);
    if (this.way && key !== this.key && (this.way.isDone ?? true)) {
      Object.assign(this, { key, drawings: drawings.map((tile) => ({ ...tile, image: this.imageOf(tile) })) });
      if (counts.every(Boolean)) this.way.learn(this.drawings, names.length, VARIANTS);
      else this.way.forget();
    }
    this.show(counts);
  }

  imageOf({ number, image }) {
    if (!this.images.has(number)) this.images.set(number, Float32Array.from(bytesOf(image), (value) => value / 255));
    return this.images.get(number);
  }

  show(counts) {
    const { names, learned } = this.data;
    const { way, drawings } = this;
    const answers = way?.held?.answers ?? NONE;
    const wall = globalThis.inklingWalls?.[this.data.code];
    if (wall && wall.answers !== answers) {
      wall.answers = answers;
      wall.read = new Map(answers.map((answer, i) => [drawings[i].number, answer]));
      wall.redraw?.();
    }
    this.heading.textContent = _("One network, taught by the class");
    const alone = _("It has learned. When two devices have sent drawings, each is held back once.");
    const state = way?.isNetwork && way.isDone ? alone : stateOf(way ? [way] : [], names, counts, FEWEST);
    showMarked(this.said, answers.length ? figuresOf(answers, drawings) : state);
    const devices = [...new Set(drawings.map(({ device }) => device))].sort((one, other) => one - other);
    const rights = devices.map((device) => drawings.flatMap((each, i) => (each.device === device ? [answers[i] === each.label] : [])));
    this.devices.replaceChildren(...(answers.length ? rights : []).map((own, i) => itemOf(filled(_("Device {device}: {right} of {count}"), { device: short(devices[i]), right: short(own.filter(Boolean).length), count: short(own.length) }))));
    this.confused.replaceChildren(...confusedOf(answers, drawings.map(({ label }) => label), names));
    this.give.textContent = _("Give this network to the class");
    this.give.disabled = !way?.isNetwork;
    this.given.textContent = learned ? _("Everyone can use it now, from the page Teach it.") : "";
  }

  end() {
    this.way?.end();
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
