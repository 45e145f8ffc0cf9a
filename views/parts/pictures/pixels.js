// Arrays as pictures, one pixel per value. Linked pictures of a row (input, weights, product) are hovered
// together, and the tip shows that pixel's product as Python sent it.

import { DARK } from "../../../model/constants.js";
import { _ } from "../language/language.js";
import { plain, showMarked } from "../asking/marked.js";
import { sequentialColor, showTip, signedColor } from "../looks/values.js";
import { exact, filled, inBrackets } from "../looks/wording.js";

const SIDE = 168; // pixels of a picture's longer side, at least one screen pixel per value

/**
 * Show a row of arrays.
 *
 * @param {object} data - decimals: decimal places of all values, which are sent as whole units of the last place; heading: the row's, or empty; operators: the signs between
 *   the pictures; pictures: [{title, note, rows, cols, channels, values, painted: ?values to paint instead, signed,
 *   scale, linked, outline, pick, walk, named}], see pixels.py. Reports `picked`: [row, col].
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-pixels");
  if (!root.firstChild)
    root.innerHTML = '<h4 class="ink-heading"></h4><div class="ink-row"></div><div class="ink-tip" hidden></div>';
  const [heading, row, tip] = root.children;
  showMarked(heading, data.heading);
  heading.hidden = !data.heading;
  const figures = data.pictures.map((picture) => figure(picture, data));
  const hadFocus = row.contains(document.activeElement);
  row.replaceChildren(...figures.flatMap((each, number) => (data.operators[number] ? [each, operator(data.operators[number])] : each)));
  data.pictures.forEach((picture, number) => {
    const canvas = figures[number].querySelector("canvas");
    const valueAt = (event) => valueUnder(picture, canvas, event);
    canvas.onpointermove = (event) => {
      const found = valueAt(event);
      if (!found) return (tip.hidden = true);
      const box = root.getBoundingClientRect();
      const spot = { x: event.clientX - box.left, y: event.clientY - box.top };
      showTip(root, tip, describe(data, picture, found), spot);
    };
    canvas.onpointerleave = () => (tip.hidden = true);
    const choose = ({ row, col }) => picture.pick && setTriggerValue("picked", [row, col]);
    if (picture.pick) {
      canvas.onpointerdown = (event) => (canvas.pressed = valueAt(event));
      canvas.onclick = () => canvas.pressed && choose(canvas.pressed);
    }
    if (picture.walk) {
      walkWithKeys(canvas, picture, data, choose, (found, spot) => showTip(root, tip, describe(data, picture, found), spot));
      canvas.onblur = () => (tip.hidden = true);
      if (hadFocus) canvas.focus();
    }
  });
}

// Arrow keys move the frame from value to value, and Enter picks the framed one.
function walkWithKeys(canvas, picture, data, choose, onMove) {
  let [row, , col] = picture.outline ?? [0, 0, 0];
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", filled(picture.pick ? _("{title}: {note}. Arrow keys move the frame, and Enter chooses.") : _("{title}: {note}. Arrow keys move the frame."), { title: plain(picture.title), note: picture.note }));
  canvas.onkeydown = (event) => {
    const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key];
    if (!step && event.key !== "Enter") return;
    event.preventDefault();
    if (!step) return choose({ row, col });
    row = Math.max(0, Math.min(picture.rows - 1, row + step[0]));
    col = Math.max(0, Math.min(picture.cols - 1, col + step[1]));
    paint(canvas, { ...picture, outline: [row, row + 1, col, col + 1] }, data.decimals);
    const zoom = canvas.offsetWidth / picture.cols;
    const spot = { x: canvas.offsetLeft + (col + 0.5) * zoom, y: canvas.offsetTop + (row + 0.5) * zoom };
    onMove({ row, col, channel: 0, flat: row * picture.cols + col }, spot);
  };
}

function describe(data, picture, { row, col, channel, flat }) {
  const named = picture.channels > 1 ? _("map {channel}, row {row}, col {col}") : _("row {row}, col {col}");
  const title = picture.named ? filled(picture.named, { number: flat }) : filled(named, { channel, row, col });
  const number = ({ values }) => exact(values[flat] / 10 ** data.decimals, data.decimals);
  const linked = data.pictures.filter((each) => each.linked);
  const terms = linked.map((each, i) => (data.operators[i - 1] === "−" ? inBrackets(number(each)) : number(each)));
  return [title, picture.linked ? terms.flatMap((each, i) => (i ? [data.operators[i - 1], each] : each)).join(" ") : number(picture)];
}

// Many channels form a grid that is about as wide as high.
function grid(picture) {
  const cols = Math.ceil(Math.sqrt(picture.channels));
  return [Math.ceil(picture.channels / cols), cols];
}

function gap(picture) {
  return picture.channels > 1 ? 1 : 0;
}

function valueUnder(picture, canvas, event) {
  const box = canvas.getBoundingClientRect();
  const x = ((event.clientX - box.left) / box.width) * canvas.width;
  const y = ((event.clientY - box.top) / box.height) * canvas.height;
  const zoom = canvas.zoom;
  const [wide, tall] = [picture.cols + gap(picture), picture.rows + gap(picture)];
  const [right, down] = [Math.floor(x / zoom / wide), Math.floor(y / zoom / tall)];
  const [col, row] = [Math.floor(x / zoom) - right * wide, Math.floor(y / zoom) - down * tall];
  const channel = down * grid(picture)[1] + right;
  if (channel >= picture.channels || row >= picture.rows || col >= picture.cols || row < 0 || col < 0) return null;
  return { row, col, channel, flat: (row * picture.cols + col) * picture.channels + channel };
}

function operator(sign) {
  return Object.assign(document.createElement("span"), { className: "ink-operator", textContent: sign });
}

function figure(picture, { decimals, heading }) {
  const item = document.createElement("figure");
  item.innerHTML = "<canvas></canvas><figcaption><b></b><span></span></figcaption>";
  showMarked(item.querySelector("b"), heading ? "" : picture.title);
  item.querySelector("span").textContent = picture.note;
  const canvas = item.querySelector("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", filled(_("{title}: {note}"), { title: plain(picture.title), note: picture.note }));
  canvas.classList.toggle("ink-pick", picture.pick);
  paint(canvas, picture, decimals);
  return item;
}

/** Paint an array onto a canvas, and its outline; a value that is NaN stays empty. `picture`: as above, with at least rows, cols, channels, values, scale. */
export function paint(canvas, picture, decimals) {
  const [down, right] = grid(picture);
  const [wide, tall] = [right * (picture.cols + gap(picture)) - gap(picture), down * (picture.rows + gap(picture)) - gap(picture)];
  const zoom = Math.max(1, Math.floor(SIDE / Math.max(wide, tall)));
  Object.assign(canvas, { width: wide * zoom, height: tall * zoom, zoom });
  const pixels = new ImageData(wide, tall);
  const colors = new Uint32Array(pixels.data.buffer);
  (picture.painted ?? picture.values).forEach((value, flat) => {
    const channel = flat % picture.channels;
    const pixel = Math.floor(flat / picture.channels);
    const row = Math.floor(channel / right) * (picture.rows + gap(picture)) + Math.floor(pixel / picture.cols);
    const col = (channel % right) * (picture.cols + gap(picture)) + (pixel % picture.cols);
    const color = picture.signed ? signedColor : sequentialColor;
    colors[row * wide + col] = color(value / 10 ** decimals, picture.scale);
  });
  const small = Object.assign(document.createElement("canvas"), { width: wide, height: tall });
  small.getContext("2d").putImageData(pixels, 0, 0);
  const context = canvas.getContext("2d");
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
  if (picture.outline) {
    const [top, bottom, left, stop] = picture.outline.map((side) => side * zoom);
    for (const [line, color] of [[4, DARK], [2, "#ffffff"]]) {
      Object.assign(context, { lineWidth: line, strokeStyle: color });
      context.strokeRect(left + 1, top + 1, stop - left - 2, bottom - top - 2);
    }
  }
}
