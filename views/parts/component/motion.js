// Short movements over the network view: each is an element that is there while it moves, and then gone.

/** Whether the person has asked for a page that holds still. */
export const isReducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * Show an element while it moves.
 *
 * @param {Element} parent
 * @param {SVGElement} element
 * @param {object[]} frames - see Element.animate
 * @param {object} timing - duration and delay, in milliseconds; before its delay is over it can't be seen
 */
export function run(parent, element, frames, timing) {
  element.style.opacity = 0;
  parent.append(element);
  element.animate(frames, { easing: "ease-in-out", ...timing }).onfinish = () => element.remove();
}
