// Gives a drawing surface a single pointer. Mouse events pass unchanged; a pen or one of the touches is translated into mouse
// events. The canvas handles touches itself, but it only follows the first one and ignores `touchcancel`: a palm that came
// first blocked the finger, and a stroke that the system canceled was lost.
//
// A touch draws as soon as it moves, or if it's lifted where it came down; until then it may be a palm or the first of two
// fingers that zoom the page. Of several touches, the one that moves more than twice as far as any other draws; if two move,
// the page zooms. A touch that comes while another one draws is a palm. A pen draws at once, whatever touches there are; its
// pressure isn't used.

const MOVED = 4; // CSS pixels from where it came down: a touch that has come this far is moving
const OF_TOUCHES = ["touchstart", "touchmove", "touchend", "touchcancel"];
const OF_MICE = ["mousedown", "mousemove", "mouseup"];

/** Whether an element is a drawing surface: the package's, or the shell's. */
export const isSurface = (element) => !!element.classList?.contains("upper-canvas");

/** Send a surface a mouse event (down, move or up) at an event's place. */
export function send(kind, surface, { clientX, clientY, screenX, screenY, pointerId }) {
  const about = { clientX, clientY, screenX, screenY, buttons: Number(kind !== "up"), bubbles: true, composed: true, cancelable: true };
  surface.dispatchEvent(new PointerEvent(`pointer${kind}`, { ...about, pointerId, isPrimary: true }));
  surface.dispatchEvent(new MouseEvent(`mouse${kind}`, about));
}

export class Hand {
  constructor() {
    Object.assign(this, { resting: new Map(), drawing: null, isMouse: true });
    this.listeners = { pointerdown: this.press, pointermove: this.move, pointerup: this.lift, pointercancel: this.cancel };
    for (const type of OF_TOUCHES) this.listeners[type] = this.quiet;
    for (const type of OF_MICE) this.listeners[type] = this.quietMouse;
    // On the window, so before the document, where the canvas listens. Not passive, so that the page doesn't
    // scroll below a finger that draws.
    for (const type in this.listeners) addEventListener(type, this.listeners[type], { capture: true, passive: false });
  }

  end() {
    for (const type in this.listeners) removeEventListener(type, this.listeners[type], { capture: true });
  }

  // Stops an event that we translate, and returns whether it did. Mouse events and synthetic events pass.
  takes(event, isOurs) {
    if (!event.isTrusted) return false;
    this.isMouse = event.pointerType === "mouse";
    if (this.isMouse || !isOurs) return false;
    event.stopImmediatePropagation();
    return true;
  }

  press = (event) => {
    const surface = event.composedPath()[0];
    if (!this.takes(event, isSurface(surface))) return;
    if (event.pointerType !== "pen") event.preventDefault(); // so that no mouse events follow; for a pen, WebKit would send none at all
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
    if (this.resting.size === 1) this.decide(); // with several touches, once we know how far each has moved
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

  // The system took the touch for a gesture of its own or a palm; the ink stays.
  cancel = (event) => {
    const isDrawing = event.pointerId === this.drawing?.start.pointerId;
    if (!this.takes(event, isDrawing || this.resting.has(event.pointerId))) return;
    this.resting.delete(event.pointerId);
    if (isDrawing) this.stop();
  };

  decide() {
    const far = ({ from, last }) => Math.hypot(last.clientX - from.clientX, last.clientY - from.clientY); // since the newest touch came
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
    for (const other of this.resting.values()) other.isPalm = true; // it lay there while another touch drew
  }

  quiet = (event) => {
    if (!event.isTrusted || !isSurface(event.composedPath()[0])) return;
    event.stopImmediatePropagation();
    if (event.type === "touchmove") this.decide();
    // The browser zooms the page only if none of these events is prevented before we know what the touches are; it doesn't
    // zoom for a touch that comes while another one draws. It never scrolls below them: see surface.css. After a touch it
    // makes mouse events.
    const isBefore = !this.drawing && ["touchstart", "touchmove"].includes(event.type);
    if (event.cancelable && !isBefore) event.preventDefault();
  };

  quietMouse = (event) => {
    if (!event.isTrusted || this.isMouse || !isSurface(event.composedPath()[0])) return;
    event.stopImmediatePropagation();
    event.preventDefault(); // so that nothing is dragged or selected
  };
}
