// Tells Python of a network that this browser keeps: which it is, then its parts, as they are asked for.

import { reportAlone } from "../../parts/component/retry.js";
import { isWhole } from "./store.js";

/** Tells each thing once: an answer has what is asked shown again. `report` is a component's setTriggerValue. */
export class Telling {
  /**
   * @param {object[]} kept - the networks, the one used last first
   * @param {?object} coming - {run, received}: which one Python has asked for, and how many parts have come
   * @param {boolean} asks - whether the one used last is to be used again; gives whether there is one to tell of
   */
  answer(kept, coming, asks) {
    const wanted = kept.find(({ run }) => run === coming?.run);
    const last = kept.find(isWhole);
    if (wanted) this.tell(wanted.parts[coming.received]);
    else if (asks && last) this.ask(last);
    return Boolean(wanted ?? last);
  }

  ask({ run, choices }) {
    if (this.asked === run) return;
    this.asked = run;
    this.tell({ run, choices });
  }

  tell(said) {
    if (!said || said === this.told) return;
    this.told = said;
    reportAlone(() => this.report("picked", said));
  }
}
