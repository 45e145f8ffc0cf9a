// What several components of the page need; it is put before the code of each.

// 256 colours, evenly from the first stop to the last, as the pixels of an ImageData.
function ramp(stops) {
  const colours = stops.map((stop) => [1, 3, 5].map((at) => parseInt(stop.slice(at, at + 2), 16)));
  const table = new Uint32Array(256);
  for (let i = 0; i < 256; i++) {
    const place = (i / 255) * (stops.length - 1);
    const low = Math.min(Math.floor(place), stops.length - 2);
    const [r, g, b] = colours[low].map((c, k) => Math.round(c + (place - low) * (colours[low + 1][k] - c)));
    table[i] = (255 << 24) | (b << 16) | (g << 8) | r;
  }
  return table;
}

const signed = (value) => value.toFixed(2).replace("-", "−");

// A tip under the pointer: its first line bold. `spot` is in pixels of `root`.
function showTip(root, tip, lines, { x, y }) {
  tip.hidden = false;
  tip.replaceChildren(
    ...lines.map((line, i) => Object.assign(document.createElement(i ? "span" : "b"), { textContent: line })),
  );
  const left = Math.max(4, Math.min(x + 14, root.clientWidth - tip.offsetWidth - 4));
  const above = y + 18 + tip.offsetHeight > root.clientHeight;
  Object.assign(tip.style, { left: `${left}px`, top: `${above ? y - tip.offsetHeight - 10 : y + 18}px` });
}

// One bar a digit: its share from 0 to 1, a text beside it and, where there is one, a line at `before`.
function paintBars(root, bars) {
  root.classList.add("ink-bars");
  if (root.children.length !== bars.length) {
    root.innerHTML = bars.map((_, digit) => `<div><b>${digit}</b><i><u></u><s hidden></s></i><span></span></div>`).join("");
  }
  root.classList.toggle("ink-wide", bars.some((bar) => bar.text.length > 14));
  const largest = Math.max(...bars.map((bar) => bar.share));
  bars.forEach((bar, digit) => {
    const row = root.children[digit];
    row.classList.toggle("ink-largest", bar.share === largest);
    row.querySelector("u").style.width = `${100 * bar.share}%`;
    row.querySelector("span").textContent = bar.text;
    const before = row.querySelector("s");
    before.hidden = bar.before === undefined;
    before.style.left = `${100 * bar.before}%`;
  });
}

// A part of the page that shows what comes over the wire (assets/live_ink.js), now and from now on.
function listen(root, show) {
  root.show = show;
  root.classList.add("ink-part");
  const last = document.querySelector(".ink-live-ink")?.message;
  if (last) show(last);
}
