// A class's wall: one column per digit, with all its drawings. The browser stores those that it has received before.

import { button, made } from "../parts/component/made.js";
import { filled } from "../parts/looks/wording.js";
import { alike } from "../../model/classes/alike.js";
import { sureRow } from "./sure_row.js";

const walls = (globalThis.inklingWalls ??= {}); // code of a class -> its Wall, which outlives the page that shows it
const DIGITS = [...Array(10).keys()];
const ACROSS = [4, 14, 42]; // from these numbers of drawings per digit on, one more fits side by side, so that all stay in the window for a while
const ORDERS = { newest: (a, b) => b.number - a.number, sure: (a, b) => b.sure - a.sure, unsure: (a, b) => a.sure - b.sure };
ORDERS.alike = ORDERS.newest; // each column is sorted again afterwards

/**
 * Show the wall.
 *
 * @param {object} data - code; session: a name for it; from, to: tiles are all that have changed after serial `from`, up to `to`, or simply all if it is 0;
 *   tiles: [{number, hidden} and, unless it is removed, {src, label, answer, sure, says}]; by: "label" or "answer"; order: of
 *   `ORDERS`; names: of the class's signs, the columns in place of the digits; count: how many there are, in words; paused; more: whether there are more tiles to ask for; words
 *   Reports `picked`: {do: "again", number: the serial from which tiles are missing}, {do: "more", number: the last serial} or {do: "open", "hide", "show", "remove" or
 *   "remove_device", number}, the last for all drawings from its device
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-wall");
  const { code, session, from, to, tiles } = data;
  if (walls[code]?.session !== session) walls[code] = { session, serial: 0, tiles: new Map(), newest: 0, chosen: null, asked: null };
  const wall = walls[code];
  const pick = (what, number) => setTriggerValue("picked", { do: what, number });
  if (from > wall.serial) {
    pick("again", wall.serial);
    return;
  }
  if (!from) wall.tiles.clear();
  for (const tile of tiles) {
    if (tile.src) wall.tiles.set(tile.number, tile);
    else wall.tiles.delete(tile.number);
  }
  wall.serial = from ? Math.max(wall.serial, to) : to;
  if (data.more && wall.serial === to) pick("more", to);
  globalThis.inklingWallChanged?.(code); // see class_learning.js
  const shown = JSON.stringify([wall.serial, data.names, data.by, data.order, data.paused, data.words]);
  if (root.shown === shown && root.firstChild) return;
  root.shown = shown;
  wall.redraw = () => draw(root, wall, data, pick); // when class_learning.js has read held back drawings
  wall.redraw();
}

function draw(root, wall, { names = [], by, order, count, paused, more, words }, pick) {
  const all = [...wall.tiles.values()].map((tile) => readAs(tile, wall, names, words)).sort(ORDERS[order] ?? ORDERS.newest);
  const isAside = (tile) => tile.hidden || tile.answer === null;
  const shown = all.filter((tile) => !isAside(tile));
  const aside = all.filter(isAside);
  const heads = names.length ? names : DIGITS;
  const columns = heads.map((head, label) => {
    const tiles = shown.filter((tile) => tile[by] === label);
    return columnOf(head, order === "alike" ? alike(tiles) : tiles, wall, choose);
  });
  const status = made("p", "ink-wall-count", paused ? `${words.paused} · ${count}` : count);
  const parts = [status, made("div", "ink-wall-columns", ...columns)];
  if (!all.length) parts.splice(1, 0, made("p", "ink-wall-empty", words.empty));
  const longest = Math.max(...heads.map((_, label) => shown.filter((tile) => tile[by] === label).length));
  root.style.setProperty("--ink-columns", heads.length);
  const least = Math.round(DIGITS.length / heads.length); // so that few columns have no huge drawings
  root.style.setProperty("--ink-across", Math.max(least, ACROSS.filter((most) => most < longest).length + 1));
  if (aside.length) parts.push(trayOf(aside, wall, words, choose));
  if (shown.length && !names.length && !wall.dims) parts.push(sureRow(shown, words));
  const card = made("div", "ink-wall-card");
  parts.push(card);
  if (!more) wall.newest = Math.max(wall.newest, ...all.map(({ number }) => number));
  root.replaceChildren(...parts);
  choose(wall.chosen);

  function choose(number) {
    if (number !== wall.chosen) wall.asked = null;
    wall.chosen = number;
    const tile = wall.tiles.get(number);
    card.hidden = !tile;
    if (tile) card.replaceChildren(...cardOf(tile, wall, words, pick, choose));
  }
}

// Signs are read by the network that the class teaches, while their device is held back, and digits while half of the devices teach: see class_learning.js.
function readAs(tile, wall, names, words) {
  if (!names.length && !wall.dims) return tile;
  const isDim = wall.dims && !wall.read.has(tile.number);
  const answer = isDim ? tile.label : (wall.read?.get(tile.number) ?? tile.answer);
  const says = names.length ? tile.says : filled(words.meant, { number: String(tile.number), device: String(tile.device), name: String(tile.label) });
  return { ...tile, answer, read: names[answer], isDim, says };
}

function columnOf(name, tiles, wall, choose) {
  const head = made("h2", "", String(name), made("small", "", String(tiles.length)));
  return made("section", "", head, ...tiles.map((tile) => tileOf(tile, wall, choose)));
}

function tileOf(tile, wall, choose) {
  const isWrong = tile.answer !== tile.label;
  const picture = button(Object.assign(new Image(), { src: tile.src, alt: tile.says }), () => choose(tile.number), isWrong ? "ink-wrong" : "");
  if (isWrong && tile.answer !== null) picture.append(made("span", "", tile.read ?? String(tile.answer)));
  picture.classList.toggle("ink-dim", !!tile.isDim);
  picture.classList.toggle("ink-new", wall.newest > 0 && tile.number > wall.newest);
  picture.title = tile.says;
  return picture;
}

function trayOf(tiles, wall, words, choose) {
  const summary = made("summary", "", filled(words.tray, { count: String(tiles.length) }));
  const tray = made("details", "ink-wall-tray", summary, ...tiles.map((tile) => tileOf(tile, wall, choose)));
  tray.open = !!wall.isTrayOpen;
  tray.ontoggle = () => (wall.isTrayOpen = tray.open);
  return tray;
}

function cardOf(tile, wall, words, pick, choose) {
  return [
    Object.assign(new Image(), { src: tile.src, alt: "" }),
    made("p", "", tile.says),
    button(words.open, () => pick("open", tile.number)),
    button(tile.hidden ? words.show : words.hide, () => pick(tile.hidden ? "show" : "hide", tile.number)),
    button(words.remove, () => pick("remove", tile.number)),
    removeDevice(tile, wall, words, pick),
    button(words.close, () => choose(null)),
  ];
}

/** Removes all drawings of the tile's device at the second press, because there is no Undo, and others go on sending. */
function removeDevice(tile, wall, words, pick) {
  const count = [...wall.tiles.values()].filter(({ device }) => device === tile.device).length;
  const show = () => (remove.textContent = wall.asked === tile.device ? filled(words.again, { count: String(count) }) : words.device);
  const remove = button("", () => {
    if (wall.asked === tile.device) return pick("remove_device", tile.number);
    wall.asked = tile.device;
    show();
  });
  show();
  return remove;
}
