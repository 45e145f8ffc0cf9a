// The answer: a large digit, or a line of text instead; below it a detail, and pictures of real digits.

import { showMarked, write } from "../../parts/asking/marked.js";
import { isFinished, questions, readings } from "../../parts/component/reading.js";
import { aDigit, figure, filled, percents } from "../../parts/looks/wording.js";

/**
 * Show the answer of every Reading.
 *
 * @param {object} data - version: of the drawing that `nearest` and `caution` belong to;
 *   nearest: [{src, alt}], real digits that resemble a non-digit; words: the texts, see answer.py;
 *   caution: a warning below a digit, or an empty string
 */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-answer");
  if (!root.firstChild) {
    root.innerHTML =
      '<strong></strong><em></em><p><span></span> <button type="button" class="ink-as-link"></button></p><small></small><div class="ink-nearest"><span></span></div><small></small><div class="ink-unseen" role="status"></div>';
  }
  const [digit, line, detail, caution, nearest, origin, spoken] = root.children;
  const [reason, why] = detail.children;
  const [label] = nearest.children;
  readings.subscribe(root, (message) => {
    const pictures = message.version === data.version && !message.isKnown && !message.hint ? data.nearest : [];
    const words = inWords(message, data.words);
    root.classList.toggle("ink-named", words.digit?.length > 4); // with two characters around it that set it apart
    root.classList.toggle("ink-answer-empty", !words.digit && !words.detail);
    write(digit, words.digit ?? "");
    showMarked(line, words.line ?? "");
    showMarked(reason, words.detail ?? "");
    write(label, pictures.length ? data.words.nearest : "");
    write(why, words.why ?? "");
    why.onclick = () => questions.publish(words.other);
    write(caution, words.digit ? data.caution : "");
    showMarked(origin, message.origin);
    nearest.title = data.words.why;
    nearest.replaceChildren(label, ...pictures.map((picture) => Object.assign(document.createElement("img"), picture)));
    for (const part of [digit, line, reason, label, why, caution, origin]) part.hidden = !part.textContent;
    detail.hidden = reason.hidden;
    // A screen reader speaks when the pen is lifted, not with every picture of the ink.
    if (isFinished(message)) write(spoken, [digit, line, reason, label].map((part) => part.textContent).filter(Boolean).join(" "));
  });
  return () => readings.unsubscribe(root);
}

function inWords({ image, probs, classes, digitLogits, isKnown, isDark, hint }, words) {
  if (!probs) return image ? {} : { line: words.blank }; // its network hasn't loaded yet
  if (hint === "larger") return { line: words.larger };
  if (probs.some(Number.isNaN)) return { line: words.no_answer[0], detail: words.no_answer[1] };
  const [first, other] = Array.from(probs.keys()).sort((a, b) => probs[b] - probs[a]);
  const second = classes[other];
  const shares = percents(probs);
  const first_share = shares[first];
  if (isKnown) {
    const detail = filled(words.digit, { first_share, second, share: shares[other] });
    return { digit: classes[first], detail, why: filled(words.why_not, { second }), other };
  }
  if (hint === "one") return { line: words.no_digit, detail: words.one };
  if (isDark) return { line: words.no_digit, detail: words.dark };
  const closest = digitLogits ? digitLogits.indexOf(Math.max(...digitLogits)) : first;
  const detail = filled(words.nearly, { a_digit: aDigit(closest), log_odds: digitLogits && figure(digitLogits[closest]) });
  return { line: words.no_digit, detail };
}
