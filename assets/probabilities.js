// Ten bars, one a digit, on a fixed scale from 0 to 1.

export default function ({ parentElement }) {
  const root = parentElement.querySelector(".ink-probabilities");
  root.show = ({ parts }) => paint(root, parts.probabilities.bars);
  root.classList.add("ink-part");
  const last = document.querySelector(".ink-live-ink")?.message;
  if (last) root.show(last);
}

function paint(root, bars) {
  if (root.children.length !== bars.length) {
    root.innerHTML = bars.map((_, digit) => `<div><b>${digit}</b><i><u></u></i><span></span></div>`).join("");
  }
  const largest = Math.max(...bars.map((bar) => bar.share));
  bars.forEach((bar, digit) => {
    const row = root.children[digit];
    row.classList.toggle("ink-largest", bar.share === largest);
    row.querySelector("u").style.width = `${100 * bar.share}%`;
    row.querySelector("span").textContent = bar.text;
  });
}
