// Lines between the units of layers, and values that travel along them.

import { NEGATIVE, POSITIVE } from "../../../model/constants.js";
import { isReducedMotion, run } from "../component/motion.js";

const PULLS = "9 3.5"; // dashes and gaps in pixels for what holds back, which differ from what pushes even without color
const SILENT = "0.1 5"; // dots for what a line would carry if the neuron fired

/** Lines between the units of layers, in their own <svg>. */
export class ConnectingLines {
  /**
   * @param {SVGElement} svg - for the lines
   * @param {SVGElement} moving - for the values that travel along them
   */
  constructor(svg, moving) {
    Object.assign(this, { svg, moving, paths: [], drawn: [] });
  }

  /**
   * Draw lines; existing lines are reused.
   *
   * @param {Line[]} lines - see connections.js
   * @param {function(UnitIndex): {x: number, y: number}} spotOf
   * @param {function(UnitIndex, UnitIndex): ?number} across - where a line crosses from an upper to a lower row; undefined
   *   for a line between layers side by side
   */
  draw(lines, spotOf, across) {
    while (this.paths.length > lines.length) this.paths.pop().path.remove();
    while (this.paths.length < lines.length) {
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      this.paths.push({ path, looks: {} });
      this.svg.append(path);
    }
    this.drawn = lines.map((line) => ({ ...line, curve: curveOf(spotOf(line.from), spotOf(line.to), across(line.from, line.to)) }));
    this.drawn.forEach(({ curve, share, positive }, i) => {
      const looks = {
        d: curve,
        stroke: positive ? POSITIVE : NEGATIVE,
        "stroke-width": 0.75 + 2.5 * share,
        opacity: 0.35 + 0.6 * share,
        "stroke-dasharray": share ? (positive ? "none" : PULLS) : SILENT,
      };
      const line = this.paths[i];
      for (const name in looks) if (looks[name] !== line.looks[name]) line.path.setAttribute(name, looks[name]);
      line.looks = looks;
    });
  }

  /**
   * Let a value travel along every line, layer after layer.
   *
   * @param {function(UnitIndex): number} turnOf - how many layers come before the unit at a line's end
   * @param {number} each - milliseconds per layer
   */
  travel(turnOf, each) {
    this.rest();
    if (isReducedMotion()) return;
    for (const { curve, share, positive, to } of this.drawn.filter((line) => line.share > 0)) {
      const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
      dot.setAttribute("r", 2.5 + 2.5 * share);
      dot.setAttribute("fill", positive ? POSITIVE : NEGATIVE);
      dot.style.offsetPath = `path("${curve}")`;
      const frames = [{ offsetDistance: "0%", opacity: 1 }, { offsetDistance: "100%", opacity: 1 }];
      run(this.moving, dot, frames, { duration: each, delay: turnOf(to) * each });
    }
  }

  /** Stop all movement. */
  rest() {
    this.moving.replaceChildren();
  }
}

function curveOf(start, end, across) {
  const middle = (start.x + end.x) / 2;
  const bend =
    across === undefined
      ? `${middle} ${start.y} ${middle} ${end.y}`
      : `${start.x} ${across} ${start.x} ${across} ${middle} ${across}S${end.x} ${across}`;
  return `M${start.x} ${start.y}C${bend} ${end.x} ${end.y}`;
}
