// The image the network gets, as large as it can be told what is what.

import { readings } from "../../parts/component/reading.js";
import { IMAGE_SIZE } from "../../../model/constants.js";
import { sequentialColor } from "../../parts/looks/values.js";
import { filled } from "../../parts/looks/wording.js";
import { SEEN } from "../draw_words.js";

/** Show the image of every Reading. */
export default function ({ parentElement }) {
  const root = parentElement.querySelector(".ink-image-view");
  readings.subscribe(root, ({ image }) => {
    if (!image) return root.replaceChildren();
    if (!root.firstChild) {
      root.innerHTML =
        `<canvas width="${IMAGE_SIZE}" height="${IMAGE_SIZE}" role="img" aria-label="${filled(SEEN.label, { size: IMAGE_SIZE })}"></canvas><span>${SEEN.below}</span>`;
    }
    const picture = new ImageData(IMAGE_SIZE, IMAGE_SIZE);
    new Uint32Array(picture.data.buffer).set(Array.from(image, (value) => sequentialColor(value, 1)));
    root.firstChild.getContext("2d").putImageData(picture, 0, 0);
  });
  return () => readings.unsubscribe(root);
}
