// A drawing that is meant, in gray, which writes itself on the blank canvas until somebody draws.

import { CANVAS_SIZE } from "../../model/constants.js";

const ROUND = 5; // seconds that writing it and looking at it take
const WRITTEN = 60; // percent of them, for all strokes together

/**
 * Rules that show it.
 *
 * @param {object} meant - strokes: [[[x, y]]], width: of the pen, in canvas pixels
 * @param {boolean} isStill - whether it stands there from the first
 * @returns {string}
 */
export function ghost({ strokes, width }, isStill) {
  const share = WRITTEN / strokes.length;
  const paths = strokes.map((points, i) => `<path pathLength="1" class="s${i}" d="M${points.map(([x, y]) => `${x} ${y}`).join("L")}"/>`);
  const moves = strokes.map(
    (_, i) => `.s${i}{animation:k${i} ${ROUND}s infinite}@keyframes k${i}{0%,${i * share}%{stroke-dashoffset:1.2}${(i + 1) * share}%,100%{stroke-dashoffset:0}}`,
  );
  const style = `path{fill:none;stroke:#888;stroke-width:${width};stroke-linecap:round;stroke-linejoin:round;stroke-dasharray:1.2}`;
  const size = `width="${CANVAS_SIZE}" height="${CANVAS_SIZE}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size} opacity="0.4"><style>${style}${isStill ? "" : moves.join("")}</style>${paths.join("")}</svg>`;
  return `.st-key-canvas:not(:active)::after { content: ""; position: absolute; inset: 0 auto auto 0; width: ${CANVAS_SIZE}px; height: ${CANVAS_SIZE}px; pointer-events: none; background: url("data:image/svg+xml,${encodeURIComponent(svg)}"); }`;
}
