// The wire between pen and page. Up: pictures of the canvas, one as soon as the last has been
// answered, and one when the pen is lifted. Down: what the parts of the page are to show.
//
// The canvas is a component of its own, in a shadow root: its surface is found as the target of the
// events on it. If it can't be, no frames are sent, and the canvas's own, slower messages count.

const PATIENCE = 3000; // milliseconds after which a frame counts as lost
const wires = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-live-ink");
  if (!wires.has(root)) wires.set(root, new Wire());
  const wire = wires.get(root);
  wire.send = (frame) => setTriggerValue("frame", frame);
  const message = decode(data);
  root.message = message; // for parts that come later
  wire.answer(message);
  for (const part of document.querySelectorAll(".ink-part")) part.show(message);
  return () => wire.end();
}

function decode(data) {
  const length = new DataView(data.buffer, data.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(data.subarray(4, 4 + length)));
  return { ...header, bytes: data.slice(4 + length) };
}

class Wire {
  constructor() {
    this.picture = document.createElement("canvas");
    this.listeners = { pointerdown: this.press, pointermove: this.move, pointerup: this.lift, pointercancel: this.lift };
    for (const type in this.listeners) document.addEventListener(type, this.listeners[type], true);
  }

  press = (event) => {
    const surface = event.composedPath()[0];
    const drawable = surface.classList?.contains("upper-canvas") && event.isPrimary && !event.button;
    if (!drawable || surface.getRootNode().querySelector('[aria-pressed="true"]')) return; // moving things, not drawing
    this.surface = surface;
  };

  move = () => {
    if (!this.surface) return;
    this.inked = true;
    this.next();
  };

  lift = () => {
    if (!this.surface) return;
    this.frame(false);
    this.surface = null;
  };

  next() {
    const waiting = this.sent && performance.now() - this.sent.at < PATIENCE;
    if (this.surface && this.inked && !waiting) this.frame(true);
  }

  // While the pen is down, half the size will do; of the finished stroke every pixel counts.
  // Without its colour, ink takes half the bytes.
  frame(down) {
    const [width, height] = [this.surface.width, this.surface.height].map((side) => (down ? side / 2 : side));
    Object.assign(this.picture, { width, height });
    const context = this.picture.getContext("2d", { willReadFrequently: true });
    for (const layer of this.surface.parentElement.querySelectorAll("canvas")) context.drawImage(layer, 0, 0, width, height);
    context.globalCompositeOperation = "source-in";
    context.fillRect(0, 0, width, height);
    const png = this.picture.toDataURL("image/png").split(",")[1];
    this.inked = false;
    this.sent = { number: Math.random(), at: performance.now() };
    this.send({ number: this.sent.number, change: this.change, down, png });
  }

  answer(message) {
    this.change = message.change;
    if (this.sent?.number !== message.answered) return;
    this.sent = null;
    this.next();
  }

  end() {
    for (const type in this.listeners) document.removeEventListener(type, this.listeners[type], true);
  }
}
