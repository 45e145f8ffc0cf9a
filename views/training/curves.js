// A line chart: series over common positions, a mark at one of them, values under the pointer.

import { written } from "../parts/wording.js";

const HEIGHT = 190;
const MARGIN = { left: 56, right: 10, top: 10, bottom: 26 };
const NS = "http://www.w3.org/2000/svg";

const charts = new WeakMap();

/**
 * Show the chart, as often as it changes.
 *
 * @param {object} data - title; format: "percent" or "number"; positions: [number], ticks: [{position, label}],
 *   until: the last position; no positions, no values: axes to come; low, high: the least range of values; series: [{name, values}], null for a gap;
 *   mark: ?number, a position
 */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-curves");
  if (!charts.has(root)) charts.set(root, new Chart(root));
  const chart = charts.get(root);
  chart.show(data);
  return () => chart.end();
}

function niceTicks(low, high, number) {
  const rough = (high - low) / number;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((base) => base * power).find((each) => each >= rough * 0.999);
  const ticks = [];
  for (let tick = Math.ceil(low / step - 1e-9) * step; tick <= high + step * 1e-6; tick += step) ticks.push(tick);
  return ticks;
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
    this.hovered = null;
  }

  show(data) {
    this.data = data;
    this.header.firstChild.textContent = data.title;
    this.draw();
  }

  draw() {
    const { data } = this;
    this.width = this.root.clientWidth;
    if (!this.width) return;
    const known = data.series.flatMap((series) => series.values).filter((value) => value !== null);
    this.low = Math.min(data.low, ...known);
    this.high = Math.max(data.high, ...known);
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${HEIGHT}`);
    this.svg.setAttribute("height", HEIGHT);
    const words = data.positions.length ? this.inWords(data.positions.length - 1) : "nothing yet";
    this.svg.setAttribute("aria-label", `${data.title}: ${words}`);
    this.svg.innerHTML = [...this.grid(), ...data.series.map((series, i) => this.line(series, i)), this.mark()].join("");
    this.legend();
  }

  x(position) {
    return MARGIN.left + ((this.width - MARGIN.left - MARGIN.right) * position) / Math.max(this.data.until, 1e-9);
  }

  y(value) {
    const share = (value - this.low) / (this.high - this.low);
    return HEIGHT - MARGIN.bottom - (HEIGHT - MARGIN.top - MARGIN.bottom) * share;
  }

  grid() {
    const rows = niceTicks(this.low, this.high, 4).map((tick) => {
      const y = this.y(tick);
      const zero = tick === 0 ? ' class="ink-zero"' : "";
      return `<line${zero} x1="${MARGIN.left}" x2="${this.width - MARGIN.right}" y1="${y}" y2="${y}"/><text x="${MARGIN.left - 8}" y="${y + 5}" text-anchor="end">${written(tick, this.data.format)}</text>`;
    });
    let free = -Infinity;
    const cols = this.data.ticks.map(({ position, label }) => {
      const half = label.length * 4.2;
      const x = Math.max(MARGIN.left - 4 + half, Math.min(this.x(position), this.width - half));
      if (x - half < free) return "";
      free = x + half + 10;
      return `<text x="${x}" y="${HEIGHT - 6}" text-anchor="middle">${label}</text>`;
    });
    return [...rows, ...cols];
  }

  line({ values }, number) {
    let path = "";
    values.forEach((value, i) => {
      if (value === null) return;
      path += `${path && values[i - 1] !== null ? "L" : "M"}${this.x(this.data.positions[i]).toFixed(1)} ${this.y(value).toFixed(1)}`;
    });
    return `<path class="ink-series${number}" d="${path}"/>`;
  }

  mark() {
    const position = this.hovered === null ? this.data.mark : this.data.positions[this.hovered];
    if (position === null || position === undefined) return "";
    const i = this.data.positions.indexOf(position);
    const dots = this.data.series.map(({ values }, number) =>
      values[i] === null || values[i] === undefined ? "" : `<circle class="ink-series${number}" cx="${this.x(position)}" cy="${this.y(values[i])}" r="4"/>`,
    );
    return `<line class="ink-mark" x1="${this.x(position)}" x2="${this.x(position)}" y1="${MARGIN.top}" y2="${HEIGHT - MARGIN.bottom}"/>${dots.join("")}`;
  }

  legend() {
    const { positions, series, mark, format } = this.data;
    const marked = mark === null ? positions.length - 1 : positions.indexOf(mark);
    const i = this.hovered ?? marked;
    while (this.header.children.length > 1) this.header.lastChild.remove();
    series.forEach(({ name, values }, number) => {
      const item = document.createElement("span");
      item.className = `ink-key${number}`;
      item.textContent = values.length ? `${name} ${written(values[i], format, true)}` : name;
      this.header.append(item);
    });
  }

  inWords(i) {
    return this.data.series.map(({ name, values }) => `${name} ${written(values[i], this.data.format, true)}`).join(", ");
  }

  point(x) {
    if (!this.data?.positions.length) return;
    const distances = this.data.positions.map((position) => Math.abs(this.x(position) - x));
    const nearest = x === null ? null : distances.indexOf(Math.min(...distances));
    if (nearest === this.hovered) return;
    this.hovered = nearest;
    this.draw();
  }

  end() {
    this.observer.disconnect();
    charts.delete(this.root);
  }
}
