// The ten probabilities of the answer, as they come over the wire.

export default function ({ parentElement }) {
  const root = parentElement.querySelector(".ink-probabilities");
  listen(root, ({ parts }) => paintBars(root, parts.probabilities.bars));
}
