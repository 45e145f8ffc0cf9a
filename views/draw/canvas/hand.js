// Has a drawing surface see one pen, whatever lies on it: a mouse passes as it is; a pen or one of the touches is handed
// on as a mouse, by events made here. The canvas hears of touches itself, but knows only the first one, and no
// `touchcancel`: a palm that lay there first kept the finger out, and a stroke that the system ended was lost.
//
// A touch draws once it moves, or is lifted where it was put: until then it may be the first of two fingers that enlarge
// the page, or a palm. Of several that lie there, the one that moves more than twice as far as any other draws; where two
// move, the page is enlarged. What comes while another draws is a palm. A pen draws at once, whatever touches there are; its
// pressure is not used.

const MOVED = 4; // CSS pixels from where it was put: a touch that has come so far moves
const OF_TOUCHES = ["touchstart", "touchmove", "touchend", "touchcancel"];
const OF_MICE = ["mousedown", "mousemove", "mouseup"];

/** Have a surface see a mouse that comes down, moves or goes up, where an event was. */
export function send(kind, surface, { clientX, clientY, screenX, screenY, pointerId }) {
  const about = { clientX, clientY, screenX, screenY, buttons: Number(kind !== "up"), bubbles: true, composed: true, cancelable: true };
  surface.dispatchEvent(new PointerEvent(`pointer${kind}`, { ...about, pointerId, isPrimary: true }));
  surface.dispatchEvent(new MouseEvent(`mouse${kind}`, about));
}

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
    const touch = { surface, start: event, from: event, last: event, isAlone: !this.resting.size && !this.drawing };
    for (const other of this.resting.values()) Object.assign(other, { from: other.last, isAlone: false });
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
      send("move", this.drawing.surface, event);
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

  decide() {
    const far = ({ from, last }) => Math.hypot(last.clientX - from.clientX, last.clientY - from.clientY); // since the newest came
    const [touch, another] = [...this.resting.values()].filter(({ isPalm }) => !isPalm).sort((one, other) => far(other) - far(one));
    if (this.drawing || !touch || far(touch) < MOVED || (another && 2 * far(another) >= far(touch))) return;
    this.resting.delete(touch.start.pointerId);
    this.start(touch);
    send("move", touch.surface, touch.last);
  }

  start(touch) {
    this.drawing = touch;
    send("down", touch.surface, touch.start);
  }

  stop() {
    const touch = this.drawing;
    this.drawing = null;
    if (!touch) return;
    send("up", touch.surface, touch.last);
    for (const other of this.resting.values()) other.isPalm = true; // it lay there while something else drew
  }

  quiet = (event) => {
    if (!event.isTrusted || !this.isSurface(event.composedPath()[0])) return;
    event.stopImmediatePropagation();
    if (event.type === "touchmove") this.decide();
    // The browser enlarges the page where none of these is prevented before it is decided what they are, and not where a touch
    // is that comes while another draws. It scrolls below none: see surface.css. After a touch it makes a mouse's events.
    const isBefore = !this.drawing && ["touchstart", "touchmove"].includes(event.type);
    if (event.cancelable && !isBefore) event.preventDefault();
  };

  quietMouse = (event) => {
    if (!event.isTrusted || this.isMouse || !this.isSurface(event.composedPath()[0])) return;
    event.stopImmediatePropagation();
    event.preventDefault(); // nothing is dragged, or selected
  };
}
