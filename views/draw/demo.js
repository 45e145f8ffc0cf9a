// A page that nobody touches clears itself and draws digits, slowly, until someone touches it.

const CANVAS = ".st-key-canvas";
const SURFACE = "canvas.upper-canvas";
const DRAW = ".st-key-starters"; // only on the Draw page
const SIDE = 280; // canvas pixels a side, the unit of the strokes
const STRIDE = 4; // canvas pixels from one move to the next
const MOVE = 25; // milliseconds from one move to the next: a stroke takes one or two seconds, so you can watch the answer change
const LIFTED = 400; // milliseconds from one stroke to the next
const CLEARED = 1200; // milliseconds for which the paper stays blank
const LOOK = 5000; // milliseconds for which a digit stays
const CARD = 9000; // milliseconds for which its card stays
const CARDS = 3; // every third digit gets a card
const TOUCHES = ["pointerdown", "touchstart", "keydown", "wheel"];

/** @param {object} data - after: seconds without a touch; digits: the strokes of each, as [x, y] in canvas pixels */
export default function ({ data }) {
  globalThis.inklingDemo ??= new Demo(data); // a page that reruns doesn't restart it
  return () => {
    globalThis.inklingDemo?.end();
    delete globalThis.inklingDemo;
  };
}

/** Yield the demo's actions in order: [name, argument, milliseconds until the next]. */
export function* acts(digits, first = 0) {
  for (let place = first; ; place++) {
    const digit = place % digits.length;
    yield ["clear", null, CLEARED];
    for (const stroke of digits[digit]) {
      const points = walked(stroke);
      yield ["down", points[0], MOVE];
      for (const point of points) yield ["move", point, MOVE];
      yield ["up", points.at(-1), LIFTED];
    }
    yield ["send", null, LOOK];
    if (place % CARDS === CARDS - 1) {
      yield ["open", digit, CARD];
      yield ["close", null, LIFTED];
    }
  }
}

// On the static site, the canvas has its own shadow root.
function surfaceOfPage() {
  const hosts = [...document.querySelectorAll(`${CANVAS} *`)].filter(({ shadowRoot }) => shadowRoot);
  return document.querySelector(`${CANVAS} ${SURFACE}`) ?? hosts.map(({ shadowRoot }) => shadowRoot.querySelector(SURFACE)).find(Boolean);
}

/** Return points along a stroke, at most a stride apart. */
export function walked(stroke) {
  const points = [stroke[0]];
  for (const [x, y] of stroke.slice(1)) {
    const [fromX, fromY] = points.at(-1);
    const steps = Math.max(1, Math.ceil(Math.hypot(x - fromX, y - fromY) / STRIDE));
    for (let step = 1; step <= steps; step++) points.push([fromX + ((x - fromX) * step) / steps, fromY + ((y - fromY) * step) / steps]);
  }
  return points;
}

class Demo {
  constructor({ after, digits }) {
    Object.assign(this, { after, digits, acts: null, place: 0 });
    for (const type of TOUCHES) addEventListener(type, this.touched, { capture: true, passive: true });
    this.rest();
  }

  end() {
    clearTimeout(this.timer);
    for (const type of TOUCHES) removeEventListener(type, this.touched, { capture: true });
  }

  rest() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.begin(), 1000 * this.after);
  }

  // Ignores events that the page makes itself. The demo's digit is removed before the person starts to draw.
  touched = (event) => {
    if (!event.isTrusted) return;
    if (this.acts) {
      this.acts = null;
      if (this.isDown) this.do.up(this.at);
      this.do.clear();
    }
    this.rest();
  };

  begin() {
    if (!document.querySelector(DRAW)) {
      location.assign(`${location.pathname.replace(/[^/]*$/, "")}?demo=${this.after}`);
      return;
    }
    this.do.close();
    this.acts = acts(this.digits, this.place);
    this.next();
  }

  next() {
    const [name, of, milliseconds] = this.acts.next().value;
    this.do[name](of);
    this.timer = setTimeout(() => this.acts && this.next(), milliseconds);
  }

  do = {
    clear: () => document.querySelector(".st-key-clear button")?.click(),
    down: (point) => this.send("down", point),
    move: (point) => this.send("move", point),
    up: (point) => this.send("up", point),
    send: () => (this.place++, dispatchEvent(new Event("blur"))), // makes waiting drawings go to Python
    open: (digit) => document.querySelectorAll(".st-key-probabilities button")[digit]?.click(),
    close: () => document.querySelector(".st-key-neuron .ink-close")?.click(),
  };

  send(kind, [x, y]) {
    const surface = surfaceOfPage();
    if (!surface) return;
    Object.assign(this, { isDown: kind !== "up", at: [x, y] });
    const { left, top, width } = surface.getBoundingClientRect();
    const scale = width / SIDE;
    const event = { clientX: left + scale * x, clientY: top + scale * y, buttons: Number(this.isDown), bubbles: true, composed: true, cancelable: true };
    surface.dispatchEvent(new PointerEvent(`pointer${kind}`, { ...event, pointerId: 1, isPrimary: true, pointerType: "mouse" }));
    surface.dispatchEvent(new MouseEvent(`mouse${kind}`, event));
  }
}
