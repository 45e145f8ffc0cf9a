// What a neuron reacts to: the test digits that excite it most, and its mean for each digit.

import { paintBars } from "../../parts/charts/bars.js";
import { showMarked } from "../../parts/asking/marked.js";
import { _ } from "../../parts/language/language.js";

/**
 * Show what a neuron reacts to.
 *
 * @param {object} data - about: [layer, index]; sentence; best: [{src, alt, caption}], the strongest first; bars: see paintBars
 */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-likes");
  if (!root.firstChild)
    root.innerHTML = '<h4 class="ink-heading"></h4><p></p><div class="ink-best"></div><p></p><div class="ink-means"></div>';
  const [heading, sentence, best, mean, bars] = root.children;
  heading.textContent = _("What it reacts to");
  mean.textContent = _("Its mean reaction to each digit:");
  root.dataset.about = String(data.about);
  showMarked(sentence, data.sentence);
  best.replaceChildren(...data.best.map(pictureOf));
  mean.hidden = !data.bars.length;
  paintBars(bars, data.bars);
}

function pictureOf({ src, alt, caption }) {
  const item = document.createElement("figure");
  const image = Object.assign(document.createElement("img"), { src, alt, title: alt });
  item.append(image, Object.assign(document.createElement("figcaption"), { textContent: caption }));
  return item;
}
