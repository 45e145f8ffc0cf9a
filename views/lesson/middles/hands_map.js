// A map of the people who wrote MNIST's test images: how many of a person's digits the adults' network reads, and how many the students'.

import { groupOf } from "../../../model/training/whose.js";
import { made } from "../../parts/component/made.js";
import { _ } from "../../parts/language/language.js";
import { percent } from "../../parts/looks/wording.js";

const COLORED = { adults: "ink-of-adults", students: "ink-of-students" };
const SVG = "http://www.w3.org/2000/svg";

/** Return an element of a picture. */
export const svg = (tag, about) => {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(about)) node.setAttribute(name, value);
  return node;
};

/** Return of each person who wrote test images the group, and the share of them that each of two networks reads right. */
export function peopleOf(answers, labels, writers) {
  const people = new Map();
  writers.forEach((writer, i) => {
    if (!people.has(writer)) people.set(writer, { group: groupOf(writer), count: 0, right: [0, 0] });
    const person = people.get(writer);
    person.count++;
    answers.forEach((each, network) => (person.right[network] += Number(each[i] === labels[i])));
  });
  return [...people.values()].map(({ group, count, right }) => ({ group, place: right.map((each) => each / count) }));
}

/** Return a map of these people; you: the same two shares of one's own digits, or null. */
export function mapOf(people, you) {
  const least = Math.floor(10 * Math.min(...people.flatMap(({ place }) => place), ...(you ?? []))) / 10;
  const [side, edge] = [300, 34];
  const at = ([across, up]) => [edge + ((across - least) / (1 - least)) * (side - 2 * edge), side - edge - ((up - least) / (1 - least)) * (side - 2 * edge)];
  const picture = svg("svg", { viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": _("A map: each dot is a person who wrote test images") });
  const [[left, bottom], [right, top]] = [at([least, least]), at([1, 1])];
  const line = { fill: "none", stroke: "currentcolor" };
  picture.append(svg("path", { ...line, d: `M${left} ${top}V${bottom}H${right}` }), svg("path", { ...line, d: `M${left} ${bottom}L${right} ${top}`, "stroke-dasharray": "3 4" }));
  for (const { group, place } of people) {
    const [cx, cy] = at(place);
    picture.append(svg("circle", { cx, cy, r: 3.5, class: COLORED[group] }));
  }
  const label = (text, x, y, more = {}) => {
    const node = svg("text", { x, y, ...more });
    node.textContent = text;
    picture.append(node);
  };
  label(percent(least), left, bottom + 16);
  label(_("100%"), right, bottom + 16, { "text-anchor": "end" });
  label(_("the adults' network →"), (left + right) / 2, bottom + 30, { "text-anchor": "middle" });
  label(_("the students' network →"), 0, 0, { "text-anchor": "middle", transform: `translate(${left - 10} ${(top + bottom) / 2}) rotate(-90)` });
  if (you) {
    const [x, y] = at(you);
    picture.append(svg("path", { d: `M${x} ${y - 9}L${x + 9} ${y}L${x} ${y + 9}L${x - 9} ${y}Z`, class: "ink-you" }));
    label(_("You"), x + (x > side / 2 ? -13 : 13), y + 5, { class: "ink-you", "text-anchor": x > side / 2 ? "end" : "start" });
  }
  const legend = made("figcaption", "", made("span", COLORED.adults), _("Adults"), made("span", COLORED.students), _("Students"));
  return made("figure", "ink-hands-map", picture, legend);
}
