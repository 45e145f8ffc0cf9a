// A page with what somebody has drawn, guessed and seen in the lesson, to print or save as PDF.

import { printAlone } from "../parts/print_alone.js";

const PAGE = `<button type="button" class="ink-button ink-primary"></button>
<article><header><h2></h2><p><span></span><span class="ink-seen-name"></span><time></time></p></header><p class="ink-seen-score"></p></article>`;

/**
 * Show the page; texts are only text.
 *
 * @param {object} data - title, name, print, score: texts; language; drawing: {src, alt} or null; parts: [[name, [step]]]. A step has its
 *   number and title, perhaps a question, guess, whether that was right, and the answer if not; a fact; a picture
 */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-seen");
  root.innerHTML = PAGE;
  const [button, page] = root.children;
  const [header, score] = page.children;
  const [title, line] = header.children;
  const [name, , date] = line.children;
  button.textContent = data.print;
  button.onclick = () => printAlone(root);
  [title.textContent, name.textContent, score.textContent] = [data.title, data.name, data.score];
  date.textContent = new Intl.DateTimeFormat(data.language, { dateStyle: "long" }).format(new Date());
  if (data.drawing) header.append(Object.assign(document.createElement("img"), data.drawing));
  for (const [part, steps] of data.parts) page.append(element("h3", part), ...steps.map(shown));
}

function shown({ number, title, question, guess, right, answer, fact, picture }) {
  const step = element("section", "");
  if (picture) step.append(Object.assign(document.createElement("img"), { src: picture, alt: title }));
  step.append(element("h4", `${number}. ${title}`));
  if (guess) {
    const line = element("p", `${question} `);
    line.append(element("b", `${guess}\u00a0${right ? "✓" : "✗"}`), answer ? ` ${answer}` : "");
    step.append(line);
  }
  if (fact) step.append(element("p", fact));
  return step;
}

const element = (tag, textContent) => Object.assign(document.createElement(tag), { textContent });
