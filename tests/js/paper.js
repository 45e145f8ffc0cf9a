// Papers to draw on, for Node: a line is squares of ink along its way.

import "./page.js";

export const SIDE = 280; // pixels

globalThis.Path2D = class {
  constructor(path) {
    this.places = path.split(/[ML]/).filter((each) => each.trim()).map((each) => each.trim().split(" ").map(Number));
  }
};

function paperOf() {
  const picture = new ImageData(SIDE, SIDE);
  return {
    clearRect: () => picture.data.fill(0),
    putImageData() {},
    getImageData: () => picture,
    beginPath() {},
    arc() {},
    stroke: ({ places } = { places: [] }) =>
      places.forEach(([x, y], i) => {
        const [u, v] = places[i - 1] ?? [x, y];
        const steps = Math.ceil(Math.hypot(x - u, y - v) / 4) || 1;
        for (let step = 0; step <= steps; step++) {
          const [left, top] = [u + ((x - u) * step) / steps - 5, v + ((y - v) * step) / steps - 5].map(Math.round);
          for (let row = Math.max(top, 0); row < Math.min(top + 10, SIDE); row++)
            for (let col = Math.max(left, 0); col < Math.min(left + 10, SIDE); col++) picture.data[4 * (row * SIDE + col) + 3] = 255;
        }
      }),
  };
}

const { createElement } = document;
document.createElement = (tag) => {
  const element = createElement.call(document, tag);
  if (tag === "canvas") Object.assign(element, { context: paperOf(), clientWidth: SIDE, clientHeight: SIDE, setPointerCapture() {} });
  return element;
};

/** Draws a stroke on a pad; `rests`: the drawing is finished. */
export function drawOn(pad, [[x, y], ...others], rests = true) {
  pad.onpointerdown({ clientX: x, clientY: y, button: 0 });
  for (const [u, v] of others) pad.onpointermove({ clientX: u, clientY: v });
  pad.onpointerup({});
  if (rests) pad.onkeydown({ key: "Enter", preventDefault() {}, stopPropagation() {} });
}
