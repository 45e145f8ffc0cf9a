// The answer: a large digit, or a line in its place; a detail below, and pictures of real digits.
// data: version, and of that drawing the nearest real digits, if it is none.

import { readings } from "../parts/reading.js";
import { percent } from "../parts/wording.js";

const INVITATION = "Draw a digit from 0 to 9, and watch the neurons light up.";
const JUDGEMENT =
  "Every digit makes the last hidden layer's neurons fire in a pattern of its own. " +
  "This drawing's pattern is closer to that of letters and scribbles than to any digit's.";

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-answer");
  if (!root.firstChild) {
    root.innerHTML = '<strong></strong><em></em><p></p><div class="ink-nearest"></div><small></small>';
    root.setAttribute("role", "status");
  }
  const [digit, line, detail, nearest, origin] = root.children;
  readings.subscribe(root, (message) => {
    const pictures = message.version === data.version && !message.isDigit ? data.nearest : [];
    const words = inWords(message, pictures.length);
    root.classList.toggle("ink-answer-empty", !words.digit && !words.detail);
    digit.textContent = words.digit ?? "";
    line.textContent = words.line ?? "";
    detail.textContent = words.detail ?? "";
    origin.textContent = message.origin;
    nearest.title = JUDGEMENT;
    nearest.replaceChildren(...pictures.map((picture) => Object.assign(document.createElement("img"), picture)));
    for (const part of [digit, line, detail, origin]) part.hidden = !part.textContent;
  });
  return () => readings.unsubscribe(root);
}

function inWords({ probs, isDigit }, pictures) {
  if (!probs) return { line: INVITATION };
  if (probs.some(Number.isNaN)) return { line: "No answer", detail: "This network's sums have grown beyond all numbers." };
  const [first, second] = Array.from(probs.keys()).sort((a, b) => probs[b] - probs[a]);
  const certainty = percent(probs[first]);
  if (isDigit) {
    const detail = `With ${certainty} certainty. The runner-up is ${second}, ${percent(probs[second])}.`;
    return { digit: `${first}`, detail };
  }
  return { line: "Not a digit", detail: `If it were one: ${first}, with ${certainty}.${pictures ? " The nearest real ones:" : ""}` };
}
