// As much of a page as the components under test need, for Node: elements that are made from HTML, found, changed,
// clicked and given keys. Nothing is laid out: every box is where and as large as a test says. Painting on a canvas is
// recorded in its `painted`, unless a test puts a function of its own into its `context`.

const SVG = "http://www.w3.org/2000/svg";
const VOID = new Set(["input", "br", "img"]);
const TOKEN = /<\/?([\w-]+)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*(\/?)>|[^<]+/g;
const ATTRIBUTE = /([\w-]+)(?:="([^"]*)")?/g;
const COLORED = { fill: "fillStyle", fillRect: "fillStyle", fillText: "fillStyle", stroke: "strokeStyle", strokeRect: "strokeStyle" };
const COMPOUND = /([\w-]+)|\.([\w-]+)|#([\w-]+)|:is\(([^)]*)\)|\[([\w-]+)(?:([\^*]?)="?([^"\]]*)"?)?\]/g;

class Text {
  constructor(textContent) {
    this.textContent = textContent;
  }
}

class ClassList extends Set {
  remove(...names) {
    for (const name of names) this.delete(name);
  }

  contains(name) {
    return this.has(name);
  }

  toggle(name, isOn = !this.has(name)) {
    if (isOn) this.add(name);
    else this.delete(name);
  }
}

class Style {
  setProperty(name, value) {
    this[name] = value;
  }

  set cssText(text) {
    for (const [, name, value] of text.matchAll(/([\w-]+):([^;]+)/g)) this[name] = value;
  }
}

export class Element extends EventTarget {
  constructor(tag) {
    super();
    Object.assign(this, { tagName: tag.toUpperCase(), localName: tag, childNodes: [], parentElement: null, attributes: {}, dataset: {}, style: new Style(), classList: new ClassList(), hidden: false });
    this.painted = []; // calls, each with its name and arguments; colors last
    this.context = { getImageData: (left, top, width, height) => new ImageData(width, height) };
    Object.assign(this, { clientWidth: 0, clientHeight: 0, scrollWidth: 0, offsetWidth: 0, offsetHeight: 0, offsetLeft: 0, offsetTop: 0 });
  }

  get children() {
    return this.childNodes.filter((each) => each instanceof Element);
  }

  get firstChild() {
    return this.childNodes[0] ?? null;
  }

  get lastChild() {
    return this.childNodes.at(-1) ?? null;
  }

  get isConnected() {
    return this === document.documentElement || !!this.parentElement?.isConnected;
  }

  get className() {
    return [...this.classList].join(" ");
  }

  set className(names) {
    this.classList = new ClassList(names.split(" ").filter(Boolean));
  }

  get textContent() {
    return this.childNodes.map((each) => each.textContent).join("");
  }

  set textContent(text) {
    this.replaceChildren(...(`${text}` ? [`${text}`] : []));
  }

  set innerHTML(html) {
    this.replaceChildren();
    let open = this;
    for (const [token, tag, attributes, isClosed] of html.matchAll(TOKEN)) {
      if (!tag) open.append(token);
      else if (token.startsWith("</")) open = open.parentElement;
      else {
        const element = new Element(tag);
        for (const [, name, value = ""] of attributes.matchAll(ATTRIBUTE)) element.setAttribute(name, value);
        open.append(element);
        if (!isClosed && !VOID.has(tag)) open = element;
      }
    }
  }

  setAttribute(name, value) {
    this.attributes[name] = `${value}`;
    if (name === "class") this.className = value;
    if (name === "hidden") this.hidden = true;
    if (name.startsWith("data-")) this.dataset[name.slice(5)] = `${value}`;
  }

  getAttribute(name) {
    return (name === "class" ? this.className : this.attributes[name]) ?? null;
  }

  removeAttribute(name) {
    delete this.attributes[name];
  }

  append(...nodes) {
    for (const node of nodes) this.insert(node, this.childNodes.length);
  }

  prepend(node) {
    this.insert(node, 0);
  }

  insertBefore(node, next) {
    node.remove();
    this.insert(node, next ? this.childNodes.indexOf(next) : this.childNodes.length);
  }

  insert(node, place) {
    node.remove?.();
    if (node instanceof Element) node.parentElement = this;
    this.childNodes.splice(place, 0, node instanceof Element ? node : new Text(`${node}`));
  }

  remove() {
    const { parentElement: parent } = this;
    if (parent) parent.childNodes.splice(parent.childNodes.indexOf(this), 1);
    this.parentElement = null;
  }

  replaceChildren(...nodes) {
    for (const each of this.children) each.parentElement = null;
    this.childNodes = [];
    this.append(...nodes);
  }

  matches(selector) {
    return selector.split(/,(?![^(]*\))/).some((one) => this.isAtEndOf(one.trim().split(/\s+(?![^(]*\))/)));
  }

  isAtEndOf(compounds) {
    const [last, ...above] = [...compounds].reverse();
    if (!this.is(last)) return false;
    if (!above.length) return true;
    for (let parent = this.parentElement; parent; parent = parent.parentElement)
      if (parent.isAtEndOf([...above].reverse())) return true;
    return false;
  }

  is(compound) {
    return [...compound.matchAll(COMPOUND)].every(([, tag, name, id, any, attribute, how, value]) => {
      if (tag) return this.tagName === tag.toUpperCase();
      if (name) return this.classList.has(name);
      if (id) return this.getAttribute("id") === id;
      if (any) return this.matches(any);
      const found = attribute.startsWith("data-") ? this.dataset[attribute.slice(5)] : this.getAttribute(attribute);
      if (found === null || found === undefined) return false;
      return value === undefined || { "": found === value, "^": found.startsWith(value), "*": found.includes(value) }[how];
    });
  }

  closest(selector) {
    return this.matches(selector) ? this : (this.parentElement?.closest(selector) ?? null);
  }

  querySelectorAll(selector) {
    return this.children.flatMap((each) => [...(each.matches(selector) ? [each] : []), ...each.querySelectorAll(selector)]);
  }

  querySelector(selector) {
    return this.querySelectorAll(selector)[0] ?? null;
  }

  getBoundingClientRect() {
    const { clientWidth: width, clientHeight: height } = this;
    return { left: 0, top: 0, right: width, bottom: height, width, height };
  }

  get valueAsNumber() {
    return Number(this.value);
  }

  set valueAsNumber(number) {
    this.value = `${number}`;
  }

  contains(other) {
    return !!other && (other === this || this.contains(other.parentElement));
  }

  focus() {
    document.activeElement = this;
  }

  click() {
    this.onclick?.({ target: this });
  }

  /** Presses a key; returns whether the component handled it. */
  press(key) {
    let isTaken = false;
    this.onkeydown({ key, target: this, preventDefault: () => (isTaken = true) });
    return isTaken;
  }

  getContext() {
    const note = (name, ...about) => void this.painted.push([name, ...about, ...(COLORED[name] ? [this.context[COLORED[name]]] : [])]);
    return new Proxy(this.context, { get: (own, name) => own[name] ?? note.bind(null, name) });
  }
}

globalThis.document = Object.assign(new EventTarget(), {
  activeElement: null,
  documentElement: new Element("html"),
  createElement: (tag) => new Element(tag),
  getElementById: (id) => document.querySelector(`#${id}`),
  createElementNS(space, tag) {
    if (space !== SVG) throw new Error(`in a browser, a ${tag} of ${space} would not be seen`);
    return new Element(tag);
  },
  querySelector: (selector) => document.documentElement.querySelector(selector),
  querySelectorAll: (selector) => document.documentElement.querySelectorAll(selector),
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

globalThis.window = globalThis;
globalThis.inklingConstants = JSON.parse(process.env.CONSTANTS ?? "{}");

/** Where a component finds its root: an element of that class, on the page. */
export function parentOf(name) {
  const parent = new Element("div");
  parent.innerHTML = `<div class="${name}"></div>`;
  document.documentElement.append(parent);
  return parent;
}
