// Has Python run a fragment again when what it has shown there is of an older drawing than the finished one,
// or of a network in which other neurons were turned up or off.
// Streamlit may join two wishes of one moment into the first one's: so it asks until there is an answer.

import { readings, selections } from "../parts/reading.js";

const ASK_AGAIN = 500; // milliseconds to wait for the answer; longer than the 20 to 100 that one takes

const asking = new WeakMap();

// data: version, of the drawing that was shown; when: "always", "never" or "no digit"; perhaps network, its name, and
// the factors in it that were shown, see Selection in reading.js.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-refresh");
  readings.subscribe(root, ({ version, isDigit }) => {
    clearTimeout(asking.get(root));
    const wanted = data.when === "always" || (data.when === "no digit" && isDigit === false);
    if (version !== null && wanted && (version > data.version || isChanged(data))) ask(version);
  });
  return () => {
    clearTimeout(asking.get(root));
    readings.unsubscribe(root);
  };

  function ask(version) {
    setTriggerValue("again", version);
    asking.set(root, setTimeout(ask, ASK_AGAIN, version));
  }
}

function isChanged({ network, factors }) {
  const { last } = selections;
  return last !== null && last.network === network && JSON.stringify(last.factors) !== JSON.stringify(factors);
}
