// What we know about the drawing on this page, and channels that publish its changes.
//
// Every component of the page is a module of its own. They only share one thing: an object of
// the window, `inkling`, with ten channels.

/**
 * The drawing as Python knows it, sent by views/draw/canvas/live_ink.py after every change of it.
 *
 * @typedef {object} Drawing
 * @property {string} session - a name for the person's session at the server,
 * @property {number} given - how many drawings Python has given in it,
 * @property {number} number - and how many changes after that it knows: see Sheet in views/session/drawing/drawing_sheet.js
 * @property {number} version - grows whenever the drawing can have changed
 * @property {string} origin - a sentence on where the drawing comes from; empty if it's from the pen
 * @property {?Float32Array} image - (784,), 0 to 1; null if nothing is drawn
 * @property {string} hint - see Reading
 * @property {?object} morph - from the pinned drawing to this one, see Morph and `along` in model/preprocess/morph.js; null without a pinned drawing, and
 *   without `after` if nothing else is drawn
 * @property {object} address - see publishAddress in page_store.js
 */

/**
 * What is on the canvas, published by views/draw/canvas/surface.js.
 *
 * @typedef {object} Surface
 * @property {Object<string, boolean>} able - keys of buttons, and whether they can do anything
 * @property {boolean} isDown - whether a stroke is in progress
 * @property {boolean} isWaiting - whether it's sent to Python later, because nothing visible depends on that
 * @property {function()} hurry - send to Python at once, for components that show what only Python knows
 * @property {function(object[])} draw - add finished strokes, as Fabric objects
 * @property {function(number)} step - undo, redo or clear: see Sheet.step
 * @property {function()} look - publish an Ink
 */

/**
 * A picture of the ink, published by views/draw/canvas/ink_paper.js.
 *
 * @typedef {object} Ink
 * @property {Uint8Array} alpha - how much ink each pixel has
 * @property {number} width
 * @property {number} height
 * @property {number} time - as in performance.now(), at which it was taken
 * @property {boolean} isDown - whether a stroke is in progress
 * @property {function()} done - call this once it has been read
 */

/**
 * The network's reading of the drawing, made by live_ink.js from every picture of the ink.
 *
 * @typedef {object} Reading
 * @property {?string} network - name of the network; null until it's loaded
 * @property {?number} time - time in milliseconds, as in performance.now(), at which the ink was read; null
 *   once Python's own image was read
 * @property {?number} version - the Drawing's; null while the ink is ahead of it
 * @property {boolean} isWaiting - whether the pen rests and this ink is sent to Python later, see Surface
 * @property {string} origin - the Drawing's; empty while the ink is ahead of it
 * @property {?Float32Array} image - (784,), 0 to 1; null if nothing is drawn
 * @property {?Object<string, Float32Array>} activations - layer name to its values, flat; null without an image
 * @property {?Float32Array} probs - (10,)
 * @property {?Float32Array} before - (10,), the probs with no neuron turned up or off; null if none is
 * @property {boolean} isDark - whether none of the last hidden layer's neurons fires
 * @property {?Float64Array} digitLogits - (10,), the outputs for "is it a 0?" to "is it a 9?", see logOdds in model/network/network.js; null
 *   if the network doesn't have them
 * @property {?boolean} isKnown - false if the network rejects it
 * @property {string} hint - "larger" if the ink is too small to read, "one" if it has two parts; else ""
 * @property {?object} pinned - what it's compared with, the pinned drawing's or `undamaged`: image, activations, probs and isKnown; or null
 * @property {number} share - how far from the pinned drawing to this one: 1, unless the slider is moved
 * @property {?object} between - the morph's inkAt(share), a Uint8Array (280 × 280,), and answerAt(share), a digit or null;
 *   null without a morph, and while the ink is ahead of it
 * @property {function({layer: string, index: number[]}): object[]} lines - the network view's lines, for the chosen unit;
 *   see connections.js
 * @property {function({layer: string, index: number[]}): ?object} weights - a unit's weights, see weightsOf in explain.js
 * @property {function(Float32Array): Object<string, Float32Array>} activationsOf - every layer's values for another image, with all neurons on
 * @property {function(Float32Array): Reading} of - the same of another image
 * @property {?Reading} undamaged - what the drawing is without its damage: see views/draw/breaking/breaking.js; missing without damage
 * @property {function(): object} evidence - the lines without a chosen unit, and what decided, see evidenceOf in shares.js;
 *   while the pen is down, from a picture that can be a fifth of a second old; on a slow machine for as long after it's lifted
 */

/**
 * This session's choices in a network, sent by views/draw/network/network_view.py.
 *
 * @typedef {object} Selection
 * @property {string} network - its name
 * @property {?{layer: string, index: number[]}} selected - the open unit
 * @property {{layer: string, number: number, factor: number}[]} factors - the multipliers of their activations
 */

/**
 * What a person tries on a neuron's card: another z, sent by views/neuron/card/activation_curves.js; or another place of its map, sent
 * by sliding_window.js beside it, as {by: "card", layer, index, written: how many cells a run has written, or null}, and by
 * views/draw/network/window_frames.js, as {by: "network", layer, index or null}.
 *
 * @typedef {object} Trial
 * @property {string} name - the activation function's name
 * @property {number} z - where its point was moved to,
 * @property {number} from - and where it came from
 */

/**
 * News of a training in this browser, published by views/training/here/training_here.js: see following.js.
 *
 * @typedef {object} TrainingNews
 * @property {string} run - which training
 * @property {Object<string, function(object): object>} changes - a component's key -> a function that returns what to show instead of the data it was sent
 */

/**
 * The digit that a person has labeled a drawing with, published by views/draw/answer/label_buttons.js.
 *
 * @typedef {object} Label
 * @property {?number} version - the Drawing's; null if no drawing is labeled
 * @property {?number} label - the digit
 */

class Channel {
  constructor(keeps = true) {
    this.keeps = keeps; // whether later subscribers also get the newest message
    this.change = null; // function from a message to what is sent in its place
    this.last = null; // that message
    this.listeners = new Map();
  }

  /** Send a message to all listeners. */
  publish(message) {
    if (this.change) message = this.change(message);
    if (this.keeps) this.last = message;
    for (const listener of this.listeners.values()) notify(listener, message);
  }

  /** Call `listener` with the newest message, if there is one, and with each later one; each `owner` has one listener. */
  subscribe(owner, listener) {
    this.listeners.set(owner, listener);
    if (this.last) notify(listener, this.last);
  }

  /** Remove that owner's listener. */
  unsubscribe(owner) {
    this.listeners.delete(owner);
  }
}

// An async function's error only appears in the console, so the other listeners still get the message and the publisher continues.
const notify = async (listener, message) => listener(message);

const shared = (globalThis.inkling ??= {
  drawings: new Channel(),
  surfaces: new Channel(),
  inks: new Channel(false),
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

/** Where every Surface is published; its `last` is null without a canvas. */
export const surfaces = shared.surfaces;

/** Where every Ink is published. */
export const inks = shared.inks;

/** Where every Reading is published. */
export const readings = shared.readings;

/** Return whether a Reading is of a finished stroke, so that it can be announced and explained. */
export const isFinished = ({ version, isWaiting }) => version !== null || !!isWaiting;

/** Where every Selection is published. */
export const selections = shared.selections;

/** Return the Selection in that network; without one, nothing is chosen. */
export function selectionIn(network) {
  const { last } = selections;
  return last && last.network === network ? last : { network, selected: null, factors: [] };
}

/** Where the question "why not?" is published, with a digit. */
export const questions = shared.questions;

/** Where every Trial is published. */
export const trials = shared.trials;

/** Where the slider's place between the pinned drawing and this one is published, from 0 to 1. */
export const slides = shared.slides;

/** Where all TrainingNews are published. */
export const trainings = shared.trainings;

/** Where every Label is published. */
export const labels = shared.labels;
