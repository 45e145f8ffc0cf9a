// One bar a digit.

export default function ({ data, parentElement }) {
  paintBars(parentElement.querySelector(".ink-bars"), data.bars);
}
