// One bar a digit: its share from 0 to 1, and a text beside it.

/**
 * Paint one bar a digit into an element.
 *
 * @param {HTMLElement} root
 * @param {{share: number, text: string}[]} bars - shares from 0 to 1
 */
export function paintBars(root, bars) {
  root.classList.add("ink-bars");
  if (root.children.length !== bars.length) {
    root.innerHTML = bars.map((_, digit) => `<div><b>${digit}</b><i><u></u></i><span></span></div>`).join("");
  }
  root.classList.toggle("ink-wide", bars.some((bar) => bar.text.length > 14));
  const largest = Math.max(...bars.map((bar) => bar.share));
  bars.forEach((bar, digit) => {
    const row = root.children[digit];
    row.classList.toggle("ink-largest", bar.share === largest);
    row.querySelector("u").style.width = `${100 * bar.share}%`;
    row.querySelector("span").textContent = bar.text;
  });
}
