// What is known of the drawing on this page, and who is told when that changes.
//
// Every component of the page is a module of its own. This is the one thing that they share: an object of
// the window, `inkling`, with three channels.

/**
 * The drawing as Python knows it, sent by views/live_ink.py after every change of it.
 *
 * @typedef {object} Drawing
 * @property {number} change - number of the order that the canvas was last given: another one where the drawing
 *   was replaced (undone, cleared, a sample), the same while the pen draws
 * @property {number} version - grows whenever another drawing may be shown
 * @property {number} received - how many messages of the canvas have come
 * @property {string} origin - a sentence about where it comes from, empty if from the pen
 * @property {Object<string, boolean>} able - keys of buttons, and whether there is anything they could do
 * @property {?Float32Array} image - (784,), 0 to 1; null where nothing is drawn
 */

/**
 * The drawing as it has been read by the network, made by live_ink.js from every picture of the ink.
 *
 * @typedef {object} Reading
 * @property {?string} network - name of the network; null until it is there
 * @property {?number} time - milliseconds, as performance.now() has them, at which the ink was looked at; null
 *   once it is Python's own image that was read
 * @property {?number} version - of the Drawing; null as long as the ink is ahead of it
 * @property {string} origin - of the Drawing; empty as long as the ink is ahead of it
 * @property {?Float32Array} image - (784,), 0 to 1; null where nothing is drawn
 * @property {?Object<string, Float32Array>} activations - layer name to its values, flat; null without an image
 * @property {?Float32Array} probs - (10,)
 * @property {?Float32Array} before - (10,), what probs were with no neuron turned up or off; null where none is
 * @property {boolean} isDark - whether none of the last hidden layer's neurons fires
 * @property {?boolean} isDigit - false where the network takes it for none
 * @property {function(?{layer: string, index: number[]}): object[]} lines - the network view's lines, for the
 *   chosen unit or, with none, the answer's evidence; see connections.js
 * @property {function(object[]): number} traced - what share of the answer's pushes such evidence carries, 0 to 1
 */

/**
 * The neurons that this session has turned up or off in a network, sent by views/draw/network_view.py.
 *
 * @typedef {object} Changes
 * @property {string} network - its name
 * @property {{layer: string, number: number, factor: number}[]} factors - by what their activations are multiplied
 */

class Channel {
  constructor() {
    this.last = null; // the newest message
    this.listeners = new Map();
  }

  /** Give a message to everybody who listens, now and from now on. */
  publish(message) {
    this.last = message;
    for (const listener of this.listeners.values()) listener(message);
  }

  /** Call `listener` with the newest message, if there is one, and with every further one; one for each `owner`. */
  subscribe(owner, listener) {
    this.listeners.set(owner, listener);
    if (this.last) listener(this.last);
  }

  /** Leave that owner's listener in peace. */
  unsubscribe(owner) {
    this.listeners.delete(owner);
  }
}

const shared = (globalThis.inkling ??= { drawings: new Channel(), readings: new Channel(), changes: new Channel() });

/** Where every Drawing is published. */
export const drawings = shared.drawings;

/** Where every Reading is published. */
export const readings = shared.readings;

/** Where Changes are published. */
export const changes = shared.changes;
