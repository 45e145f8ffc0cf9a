// Short animations over the network view; each is an element that is removed after it has moved.

/** Milliseconds of a frame of a usual screen: work that takes longer is cut into slices, or done by a thread. */
export const FRAME = 16;

/** Return whether the person prefers reduced motion. */
export const isReducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * Animate an element, then remove it.
 *
 * @param {Element} parent
 * @param {SVGElement} element
 * @param {object[]} frames - see Element.animate
 * @param {object} timing - duration and delay, in milliseconds; the element is invisible during its delay
 */
export function run(parent, element, frames, timing) {
  element.style.opacity = 0;
  parent.append(element);
  element.animate(frames, { easing: "ease-in-out", ...timing }).onfinish = () => element.remove();
}
