// A line chart: series over common places, a mark at one of them, values under the pointer.
// data: title, format ("percent" or "number"), at: places, ticks: [{at, label}], until: the last place,
// low, high: the vertical range at least, series: [{name, values}] (null: a gap), mark: a place or null.

import { written } from "../parts/wording.js";

const HEIGHT = 190;
const MARGIN = { left: 46, right: 10, top: 8, bottom: 24 };
const NS = "http://www.w3.org/2000/svg";

const charts = new WeakMap();

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
    this.svg.setAttribute("aria-label", `${data.title}: ${this.inWords(data.at.length - 1)}`);
    this.svg.innerHTML = [...this.grid(), ...data.series.map((series, i) => this.line(series, i)), this.mark()].join("");
    this.legend();
  }

  x(place) {
    return MARGIN.left + ((this.width - MARGIN.left - MARGIN.right) * place) / Math.max(this.data.until, 1e-9);
  }

  y(value) {
    const share = (value - this.low) / (this.high - this.low);
    return HEIGHT - MARGIN.bottom - (HEIGHT - MARGIN.top - MARGIN.bottom) * share;
  }

  grid() {
    const rows = niceTicks(this.low, this.high, 4).map((tick) => {
      const y = this.y(tick);
      const zero = tick === 0 ? ' class="ink-zero"' : "";
      return `<line${zero} x1="${MARGIN.left}" x2="${this.width - MARGIN.right}" y1="${y}" y2="${y}"/><text x="${MARGIN.left - 8}" y="${y + 4}" text-anchor="end">${written(tick, this.data.format)}</text>`;
    });
    let free = -Infinity;
    const cols = this.data.ticks.map(({ at, label }) => {
      const half = label.length * 3.4;
      const x = Math.max(MARGIN.left - 4 + half, Math.min(this.x(at), this.width - half));
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
      path += `${path && values[i - 1] !== null ? "L" : "M"}${this.x(this.data.at[i]).toFixed(1)} ${this.y(value).toFixed(1)}`;
    });
    return `<path class="ink-series${number}" d="${path}"/>`;
  }

  mark() {
    const place = this.hovered === null ? this.data.mark : this.data.at[this.hovered];
    if (place === null || place === undefined) return "";
    const i = this.data.at.indexOf(place);
    const dots = this.data.series.map(({ values }, number) =>
      values[i] === null || values[i] === undefined ? "" : `<circle class="ink-series${number}" cx="${this.x(place)}" cy="${this.y(values[i])}" r="4"/>`,
    );
    return `<line class="ink-mark" x1="${this.x(place)}" x2="${this.x(place)}" y1="${MARGIN.top}" y2="${HEIGHT - MARGIN.bottom}"/>${dots.join("")}`;
  }

  legend() {
    const { at, series, mark, format } = this.data;
    const marked = mark === null ? at.length - 1 : at.indexOf(mark);
    const place = this.hovered ?? marked;
    while (this.header.children.length > 1) this.header.lastChild.remove();
    series.forEach(({ name, values }, number) => {
      const item = document.createElement("span");
      item.className = `ink-key${number}`;
      item.textContent = values.length ? `${name} ${written(values[place], format, true)}` : name;
      this.header.append(item);
    });
  }

  inWords(place) {
    return this.data.series.map(({ name, values }) => `${name} ${written(values[place], this.data.format, true)}`).join(", ");
  }

  point(x) {
    if (!this.data?.at.length) return;
    const distances = this.data.at.map((place) => Math.abs(this.x(place) - x));
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
