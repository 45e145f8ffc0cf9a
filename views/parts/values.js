// How values are shown: as colors, and in a tip under the pointer.

// 256 colors, evenly from the first stop to the last, as the pixels of an ImageData.
export function ramp(stops) {
  const colors = stops.map((stop) => [1, 3, 5].map((at) => parseInt(stop.slice(at, at + 2), 16)));
  const table = new Uint32Array(256);
  for (let i = 0; i < 256; i++) {
    const place = (i / 255) * (stops.length - 1);
    const low = Math.min(Math.floor(place), stops.length - 2);
    const [r, g, b] = colors[low].map((c, k) => Math.round(c + (place - low) * (colors[low + 1][k] - c)));
    table[i] = (255 << 24) | (b << 16) | (g << 8) | r;
  }
  return table;
}

// A tip under the pointer: its first line bold. `spot` is in pixels of `root`.
export function showTip(root, tip, lines, { x, y }) {
  tip.hidden = false;
  tip.replaceChildren(
    ...lines.map((line, i) => Object.assign(document.createElement(i ? "span" : "b"), { textContent: line })),
  );
  const left = Math.max(4, Math.min(x + 14, root.clientWidth - tip.offsetWidth - 4));
  const above = y + 18 + tip.offsetHeight > root.clientHeight;
  Object.assign(tip.style, { left: `${left}px`, top: `${above ? y - tip.offsetHeight - 10 : y + 18}px` });
}
