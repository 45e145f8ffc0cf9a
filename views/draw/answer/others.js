// The answers of several networks to the drawing, side by side; the browser reads it with each of them, if they're compared.

import { bytesOf } from "../../../model/base64.js";
import { unzipped } from "../../../model/network/message.js";
import { readNetwork } from "../../../model/network/network.js";
import { readImage } from "../../../model/read_image.js";
import { write } from "../../parts/asking/marked.js";
import { FRAME } from "../../parts/component/motion.js";
import { isFinished, readings } from "../../parts/component/reading.js";
import { percents } from "../../parts/looks/wording.js";
import { openDrawer } from "../canvas/open_drawer.js";

/**
 * Show the switch and the answers.
 *
 * @param {object} data - networks: [{name, title, factors, none: what it says of no digit or sign, address: of its file, or file: that file in base64}]; chosen: the name of the one
 *   that the page shows; on: whether they're compared; words: from others.py. Reports `picked`: "compare", or a network's name.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-others");
  if (!root.inkPart && data.on) openDrawer("compare"); // a link's comparison
  const part = (root.inkPart ??= new Others(root));
  part.pick = (name) => setTriggerValue("picked", name);
  part.take(data);
  return () => part.end();
}

class Others {
  constructor(root) {
    this.root = root;
    this.networks = new Map(); // by address or file
    root.innerHTML = '<button type="button" class="ink-others-switch"></button><div></div><p role="status"></p>';
    [this.switch, this.list, this.sentence] = root.children;
    this.switch.onclick = () => this.pick("compare");
  }

  take(data) {
    this.data = data;
    this.switch.setAttribute("aria-pressed", data.on);
    write(this.switch, data.words.compare);
    const button = '<button type="button"><span></span> <b></b> <small></small></button>';
    if (this.list.children.length !== data.networks.length) this.list.innerHTML = button.repeat(data.networks.length);
    data.networks.forEach((each, i) => {
      const row = this.list.children[i];
      row.setAttribute("aria-pressed", each.name === data.chosen);
      row.onclick = () => this.pick(each.name);
      write(row.firstChild, each.title);
      if (each.name !== data.chosen) this.load(each);
    });
    readings.unsubscribe(this.root);
    if (data.on) readings.subscribe(this.root, (reading) => this.see(reading));
    else write(this.sentence, "");
  }

  async load({ address, file }) {
    const place = address ?? file;
    if (!place || this.networks.has(place)) return;
    this.networks.set(place, null);
    const message = address ? await unzipped(address).catch(() => null) : bytesOf(file);
    if (message) this.networks.set(place, readNetwork(message));
    else this.networks.delete(place); // it's tried again with the next data
    if (this.data.on && readings.last) this.see(readings.last);
  }

  // Once a frame, and on a machine that takes longer than that only what is finished.
  see(reading) {
    if ((this.isSlow && !isFinished(reading)) || !this.root.getClientRects().length) return;
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.show(reading));
  }

  show(reading) {
    const { data } = this;
    const start = performance.now();
    const answers = data.networks.map((each) => {
      const network = this.networks.get(each.address ?? each.file);
      if (!reading.image) return null;
      return each.name === data.chosen ? reading : network && readImage(network, reading.image, each.factors);
    });
    this.isSlow = performance.now() - start > FRAME;
    const classes = data.networks.map(({ name, address, file }) => (name === data.chosen ? reading : this.networks.get(address ?? file))?.classes);
    const digits = answers.map((read, i) => read?.probs && (read.isKnown ? classes[i][read.probs.indexOf(Math.max(...read.probs))] : data.networks[i].none));
    const isSame = classes.every((each) => each?.join() === classes[0]?.join()); // different signs can't agree
    const own = digits[data.networks.findIndex(({ name }) => name === data.chosen)];
    data.networks.forEach(({ name, address, file }, i) => {
      const row = this.list.children[i];
      const isLost = name !== data.chosen && !this.networks.has(address ?? file);
      write(row.children[1], digits[i] ?? "");
      write(row.children[2], isLost ? data.words.failed : answers[i]?.probs ? likeliest(answers[i].probs, classes[i]) : "");
      row.classList.toggle("ink-differs", !!digits[i] && isSame && digits[i] !== own);
    });
    const isWhole = digits.every((digit) => digit !== null && digit !== undefined);
    const said = !reading.image ? data.words.blank : !isWhole || !isSame ? "" : digits.every((digit) => digit === own) ? data.words.agree : data.words.differ;
    if (isFinished(reading) || !said) write(this.sentence, said);
  }

  end() {
    cancelAnimationFrame(this.frame);
    readings.unsubscribe(this.root);
    this.root.inkPart = null;
  }
}

// The two largest shares.
function likeliest(probs, classes) {
  const written = percents(probs);
  const order = Array.from(probs.keys()).sort((a, b) => probs[b] - probs[a]);
  return order.slice(0, 2).map((digit) => `${classes[digit]}: ${written[digit]}`).join(", ");
}
