// Tells Python of a network that this browser keeps: which it is, then its parts, as they are asked for.

import { reportAlone } from "../../parts/component/retry.js";
import { isWhole } from "./store.js";

const AGAIN = 5000; // milliseconds without an answer after which a thing is told once more: longer than a part takes on a slow line
// Whether Python is at work: perhaps on what it has heard, which hearing it once more would cut short.
const isAtWork = () => document.querySelector("[data-test-script-state]")?.dataset.testScriptState === "running";

/**
 * Tells each thing once: an answer has what is asked shown again. What was not heard is told again, since of two wishes
 * of one moment Streamlit hears the first. `report` is a component's setTriggerValue.
 */
export class Telling {
  /**
   * @param {object[]} kept - the networks, the one used last first
   * @param {?object} coming - {run, received}: which one Python has asked for, and how many parts have come
   * @param {boolean} asks - whether the one used last is to be used again; gives whether there is one to tell of
   */
  answer(kept, coming, asks) {
    this.end();
    const wanted = kept.find(({ run }) => run === coming?.run);
    const last = kept.find(isWhole);
    if (wanted) this.tell(wanted.parts[coming.received]);
    else if (asks && last) this.ask(last);
    return Boolean(wanted ?? last);
  }

  ask({ run, choices }) {
    if (this.question?.run !== run) this.question = { run, choices };
    else if (this.told !== this.question) return; // it was heard
    this.tell(this.question);
  }

  tell(what) {
    if (!what) return;
    if (what !== this.told) reportAlone(() => this.report("picked", what));
    this.told = what;
    this.end();
    this.again = setTimeout(() => {
      if (!isAtWork()) this.told = null;
      this.tell(what);
    }, AGAIN);
  }

  /** Nobody listens any more, or there is an answer. */
  end() {
    clearTimeout(this.again);
  }
}
