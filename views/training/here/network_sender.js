// Sends Python a network saved in this browser: first which one it is, then its parts as Python requests them.

import { reportAlone } from "../../parts/component/alone.js";
import { isWhole } from "./store.js";

const AGAIN = 5000; // milliseconds without an answer before we send again: longer than a part takes on a slow connection
// Whether Python is running, perhaps on our message: sending it again would cut that run short.
const isAtWork = () => document.querySelector("[data-test-script-state]")?.dataset.testScriptState === "running";

/**
 * Sends each message once. When Python has received it, the component is shown again with the next request. A lost message is
 * sent again, because Streamlit only takes the first of two that arrive at the same moment. `report` is a component's setTriggerValue.
 */
export class NetworkSender {
  /**
   * Send what Python needs next; return whether there is a network to send.
   *
   * @param {object[]} saved - the networks, the one used last first
   * @param {?object} coming - {run, received}: the network Python has requested, and how many parts have arrived
   * @param {boolean} asks - whether to use the one used last again
   */
  answer(saved, coming, asks) {
    this.end();
    const wanted = saved.find(({ run }) => run === coming?.run);
    const last = saved.find(isWhole);
    if (wanted) this.send(wanted.parts[coming.received]);
    else if (asks && last) this.ask(last);
    return Boolean(wanted ?? last);
  }

  ask({ run, choices }) {
    if (this.question?.run !== run) this.question = { run, choices };
    else if (this.sent !== this.question) return; // Python has received it
    this.send(this.question);
  }

  send(what) {
    if (!what) return;
    if (what !== this.sent) reportAlone(() => this.report("picked", what));
    this.sent = what;
    this.end();
    this.again = setTimeout(() => {
      if (!isAtWork()) this.sent = null;
      this.send(what);
    }, AGAIN);
  }

  /** Stop sending again: the page was left, or the answer is here. */
  end() {
    clearTimeout(this.again);
  }
}
