// Tells Python what is painted once the hand rests, or turns to another part of the page: what is not told when the page leaves is lost.

const PAUSE = 400; // milliseconds without a change, and Python is told
const TURNS = ["pointerdown", "keydown"]; // before what they lead to

export class Telling {
  /** `root` is what is painted in; `isBusy` says whether a hand or a training will rest later; `tell` tells. */
  constructor(root, isBusy, tell) {
    Object.assign(this, { root, isBusy, tell, timer: null });
    for (const type of TURNS) addEventListener(type, this.turn, true);
  }

  turn = (event) => {
    const isNews = this.timer !== null || this.isBusy();
    if (!isNews || event.repeat || this.root.contains(event.composedPath()[0])) return;
    clearTimeout(this.timer);
    this.timer = null;
    this.tell();
  };

  rest() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), PAUSE);
  }

  // What waits is told.
  now() {
    clearTimeout(this.timer);
    if (this.timer !== null && !this.isBusy()) this.tell();
    this.timer = null;
  }

  /** It is no longer there. */
  end() {
    this.now();
    for (const type of TURNS) removeEventListener(type, this.turn, true);
  }
}
