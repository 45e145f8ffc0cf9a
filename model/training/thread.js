// A training in a thread of its own, which a page starts, watches, pauses and stops by messages.

import { Fitting } from "./fitting.js";
import { curveSteps } from "./snapshot.js";

const LISTEN = 30; // ms of steps in a row, before messages are handled: Stop is answered within 100
const PUBLISH = 250; // ms between two snapshots, or four times as long as one takes: a fifth of the time at most

/**
 * A network at one moment of its training, as in model/training/snapshot.py.
 *
 * @typedef {object} Snapshot
 * @property {Float32Array[]} weights - kernel, bias, kernel, bias, … in depth order
 * @property {Point} now
 * @property {Point[]} curve - the measures at certain steps, the same ones every time
 * @property {number[]} gradientSizes - per layer with weights
 * @property {number[]} dead - per hidden layer
 * @property {number} seconds - spent training so far
 *
 * How a training ended.
 * @typedef {{state: "done"|"stopped"|"blew up", testAccuracy: ?number, answers: ?Uint8Array, seconds: number}} Outcome - answers: what it
 *   reads each unseen image as
 *
 * The job at its start; after `longest` seconds of steps it stops by itself.
 * @typedef {{choices: Choices, training: Examples, unseen: Examples, measured: number, weights: ?Float32Array[], longest: number}} Job
 */

/** The thread's side of its messages: first a Job, then "pause", "resume" or "stop", any number of times. */
export class TrainingThread {
  /**
   * @param {function({snapshot: Snapshot}|{judged: number}|{outcome: Outcome})} send
   * @param {function(function())} later - calls a function once messages have been handled
   * @param {function(): number} now - milliseconds
   */
  constructor(send, later = soon(), now = () => performance.now()) {
    Object.assign(this, { send, later, now, curve: [], spent: 0, isPaused: false, isStopped: false, due: 0 });
  }

  /** Handle a message. */
  handle(message) {
    if (message === "pause") this.isPaused = true;
    else if (message === "stop") this.isStopped = true;
    else if (message === "resume") this.isPaused = false;
    else this.begin(message);
    if (this.fitting && !this.isRunning && !this.isPaused) this.run();
  }

  begin({ choices, training, unseen, measured, weights, longest = Infinity }) {
    this.fitting = new Fitting(choices, training, unseen, measured, weights);
    this.curveSteps = curveSteps(this.fitting.steps);
    this.longest = 1000 * longest;
    this.look();
  }

  async run() {
    this.isRunning = true;
    while (!this.fitting.isOver && !this.isStopped && !this.isPaused) {
      const started = this.now();
      do {
        this.fitting.takeStep();
      } while (!this.fitting.isOver && !this.curveSteps.has(this.fitting.step) && this.now() - started < LISTEN);
      this.spent += this.now() - started;
      if (this.spent >= this.longest) this.isStopped = true;
      if (!this.fitting.isFinite || this.curveSteps.has(this.fitting.step) || this.now() >= this.due) this.look();
      await new Promise(this.later);
    }
    this.isRunning = false;
    if (this.isPaused && !this.isStopped) return;
    await this.end();
  }

  // Measure; store the point if it belongs to the curves, and publish when it is time: gradients are only for that.
  look(isLast = false) {
    const started = this.now();
    const { fitting, curve } = this;
    const isShown = isLast || started >= this.due;
    const { logits, ...found } = isShown ? fitting.gradients() : {};
    const now = fitting.point(logits);
    if (this.curveSteps.has(now.step) && curve.at(-1)?.step !== now.step) curve.push(now);
    if (!Number.isFinite(now.loss)) fitting.isFinite = false;
    if (!isShown) return;
    const weights = fitting.weights.map((each) => each.slice());
    this.send({ snapshot: { weights, now, curve: [...curve], ...found, seconds: this.spent / 1000 } });
    this.shown = now.step;
    this.due = this.now() + Math.max(PUBLISH, 4 * (this.now() - started));
  }

  async end() {
    const { fitting } = this;
    if (this.shown !== fitting.step || !fitting.isFinite) this.look(true);
    const state = !fitting.isFinite ? "blew up" : this.isStopped ? "stopped" : "done";
    const { images, labels } = fitting.unseen;
    const answers = state === "done" ? new Uint8Array(labels.length) : null;
    for (let from = 0; answers && from < labels.length; from += fitting.atOnce) {
      answers.set(fitting.answers(images, from, Math.min(labels.length, from + fitting.atOnce)), from);
      this.send({ judged: from / labels.length });
      await new Promise(this.later);
    }
    const testAccuracy = answers && labels.filter((label, i) => label === answers[i]).length / labels.length;
    this.send({ outcome: { state, testAccuracy, answers, seconds: this.spent / 1000 } });
  }
}

/** Return a function that calls another one after the messages that wait, until `end()`: a timer would wait for 4 ms each time. */
export function soon() {
  const { port1, port2 } = new MessageChannel();
  const waiting = [];
  port1.onmessage = () => waiting.shift()();
  const later = (then) => {
    waiting.push(then);
    port2.postMessage(null);
  };
  return Object.assign(later, { end: () => port1.close() });
}
