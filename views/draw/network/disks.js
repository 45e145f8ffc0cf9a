// A layer's neurons as disks that shine, painted over and over while a pen draws: whatever does not change from one
// picture to the next is painted once and copied from then on, since blurs and edges take longer than all else.

import { DARK } from "../../../model/constants.js";
import { cssColor, sequentialColor } from "../../parts/looks/values.js";

const DIM = 90; // of 255: what is not brighter does not shine
const STEP = 8; // of 255, in which the light grows with the brightness
const REACH = 0.75; // of a neuron's size: how far its light can be seen
const MOST = 64; // lights that are kept: those of three sizes

const lights = new Map();

/**
 * Paint a neuron.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {number} ratio - of the screen's pixels to the context's
 * @param {number[]} box - [left, top, width, height], in which it is
 * @param {string} color
 * @param {number} brightness - 0 to 255
 */
export function paintDisk(context, ratio, box, color, brightness) {
  const [x, y, size] = disk(box);
  if (brightness > DIM) {
    const light = lightOf(size * ratio, Math.ceil(brightness / STEP) * STEP);
    const side = light.width / ratio;
    context.drawImage(light, x - side / 2, y - side / 2, side, side);
  }
  context.beginPath();
  context.arc(x, y, size / 2, 0, 2 * Math.PI);
  context.fillStyle = color;
  context.fill();
}

/**
 * The edges of neurons as a picture: on a light page, a bright one has none of its own.
 *
 * @param {number[][]} boxes - of each
 * @param {{width: number, height: number}} size - of the picture, in the screen's pixels
 * @param {DOMMatrix2DInit} transform - from the boxes' pixels to those
 */
export function edgesOf(boxes, size, transform) {
  const picture = Object.assign(document.createElement("canvas"), size);
  const context = picture.getContext("2d");
  context.setTransform(transform);
  context.strokeStyle = DARK;
  for (const box of boxes) {
    const [x, y, size] = disk(box);
    context.beginPath();
    context.arc(x, y, size / 2, 0, 2 * Math.PI);
    context.stroke();
  }
  return picture;
}

// The middle of a disk in a box, and its size across.
const disk = ([x, y, width, height]) => [x + width / 2, y + height / 2, Math.min(width, height)];

function lightOf(size, brightness) {
  const key = `${size} ${brightness}`;
  if (lights.size === MOST && !lights.has(key)) lights.clear();
  if (!lights.has(key)) lights.set(key, painted(size, brightness));
  return lights.get(key);
}

// Of a disk beside the picture, only the shadow falls into it.
function painted(size, brightness) {
  const side = 2 * Math.ceil(size * (0.5 + REACH));
  const picture = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const color = cssColor(sequentialColor(brightness, 255));
  const context = picture.getContext("2d");
  Object.assign(context, { fillStyle: color, shadowColor: color, shadowBlur: (size / 2) * (brightness / 255), shadowOffsetX: 2 * side });
  context.arc(side / 2 - 2 * side, side / 2, size / 2, 0, 2 * Math.PI);
  context.fill();
  return picture;
}
