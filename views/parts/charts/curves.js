// A line chart: series over common positions, a mark at one of them, and the values under the pointer.

import { plain, showMarked } from "../asking/marked.js";
import { filled, joined, written } from "../looks/wording.js";
import { _ } from "../language/language.js";
import { following } from "../component/following.js";

const HEIGHT = 178;
const MARGIN = { left: 56, right: 10, top: 10, bottom: 26 };
const LETTER = 8.4; // pixels, at least the width of a letter
const WHOLE = " 100.0%"; // the longest value beside a name
const LINE = 17; // pixels between two names above each other

/**
 * Show the chart, whenever it changes.
 *
 * @param {object} data - title; format: "percent" or "number"; positions: [number], ticks: [{position, label}],
 *   until: the last position; without positions and values, only axes show; low, high: the smallest range of values; cut: whether high is also the upper limit;
 *   series: [{name, values, id, positions, look, turn}]: values with null for a gap; id, the same in every language, if it can be switched off; its own positions, if they differ from the common ones;
 *   its look, if it differs from the default for its index; ?number, the position of its turn, which is marked;
 *   mark: ?number, a position; turn: the name of a turn; switches: whether each series can be switched off and on;
 *   named: whether each has its name at its end instead of a legend
 */
function curves({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-curves");
  const chart = (root.inkPart ??= new Chart(root));
  chart.show(data);
  return () => chart.end();
}

export default following(curves);

function niceTicks(low, high, number) {
  const rough = (high - low) / number;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((base) => base * power).find((each) => each >= rough * 0.999);
  const ticks = [];
  for (let tick = Math.ceil(low / step - 1e-9) * step; tick <= high + step * 1e-6; tick += step) ticks.push(tick);
  return ticks;
}

function nearest(numbers, number) {
  const distances = numbers.map((each) => Math.abs(each - number));
  return distances.indexOf(Math.min(...distances));
}

/** Return heights in the order of the wanted ones, at least LINE apart and not below `lowest`. */
function spread(wished, lowest) {
  const places = [];
  const order = wished.map((_, i) => i).sort((a, b) => wished[a] - wished[b]);
  let free = -Infinity;
  for (const i of order) free = LINE + (places[i] = Math.max(wished[i], free));
  free = lowest;
  for (const i of order.reverse()) free = (places[i] = Math.min(places[i], free)) - LINE;
  return places;
}

class Chart {
  constructor(root) {
    this.root = root;
    root.innerHTML = '<header><b></b></header><svg role="img"></svg>';
    [this.header, this.svg] = root.children;
    this.observer = new ResizeObserver(() => this.data && this.draw());
    this.observer.observe(root);
    root.onpointermove = (event) => this.point(event.clientX - this.svg.getBoundingClientRect().left);
    root.onpointerleave = () => this.point(null);
    this.hovered = null; // a position
    this.off = new Set(); // ids of series
  }

  /** The visible series, each with its positions and its look. */
  get series() {
    const { series, positions, switches } = this.data;
    const all = series.map((each, i) => ({ ...each, positions: each.positions ?? positions, look: each.look ?? i }));
    return switches ? all.filter(({ id }) => !this.off.has(id)) : all;
  }

  show(data) {
    this.data = data;
    showMarked(this.header.firstChild, data.title);
    this.draw();
  }

  draw() {
    const { data } = this;
    this.width = this.root.clientWidth;
    if (!this.width) return;
    const { series } = this;
    const letters = data.named ? Math.max(...series.map(({ name }) => plain(name).length)) + WHOLE.length : 0;
    this.right = this.width - MARGIN.right - LETTER * letters;
    const known = series.flatMap(({ values }) => values).filter((value) => value !== null);
    this.low = Math.min(data.low, ...known);
    this.high = data.cut ? data.high : Math.max(data.high, ...known);
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${HEIGHT}`);
    this.svg.setAttribute("height", HEIGHT);
    const words = series.some(({ values }) => values.length) ? this.inWords() : _("nothing yet");
    this.svg.setAttribute("aria-label", filled(_("{title}: {values}"), { title: plain(data.title), values: words }));
    this.svg.innerHTML = [...this.grid(), ...series.map((each) => this.line(each)), ...series.map((each) => this.turn(each)), this.mark()].join("");
    if (data.named) this.svg.innerHTML += this.names(series).join("");
    else this.legend();
  }

  x(position) {
    return MARGIN.left + ((this.right - MARGIN.left) * position) / Math.max(this.data.until, 1e-9);
  }

  y(value) {
    const share = (value - this.low) / (this.high - this.low);
    return HEIGHT - MARGIN.bottom - (HEIGHT - MARGIN.top - MARGIN.bottom) * share;
  }

  grid() {
    const rows = niceTicks(this.low, this.high, 4).map((tick) => {
      const y = this.y(tick);
      const zero = tick === 0 ? ' class="ink-zero"' : "";
      return `<line${zero} x1="${MARGIN.left}" x2="${this.right}" y1="${y}" y2="${y}"/><text x="${MARGIN.left - 8}" y="${y + 5}" text-anchor="end">${written(tick, this.data.format)}</text>`;
    });
    const placed = this.data.ticks.map(({ position, label }) => {
      const half = (label.length * LETTER) / 2;
      return { label, half, x: Math.max(MARGIN.left - 4 + half, Math.min(this.x(position), this.right + MARGIN.right - half)) };
    });
    const last = placed.at(-1); // it has its label before those between it and the first
    let free = -Infinity;
    const cols = placed.map((tick, i) => {
      const { label, half, x } = tick;
      if (x - half < free || (i && tick !== last && x + half + 10 > last.x - last.half)) return "";
      free = x + half + 10;
      return `<text x="${x}" y="${HEIGHT - 6}" text-anchor="middle">${label}</text>`;
    });
    return [...rows, ...cols];
  }

  line({ values, positions, look }) {
    let path = "";
    values.forEach((value, i) => {
      if (value === null) return;
      path += `${path && values[i - 1] !== null ? "L" : "M"}${this.x(positions[i]).toFixed(1)} ${this.y(value).toFixed(1)}`;
    });
    return `<path class="ink-series${look}" d="${path}"/>`;
  }

  // Mark a series' turn with a line down to the axis, and its name on the side with more room.
  turn({ values, positions, turn }) {
    const i = positions.indexOf(turn ?? null);
    if (i < 0 || values[i] === null) return "";
    const [x, y] = [this.x(turn), this.y(values[i])];
    const isLeft = x > this.width / 2;
    const label = `<text x="${isLeft ? x - 6 : x + 6}" y="${MARGIN.top + 12}" text-anchor="${isLeft ? "end" : "start"}">${this.data.turn}</text>`;
    return `<line class="ink-turn" x1="${x}" x2="${x}" y1="${MARGIN.top}" y2="${HEIGHT - MARGIN.bottom}"/><circle class="ink-turn" cx="${x}" cy="${y}" r="5"/>${label}`;
  }

  // Write the names beside the ends of the lines that have begun.
  names(series) {
    const begun = series.filter(({ values }) => values.length);
    const places = spread(begun.map(({ values }) => this.y(values.findLast((value) => value !== null) ?? this.low)), HEIGHT - MARGIN.bottom);
    return begun.map((each, i) => `<text class="ink-name${each.look}" x="${this.x(each.positions.at(-1)) + 8}" y="${places[i] + 5}">${this.inOne(each)}</text>`);
  }

  mark() {
    const position = this.hovered ?? this.data.mark;
    if (position === null || position === undefined) return "";
    const dots = this.series.map((each) => {
      const i = nearest(each.positions, position);
      const value = each.values[i] ?? null;
      return value === null ? "" : `<circle class="ink-series${each.look}" cx="${this.x(each.positions[i])}" cy="${this.y(value)}" r="4"/>`;
    });
    return `<line class="ink-mark" x1="${this.x(position)}" x2="${this.x(position)}" y1="${MARGIN.top}" y2="${HEIGHT - MARGIN.bottom}"/>${dots.join("")}`;
  }

  // Return a series' value at the pointer or, without one, at the mark or its end.
  valueOf({ values, positions }) {
    const position = this.hovered ?? this.data.mark ?? positions.at(-1);
    return values.length ? written(values[nearest(positions, position)], this.data.format, true) : "";
  }

  // Reuse the legend's entries where possible, because one can have the focus.
  legend() {
    const { series, positions, switches } = this.data;
    const shape = JSON.stringify([switches, series.map(({ name, id, look }) => [name, id, look])]);
    if (shape !== this.shape) {
      while (this.header.children.length > 1) this.header.lastChild.remove();
      this.header.append(...series.map((each, i) => this.entry(each, each.look ?? i)));
      this.shape = shape;
    }
    series.forEach((each, i) => {
      const item = this.header.children[i + 1];
      const value = this.valueOf({ ...each, positions: each.positions ?? positions });
      if (switches) item.setAttribute("aria-pressed", !this.off.has(each.id));
      showMarked(item, value ? `${each.name} ${value}` : each.name);
    });
  }

  entry({ id }, look) {
    const item = document.createElement(this.data.switches ? "button" : "span");
    item.className = `ink-key${look}`;
    if (!this.data.switches) return item;
    item.type = "button";
    item.onclick = () => {
      if (!this.off.delete(id)) this.off.add(id);
      this.draw();
    };
    return item;
  }

  inOne(each) {
    return `${plain(each.name)} ${this.valueOf(each)}`.trim();
  }

  inWords() {
    const spoken = this.series.map((each) => `${this.inOne(each)}${each.turn === null || each.turn === undefined ? "" : `, ${this.data.turn}`}`);
    return joined(spoken);
  }

  point(x) {
    if (!this.data) return;
    const all = this.series.flatMap(({ positions }) => positions);
    if (!all.length) return;
    const hovered = x === null ? null : all[nearest(all.map((position) => this.x(position)), x)];
    if (hovered === this.hovered) return;
    this.hovered = hovered;
    this.draw();
  }

  end() {
    this.observer.disconnect();
    this.root.inkPart = null;
  }
}
