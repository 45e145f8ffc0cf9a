// Every word of the Draw page that the browser writes by itself, with {names} for what is filled in.

/** Below the network; what stands in brackets leads into the glossary, see marked.js. */
export const LEGEND = {
  bright: "dark is silent, bright [fires](words#fire)",
  push: "pushes",
  pull: "holds back",
  tensor: "each is a [tensor](words#tensor) of that [shape](words#shape)",
  replay: "Replay",
  shapes: "Show shapes",
  on: "fires now, was silent",
  off: "silent now, fired",
  restore: "Restore",
};

/** At the brightest neuron, until one was tapped. */
export const CALLOUT = "Tap any neuron";

/** Of one neuron and of any other number of them. */
export const CHANGED = ["1 neuron changed", "{count} neurons changed"];

/** What the lines show: how much of the lead they carry into each layer. */
export const EVIDENCE =
  "{winner} [leads](words#lead) {other} by {lead}. Of this, the lines carry, [layer](words#layer) by layer from the output down: {carried}.";

/** In the tip of a neuron: of a blank canvas; its values; what they were with nothing turned up or off. */
export const TIP = {
  blank: "Draw something, and it has a value.",
  z: "z = {z}",
  a: "a = {a}",
  of: "a = {function}(z) = {a}",
  changed: "a = {factor} × {function}(z) = {a}",
  linear: "linear",
  kept: "kept one: a = {a}",
  digit: "Digit {digit}",
  probability: "probability {share}",
  before: "before {share}",
};

/** Below the name of a layer: how many of its neurons, on all places of its maps, fire for one of two drawings only. */
export const SWITCHED = "{count} switched";

/** For those who can't see it: of a layer, of its values, of an output. */
export const SPOKEN = {
  layer: "{words}{values}. Arrow keys move between neurons, Enter explains one.",
  switched: "; {count} switched since the kept drawing",
  values: "; {count} above 0, the brightest at {index} with {value}",
  output: "{digit} {share}",
  before: ", before {share}",
  blank: "{digit}: nothing is drawn",
};

/** At the image that the network gets: leads to the steps in which it was made. */
export const HOW = "How it was made";
