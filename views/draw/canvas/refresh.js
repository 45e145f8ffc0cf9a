// Has Python run a fragment again when what it has shown there is of an older drawing than the finished one,
// or of a network in which other neurons were turned up or off.

import { readings, selections } from "../../parts/component/reading.js";
import { answered, retry } from "../../parts/component/retry.js";

// data: version, of the drawing that was shown; when: "always", "never" or "no digit"; perhaps network, its name, and
// the factors in it that were shown, see Selection in reading.js.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-refresh");
  readings.subscribe(root, ({ version, isDigit }) => {
    answered(root);
    const wanted = data.when === "always" || (data.when === "no digit" && isDigit === false);
    if (version !== null && wanted && (version > data.version || isChanged(data))) retry(root, () => setTriggerValue("again", version));
  });
  return () => {
    answered(root);
    readings.unsubscribe(root);
  };
}

function isChanged({ network, factors }) {
  const { last } = selections;
  return last !== null && last.network === network && JSON.stringify(last.factors) !== JSON.stringify(factors);
}
