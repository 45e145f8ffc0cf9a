// The network as shapes, at any moment of a drawing's way through it: for a film, and for a picture that is saved.

import { BRIGHT, CANVAS_SIZE, DARK, INK, LIGHT, POSITIVE, WRITING } from "../../../model/constants.js";
import { plain } from "../../parts/asking/marked.js";
import { ConnectingLines } from "../../parts/charts/connecting_lines.js";
import { level, sequentialColor } from "../../parts/looks/values.js";
import { isSeen, percents } from "../../parts/looks/wording.js";
import { rowsOf, standingSizes } from "../../parts/pictures/layer_sizes.js";
import { PanelGrid } from "../../parts/pictures/panel_grid.js";
import { fontOf } from "../../parts/pictures/shapes.js";

/** The color of the stage. */
export const GROUND = "#100e1c";
/** The moment at which the values have reached the answer. */
export const AT_END = { ink: 1, sharp: 1, depth: Infinity };

const [WIDTH, TALL, LOWER] = [720, 290, 200]; // pixels; the height of layers, in a single row and in one of several
const NAMED = 0.75; // of the room beside an output: how much the name of a sign takes at most; the rest is the bar's
const [MARGIN, TITLE, LARGE, NAME, COUNT, LINE, GAP] = [20, 60, 22, 14, 13, 17, 10]; // pixels of type, and around it
const WIDER = 60; // pixels: by how many a layer's name can be wider than the layer
const NEURON = 20; // pixels of an output's neuron, at most
const BAR = "#654fa4"; // of the stage, too
const QUIET = "#b9b4d6"; // of what is less important than a title
const GLOWS = 90; // of 255: brighter neurons glow
const FAR = 9999; // pixels: longer than any line

const clamp = (value) => Math.max(0, Math.min(1, value));

/** Return a color, a pixel of ImageData, as #rrggbb. */
export const hex = (pixel) => `#${[0, 8, 16].map((by) => ((pixel >> by) & 255).toString(16).padStart(2, "0")).join("")}`;

/** A picture of a network that reads a drawing. */
export class Scene {
  /**
   * @param {object[]} panels - the layers, as network_view.py describes them
   * @param {Reading} reading - see reading.js
   * @param {Selection} selection - see reading.js
   * @param {object} about - title: what the picture shows; answer: in few words; objects: the drawing's Fabric objects, if any;
   *   family: the font; context: of a canvas, which measures texts
   */
  constructor(panels, reading, { selected, factors }, { title, answer, objects, family, context }) {
    Object.assign(this, { reading, selected, factors, title, answer, family, context });
    this.strokes = objects.filter(({ path }) => path);
    this.layers = panels.map((panel) => ({ ...panel, title: plain(panel.title), count: plain(panel.count), values: reading.activations[panel.output] }));
    const rows = rowsOf(panels.length);
    this.bottoms = []; // of each row of layers
    for (const row of rows) this.bottoms.push(this.place(row, this.bottoms.at(-1) ?? TITLE, rows.length > 1 ? LOWER : TALL));
    this.size = { width: WIDTH, height: this.bottoms.at(-1) };
  }

  // Gives the layers of a row their places, side by side; returns where it ends.
  place(row, top, tall) {
    const layers = row.map((i) => this.layers[i]);
    const room = WIDTH - 2 * MARGIN;
    const sizes = standingSizes(layers, room, tall);
    const free = Math.max(0, room - sizes.reduce((sum, [width]) => sum + width, 0)) / Math.max(1, row.length - 1);
    const names = layers.map(({ title, count }, i) => [...this.wrapped(title, sizes[i][0] + Math.min(free, WIDER)), count]);
    const lines = Math.max(...names.map((each) => each.length));
    let left = MARGIN;
    layers.forEach((layer, i) => {
      const [width, height] = sizes[i];
      const box = { x: left, y: top + lines * LINE + GAP + (tall - height) / 2, width, height };
      const half = Math.max(...names[i].map((text) => this.widthOf(text))) / 2;
      const x = Math.max(GAP + half, Math.min(WIDTH - GAP - half, left + width / 2));
      layer.names = names[i].map((text, line) => ({ text, x, y: top + LINE * (line + lines - names[i].length) + NAME }));
      Object.assign(layer, { box, row: this.bottoms.length, grid: new PanelGrid(layer, false, layer.kind === "digits" ? Math.min(NEURON, height / 10) : width, height) });
      left += width + free;
    });
    return top + lines * LINE + GAP + tall + MARGIN;
  }

  widthOf(text) {
    this.context.font = fontOf({ size: NAME, weight: 600 }, this.family);
    return this.context.measureText(text).width;
  }

  // Cuts a text until it takes at most that many pixels.
  cut(text, width) {
    return text === "…" || this.widthOf(text) <= width ? text : this.cut(`${[...text].slice(0, -1 - text.endsWith("…")).join("")}…`, width);
  }

  // Breaks a text into lines of at most that many pixels, where there are spaces.
  wrapped(text, width) {
    const lines = [];
    for (const word of text.split(" ")) {
      const longer = `${lines.at(-1) ?? ""} ${word}`.trim();
      if (lines.length && this.widthOf(longer) <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  spotOf({ layer: { name }, flatIndex }) {
    const { grid, box } = this.layers.find(({ layer }) => layer === name);
    const { x, y } = grid.spot(grid.indexAt(flatIndex));
    return { x: box.x + x, y: box.y + y };
  }

  /**
   * Return everything as it is at a moment.
   *
   * @param {object} moment - ink: how much is drawn, 0 to 1; sharp: how much of that has become pixels; depth: how many layers the
   *   values have passed
   * @param {object[]} lines - see connections.js
   * @returns {Shape[]} see shapes.js
   */
  at({ ink, sharp, depth }, lines) {
    const reached = (i) => (i ? clamp(2 * (depth - i + 0.5)) : sharp); // a layer lights up once its lines have arrived
    const { width, height } = this.size;
    const room = width - 2 * MARGIN - GAP - (this.widthOf(this.answer) * LARGE) / NAME;
    const size = Math.min(LARGE, (room * NAME) / this.widthOf(this.title));
    return [
      { tag: "rect", x: 0, y: 0, width, height, fill: GROUND },
      { tag: "text", x: MARGIN, y: 36, size, weight: 600, fill: LIGHT, text: this.title },
      ...(depth < this.layers.length - 1 ? [] : [{ tag: "text", x: width - MARGIN, y: 36, size: LARGE, weight: 600, anchor: "end", fill: POSITIVE, text: this.answer }]),
      ...this.layers.flatMap((layer, i) => [...this.names(layer), ...this[layer.kind](layer, reached(i))]),
      ...this.connected(lines, depth),
      ...this.layers.flatMap((layer) => this.changes(layer)),
      ...this.inked(ink, 1 - sharp),
    ];
  }

  // Returns lines as the stage draws them. On their way, they grow.
  connected(lines, depth) {
    const layerOf = ({ layer }) => this.layers.find((each) => each.layer === layer.name);
    const across = (from, to) => (layerOf(from).row === layerOf(to).row ? undefined : this.bottoms[layerOf(from).row] - MARGIN / 2);
    const connecting = new ConnectingLines(document.createElementNS("http://www.w3.org/2000/svg", "svg"));
    connecting.draw(lines, (unit) => this.spotOf(unit), across);
    return connecting.paths.flatMap(({ looks }, i) => {
      const [start, end] = [lines[i].from, lines[i].to].map((unit) => this.spotOf(unit));
      const way = clamp(2 * (depth - this.layers.indexOf(layerOf(lines[i].from))));
      const grown = `${way * 1.1 * (Math.hypot(end.x - start.x, end.y - start.y) + 20)} ${FAR}`;
      return way ? [{ tag: "path", ...looks, ...(way < 1 ? { "stroke-dasharray": grown } : {}) }] : [];
    });
  }

  names({ names }) {
    const last = names.length - 1;
    return names.map(({ text, x, y }, i) => ({ tag: "text", x, y, size: i < last ? NAME : COUNT, weight: i < last ? 600 : 400, anchor: "middle", fill: i < last ? LIGHT : QUIET, text }));
  }

  // The drawing as it was drawn, stroke after stroke.
  inked(ink, opacity) {
    if (!opacity || !this.strokes.length) return [];
    const { x, y, width } = this.layers[0].box;
    const scale = width / CANVAS_SIZE;
    return this.strokes.flatMap(({ path, strokeWidth }, i) => {
      const done = clamp(ink * this.strokes.length - i);
      if (!done) return [];
      const places = path.map(([name, ...numbers]) => [name, ...numbers.map((number, place) => scale * number + (place % 2 ? y : x))]);
      const ends = places.map((place) => place.slice(-2));
      const long = ends.slice(1).reduce((sum, [right, down], at) => sum + Math.hypot(right - ends[at][0], down - ends[at][1]), 0);
      return [{ tag: "path", d: places.flat().join(" "), stroke: INK, "stroke-width": scale * strokeWidth, "stroke-linecap": "round", "stroke-dasharray": `${done * long} ${done < 1 ? FAR : 0}`, opacity }];
    });
  }

  pixels(layer, reached) {
    const { box } = layer;
    return [{ tag: "rect", ...box, fill: DARK }, ...(reached ? [{ tag: "image", ...box, canvas: this.pictureOf(layer, 0), opacity: reached }] : [])];
  }

  maps(layer, reached) {
    return Array.from({ length: layer.grid.channels }, (_, channel) => {
      const [left, top, width, height] = layer.grid.box(channel);
      const box = { x: layer.box.x + left, y: layer.box.y + top, width, height };
      return [{ tag: "rect", ...box, fill: DARK }, ...(reached ? [{ tag: "image", ...box, canvas: this.pictureOf(layer, channel), opacity: reached }] : [])];
    }).flat();
  }

  // Returns a feature map, or the image, with a pixel for each value; painted once.
  pictureOf({ grid: { mapRows: height, mapCols: width, channels }, values, scale, ...layer }, channel) {
    const pictures = (this.pictures ??= {});
    return (pictures[`${layer.layer} ${channel}`] ??= painted(width, height, (pixel) => sequentialColor(values[pixel * channels + channel], scale)));
  }

  units({ grid, box, values, scale }, reached) {
    return Array.from({ length: grid.channels }, (_, unit) => {
      const [left, top, width, height] = grid.box(unit);
      const value = values[unit] * reached;
      const disk = { tag: "circle", cx: box.x + left + width / 2, cy: box.y + top + height / 2, r: Math.min(width, height) / 2, fill: hex(sequentialColor(value, scale)) };
      return level(value, scale) > GLOWS ? [{ ...disk, r: 1.45 * disk.r, opacity: 0.3, class: "glow" }, disk] : [disk];
    }).flat();
  }

  digits({ grid, box, values, scale, classes = [..."0123456789"] }, reached) {
    const written = percents(values);
    const most = box.width - grid.width - 2 * GAP;
    const widest = Math.max(...written.map((share) => (isSeen(share) ? this.widthOf(share) : 0)));
    const shares = classes.map((name, digit) => [name[1] && this.cut(name, NAMED * (most - widest)), isSeen(written[digit]) && written[digit]].filter(Boolean).join(" "));
    const room = most - Math.max(...shares.map((share) => this.widthOf(share)));
    return Array.from({ length: grid.channels }, (_, digit) => {
      const { x, y } = grid.spot([digit]);
      const [cx, cy, r] = [box.x + x, box.y + y, grid.width / 2];
      const value = values[digit] * reached;
      const [left, isLargest] = [cx + r + GAP, values[digit] === Math.max(...values)];
      const found = [
        { tag: "circle", cx, cy, r, fill: hex(sequentialColor(value, scale)) },
        { tag: "text", x: cx, y: cy + 5, size: NAME, weight: 600, anchor: "middle", fill: level(value, scale) > BRIGHT ? WRITING : LIGHT, text: [...classes[digit]][0] },
      ];
      if (!shares[digit] || !reached) return found;
      const bar = { tag: "rect", x: left, y: cy - r, width: Math.max(0, room) * value, height: 2 * r, fill: BAR };
      const text = { tag: "text", x: left + bar.width + GAP, y: cy + 5, size: NAME, weight: isLargest ? 700 : 400, fill: LIGHT, text: shares[digit], opacity: reached };
      return [...found, bar, text];
    }).flat();
  }

  // What a person has done on the stage: neurons that are off or turned up, and the chosen one.
  changes({ layer, grid, box }) {
    const ring = (number, stroke, add) => {
      const { x, y, width, height } = grid.cell(number);
      return { tag: "circle", cx: box.x + x + width / 2, cy: box.y + y + height / 2, r: Math.min(width, height) / 2 + add, stroke, "stroke-width": 2 };
    };
    const off = ({ cx, cy, r }) => ({ tag: "path", d: `M${cx - r} ${cy - r}L${cx + r} ${cy + r}M${cx - r} ${cy + r}L${cx + r} ${cy - r}`, stroke: LIGHT, "stroke-width": 2 });
    const found = this.factors.filter((each) => each.layer === layer).map(({ number, factor }) => (factor ? ring(number, POSITIVE, -1) : off(ring(number, LIGHT, -1))));
    return this.selected?.layer === layer ? [...found, ring(this.selected.index.at(-1), "#ffffff", 1)] : found;
  }
}

function painted(width, height, colorOf) {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const picture = new ImageData(width, height);
  new Uint32Array(picture.data.buffer).forEach((_pixel, i, pixels) => (pixels[i] = colorOf(i)));
  canvas.getContext("2d").putImageData(picture, 0, 0);
  return canvas;
}
