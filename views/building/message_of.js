// What is painted, as Python is told it, and as this browser keeps it: see painted_of in views/drawing/received.py.

/** @param {?string|number} chosen - the picture whose sum is looked at */
export const messageOf = ({ goal, activation, placesItself, neurons }, chosen) => ({
  goal: goal.name,
  activation,
  places_itself: placesItself,
  neurons: neurons.map(({ weights, bias }) => ({ weights: base64(weights), bias })),
  chosen,
});

// Little-endian, as every machine has it that runs a browser.
const base64 = ({ buffer }) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
