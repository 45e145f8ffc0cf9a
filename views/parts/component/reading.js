// What is known of the drawing on this page, and who is told when that changes.
//
// Every component of the page is a module of its own. This is the one thing that they share: an object of
// the window, `inkling`, with nine channels.

/**
 * The drawing as Python knows it, sent by views/draw/canvas/live_ink.py after every change of it.
 *
 * @typedef {object} Drawing
 * @property {number} change - number of the order that the canvas was last given: another one where the drawing
 *   was replaced (undone, cleared, a sample), the same while the pen draws
 * @property {number} version - grows whenever another drawing may be shown
 * @property {number} received - how many messages of the canvas have come
 * @property {number} heard - the number of the newest of them, see Surface
 * @property {number[]} bases - numbers of changes that stand for the one that the canvas was last given
 * @property {number} place - of this drawing in the history, counted from the first that there ever was,
 * @property {number} first - and of the oldest there is,
 * @property {number} end - and of the newest
 * @property {string} origin - a sentence about where it comes from, empty if from the pen
 * @property {Object<string, boolean>} able - keys of buttons, and whether there is anything they could do
 * @property {?Float32Array} image - (784,), 0 to 1; null where nothing is drawn
 * @property {string} hint - as that of a Reading
 * @property {?object} morph - from the kept drawing to this one, see Morph in model/preprocess/morph.js; null where none is kept, and
 *   without its `after` where nothing else is drawn
 * @property {object} address - see publishAddress in address.js
 */

/**
 * What is on the canvas, by views/draw/canvas/surface.js.
 *
 * @typedef {object} Surface
 * @property {number} number - of its newest message with anything new in it; 0 where that has been answered
 * @property {boolean} isOwn - whether it shows what a step has led to that was taken here
 * @property {number} base - the number that this drawing has among a Drawing's bases
 * @property {Object<string, boolean>} able - as that of a Drawing, as far as it is known here
 * @property {boolean} isWaiting - whether all of it is told to Python a while later, since nothing that is seen needs that
 * @property {function(number): boolean} step - take a step, see stepOf in views/draw/canvas/steps.js; false where that is for Python
 * @property {function(): ?Float32Array} finish - have the canvas tell at once of a stroke that has just been drawn; gives the image
 *   that was read of all that is shown, null where none was yet
 * @property {function()} hurry - have Python told at once, for whoever shows what only Python knows
 */

/**
 * The drawing as it has been read by the network, made by live_ink.js from every picture of the ink.
 *
 * @typedef {object} Reading
 * @property {?string} network - name of the network; null until it is there
 * @property {?number} time - milliseconds, as performance.now() has them, at which the ink was looked at; null
 *   once it is Python's own image that was read
 * @property {?number} version - of the Drawing; null as long as the ink is ahead of it
 * @property {boolean} isWaiting - whether the pen rests, and Python is told of this ink a while later: see Surface
 * @property {string} origin - of the Drawing; empty as long as the ink is ahead of it
 * @property {?Float32Array} image - (784,), 0 to 1; null where nothing is drawn
 * @property {?Object<string, Float32Array>} activations - layer name to its values, flat; null without an image
 * @property {?Float32Array} probs - (10,)
 * @property {?Float32Array} before - (10,), what probs were with no neuron turned up or off; null where none is
 * @property {boolean} isDark - whether none of the last hidden layer's neurons fires
 * @property {?Float64Array} digitLogits - (10,), what "is it a 0?" to "is it a 9?" say, see logOdds in model/network/network.js; null
 *   where the network can't tell
 * @property {?boolean} isDigit - false where the network takes it for none
 * @property {string} hint - "larger" where the ink is too small to be asked about, "one" where it is two parts; else ""
 * @property {?object} kept - of the kept drawing: its image, activations, probs and isDigit; null where none is kept
 * @property {number} share - of the way from the kept drawing to this one: 1, unless the slider is moved
 * @property {?object} between - of that morph: inkAt(share), a Uint8Array (280 × 280,); answerAt(share), a digit, or null for none;
 *   null where there is no morph, and as long as the ink is ahead of it
 * @property {function({layer: string, index: number[]}): object[]} lines - the network view's lines, for the chosen unit;
 *   see connections.js
 * @property {function({layer: string, index: number[]}): ?object} weights - of a unit, see weightsOf in explain.js
 * @property {function(Float32Array): Object<string, Float32Array>} activationsOf - every layer's values for another image, with nothing switched
 * @property {function(): object} evidence - its lines with none chosen, and what decided: see evidenceOf in shares.js;
 *   while the pen is down, of a picture that may be a fifth of a second old; on a slow machine for as long after it is lifted
 */

/**
 * What this session has chosen in a network, sent by views/draw/network/network_view.py.
 *
 * @typedef {object} Selection
 * @property {string} network - its name
 * @property {?{layer: string, index: number[]}} selected - the unit that is looked at
 * @property {{layer: string, number: number, factor: number}[]} factors - by what their activations are multiplied
 */

/**
 * What somebody tries on a neuron's card, sent by views/neuron/card/activation_curves.js.
 *
 * @typedef {object} Trial
 * @property {string} name - of the activation function
 * @property {number} z - to which its point was moved,
 * @property {number} from - and where it was before
 */

/**
 * What is new of a training in this browser, by views/training/here/training_here.js: see following.js.
 *
 * @typedef {object} TrainingNews
 * @property {string} run - which training
 * @property {Object<string, function(object): object>} changes - of a component, by its key: what it shows instead of what it was sent
 */

/**
 * Which digit somebody has said that a drawing is, by views/draw/answer/label_buttons.js.
 *
 * @typedef {object} Label
 * @property {?number} version - of the Drawing; null where none has a label
 * @property {?number} label - the digit
 */

class Channel {
  constructor(keeps = true) {
    this.keeps = keeps; // whether the newest message is for those, too, who listen later
    this.last = null; // that message
    this.listeners = new Map();
  }

  /** Give a message to everybody who listens. */
  publish(message) {
    if (this.keeps) this.last = message;
    for (const listener of this.listeners.values()) tell(listener, message);
  }

  /** Call `listener` with the newest message, if there is one, and with every further one; one for each `owner`. */
  subscribe(owner, listener) {
    this.listeners.set(owner, listener);
    if (this.last) tell(listener, this.last);
  }

  /** Leave that owner's listener in peace. */
  unsubscribe(owner) {
    this.listeners.delete(owner);
  }
}

// An async function's error is its own: the console has it, the others are told all the same, and whoever publishes goes on.
const tell = async (listener, message) => listener(message);

const shared = (globalThis.inkling ??= {
  drawings: new Channel(),
  surfaces: new Channel(),
  readings: new Channel(),
  selections: new Channel(),
  questions: new Channel(false),
  trials: new Channel(),
  slides: new Channel(false),
  trainings: new Channel(),
  labels: new Channel(),
});

/** Where every Drawing is published. */
export const drawings = shared.drawings;

/** Where every Surface is published; its `last` is null while there is no canvas, or one that is not called here. */
export const surfaces = shared.surfaces;

/** Where every Reading is published. */
export const readings = shared.readings;

/** Whether a Reading is of what is drawn for now, and no more of a stroke's middle: it may be said aloud, and explained. */
export const isFinished = ({ version, isWaiting }) => version !== null || !!isWaiting;

/** Where every Selection is published. */
export const selections = shared.selections;

/** The Selection in that network; nothing is chosen in one of which none has come. */
export function selectionIn(network) {
  const { last } = selections;
  return last && last.network === network ? last : { network, selected: null, factors: [] };
}

/** Where it is asked "why not?": of a digit, a number. */
export const questions = shared.questions;

/** Where every Trial is published. */
export const trials = shared.trials;

/** Where it is published to which share of the way from the kept drawing the slider was moved: a number from 0 to 1. */
export const slides = shared.slides;

/** Where all TrainingNews are published. */
export const trainings = shared.trainings;

/** Where every Label is published. */
export const labels = shared.labels;
