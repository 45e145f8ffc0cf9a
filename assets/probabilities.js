// Ten bars, one a digit, on a fixed scale from 0 to 1.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-probabilities");
  if (root.children.length !== data.bars.length) {
    root.innerHTML = data.bars.map((_, digit) => `<div><b>${digit}</b><i><u></u><s hidden></s></i><span></span></div>`).join("");
  }
  root.classList.toggle("ink-wide", data.bars.some((bar) => bar.text.length > 14));
  const largest = Math.max(...data.bars.map((bar) => bar.share));
  data.bars.forEach((bar, digit) => {
    const row = root.children[digit];
    row.classList.toggle("ink-largest", bar.share === largest);
    row.querySelector("u").style.width = `${100 * bar.share}%`;
    row.querySelector("span").textContent = bar.text;
    const before = row.querySelector("s");
    before.hidden = bar.before === undefined;
    before.style.left = `${100 * bar.before}%`;
  });
}
