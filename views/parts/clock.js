// A clock that counts down to the end of a phase, the same on every device of a class.

const SECOND = 1000; // milliseconds
const clocks = new WeakMap(); // element -> the timer of its clock

/** Return the time left in minutes and seconds, such as "4:05"; "0:00" after the end, and "" if no clock runs. */
export function left(ends, now = Date.now()) {
  if (!ends) return "";
  const seconds = Math.max(0, Math.ceil(ends - now / SECOND));
  return `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, "0")}`;
}

/**
 * Write the time that is left into an element until it leaves the page.
 *
 * @param {HTMLElement} element
 * @param {number} ends - in seconds since 1970; 0 for no clock
 */
export function tick(element, ends) {
  clearTimeout(clocks.get(element));
  element.textContent = left(ends);
  if (ends > Date.now() / SECOND && element.isConnected) clocks.set(element, setTimeout(() => tick(element, ends), SECOND));
}
