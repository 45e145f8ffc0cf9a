// The answer: a large digit and a line about it, or the line alone.

export default function ({ parentElement }) {
  const root = parentElement.querySelector(".ink-answer");
  if (!root.firstChild) {
    root.innerHTML = "<strong></strong><p></p>";
    root.setAttribute("role", "status");
  }
  root.show = ({ parts }) => {
    const { digit, line } = parts.answer;
    root.classList.toggle("ink-answer-empty", !digit);
    root.querySelector("strong").textContent = digit;
    root.querySelector("p").textContent = line;
  };
  root.classList.add("ink-part");
  const last = document.querySelector(".ink-live-ink")?.message;
  if (last) root.show(last);
}
