// The ten probabilities of the answer.

export default function ({ parentElement }) {
  const root = parentElement.querySelector(".ink-probabilities");
  listen(root, ({ probs }) => paintBars(root, Array.from(probs ?? [], (share) => ({ share, text: percent(share) }))));
}
