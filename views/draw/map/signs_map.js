// Where a network for signs puts the drawing among those that it learned from, by its outputs' sums, while you draw.

import { bytesOf } from "../../../model/base64.js";
import { unpack } from "../../../model/network/message.js";
import { _ } from "../../parts/language/language.js";
import { showMarked } from "../../parts/asking/marked.js";
import { made } from "../../parts/component/made.js";
import { readings } from "../../parts/component/reading.js";
import { pictureOf } from "./thousand.js";

const OUT = 0.8; // of the way to the circle: the drawing that is farthest from the middle

const axisOf = (sign, signs) => [Math.sin, Math.cos].map((axis) => axis((2 * Math.PI * sign) / signs)); // the first sign is on top

/**
 * Return where sums lie, [right, up]: Σ sum × axis, the axes being those of the signs around the circle. What all sums share cancels out.
 *
 * @param {Float32Array} sums - (signs,)
 */
export function placeOfSums(sums) {
  const axes = Array.from(sums, (_sum, sign) => axisOf(sign, sums.length));
  return [0, 1].map((way) => axes.reduce((total, axis, sign) => total + sums[sign] * axis[way], 0));
}

/**
 * Show the map.
 *
 * @param {Uint8Array} data - a message with network: its name; names: of the signs; images: of the drawings, (n, 784) bytes in base64; labels: (n,); sums:
 *   (n, signs), the logits, flat. Reports `left`: someone goes back to the network.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-signs-map");
  const { network, names, labels, sums, ...drawings } = unpack(data);
  const images = bytesOf(drawings.images);
  const [stage, about, back] = [made("div", "ink-signs-stage"), made("p", ""), made("button", "ink-button")];
  const places = Array.from(labels, (_label, i) => placeOfSums(sums.subarray(i * names.length, (i + 1) * names.length)));
  const most = Math.max(...places.map((place) => Math.hypot(...place))) || 1;
  const put = (element, [right, up], far) => {
    element.style.setProperty("--right", right / far);
    element.style.setProperty("--up", up / far);
    return element;
  };
  const inside = (element, place) => put(element, place, Math.max(most, Math.hypot(...place)) / OUT);
  const axes = names.map((name, sign) => put(made("b", "", name), axisOf(sign, names.length), 1));
  const drawn = places.map((place, i) => Object.assign(inside(pictureOf({ images }, i), place), { title: names[labels[i]] }));
  stage.replaceChildren(...axes, ...drawn);
  root.replaceChildren(stage, made("div", "", about, back));
  showMarked(about, _("Here are the drawings that this network learned from. A drawing lies nearer to a sign's name if the sum of that [output](words#output) is larger than the others. The one with a ring is yours."));
  back.textContent = _("Back to the network");
  back.onclick = () => setTriggerValue("left", true);
  let own = null;
  readings.subscribe(root, (reading) => {
    if (reading.network !== network) return;
    own?.remove();
    own = reading.activations && inside(pictureOf({ images: reading.image.map((value) => 255 * value) }, 0), placeOfSums(reading.activations.logits));
    if (own) stage.append(Object.assign(own, { className: "ink-own" }));
  });
  return () => readings.unsubscribe(root);
}
