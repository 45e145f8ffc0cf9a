// Has a drawing surface see one pen, whatever lies on it: a mouse passes as it is; a pen or one of the touches is handed
// on as a mouse, by events made here. The canvas hears of touches itself, but knows only the first one, and no
// `touchcancel`: a palm that lay there first kept the finger out, and a stroke that the system ended was lost.
//
// A touch draws once it moves, or is lifted where it was put: until then it may be the first of two fingers that enlarge
// the page, or a palm. Of several that lie there, the one that moves while the others rest draws; where two move, the
// page is enlarged. A pen draws at once, whatever touches there are; its pressure is not used.

const MOVED = 4; // CSS pixels from where it was put: a touch that has come so far moves
const OF_TOUCHES = ["touchstart", "touchmove", "touchend", "touchcancel"];
const OF_MICE = ["mousedown", "mousemove", "mouseup"];

export class Hand {
  /** @param {function(EventTarget): boolean} isSurface - whether an element is drawn on */
  constructor(isSurface) {
    Object.assign(this, { isSurface, resting: new Map(), drawing: null, isMouse: true });
    this.listeners = { pointerdown: this.press, pointermove: this.move, pointerup: this.lift, pointercancel: this.cancel };
    for (const type of OF_TOUCHES) this.listeners[type] = this.quiet;
    for (const type of OF_MICE) this.listeners[type] = this.quietMouse;
    // Before the document, where the canvas and the pen listen. The page may not scroll below a finger that draws.
    for (const type in this.listeners) addEventListener(type, this.listeners[type], { capture: true, passive: false });
  }

  end() {
    for (const type in this.listeners) removeEventListener(type, this.listeners[type], { capture: true });
  }

  // What the page makes itself, and a mouse, pass. Returns whether this event is taken here.
  takes(event, isOurs) {
    if (!event.isTrusted) return false;
    this.isMouse = event.pointerType === "mouse";
    if (this.isMouse || !isOurs) return false;
    event.stopImmediatePropagation();
    return true;
  }

  press = (event) => {
    const surface = event.composedPath()[0];
    if (!this.takes(event, this.isSurface(surface))) return;
    if (event.pointerType !== "pen") event.preventDefault(); // no mouse's events after it; of a pen, WebKit would send none
    const touch = { surface, start: event, last: event, isAlone: !this.resting.size && !this.drawing };
    for (const other of this.resting.values()) other.isAlone = false;
    if (event.pointerType === "pen") {
      this.stop();
      this.start(touch);
    } else this.resting.set(event.pointerId, touch);
  };

  move = (event) => {
    const touch = this.resting.get(event.pointerId);
    const isDrawing = event.pointerId === this.drawing?.start.pointerId;
    if (!this.takes(event, touch || isDrawing)) return;
    if (isDrawing) {
      this.drawing.last = event;
      this.send("move", this.drawing);
      return;
    }
    touch.last = event;
    if (this.resting.size === 1) this.decide(); // of several, once it is known of all how far they have come
  };

  lift = (event) => {
    const touch = this.resting.get(event.pointerId);
    const isDrawing = event.pointerId === this.drawing?.start.pointerId;
    if (!this.takes(event, touch || isDrawing)) return;
    this.resting.delete(event.pointerId);
    if (isDrawing) this.stop();
    else if (touch.isAlone && !this.drawing) {
      this.start(touch); // a dot
      this.stop();
    }
  };

  // The system has taken it for a gesture of its own, or for a palm: what is drawn stays.
  cancel = (event) => {
    const isDrawing = event.pointerId === this.drawing?.start.pointerId;
    if (!this.takes(event, isDrawing || this.resting.has(event.pointerId))) return;
    this.resting.delete(event.pointerId);
    if (isDrawing) this.stop();
  };

  get moving() {
    return [...this.resting.values()].filter(({ start, last, isPalm }) => !isPalm && Math.hypot(last.clientX - start.clientX, last.clientY - start.clientY) >= MOVED);
  }

  decide() {
    const [touch, another] = this.moving;
    if (this.drawing || !touch || another) return;
    this.resting.delete(touch.start.pointerId);
    this.start(touch);
    this.send("move", touch);
  }

  start(touch) {
    this.drawing = touch;
    this.send("down", { ...touch, last: touch.start });
  }

  stop() {
    const touch = this.drawing;
    this.drawing = null;
    if (!touch) return;
    this.send("up", touch);
    for (const other of this.resting.values()) other.isPalm = true; // it lay there while something else drew
  }

  send(kind, { surface, last }) {
    const { clientX, clientY, screenX, screenY, pointerId } = last;
    const about = { clientX, clientY, screenX, screenY, buttons: Number(kind !== "up"), bubbles: true, composed: true, cancelable: true };
    surface.dispatchEvent(new PointerEvent(`pointer${kind}`, { ...about, pointerId, isPrimary: true }));
    surface.dispatchEvent(new MouseEvent(`mouse${kind}`, about));
  }

  quiet = (event) => {
    if (!event.isTrusted || !this.isSurface(event.composedPath()[0])) return;
    event.stopImmediatePropagation();
    if (event.type === "touchmove") this.decide();
    // The browser enlarges the page where this is not prevented; and after a touch it makes a mouse's events.
    const isPinch = event.type === "touchmove" && !this.drawing && this.moving.length > 1;
    if (event.cancelable && event.type !== "touchstart" && !isPinch) event.preventDefault();
  };

  quietMouse = (event) => {
    if (!event.isTrusted || this.isMouse || !this.isSurface(event.composedPath()[0])) return;
    event.stopImmediatePropagation();
    event.preventDefault(); // nothing is dragged, or selected
  };
}
