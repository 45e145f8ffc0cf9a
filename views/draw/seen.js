// The image the network gets, as large as it can be told what is what.

import { readings } from "../parts/reading.js";
import { ramp } from "../parts/values.js";

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-seen");
  const table = ramp(data.stops);
  readings.subscribe(root, ({ image }) => {
    if (!image) return root.replaceChildren();
    if (!root.firstChild) {
      root.innerHTML =
        '<canvas width="28" height="28" role="img" aria-label="The 28×28 image the network gets"></canvas><span>What the network gets</span>';
    }
    const picture = new ImageData(28, 28);
    new Uint32Array(picture.data.buffer).set(Array.from(image, (value) => table[Math.round(255 * value)]));
    root.firstChild.getContext("2d").putImageData(picture, 0, 0);
  });
  return () => readings.unsubscribe(root);
}
