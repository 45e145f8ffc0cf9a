// Tensors as boxes of numbers: a table with a window that can be moved over its numbers, and rows with their first numbers.

import { sequentialColor } from "../../parts/looks/values.js";
import { plain, showMarked } from "../../parts/asking/marked.js";
import { figure, filled } from "../../parts/looks/wording.js";
import { ofTensors } from "../lesson_words.js";

const WINDOW = [7, 9]; // how many rows and columns of a table are written out
const FIRST = 10; // numbers of a row
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * Show tensors, one below another.
 *
 * @param {object} data - tensors: [{title, shape, rows: [[number]], scale: the value in the brightest color}]
 */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-tensors");
  root.replaceChildren(...data.tensors.map((tensor) => (tensor.rows.length > 1 ? table(tensor) : row(tensor))));
}

function box({ title, shape, rows, scale }) {
  const figure = document.createElement("figure");
  figure.innerHTML = "<figcaption><b></b><span></span></figcaption><div><canvas></canvas></div>";
  const [caption, body] = figure.children;
  showMarked(caption.firstChild, title);
  caption.lastChild.textContent = shape;
  const canvas = body.firstChild;
  Object.assign(canvas, { width: rows[0].length, height: rows.length });
  const picture = new ImageData(canvas.width, canvas.height);
  new Uint32Array(picture.data.buffer).set(rows.flat().map((value) => sequentialColor(value, scale)));
  canvas.getContext("2d").putImageData(picture, 0, 0);
  return { figure, body, canvas };
}

const cell = (value) => Object.assign(document.createElement("td"), { textContent: figure(value) });

function row({ rows: [values], ...tensor }) {
  const { figure: element } = box({ rows: [values], ...tensor });
  element.className = "ink-row-tensor";
  const rest = values.length - FIRST;
  const first = values.slice(0, FIRST).map(figure).join("  ");
  const words = rest > 0 ? filled(ofTensors().more, { first, count: rest }) : first;
  element.append(Object.assign(document.createElement("p"), { textContent: words }));
  return element;
}

function table(tensor) {
  const { rows } = tensor;
  const { figure: element, body, canvas } = box(tensor);
  element.className = "ink-table-tensor";
  const frame = document.createElement("i");
  const numbers = document.createElement("table");
  const place = document.createElement("p");
  const shown = document.createElement("div");
  shown.append(place, numbers);
  body.append(frame, shown);
  const [tall, wide] = [rows.length, rows[0].length];
  let [top, left] = brightest(rows);
  Object.assign(canvas, { tabIndex: 0, role: "application", ariaLabel: filled(ofTensors().spoken, { title: plain(tensor.title) }) });
  const show = (toTop, toLeft) => {
    top = Math.max(0, Math.min(tall - WINDOW[0], toTop));
    left = Math.max(0, Math.min(wide - WINDOW[1], toLeft));
    for (const [name, share] of Object.entries({ top: top / tall, left: left / wide, width: WINDOW[1] / wide, height: WINDOW[0] / tall }))
      frame.style.setProperty(`--${name}`, share);
    place.textContent = filled(ofTensors().window, { top, bottom: top + WINDOW[0] - 1, left, right: left + WINDOW[1] - 1 });
    numbers.replaceChildren(
      ...rows.slice(top, top + WINDOW[0]).map((values) => {
        const line = document.createElement("tr");
        line.append(...values.slice(left, left + WINDOW[1]).map(cell));
        return line;
      }),
    );
  };
  canvas.onpointermove = canvas.onpointerdown = (event) => {
    const side = canvas.getBoundingClientRect();
    show(
      Math.round(((event.clientY - side.top) / side.height) * tall - WINDOW[0] / 2),
      Math.round(((event.clientX - side.left) / side.width) * wide - WINDOW[1] / 2),
    );
  };
  canvas.onkeydown = (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    show(top + step[0], left + step[1]);
  };
  show(top - 3, left - 4);
  return element;
}

// Row and column of the largest number, or the first of them.
function brightest(rows) {
  const values = rows.flat();
  const place = values.indexOf(Math.max(...values));
  return [Math.floor(place / rows[0].length), place % rows[0].length];
}
