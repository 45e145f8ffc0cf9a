// A training in this browser: its buttons, what it shows while it runs, and what it reports to Python when it has ended. It goes
// on when the user leaves the page. Its thread runs this same module.

import { _ } from "../../parts/language/language.js";
import { trainings } from "../../parts/component/reading.js";
import { threadOf } from "../../parts/component/own_thread.js";
import { buildChosen, giveWeights } from "../../../model/training/fitting.js";
import { thread, whole } from "./learning_thread.js";
import { barOf, picturesOf, racing } from "./pictures_of.js";
import { saveTrained } from "../../session/network_store.js";
import { reportOf } from "../../../model/training/snapshot.js";
import { bytesOf, floatsOf } from "../../../model/base64.js";

/**
 * Train what Python describes, unless that is done already, and show two buttons.
 *
 * @param {object} data - a Task of learning_thread.js, its arrays in base64; image: the drawing, in base64; looks: see picturesOf; lane: its number among several, ?number;
 *   about: the title and choices to store the network with; received: how many parts of the report Python has; most: weights per part. Reports `picked`: a part of reportOf; or why there
 *   is none: "worker" or "digits" if this browser can't train, "stopped" if it was stopped before it began.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-training-here");
  const here = (globalThis.inklingTraining ??= new Here());
  here.show(root, data, (part) => setTriggerValue("picked", part));
  return () => here.leave(root);
}

class Here {
  /** Show a training in an element. */
  show(root, data, send) {
    Object.assign(this, { root, send, image: floatsOf(data.image), looks: data.looks, lane: data.lane, about: data.about, received: data.received, most: data.most });
    if (root.children.length === 0) this.build();
    if (data.run !== this.run) this.begin(data);
    this.publish();
  }

  /** Detach from a page that the user leaves: the training goes on and reports when someone comes back. */
  leave(root) {
    if (root !== this.root) return;
    Object.assign(this, { root: null, sent: null });
  }

  build() {
    const [halt, stop] = [this.halt, this.stop] = ["button", "button"].map((tag) => document.createElement(tag));
    halt.type = stop.type = "button";
    halt.onclick = () => this.order(this.state === "paused" ? "resume" : "pause");
    stop.onclick = () => this.order("stop");
    this.root.append(halt, stop);
  }

  begin({ run, choices, mnist, addresses, own, weights, measured, longest }) {
    Object.assign(this, { run, choices, state: "fetching", fetched: null, isRetrying: false, snapshot: null, judged: null, parts: null, sent: null });
    this.network = buildChosen(choices);
    this.worker ??= this.hire();
    this.worker?.postMessage({
      run, choices, mnist, measured, longest,
      addresses: whole(addresses),
      own: own && { ...own, images: bytesOf(own.images) },
      weights: weights && floatsOf(weights),
    });
  }

  hire() {
    const worker = threadOf(import.meta.url);
    if (!worker) return this.fail("worker");
    worker.onmessage = ({ data }) => data.run === this.run && this.handle(data);
    worker.onerror = () => this.fail("worker");
    return worker;
  }

  fail(why) {
    this.worker?.terminate();
    Object.assign(this, { worker: null, state: "unable", why });
    this.publish();
    return null;
  }

  order(what) {
    this.worker.postMessage(what);
    if (this.state === "fetching") Object.assign(this, { state: "unable", why: "stopped" });
    else this.state = { pause: "paused", resume: "running", stop: "stopped" }[what]; // immediately, before the last measurements arrive
    this.publish();
  }

  handle({ fetched, isRetrying = this.isRetrying, unreachable, snapshot, judged, outcome }) {
    if (unreachable) return this.fail("digits");
    this.isRetrying = isRetrying;
    if (fetched !== undefined) this.fetched = fetched;
    if (judged !== undefined) Object.assign(this, { judged, state: "judging" });
    if (snapshot) {
      if (this.state === "fetching") this.state = "running";
      this.snapshot = snapshot;
      giveWeights(this.network, snapshot.weights);
    }
    if (outcome) {
      this.state = "ended";
      this.parts = reportOf(this.run, this.snapshot, outcome, this.most);
      if (["done", "stopped"].includes(outcome.state)) this.isSaved = saveTrained({ ...this.about, run: this.run, accuracy: outcome.testAccuracy, parts: this.parts }).then(() => true, () => false);
    }
    this.publish();
  }

  // Sends news to the pictures and, when the training has ended, to Python. Pressing Stop only changes the bar, because the last
  // pictures follow in a moment.
  publish() {
    const { run, state, snapshot, network, image, looks, lane } = this;
    const isAlone = lane === null;
    const changes = { [isAlone ? "run_bar" : `race_bar_${lane}`]: () => barOf(this, isAlone) };
    if (snapshot && this.root && state !== "stopped") {
      const pictures = picturesOf(snapshot, network, image, looks, state === "running");
      Object.assign(changes, isAlone ? pictures : { ...racing(snapshot, lane), architecture: pictures.architecture });
    }
    trainings.publish({ run, changes });
    if (!this.root) return;
    this.halt.textContent = state === "paused" ? _("Continue") : _("Pause");
    this.stop.textContent = _("Stop");
    this.halt.disabled = state !== "running" && state !== "paused";
    this.stop.disabled = this.halt.disabled && state !== "fetching";
    const next = state === "unable" ? this.why : this.parts?.[this.received];
    if (next && next !== this.sent) this.send(next);
    this.sent = next;
  }
}

if (globalThis.WorkerGlobalScope) addEventListener("message", thread(postMessage.bind(globalThis)));
