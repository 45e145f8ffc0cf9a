// What Python knows of the drawing: its image, its number, where it comes from, which buttons can do anything.
// Ink that it does not know yet can be undone and cleared already.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-told");
  const { header, rest } = unpack(data);
  const { able } = header;
  root.told = {
    ...header,
    image: rest.byteLength ? new Float32Array(rest) : null,
    inked: () => turn(Object.assign(able, { undo: true, clear: true })),
  };
  turn(able);
  // A button's place is there before this; the button, not before its code has been fetched.
  root.latecomers?.disconnect();
  root.latecomers = new MutationObserver(() => turn(able));
  for (const key in able)
    for (const place of document.querySelectorAll(`.st-key-${key}`)) root.latecomers.observe(place, { childList: true, subtree: true });
  document.querySelector(".ink-live-ink")?.hear?.(root.told);
}

function turn(able) {
  for (const key in able)
    for (const button of document.querySelectorAll(`.st-key-${key} button`)) button.disabled = !able[key];
}
