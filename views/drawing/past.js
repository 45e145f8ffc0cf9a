// The browser's copy of the history (views/drawing/history.py): the drawings that it has seen, the one shown, and what Python
// hasn't answered yet. So the browser can take a step at once, and Python follows.
//
// Every drawing here is a list of Fabric objects, the strokes. Each is stored at its place in Python's history; places keep
// counting when the history drops its oldest drawings. The canvas's messages have a growing number, and name the base that
// they were drawn on: Python's number of a change, or the number of a step that was taken here.

const OWN = 2 ** 23; // bases from here on belong to steps taken here: half of what a color can hold, and more than Python counts

export class Past {
  constructor() {
    Object.assign(this, { session: null, base: null, bases: [], number: 0, heard: 0, lost: 0, steps: [], drawings: new Map() });
    Object.assign(this, { shown: [], place: 0, first: 0, end: 0, isSure: false, told: null, sent: null, most: null });
  }

  /** Whether Python hasn't answered something yet. */
  get isAhead() {
    return this.number > Math.max(this.heard, this.lost);
  }

  /** Whether a step taken here led to the drawing shown. */
  get isOwn() {
    return this.base >= OWN;
  }

  /** The buttons that would do something now, by key; false if that isn't known. */
  get able() {
    const { place, first, end, shown, isSure } = this;
    return isSure && { undo: place > first, redo: place < end, clear: shown.length > 0, keep_this: shown.length > 0 };
  }

  /** Whether the order with this number is what the canvas shows, or what it was drawn on. */
  isKnown(change) {
    return change === this.base || (this.bases.includes(change) && this.bases.includes(this.base));
  }

  /** Python has sent another drawing, so it won't answer earlier messages. The drawing's place comes with `hear`. */
  give(base, objects) {
    Object.assign(this, { base, shown: objects, isSure: false, lost: this.number, steps: [], sent: null });
    if (this.bases.includes(base)) this.agree();
  }

  /** Show these objects, which Python doesn't know. */
  bring(objects) {
    this.number++;
    Object.assign(this, { shown: objects, isSure: false });
  }

  /** Take the objects that the canvas shows; return whether they have changed. */
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

  // Stores the drawing shown, and as many before it as a history has.
  keep() {
    this.drawings.set(this.place, this.shown);
    for (const place of this.drawings.keys()) if (place > this.end || place < this.first || place <= this.place - this.most.steps) this.drawings.delete(place);
  }

  /**
   * Take a step; return the drawing to show, or null if Python has to decide.
   *
   * @param {number} by - from stepOf in canvas/steps.js
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

  // If a message would be too long, the oldest drawings are left out; the one shown is always sent.
  thin() {
    let room = this.most.bytes;
    for (const step of [...this.steps].reverse()) if (step.shown && (room -= JSON.stringify(step.shown).length) < 0) step.shown = null;
  }

  /**
   * Take what Python knows: see Drawing in reading.js.
   *
   * @returns {?string} "send" if Python needs what the canvas shows; "give" if it has another drawing for the canvas
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

  // Python knows the drawing shown, and its place. If that differs from ours, we forget the other drawings.
  agree() {
    const { place, end } = this.told;
    if (this.isSure && (place !== this.place || end !== this.end)) this.drawings.clear();
    Object.assign(this, this.told, { isSure: true });
    this.keep();
  }

  // The server has restarted: the canvas's drawing wins, whatever Python knows of it.
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

/** Convert between a number and the invisible color that carries it. */
export const numberOf = (color) => parseInt(color.slice(1, 7), 16);
export const colorOf = (number) => `#${number.toString(16).padStart(6, "0")}00`;

/** Return the fields of a Fabric object that Python reads. */
export const needed = ({ type, path, strokeWidth, src }) => ({ type, path, strokeWidth, src });
