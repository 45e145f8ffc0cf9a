// Sends Python what is painted when the hand rests or moves to another part of the page; what isn't sent when the page leaves is lost.

const PAUSE = 400; // milliseconds without a change before we send
const TURNS = ["pointerdown", "keydown"]; // they arrive before what they cause

export class Reporter {
  /** `root` contains the field; `isBusy` returns whether a stroke or a training is still going on; `send` sends. */
  constructor(root, isBusy, send) {
    Object.assign(this, { root, isBusy, send, timer: null });
    for (const type of TURNS) addEventListener(type, this.turn, true);
  }

  turn = (event) => {
    const isNews = this.timer !== null || this.isBusy();
    if (!isNews || event.repeat || this.root.contains(event.composedPath()[0])) return;
    clearTimeout(this.timer);
    this.timer = null;
    this.send();
  };

  rest() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), PAUSE);
  }

  // Send what is waiting.
  now() {
    clearTimeout(this.timer);
    if (this.timer !== null && !this.isBusy()) this.send();
    this.timer = null;
  }

  /** Send what is waiting and stop listening. */
  end() {
    this.now();
    for (const type of TURNS) removeEventListener(type, this.turn, true);
  }
}
