// Sends Python what is painted once it's ready, and at the latest when a person turns to another part of the page, or leaves it.

const TURNS = ["pointerdown", "keydown"]; // they arrive before what they cause

export class Reporter {
  /** `root` contains the field; without the images, the neuron isn't ready because it can't place its threshold. */
  constructor(root, isReady, send) {
    Object.assign(this, { root, isReady, send, isNews: false });
    for (const type of TURNS) addEventListener(type, this.turn, true);
  }

  turn = (event) => {
    if (!event.repeat && !this.root.contains(event.composedPath()[0])) this.report();
  };

  /** Something has changed, and the hand has lifted. */
  rest() {
    this.isNews = true;
    this.reportIfReady();
  }

  reportIfReady() {
    if (this.isReady()) this.report();
  }

  report() {
    if (this.isNews) this.send();
    this.isNews = false;
  }

  end() {
    this.report();
    for (const type of TURNS) removeEventListener(type, this.turn, true);
  }
}
