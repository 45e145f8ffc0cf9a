// Reads the ink as it is drawn, and publishes what the network makes of it: see Reading in reading.js.

import { linesOf, tracedShare } from "./connections.js";
import { forward, readNetwork, typicality } from "./forward.js";
import { Pen } from "./pen.js";
import { toMnist } from "./preprocess.js";
import { changes, drawings, readings } from "../parts/reading.js";

// Milliseconds after which Python's drawing counts, even if the pen has drawn something else. Longer than the
// 200 that the canvas waits before it sends a stroke, and than Python's answer.
const SETTLE = 1500;
const NEARLY = 0.02; // of a pixel's ink, which may differ where two pictures are the same
const readers = new WeakMap();

/**
 * Read the ink with a network, and publish a Reading of every picture of it.
 *
 * @param {string|Uint8Array} data - the address of a gzip file with the network's message, or that message.
 *   Reports `missing` where the file can't be fetched.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-live-ink");
  if (!readers.has(root)) readers.set(root, new Reader(root));
  const reader = readers.get(root);
  reader.load(data, () => setTriggerValue("missing", data));
  return () => reader.end();
}

async function unzipped(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const stream = answer.body.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

class Reader {
  constructor(root) {
    this.root = root;
    this.pen = new Pen((picture) => this.see(picture));
    this.drawing = drawings.last;
    this.image = this.drawing?.image ?? null;
    this.time = null; // when the ink that is read was looked at, if Python does not know it yet
    drawings.subscribe(root, (drawing) => this.take(drawing));
    changes.subscribe(root, () => this.network && this.publish());
  }

  // By what neurons of this network are multiplied.
  get factors() {
    const { last } = changes;
    return last && last.network === this.network?.network ? last.factors : [];
  }

  // data: the network's message or, as text, the address of a gzip file of it. missing() asks for the message.
  async load(data, missing) {
    if (data === this.wanted) return;
    this.wanted = data;
    let message = data;
    try {
      if (typeof data === "string") message = await unzipped(data);
    } catch {
      if (data === this.wanted) missing();
      return;
    }
    if (data !== this.wanted) return; // another network has been chosen meanwhile
    this.network = readNetwork(message);
    this.publish();
  }

  see({ alpha, width, height, time }) {
    clearTimeout(this.waiting);
    Object.assign(this, { image: toMnist(alpha, width, height), time });
    this.publish();
  }

  // What comes from Python while somebody draws on is old: it counts once it is of the ink that is there.
  take(drawing) {
    const isReplaced = drawing.change !== this.drawing?.change; // undone, cleared, a sample: not from the pen
    this.drawing = drawing;
    clearTimeout(this.waiting);
    if (isReplaced || !this.pen.fresh || (!this.pen.isDown && areAlike(drawing.image, this.image))) this.settle(isReplaced);
    else this.waiting = setTimeout(() => this.pen.isDown || this.settle(), SETTLE);
  }

  settle(isReplaced = false) {
    Object.assign(this, { image: this.drawing.image, time: null });
    this.publish();
    this.pen.known(isReplaced);
  }

  publish() {
    const { network, image, time, drawing, factors } = this;
    const activations = network && image && forward(network, image, factors);
    const isSettled = time === null && drawing;
    readings.publish({
      network: network?.network ?? null,
      time,
      version: isSettled ? drawing.version : null,
      origin: isSettled ? drawing.origin : "",
      image,
      activations,
      probs: activations && activations[network.layers.at(-1).name],
      before: activations && factors.length ? forward(network, image)[network.layers.at(-1).name] : null,
      isDark: !!network?.novelty && activations?.[network.novelty.layer].every((value) => !value),
      isDigit: activations && (!network.novelty || typicality(network, activations) >= network.novelty.threshold),
      lines: (chosen) => linesOf(network, activations, chosen),
      traced: (lines) => tracedShare(network, activations, lines),
    });
  }

  end() {
    this.wanted = null;
    clearTimeout(this.waiting);
    drawings.unsubscribe(this.root);
    changes.unsubscribe(this.root);
    this.pen.end();
    readers.delete(this.root);
  }
}

function areAlike(one, other) {
  if (!one || !other) return one === other;
  return one.every((value, pixel) => Math.abs(value - other[pixel]) < NEARLY);
}
