// What this side knows of the drawings of the history (views/drawing/history.py): those that it has seen, which is shown,
// and what Python has not answered yet. So a step can be taken here at once; Python follows.
//
// Every drawing here is a list of Fabric's objects, the strokes. They stand at their place in Python's history, which is counted on when
// it has lost its beginning. What the canvas sends has a number that grows, and says on which base it was drawn: Python's number of a
// change, or that of a step that was taken here.

const OWN = 2 ** 23; // bases from here on are of steps taken here: half of what a color can say, and more than Python counts

export class Past {
  constructor() {
    Object.assign(this, { session: null, base: null, bases: [], number: 0, heard: 0, lost: 0, steps: [], drawings: new Map() });
    Object.assign(this, { shown: [], place: 0, first: 0, end: 0, isSure: false, told: null, sent: null, most: null });
  }

  /** Whether there is something that Python has not answered. */
  get isAhead() {
    return this.number > Math.max(this.heard, this.lost);
  }

  /** Whether what is shown was led to by a step that was taken here. */
  get isOwn() {
    return this.base >= OWN;
  }

  /** What could be done now, by the keys of buttons; false where that is not known. */
  get able() {
    const { place, first, end, shown, isSure } = this;
    return isSure && { undo: place > first, redo: place < end, clear: shown.length > 0, keep_this: shown.length > 0 };
  }

  /** Whether what was given with that number is what the canvas shows, or what it was drawn on. */
  isKnown(change) {
    return change === this.base || (this.bases.includes(change) && this.bases.includes(this.base));
  }

  /** Python has given another drawing: what it has not answered yet, it will not. Its place comes with what is said of it. */
  give(base, objects) {
    Object.assign(this, { base, shown: objects, isSure: false, lost: this.number, steps: [], sent: null });
    if (this.bases.includes(base)) this.agree();
  }

  /** The canvas is to show these objects, of which Python has not heard. */
  bring(objects) {
    this.number++;
    Object.assign(this, { shown: objects, isSure: false });
  }

  /** The canvas shows these objects; returns whether there is a stroke more. */
  draw(objects) {
    const { length } = this.shown;
    if (objects.length === length) return false;
    this.number++;
    if (objects.length < length) this.isSure = false;
    for (const stroke of objects.slice(length)) this.add([...this.shown, stroke]);
    if (objects.length < length) this.shown = objects;
    return true;
  }

  add(drawing) {
    this.shown = drawing;
    this.end = ++this.place;
    this.keep();
  }

  // The one shown, and as many before it as a history has.
  keep() {
    this.drawings.set(this.place, this.shown);
    for (const place of this.drawings.keys()) if (place > this.end || place < this.first || place <= this.place - this.most.steps) this.drawings.delete(place);
  }

  /**
   * Take a step; returns the drawing to show, or null where that is for Python to say.
   *
   * @param {number} by - as stepOf in canvas/steps.js
   */
  step(by) {
    const target = by ? this.drawings.get(this.place + by) : [];
    if (!this.isSure || !target || (!by && !this.shown.length) || this.steps.length >= this.most.steps) return null;
    const isNews = this.number > Math.max(this.heard, this.lost, this.steps.at(-1)?.number ?? 0);
    const makes = OWN + ((this.number + 1) % OWN);
    this.steps.push({ number: ++this.number, by, base: this.base, makes, shown: isNews ? this.sent : null });
    this.thin();
    this.base = makes;
    if (!by) this.add(target);
    else {
      this.place += by;
      this.shown = target;
    }
    return target;
  }

  // Of more than a message has room for, the oldest drawings are not told: what is shown is.
  thin() {
    let room = this.most.bytes;
    for (const step of [...this.steps].reverse()) if (step.shown && (room -= JSON.stringify(step.shown).length) < 0) step.shown = null;
  }

  /**
   * Python says what it knows: see Drawing in reading.js.
   *
   * @returns {?string} "send" where it has to be told what the canvas shows; "give" where it has another drawing for the canvas
   */
  hear({ change, bases, heard, place, first, end, address: { session } }) {
    const isNew = this.session !== null && session !== this.session;
    Object.assign(this, { session, bases, told: { place, first, end } });
    if (isNew) return this.begin(change, heard);
    Object.assign(this, { heard, steps: this.steps.filter(({ number }) => number > heard) });
    if (this.isAhead) return null;
    if (!bases.includes(this.base)) return "give";
    this.agree();
    return null;
  }

  // Python knows what is shown, and its place. Where that is not the one here, nothing is known of the others.
  agree() {
    const { place, end } = this.told;
    if (this.isSure && (place !== this.place || end !== this.end)) this.drawings.clear();
    Object.assign(this, this.told, { isSure: true });
    this.keep();
  }

  // The server was started anew: what is on the canvas counts, whatever is known there of that.
  begin(base, heard) {
    const isAll = heard === this.number;
    Object.assign(this, { base, heard, steps: [] });
    this.drawings.clear();
    this.agree();
    if (isAll) return null;
    this.number = Math.max(this.number, heard) + 1;
    return "send";
  }
}

/** The number that a color says, which nobody sees; and the color that says it. */
export const numberOf = (color) => parseInt(color.slice(1, 7), 16);
export const colorOf = (number) => `#${number.toString(16).padStart(6, "0")}00`;

/** Of Fabric's object, what Python reads. */
export const needed = ({ type, path, strokeWidth, src }) => ({ type, path, strokeWidth, src });
