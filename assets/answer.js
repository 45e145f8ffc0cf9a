// The answer: a large digit and a line about it, or the line alone.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-answer");
  if (!root.firstChild) {
    root.innerHTML = '<strong></strong><p></p>';
    root.setAttribute("role", "status");
  }
  root.classList.toggle("ink-answer-empty", !data.digit);
  root.querySelector("strong").textContent = data.digit;
  root.querySelector("p").textContent = data.line;
}
