// The ten probabilities of the answer.

import { paintBars } from "./bar_rows.js";
import { readings } from "./reading.js";
import { percent } from "./wording.js";

export default function ({ parentElement }) {
  const root = parentElement.querySelector(".ink-probabilities");
  readings.subscribe(root, ({ probs }) => paintBars(root, Array.from(probs ?? [], (share) => ({ share, text: percent(share) }))));
  return () => readings.unsubscribe(root);
}
