// A layer's neurons as glowing disks. They're repainted all the time while you draw, so everything that doesn't change
// between two pictures is painted once and then copied, because blurs and edges take longest.

import { DARK } from "../../../model/constants.js";
import { cssColor, sequentialColor } from "../../parts/looks/values.js";

const DIM = 90; // of 255: neurons darker than this don't glow
const STEP = 8; // of 255: the glow grows with the brightness in steps of this
const REACH = 0.75; // of a neuron's size: how far its glow reaches
const MOST = 64; // glows in the cache: enough for three sizes

const lights = new Map();

/**
 * Paint a neuron.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {number} ratio - device pixels per pixel of the context
 * @param {number[]} box - [left, top, width, height] around it
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
 * Return the neurons' edges as a picture, because a bright neuron would have no edge on a light page.
 *
 * @param {number[][]} boxes - one for each neuron
 * @param {{width: number, height: number}} size - of the picture, in device pixels
 * @param {DOMMatrix2DInit} transform - from the boxes' pixels to device pixels
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

// The center of a disk in a box, and its diameter.
const disk = ([x, y, width, height]) => [x + width / 2, y + height / 2, Math.min(width, height)];

function lightOf(size, brightness) {
  const key = `${size} ${brightness}`;
  if (lights.size === MOST && !lights.has(key)) lights.clear();
  if (!lights.has(key)) lights.set(key, painted(size, brightness));
  return lights.get(key);
}

// The disk itself is outside the picture, so only its shadow shows.
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
