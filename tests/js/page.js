// A page for Node: linkedom's document, and what linkedom doesn't have. Nothing is laid out: every box is where and as
// large as a test says. Painting on a canvas is recorded in its `painted`, unless a test puts a function of its own into
// its `context`.

import { parseHTML } from "linkedom/worker";

const COLORED = { fill: "fillStyle", fillRect: "fillStyle", fillText: "fillStyle", stroke: "strokeStyle", strokeRect: "strokeStyle" };
const SIZES = ["clientWidth", "clientHeight", "scrollWidth", "offsetWidth", "offsetHeight", "offsetLeft", "offsetTop"];
const { window } = parseHTML("<!doctype html><html><head></head><body></body></html>");
const { document, Event, EventTarget, HTMLElement, NodeList } = window;

const SVG = "http://www.w3.org/2000/svg";
const { createElementNS } = document;
document.createElementNS = (space, tag) => {
  if (space !== SVG) throw new Error(`in a browser, a ${tag} of ${space} would not be seen`);
  return createElementNS.call(document, space, tag);
};

/** Makes an element, which isn't on the page yet. */
export function Element(tag) {
  return tag === "svg" ? document.createElementNS(SVG, tag) : document.createElement(tag);
}
Element.prototype = window.Element.prototype;

/** Defines properties of a kind of element: functions from an element to what a test can set, too. */
function define(kind, about) {
  for (const [name, initial] of Object.entries(about)) {
    const values = new WeakMap();
    const get = (element) => values.get(element) ?? values.set(element, initial(element)).get(element);
    Object.defineProperty(kind.prototype, name, {
      configurable: true,
      get() {
        return get(this);
      },
      set(value) {
        values.set(this, value);
      },
    });
  }
}

const value = (element) => element.getAttribute("value") ?? "";
define(Element, Object.fromEntries(SIZES.map((name) => [name, () => 0])));
define(Element, { tabIndex: (element) => Number(element.getAttribute("tabindex") ?? (element.matches("a, button, input") ? 0 : -1)) });
define(window.HTMLInputElement, { value });
define(window.HTMLSelectElement, { value });
define(window.HTMLCanvasElement, { painted: () => [], context: () => ({ getImageData: (left, top, width, height) => new ImageData(width, height) }) });
for (const [name, handler] of Object.entries(Object.getOwnPropertyDescriptors(HTMLElement.prototype)))
  if (/^(on|click|hidden)/.test(name)) Object.defineProperty(Element.prototype, name, handler); // of drawings, too
Object.defineProperty(NodeList, Symbol.species, { value: Array }); // what is made of a list is an array

Object.assign(Element.prototype, {
  getBoundingClientRect() {
    const { clientWidth: width, clientHeight: height } = this;
    return { left: 0, top: 0, right: width, bottom: height, width, height };
  },
  focus() {
    document.activeElement = this;
  },
  /** Presses a key; returns whether the component handled it. */
  press(key) {
    return !this.dispatchEvent(Object.assign(new Event("keydown", { bubbles: true, cancelable: true }), { key }));
  },
});

window.HTMLCanvasElement.prototype.getContext = function getContext() {
  const note = (name, ...about) => void this.painted.push([name, ...about, ...(COLORED[name] ? [this.context[COLORED[name]]] : [])]);
  return new Proxy(this.context, { get: (own, name) => own[name] ?? note.bind(null, name) });
};

Object.defineProperty(window.HTMLInputElement.prototype, "valueAsNumber", {
  get() {
    return Number(this.value);
  },
  set(number) {
    this.value = `${number}`;
  },
});

const observers = new Set();
globalThis.ResizeObserver = class {
  constructor(call) {
    this.call = call;
  }

  observe(element) {
    observers.add(Object.assign(this, { element }));
  }

  disconnect() {
    observers.delete(this);
  }
};

/** Resizes an element and notifies its observers; returns how many there are. */
export function resize(element) {
  const itsObservers = [...observers].filter((each) => each.element === element);
  for (const { call } of itsObservers) call();
  return itsObservers.length;
}

globalThis.ImageData = class {
  constructor(width, height) {
    Object.assign(this, { width, height, data: new Uint8ClampedArray(4 * width * height) });
  }
};

globalThis.MutationObserver = class {
  observe() {}
  disconnect() {}
};

const part = (name) => new URL(location.href)[name];
const write = (state, title, url) => (location.href = new URL(url, location.href).href);
Object.assign(globalThis, {
  location: Object.defineProperties({ href: "http://inkling.test/" }, Object.fromEntries(["search", "pathname", "hash"].map((name) => [name, { configurable: true, get: () => part(name) }]))),
  history: { state: null, replaceState: write, pushState: write },
  innerWidth: 1300,
  innerHeight: 900,
  Path2D: class {
    constructor(text) {
      this.text = text;
    }
  },
  Image: class extends Element {
    constructor() {
      super("img");
    }
  },
  MessageChannel: class {
    port1 = {};
    port2 = { postMessage: () => setImmediate(() => this.port1.onmessage()) }; // an open port would keep a test from ending
  },
  getComputedStyle: () => ({ fontSize: "16px", getPropertyValue: () => "" }),
  matchMedia: () => ({ matches: false }),
  requestAnimationFrame: (call) => setTimeout(call, 16),
  cancelAnimationFrame: (frame) => clearTimeout(frame),
});

const own = new EventTarget();
for (const name of ["addEventListener", "removeEventListener", "dispatchEvent"]) globalThis[name] = own[name].bind(own);
document._getParent = () => own; // events bubble to the window
for (const name of ["activeElement", "baseURI"]) Object.defineProperty(document, name, { value: null, writable: true });
Object.assign(globalThis, { document, Event, EventTarget, HTMLElement, PointerEvent: Event, window: globalThis });
globalThis.inklingConstants = JSON.parse(process.env.CONSTANTS ?? "{}");

/** Where a component finds its root: an element of that class, on the page. */
export function parentOf(name) {
  const parent = new Element("div");
  parent.innerHTML = `<div class="${name}"></div>`;
  document.body.append(parent);
  return parent;
}
