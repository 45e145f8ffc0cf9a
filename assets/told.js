// What Python knows of the drawing: its image, its number, where it comes from, which buttons can do anything.
// And the way back for ink that it does not know yet.

export default function ({ data, parentElement, setTriggerValue }) {
  const { header, rest } = unpack(data);
  const send = (png) => setTriggerValue("ink", { png, change: header.change });
  const told = { ...header, image: rest.byteLength ? new Float32Array(rest) : null, send };
  for (const [key, able] of Object.entries(header.able))
    for (const button of document.querySelectorAll(`.st-key-${key} button`)) button.disabled = !able;
  parentElement.querySelector(".ink-told").told = told; // for a reader that comes later
  document.querySelector(".ink-live-ink")?.hear?.(told);
}
