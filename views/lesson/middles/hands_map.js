// A map of the people who wrote MNIST's test images: how many of a person's digits the adults' network reads, and how many the students'.

import { made, svg } from "../../parts/component/made.js";
import { _ } from "../../parts/language/language.js";
import { percent } from "../../parts/looks/wording.js";

const COLORED = ["ink-of-adults", "ink-of-students"];
const [SIDE, EDGE] = [300, 34];
const line = { fill: "none", stroke: "currentcolor" };

/**
 * Show the map.
 *
 * @param {object} data - people: [[group, share, share]], group 0 for adults, shares of their digits that each of the two networks reads right; you: the
 *   same two shares of one's own digits, or null
 */
export default function ({ data: { people, you }, parentElement }) {
  const least = Math.floor(10 * Math.min(...people.flatMap(([, ...shares]) => shares), ...(you ?? []))) / 10;
  const far = (share) => ((share - least) / (1 - least)) * (SIDE - 2 * EDGE);
  const at = ([across, up]) => [EDGE + far(across), SIDE - EDGE - far(up)];
  const [[left, bottom], [right, top]] = [at([least, least]), at([1, 1])];
  const parts = [
    svg("path", { ...line, d: `M${left} ${top}V${bottom}H${right}` }),
    svg("path", { ...line, d: `M${left} ${bottom}L${right} ${top}`, "stroke-dasharray": "3 4" }),
    ...people.map(([group, ...shares]) => dotOf(at(shares), COLORED[group])),
    svg("text", { x: left, y: bottom + 16 }, percent(least)),
    svg("text", { x: right, y: bottom + 16, "text-anchor": "end" }, _("100%")),
    svg("text", { x: (left + right) / 2, y: bottom + 30, "text-anchor": "middle" }, _("the adults' network →")),
    svg("text", { "text-anchor": "middle", transform: `translate(${left - 10} ${(top + bottom) / 2}) rotate(-90)` }, _("the students' network →")),
    ...(you ? youAt(at(you)) : []),
  ];
  const picture = svg("svg", { viewBox: `0 0 ${SIDE} ${SIDE}`, role: "img", "aria-label": _("A map: each dot is a person who wrote test images") }, ...parts);
  const legend = made("figcaption", "", made("span", COLORED[0]), _("Adults"), made("span", COLORED[1]), _("Students"));
  parentElement.querySelector(".ink-hands-map").replaceChildren(made("figure", "", picture, legend));
}

const dotOf = ([cx, cy], name) => svg("circle", { cx, cy, r: 3.5, class: name });

function youAt([x, y]) {
  const [beside, anchor] = x > SIDE / 2 ? [-13, "end"] : [13, "start"];
  const diamond = `M${x} ${y - 9}L${x + 9} ${y}L${x} ${y + 9}L${x - 9} ${y}Z`;
  return [svg("path", { d: diamond, class: "ink-you" }), svg("text", { x: x + beside, y: y + 5, class: "ink-you", "text-anchor": anchor }, _("You"))];
}
