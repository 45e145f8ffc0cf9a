// Reads {constants, gif: {width, height, colors, pictures}, scene: {panels, values, lines, selected, factors}} from its input. Prints the GIF as
// base64, and the scene at its end as SVG.

import { readFileSync } from "node:fs";

const { constants, gif, scene } = JSON.parse(readFileSync(0, "utf8"));
process.env.CONSTANTS = JSON.stringify(constants);
await import("./page.js");
const { Gif } = await import("../../views/parts/looks/gif.js");
const { AT_END, Scene } = await import("../../views/draw/film/scene.js");
const { svgOf } = await import("../../views/parts/pictures/shapes.js");
Object.getPrototypeOf(document.createElement("canvas")).toDataURL = () => "data:image/png;base64,";

const file = new Gif(gif.width, gif.height, gif.colors);
for (const pixels of gif.pictures) file.add(Uint32Array.from(pixels), 7);
const activations = Object.fromEntries(Object.entries(scene.values).map(([name, values]) => [name, Float32Array.from(values)]));
const context = { measureText: (text) => ({ width: 8 * text.length }) };
const { selected, factors, panels, title } = scene;
const shown = new Scene(panels, { activations }, { selected, factors }, { title, answer: "4", objects: [], family: "sans-serif", context });
const svg = svgOf(shown.at(AT_END, scene.lines), shown.size, title, "sans-serif");
console.log(JSON.stringify({ gif: Buffer.concat(file.end()).toString("base64"), svg, ...shown.size }));
