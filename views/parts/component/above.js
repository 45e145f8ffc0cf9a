// Shows an element above everything, where nothing cuts it off: as a popover or, in a browser without them (Safari before
// 17, Chrome before 114), in its place with the highest z-index, closed by Escape and by a press beside it as those are.

const HAS_POPOVERS = "popover" in HTMLElement.prototype;
const shown = new WeakMap(); // without popovers: element -> what ends that it listens

/**
 * Prepare an element, which is not shown before `show` is called.
 *
 * @param {HTMLElement} element - with a fixed position of its own.
 * @param {"auto"|"manual"} kind - auto: Escape and a press beside it close it; manual: only `hide` does.
 * @param {function()} [closed] - called when it has been closed.
 */
export function prepare(element, kind, closed = () => {}) {
  if (HAS_POPOVERS) {
    element.popover = kind;
    element.ontoggle = ({ newState }) => newState === "closed" && closed();
  } else if (!shown.has(element)) element.hidden = true;
  element.inkAbove = { kind, closed };
}

/** Whether it is shown. */
export const isShown = (element) => (HAS_POPOVERS ? element.matches(":popover-open") : shown.has(element));

/** Show it, if it is not. */
export function show(element) {
  if (isShown(element)) return;
  if (HAS_POPOVERS) return element.showPopover();
  const ending = new AbortController();
  shown.set(element, ending);
  Object.assign(element, { hidden: false });
  element.style.zIndex = 2 ** 31 - 1;
  if (element.inkAbove.kind === "manual") return;
  const about = { signal: ending.signal, capture: true };
  addEventListener("keydown", ({ key }) => key === "Escape" && hide(element), about);
  addEventListener("pointerdown", (event) => event.composedPath().includes(element) || hide(element), about);
}

/** Close it, if it is shown. */
export function hide(element) {
  if (!isShown(element)) return;
  if (HAS_POPOVERS) return element.hidePopover();
  shown.get(element).abort();
  shown.delete(element);
  element.hidden = true;
  element.inkAbove.closed();
}
