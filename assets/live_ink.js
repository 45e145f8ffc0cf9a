// Reads the ink as it is drawn, and hands what the network makes of it to all parts of the page that show it.
// Behind unpack.js, preprocess.js, forward.js, connections.js and pen.js.

const PATIENCE = 1500; // milliseconds after which what Python tells counts, even if the pen has drawn something else
const NEARLY = 0.02; // of a pixel's ink, which may differ where two pictures are the same
const readers = new WeakMap();

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
    this.pen = new Pen((ink) => this.see(ink));
    root.hear = (told) => this.hear(told);
    this.told = document.querySelector(".ink-told")?.told;
    this.image = this.told?.image ?? null;
    this.at = null; // when the pen left the ink that is read, if Python does not know it yet
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
    this.show();
  }

  see({ alpha, width, height, at }) {
    clearTimeout(this.waiting);
    Object.assign(this, { image: toMnist(alpha, width, height), at });
    this.told?.inked();
    this.show();
  }

  // What Python tells while somebody draws on is old: it counts once it is of the ink that is there.
  hear(told) {
    const isReplaced = told.change !== this.told?.change; // undone, cleared, a sample: not from the pen
    this.told = told;
    clearTimeout(this.waiting);
    if (isReplaced || !this.pen.fresh || (!this.pen.isDown && areAlike(told.image, this.image))) this.settle();
    else this.waiting = setTimeout(() => this.pen.isDown || this.settle(), PATIENCE);
  }

  settle() {
    Object.assign(this, { image: this.told.image, at: null });
    this.show();
    this.pen.known();
  }

  // version: of the drawing, once Python knows it, too.
  show() {
    const { network, image, at, told } = this;
    const activations = network && image && forward(network, image);
    const settled = at === null && told;
    this.root.message = {
      network: network?.network,
      at,
      version: settled ? told.version : null,
      origin: settled ? told.origin : "",
      image,
      activations,
      probs: activations && activations[network.layers.at(-1).name],
      isDigit: activations && (!network.novelty || typicality(network, activations) >= network.novelty.threshold),
      lines: (chosen) => linesOf(network, activations, chosen),
    };
    for (const part of document.querySelectorAll(".ink-part")) part.show(this.root.message);
  }

  end() {
    this.wanted = null;
    clearTimeout(this.waiting);
    this.pen.end();
    readers.delete(this.root);
  }
}

function areAlike(one, other) {
  if (!one || !other) return one === other;
  return one.every((value, place) => Math.abs(value - other[place]) < NEARLY);
}
