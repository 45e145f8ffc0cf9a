// What would change the network's answer: a button and, after the search, tiles with changes. Each tile previews its change
// in its picture and, while you point at it or focus it, on the canvas itself.

import { svg } from "../../parts/component/made.js";
import { _ } from "../../parts/language/language.js";

const CANVAS = ".st-key-canvas"; // the drawing is in its top left corner

/**
 * Show the button, and the changes that were found.
 *
 * @param {object} data - about; button: its text, "" for none; pending: how many slices of the search are done, 0 if
 *   none is running; sentence; png: the
 *   drawing; canvas: pixels a side; tiles: [{sentence, view: [x, y, side], ghosts: [{path: [[x, y]], width, adds}]}].
 *   Reports `look`; `again`, while it's pending; `picked`: the number of a tile, from 0.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-counterfactuals");
  if (!root.firstChild) {
    root.innerHTML = '<h4 class="ink-heading"></h4><button class="ink-button"></button><p role="status"></p><div class="ink-changes"></div>';
    root.inkPart = { overlay: null, pending: 0 };
  }
  const part = root.inkPart;
  const [heading, button, sentence, tiles] = root.children;
  heading.textContent = _("What would change the answer?");
  hide(part);
  root.dataset.about = data.about;
  const had = root.contains(document.activeElement);
  button.textContent = data.button;
  button.hidden = !data.button;
  button.setAttribute("aria-disabled", data.pending > 0);
  button.onclick = () => data.pending || setTriggerValue("look", true);
  sentence.textContent = data.sentence;
  tiles.replaceChildren(...data.tiles.map((tile, number) => tileOf(data, tile, part, () => setTriggerValue("picked", number))));
  if (had && !root.contains(visible(document.activeElement))) (tiles.firstChild ?? button).focus({ preventScroll: true });
  if (data.pending && data.pending !== part.pending) setTriggerValue("again", true);
  part.pending = data.pending;
  return () => hide(part);
}

function tileOf(data, { sentence, view, ghosts }, part, pick) {
  const tile = Object.assign(document.createElement("button"), { type: "button", className: "ink-change" });
  const [x, y, side] = view;
  const picture = svg("svg", { viewBox: `${x} ${y} ${side} ${side}`, "aria-hidden": "true" });
  picture.append(svg("image", { href: data.png, width: data.canvas, height: data.canvas }), ...ghosts.map(lineOf));
  tile.append(picture, Object.assign(document.createElement("span"), { textContent: sentence }));
  const show = () => showOnCanvas(part, data.canvas, ghosts);
  tile.onpointerenter = ({ pointerType }) => pointerType !== "touch" && show();
  tile.onfocus = () => tile.matches(":focus-visible") && show();
  tile.onpointerleave = tile.onblur = () => hide(part);
  tile.onclick = () => {
    hide(part);
    pick();
  };
  return tile;
}

function showOnCanvas(part, size, ghosts) {
  hide(part);
  const overlay = svg("svg", { viewBox: `0 0 ${size} ${size}`, class: "ink-ghosts", "aria-hidden": "true" });
  overlay.style.width = overlay.style.height = `${size}px`;
  overlay.append(...ghosts.map(lineOf));
  document.querySelector(CANVAS)?.append(overlay);
  part.overlay = overlay;
}

function hide(part) {
  part.overlay?.remove();
  part.overlay = null;
}

function lineOf({ path, width, adds }) {
  const points = path.length > 1 ? path : [path[0], path[0]]; // a dot is a line without length
  return svg("polyline", { points: points.join(" "), "stroke-width": width, class: adds ? "ink-added" : "ink-taken" });
}

const visible = (element) => (element?.hidden ? null : element);
