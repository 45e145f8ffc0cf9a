// Has Python rerun a fragment that shows an older drawing than the finished one, or a network whose factors have changed.

import { isFinished, readings, selections, surfaces } from "../../parts/component/reading.js";

// Milliseconds that a non-digit has to become a digit, with its next stroke, before Python gets a request.
const UNFINISHED = 500;

// data: version: of the drawing that the fragment shows; when: "always", "never" or "no digit"; optionally network: its
// name, and the factors that the fragment shows, see Selection in reading.js.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-refresh");
  let later;
  readings.subscribe(root, (reading) => {
    const { version, isKnown } = reading;
    clearTimeout(later);
    const isAlways = data.when === "always";
    const wanted = isAlways || (data.when === "no digit" && isKnown === false);
    if (wanted && version === null && isFinished(reading)) {
      if (isAlways) surfaces.last?.hurry();
      else later = setTimeout(() => surfaces.last?.hurry(), UNFINISHED);
    }
    if (version !== null && wanted && (version > data.version || isChanged(data))) setTriggerValue("outdated", version);
  });
  return () => {
    clearTimeout(later);
    readings.unsubscribe(root);
  };
}

function isChanged({ network, factors }) {
  const { last } = selections;
  return last !== null && last.network === network && JSON.stringify(last.factors) !== JSON.stringify(factors);
}
