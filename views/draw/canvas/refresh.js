// Has Python run a fragment again when what it has shown there is of an older drawing than the finished one,
// or of a network in which other neurons were turned up or off.

import { isFinished, readings, selections, surfaces } from "../../parts/component/reading.js";
import { answered, retry } from "../../parts/component/retry.js";

// Milliseconds that a non-digit may take to become one, by its next stroke, before Python is told of it.
const UNFINISHED = 500;

// data: version, of the drawing that was shown; when: "always", "never" or "no digit"; perhaps network, its name, and
// the factors in it that were shown, see Selection in reading.js.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-refresh");
  let later;
  readings.subscribe(root, (reading) => {
    const { version, isDigit } = reading;
    answered(root);
    clearTimeout(later);
    const isAlways = data.when === "always";
    const wanted = isAlways || (data.when === "no digit" && isDigit === false);
    if (wanted && version === null && isFinished(reading)) {
      if (isAlways) surfaces.last?.hurry();
      else later = setTimeout(() => surfaces.last?.hurry(), UNFINISHED);
    }
    if (version !== null && wanted && (version > data.version || isChanged(data))) retry(root, () => setTriggerValue("again", version));
  });
  return () => {
    answered(root);
    clearTimeout(later);
    readings.unsubscribe(root);
  };
}

function isChanged({ network, factors }) {
  const { last } = selections;
  return last !== null && last.network === network && JSON.stringify(last.factors) !== JSON.stringify(factors);
}
