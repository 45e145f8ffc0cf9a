// Arrays as pictures, one pixel a value. The pictures of a row that belong together (input, weights,
// product) are hovered together: the tip shows the product of that pixel as Python sent it.

import { sequentialColor, showTip, signedColor } from "../parts/values.js";

const SIDE = 168; // pixels of a picture's longer side, at least one screen pixel a value

/**
 * Show a row of arrays.
 *
 * @param {object} data - denominator: of all values; heading: of the row, or empty; operators: what stands between
 *   the pictures; pictures: [{title, note, rows, cols, channels, values, signed,
 *   scale, linked, corner, outline, pick}], as pixels.py describes them. Reports `picked`: [row, col].
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-pixels");
  if (!root.firstChild)
    root.innerHTML = '<h4 class="ink-heading"></h4><div class="ink-row"></div><div class="ink-tip" hidden></div>';
  const [heading, row, tip] = root.children;
  heading.textContent = data.heading;
  heading.hidden = !data.heading;
  const figures = data.pictures.map((picture) => figure(picture, data));
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
    if (picture.pick) {
      canvas.onpointerdown = (event) => (canvas.pressed = valueAt(event));
      canvas.onclick = () => canvas.pressed && setTriggerValue("picked", [canvas.pressed.row, canvas.pressed.col]);
    }
  });
}

function describe(data, picture, { row, col, channel, flat }) {
  const title = `${picture.channels > 1 ? `map ${channel}, ` : ""}row ${row + picture.corner[0]}, col ${col + picture.corner[1]}`;
  const number = (value) => (value / data.denominator).toFixed(Math.log10(data.denominator)).replace("-", "−");
  const [input, weight, product] = data.pictures.filter((each) => each.linked).map((each) => each.values[flat]);
  return [title, picture.linked ? `${number(input)} × ${number(weight)} = ${number(product)}` : number(picture.values[flat])];
}

// Many channels lie in a grid about as wide as it is high.
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

function figure(picture, { denominator, heading }) {
  const item = document.createElement("figure");
  item.innerHTML = "<canvas></canvas><figcaption><b></b><span></span></figcaption>";
  item.querySelector("b").textContent = heading ? "" : picture.title;
  item.querySelector("span").textContent = picture.note;
  const canvas = item.querySelector("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `${picture.title}: ${picture.note}`);
  canvas.classList.toggle("ink-pick", picture.pick);
  paint(canvas, picture, denominator);
  return item;
}

function paint(canvas, picture, denominator) {
  const [down, right] = grid(picture);
  const [wide, tall] = [right * (picture.cols + gap(picture)) - gap(picture), down * (picture.rows + gap(picture)) - gap(picture)];
  const zoom = Math.max(1, Math.floor(SIDE / Math.max(wide, tall)));
  Object.assign(canvas, { width: wide * zoom, height: tall * zoom, zoom });
  const pixels = new ImageData(wide, tall);
  const colors = new Uint32Array(pixels.data.buffer);
  picture.values.forEach((value, flat) => {
    const channel = flat % picture.channels;
    const pixel = Math.floor(flat / picture.channels);
    const row = Math.floor(channel / right) * (picture.rows + gap(picture)) + Math.floor(pixel / picture.cols);
    const col = (channel % right) * (picture.cols + gap(picture)) + (pixel % picture.cols);
    const color = picture.signed ? signedColor : sequentialColor;
    colors[row * wide + col] = color(value / denominator, picture.scale);
  });
  const small = Object.assign(document.createElement("canvas"), { width: wide, height: tall });
  small.getContext("2d").putImageData(pixels, 0, 0);
  const context = canvas.getContext("2d");
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
  if (picture.outline) {
    const [top, bottom, left, stop] = picture.outline.map((side) => side * zoom);
    context.lineWidth = 2;
    context.strokeStyle = "#ffffff";
    context.strokeRect(left + 1, top + 1, stop - left - 2, bottom - top - 2);
  }
}
