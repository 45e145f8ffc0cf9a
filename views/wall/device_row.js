// A column for each device: how many of its drawings are read right, and which shares fit so few of them. Devices come in the order in
// which they joined, never by their shares.

import { made } from "../parts/component/made.js";
import { _, spoken } from "../parts/language/language.js";
import { exact, filled, short } from "../parts/looks/wording.js";

/**
 * Show the row.
 *
 * @param {HTMLElement} row - a list
 * @param {object[]} devices - see byDevice; teaches: whether the network has learned from it, so that it isn't read
 */
export function showRow(row, devices) {
  const [right, count] = ["right", "count"].map((what) => devices.reduce((sum, each) => sum + (each.teaches ? 0 : each[what]), 0));
  row.style.setProperty("--ink-all", right / (count || 1));
  row.replaceChildren(...devices.map(columnOf));
}

function columnOf({ device, right, count, range, teaches }) {
  const bar = made("div", "ink-device", made("div", ""), ...(range && !teaches ? [made("span", "")] : []));
  const counted = made("span", "", teaches ? "" : `${short(right)}/${short(count)}`);
  const name = made("strong", "", short(device));
  for (const each of [counted, name]) each.setAttribute("aria-hidden", "true"); // the column's name says it
  const column = made("li", teaches ? "ink-teaches" : "", bar, counted, name);
  const [low, high] = range ?? [0, 0];
  for (const [part, value] of [["share", teaches ? 0 : right / count], ["low", low], ["high", high]]) column.style.setProperty(`--ink-${part}`, value);
  const says = teaches ? _("Device {device} has taught the network") : range ? _("Device {device}: {right} of {count}, so {low} to {high}") : _("Device {device}: {right} of {count}");
  column.title = filled(says, { device: short(device), right: short(right), count: short(count), low: inPercent(low), high: inPercent(high) });
  bar.setAttribute("role", "img");
  bar.setAttribute("aria-label", column.title);
  return column;
}

const inPercent = (share) => filled(spoken().percent, { number: exact(100 * share, 0) });
