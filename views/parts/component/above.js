// Shows an element above everything, so that nothing cuts it off: as a popover or, in a browser without popovers (Safari before
// 17, Chrome before 114), in place with the highest z-index, and closed by Escape and by a press outside as popovers are.

const HAS_POPOVERS = "popover" in HTMLElement.prototype;
const shown = new WeakMap(); // without popovers: element -> the function that removes its listeners

/**
 * Prepare an element, which stays hidden until `show` is called.
 *
 * @param {HTMLElement} element - one with a fixed position.
 * @param {"auto"|"manual"} kind - auto: Escape and a press outside close it; manual: only `hide` does.
 */
export function prepare(element, kind) {
  if (HAS_POPOVERS) element.popover = kind;
  else if (!shown.has(element)) element.hidden = true;
  element.inkKind = kind;
}

/** Return whether an element is shown. */
export const isShown = (element) => (HAS_POPOVERS ? element.matches(":popover-open") : shown.has(element));

/** Show an element, if it isn't shown. */
export function show(element) {
  if (isShown(element)) return;
  if (HAS_POPOVERS) return element.showPopover();
  const ending = new AbortController();
  shown.set(element, ending);
  Object.assign(element, { hidden: false });
  element.style.zIndex = 2 ** 31 - 1;
  if (element.inkKind === "manual") return;
  const about = { signal: ending.signal, capture: true };
  addEventListener("keydown", ({ key }) => key === "Escape" && hide(element), about);
  addEventListener("pointerdown", (event) => event.composedPath().includes(element) || hide(element), about);
}

/** Close an element, if it's shown. */
export function hide(element) {
  if (!isShown(element)) return;
  if (HAS_POPOVERS) return element.hidePopover();
  shown.get(element).abort();
  shown.delete(element);
  element.hidden = true;
}
