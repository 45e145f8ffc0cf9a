// The ten probabilities of the answer.

import { paintBars } from "../parts/bar_rows.js";
import { readings } from "../parts/reading.js";
import { percent } from "../parts/wording.js";

/** Show a bar for each probability of every Reading. */
export default function ({ parentElement }) {
  const root = parentElement.querySelector(".ink-probabilities");
  readings.subscribe(root, ({ probs }) => paintBars(root, Array.from(probs ?? [], (share) => ({ share, text: percent(share) }))));
  return () => readings.unsubscribe(root);
}
