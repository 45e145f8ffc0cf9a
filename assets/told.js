// What Python knows of the drawing: its image, its number, where it comes from, which buttons can do anything.
// Ink that it does not know yet can be undone and cleared already.

export default function ({ data, parentElement }) {
  const { header, rest } = unpack(data);
  const told = {
    ...header,
    image: rest.byteLength ? new Float32Array(rest) : null,
    inked: () => turn({ undo: true, clear: true }),
  };
  turn(header.able);
  parentElement.querySelector(".ink-told").told = told; // for a reader that comes later
  document.querySelector(".ink-live-ink")?.hear?.(told);
}

function turn(buttons) {
  for (const [key, able] of Object.entries(buttons))
    for (const button of document.querySelectorAll(`.st-key-${key} button`)) button.disabled = !able;
}
