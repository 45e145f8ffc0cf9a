// Watches the pen, and takes pictures of the canvas: the next in its time, unless the last two are
// still on their way, and one of the finished stroke as soon as the canvas has painted it.
//
// The canvas is a component of its own, in a shadow root: its surface is found as the target of the
// events on it. If it can't be, no pictures are sent, and the canvas's own, slower messages count.

const PACE = 112; // milliseconds from one picture to the next, at least
const UNDERWAY = 2; // pictures not yet answered, at most: two keep a slow network busy
const PATIENCE = 3000; // milliseconds after which a picture counts as lost
const pens = new WeakMap();

export default function ({ parentElement }) {
  const root = parentElement.querySelector(".ink-pen");
  if (!pens.has(root)) pens.set(root, new Pen());
  const pen = pens.get(root);
  listen(root, (message) => pen.answer(message));
  return () => pen.end();
}

class Pen {
  constructor() {
    this.picture = document.createElement("canvas");
    this.sending = Promise.resolve();
    this.taken = -Infinity;
    this.underway = [];
    this.listeners = { pointerdown: this.press, pointermove: this.move, pointerup: this.lift, pointercancel: this.lift };
    for (const type in this.listeners) document.addEventListener(type, this.listeners[type], true);
  }

  end() {
    for (const type in this.listeners) document.removeEventListener(type, this.listeners[type], true);
  }

  press = (event) => {
    const surface = event.composedPath()[0];
    const isDrawable = surface.classList?.contains("upper-canvas") && event.isPrimary && !event.button;
    const isEditing = isDrawable && surface.getRootNode().querySelector('[aria-pressed="true"]');
    this.surface = isDrawable && !isEditing ? surface : null;
    this.inked = true;
  };

  move = () => {
    this.inked = true;
    this.next();
  };

  lift = () => {
    const surface = this.surface;
    this.surface = null;
    clearTimeout(this.timer);
    if (surface) setTimeout(() => requestAnimationFrame(() => this.take(surface, false)));
  };

  answer(message) {
    Object.assign(this, { send: message.send, change: message.change });
    this.underway = this.underway.filter((at) => at > message.answered);
    this.next();
  }

  next() {
    if (!this.surface || !this.inked) return;
    const age = performance.now() - this.taken;
    const wait = (this.underway.length < UNDERWAY ? PACE : PATIENCE) - age;
    clearTimeout(this.timer);
    if (wait <= 0) this.take(this.surface, true);
    else this.timer = setTimeout(() => this.next(), wait);
  }

  // How much ink each pixel carries; while more is to come, at half the size and in sixteen steps.
  take(surface, down) {
    const [width, height] = [surface.width, surface.height].map((side) => (down ? side / 2 : side));
    Object.assign(this.picture, { width, height });
    const context = this.picture.getContext("2d", { willReadFrequently: true });
    for (const layer of surface.parentElement.querySelectorAll("canvas")) context.drawImage(layer, 0, 0, width, height);
    const ink = context.getImageData(0, 0, width, height).data.filter((_, place) => place % 4 === 3);
    this.inked = false;
    if (performance.now() - this.taken > PATIENCE) this.underway = [];
    this.taken = performance.now();
    this.underway.push(this.taken);
    const frame = { at: this.taken, change: this.change, down, width, height };
    const sent = down ? ink.map((alpha) => 17 * Math.round(alpha / 17)) : ink;
    this.sending = this.sending.then(async () => this.send({ ...frame, ink: await deflate(sent) }));
  }
}

async function deflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  const packed = new Uint8Array(await new Response(stream).arrayBuffer());
  return btoa(String.fromCharCode(...packed));
}
