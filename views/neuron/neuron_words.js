// Every word of a neuron's card that the browser writes by itself, with {names} for what is filled in.

/** The head of the card. */
export const HEAD = { walk: "The walk to this neuron", close: "Close this card", closeKey: "Close (Esc)", card: "The neuron's card" };

/** Its title, with its state. */
export const TITLE = "{title}: {state}";

/** Its activation function; what stands in brackets leads into the glossary, see marked.js. */
export const CURVES = {
  tabs: "Activation functions",
  none: "It has no [activation function](words#activation-function)",
  own: "Its [activation function](words#activation-function): {name}",
  z: "z, the sum",
  spoken: "z = {z}, {title} gives {value}",
  back: "Back to its own z",
  softmax: "How softmax makes probabilities",
  atOwn: "z = {z}: {formula} = {value}",
  atOther: "z = {z} in {name}, not its own: {formula} = {value}",
  ifMoved: "If z were {z}: {formula} = {value}",
};

/** What it likes. */
export const LIKES = { heading: "What it likes", means: "Its mean for each digit:" };

/** What would change the network's mind. */
export const MIND = { heading: "What would change its mind?" };
