// The answer: a large digit, or a line in its place, and a detail below.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-answer");
  if (!root.firstChild) {
    root.innerHTML = "<strong></strong><em></em><p></p>";
    root.setAttribute("role", "status");
  }
  const [digit, line, detail] = root.children;
  digit.textContent = data.digit;
  line.textContent = data.line ?? "";
  detail.textContent = data.detail ?? "";
  for (const part of root.children) part.hidden = !part.textContent;
}
