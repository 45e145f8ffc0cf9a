// Shapes of a picture that can be painted on a canvas and written as an SVG file, so that both look the same.

/**
 * A shape: an SVG element with its attributes, of which we use those below.
 *
 * @typedef {object} Shape
 * @property {string} tag - circle (cx, cy, r), rect (x, y, width, height), path (d), text (x, y, size, weight, anchor) or image
 * @property {string} [fill] - a color as #rrggbb; nothing is filled without it
 * @property {string} [stroke] - also `stroke-width`, `stroke-dasharray` and `stroke-linecap`
 * @property {number} [opacity]
 * @property {string} [text] - of a text
 * @property {HTMLCanvasElement} [canvas] - of an image: its pixels, which stay sharp
 */

const PATHS = {
  circle: ({ cx, cy, r }) => `M${cx - r} ${cy}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0z`,
  rect: ({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h${-width}z`,
  path: ({ d }) => d,
};

/** Paint shapes on a canvas's context; `family` is the font of their texts. */
export function paintShapes(context, shapes, family) {
  Object.assign(context, { imageSmoothingEnabled: false, textBaseline: "alphabetic" });
  for (const shape of shapes) {
    const { tag, fill, stroke, opacity = 1 } = shape;
    Object.assign(context, { globalAlpha: opacity, fillStyle: fill, strokeStyle: stroke });
    if (tag === "image") context.drawImage(shape.canvas, shape.x, shape.y, shape.width, shape.height);
    else if (tag === "text") {
      Object.assign(context, { font: fontOf(shape, family), textAlign: { middle: "center", end: "right" }[shape.anchor] ?? "left" });
      context.fillText(shape.text, shape.x, shape.y);
    } else {
      const path = new Path2D(PATHS[tag](shape));
      if (fill) context.fill(path);
      if (!stroke) continue;
      Object.assign(context, { lineWidth: shape["stroke-width"], lineCap: shape["stroke-linecap"] ?? "butt" });
      context.setLineDash(`${shape["stroke-dasharray"] ?? "none"}`.match(/[\d.]+/g)?.map(Number) ?? []);
      context.stroke(path);
    }
  }
  context.globalAlpha = 1;
}

/** Return a text's font as in CSS. */
export const fontOf = ({ size, weight = 400 }, family) => `${weight} ${size}px ${family}`;

/**
 * Return shapes as an SVG file. Texts are data: whatever they contain, they're only shown.
 *
 * @param {Shape[]} shapes
 * @param {{width: number, height: number}} size
 * @param {string} title - what the picture shows, in words
 * @param {string} family - the font of its texts
 */
export function svgOf(shapes, { width, height }, title, family) {
  const head = tagged("svg", { xmlns: "http://www.w3.org/2000/svg", "xmlns:xlink": "http://www.w3.org/1999/xlink", viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "font-family": family });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}><title>${escaped(title)}</title>\n${shapes.map(elementOf).join("\n")}\n</svg>\n`;
}

function elementOf({ tag, text, canvas, size, weight, anchor, ...attributes }) {
  const own = { fill: "none", ...attributes };
  if (canvas) return `${tagged(tag, { ...attributes, "xlink:href": canvas.toDataURL(), preserveAspectRatio: "none", style: "image-rendering: pixelated" })}/>`;
  if (tag !== "text") return `${tagged(tag, own)}/>`;
  return `${tagged(tag, { ...own, "font-size": size, "font-weight": weight, "text-anchor": anchor })}>${escaped(text)}</text>`;
}

const written = (value) => (typeof value === "number" ? +value.toFixed(2) : value);
const tagged = (tag, attributes) =>
  `<${tag}${Object.entries(attributes).map(([name, value]) => (value === undefined ? "" : ` ${name}="${escaped(written(value))}"`)).join("")}`;

// Characters that XML doesn't have would make the file invalid.
const escaped = (text) => `${text}`.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "").replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`);
