// The answer: a large digit, or a line in its place; a detail below, and pictures of real digits.

export default function ({ parentElement }) {
  const root = parentElement.querySelector(".ink-answer");
  if (!root.firstChild) {
    root.innerHTML = '<strong></strong><em></em><p></p><div class="ink-nearest"></div>';
    root.setAttribute("role", "status");
  }
  const [digit, line, detail, nearest] = root.children;
  listen(root, ({ parts: { answer } }) => {
    root.classList.toggle("ink-answer-empty", !answer.digit && !answer.detail);
    digit.textContent = answer.digit ?? "";
    line.textContent = answer.line ?? "";
    detail.textContent = answer.detail ?? "";
    nearest.title = answer.judgement ?? "";
    nearest.replaceChildren(
      ...(answer.nearest ?? []).map((picture) => Object.assign(document.createElement("img"), picture)),
    );
    for (const part of [digit, line, detail]) part.hidden = !part.textContent;
  });
}
