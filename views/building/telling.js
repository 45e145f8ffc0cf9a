// Tells Python what is painted once the hand rests.

const PAUSE = 400; // milliseconds without a change, and Python is told

export class Telling {
  /** `isBusy` says whether a hand or a training will rest later; `tell` tells. */
  constructor(isBusy, tell) {
    Object.assign(this, { isBusy, tell, timer: null });
  }

  rest() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), PAUSE);
  }

  /** What waits is told. */
  now() {
    clearTimeout(this.timer);
    if (this.timer !== null && !this.isBusy()) this.tell();
    this.timer = null;
  }
}
