// The contrast between two colors.

/** Returns the contrast of two colors, "#rrggbb" or "rgb(r g b)", by WCAG 2.2: from 1 to 21. */
export function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(color) {
  const channels = color.startsWith("#") ? [1, 3, 5].map((start) => parseInt(color.slice(start, start + 2), 16)) : color.match(/\d+/g).map(Number);
  const [red, green, blue] = channels.map((channel) => channel / 255).map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
