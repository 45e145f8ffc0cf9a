// Frames on the layers: the window that writes a place of a feature map, in every map that it reads; what it comes from in the
// image; and the place itself. For the unit under the pointer, the place that is tried on the card, or the chosen unit. They come
// with selection.js, because the first page has the network view as well, but only a network without maps.

import { fieldOf } from "../../../model/explain/sliding.js";
import { trials } from "../../parts/component/reading.js";

const FRAME = '<svg aria-hidden="true"><path fill="#0b0a16"/><path stroke="#0b0a16" stroke-width="3"/><path stroke="#ffffff" stroke-width="1.25"/></svg>';

/** Add frames to the network view on the page, if it's there and has none yet. */
export function addFrames() {
  const view = document.querySelector(".ink-network-view")?.view;
  if (view && !view.frame) new WindowFrames(view).draw();
}

/** The frames of a network view. */
export class WindowFrames {
  /** @param {object} view - we use its moving, data, panels, selected, and the corners of layers; it calls its new `frame` */
  constructor(view) {
    view.moving.insertAdjacentHTML("afterend", FRAME);
    const [unwritten, edge, line] = view.moving.nextElementSibling.children;
    Object.assign(this, { view, unwritten, edge, line, hovered: null, tried: null });
    view.frame = (unit) => this.hover(unit);
    trials.subscribe(this, (trial) => {
      if (view.moving.isConnected === false) trials.unsubscribe(this);
      else if (trial.by === "card") {
        this.tried = trial;
        this.draw();
      }
    });
  }

  // Shows the frames of that unit, null for the chosen one; undefined if layers have moved. The card's window goes along on its map.
  hover(unit) {
    const before = this.hovered;
    if (unit !== undefined) this.hovered = unit;
    const [was, is] = [before, this.hovered].map((each) => this.isChosenMap(each));
    if (unit !== undefined && (was || is)) trials.publish({ by: "network", layer: this.view.selected.layer, index: is ? unit.index : null });
    this.draw();
  }

  isChosenMap(unit) {
    const { selected } = this.view;
    return unit?.index.length === 3 && selected?.layer === unit.layer && selected.index[2] === unit.index[2];
  }

  /** Draw the frames, because the layers have moved or another unit is shown. */
  draw() {
    const { view: { selected, data, corners }, hovered } = this;
    if (!corners) return;
    const tried = !hovered && this.isChosenMap(this.tried) ? this.tried : null;
    const unit = hovered ?? tried ?? selected;
    const place = data.panels.findIndex(({ layer, chain }) => layer === unit?.layer && chain?.length);
    const frames = place < 0 ? [] : [...this.framesOf(place, unit.index)];
    for (const path of [this.edge, this.line]) path.setAttribute("d", frames.map((frame) => this.rectangle(...frame)).join(""));
    this.unwritten.setAttribute("d", place < 0 || !tried?.written ? "" : this.rest(place, unit.index[2], tried.written));
  }

  // Yields [number of the layer, feature map, [top, bottom, left, right]].
  *framesOf(place, [row, col, channel]) {
    const { panels } = this.view.data;
    const { chain } = panels[place];
    yield [place, channel, [row, row + 1, col, col + 1]];
    yield [0, 0, fieldOf(chain, row, col)];
    if (chain.length === (panels[place - 1].chain ?? chain).length) return; // it reads the image, or has no window
    const box = fieldOf(chain.slice(0, 1), row, col);
    for (let map = 0; map < panels[place - 1].shape[2]; map++) if (!chain[0].own || map === channel) yield [place - 1, map, box];
  }

  // The cells of a map that the window hasn't written yet: the rest of its row, and all rows below.
  rest(place, channel, written) {
    const [rows, cols] = this.view.data.panels[place].shape;
    const [row, col] = [Math.floor(written / cols), written % cols];
    return this.rectangle(place, channel, [row, row + 1, col, cols]) + this.rectangle(place, channel, [row + 1, rows, 0, cols]);
  }

  rectangle(place, channel, [top, bottom, left, right]) {
    if (bottom <= top) return "";
    const { grid } = this.view.panels[place];
    const [corner, [x, y, width, height]] = [this.view.corners[place], grid.box(channel)];
    const [wide, tall] = [width / grid.mapCols, height / grid.mapRows];
    return `M${corner.x + x + left * wide} ${corner.y + y + top * tall}h${(right - left) * wide}v${(bottom - top) * tall}h${(left - right) * wide}z`;
  }
}
