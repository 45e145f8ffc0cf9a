// A map of the people who wrote MNIST's test images: how many of a person's digits the adults' network reads, and how many the students'.

import { groupOf } from "../../../model/training/whose.js";
import { made, svg } from "../../parts/component/made.js";
import { _ } from "../../parts/language/language.js";
import { percent } from "../../parts/looks/wording.js";

const COLORED = { adults: "ink-of-adults", students: "ink-of-students" };

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

const dotOf = ([cx, cy], name) => svg("circle", { cx, cy, r: 3.5, class: name });

/** Return a map of these people; you: the same two shares of one's own digits, or null. */
export function mapOf(people, you) {
  const least = Math.floor(10 * Math.min(...people.flatMap(({ place }) => place), ...(you ?? []))) / 10;
  const [side, edge] = [300, 34];
  const at = ([across, up]) => [edge + ((across - least) / (1 - least)) * (side - 2 * edge), side - edge - ((up - least) / (1 - least)) * (side - 2 * edge)];
  const [[left, bottom], [right, top]] = [at([least, least]), at([1, 1])];
  const line = { fill: "none", stroke: "currentcolor" };
  const middle = { "text-anchor": "middle" };
  const parts = [
    svg("path", { ...line, d: `M${left} ${top}V${bottom}H${right}` }),
    svg("path", { ...line, d: `M${left} ${bottom}L${right} ${top}`, "stroke-dasharray": "3 4" }),
    ...people.map(({ group, place }) => dotOf(at(place), COLORED[group])),
    svg("text", { x: left, y: bottom + 16 }, percent(least)),
    svg("text", { x: right, y: bottom + 16, "text-anchor": "end" }, _("100%")),
    svg("text", { ...middle, x: (left + right) / 2, y: bottom + 30 }, _("the adults' network →")),
    svg("text", { ...middle, transform: `translate(${left - 10} ${(top + bottom) / 2}) rotate(-90)` }, _("the students' network →")),
  ];
  if (you) {
    const [x, y] = at(you);
    const [beside, anchor] = x > side / 2 ? [-13, "end"] : [13, "start"];
    parts.push(svg("path", { d: `M${x} ${y - 9}L${x + 9} ${y}L${x} ${y + 9}L${x - 9} ${y}Z`, class: "ink-you" }), svg("text", { x: x + beside, y: y + 5, class: "ink-you", "text-anchor": anchor }, _("You")));
  }
  const picture = svg("svg", { viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": _("A map: each dot is a person who wrote test images") }, ...parts);
  const legend = made("figcaption", "", made("span", COLORED.adults), _("Adults"), made("span", COLORED.students), _("Students"));
  return made("figure", "ink-hands-map", picture, legend);
}
