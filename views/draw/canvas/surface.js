// The canvas: a pen, the paper that it draws on, and the page's sheet, which has the drawing. What is drawn is shown and read here
// at once; Python gets it through the outbox, and can give another drawing.

import { MAX_POINTS, MOST_STROKES } from "../../../model/constants.js";
import { drawings, readings, surfaces } from "../../parts/component/reading.js";
import { pageSheet, takeUnsent } from "../../session/drawing/drawing_sheet.js";
import { DrawingOutbox } from "./drawing_outbox.js";
import { KeyPen } from "./key_pen.js";
import { Paper } from "./ink_paper.js";
import { Pen } from "./pen.js";
import { StepButtons } from "./step_buttons.js";

const ONE_PICTURE = "picture"; // the name of a drawing that was too long

/**
 * Show the canvas.
 *
 * @param {object} data - code: the address of the pen's module, null if it's loaded; width: of the pen; session, given, objects
 *   and name: see Sheet.take; lang: so that a change of language rerenders it. Reports `drawing`: see drawing_of in
 *   views/session/drawing/received.py.
 */
export default function ({ data, parentElement, setStateValue }) {
  const surface = (parentElement.inkPart ??= new Surface(parentElement, data.code));
  surface.offer(data, setStateValue);
  return () => surface.end();
}

class Surface {
  constructor(root, code) {
    Object.assign(this, { root, sheet: pageSheet() });
    this.paper = new Paper(root.querySelector(".ink-surface"), () => root.querySelector(".upper-canvas"), () => this.change());
    this.pen = new Pen(root, code, this);
    this.keyPen = new KeyPen(root);
    this.buttons = new StepButtons(this.step);
    this.outbox = new DrawingOutbox(() => this.sheet.isAhead, this.send);
    drawings.subscribe(root, this.takeAnswer);
  }

  offer(data, report) {
    Object.assign(this, { data, report });
    this.pen.use(data.width);
    this.keyPen.speak();
    const isFirst = this.sheet.given === null;
    const isNew = this.sheet.take(data);
    const saved = isFirst && takeUnsent(); // by an earlier page in this tab, which lost its server
    if (saved) this.sheet.add(saved);
    if (isNew || !this.isOffered) this.change();
    else this.publish();
    this.isOffered = true;
  }

  down(event) {
    this.paper.down(event, this.data.width);
    this.publish();
  }

  move(event) {
    this.paper.move(event);
  }

  up() {
    this.paper.up();
    this.publish();
  }

  /** Take finished strokes, each as a step of its own. */
  draw = (strokes) => {
    if (!this.pen.isDown) this.paper.up();
    for (const stroke of strokes) this.sheet.add([...this.sheet.objects, stroke]);
    this.change();
  };

  step = (by) => {
    if (!this.pen.isDown && this.sheet.step(by)) this.change();
  };

  // Another drawing is shown. A long one becomes one picture, so that neither a message nor an address becomes too long.
  change() {
    this.paper.show(this.sheet.objects);
    if (this.paper.isReady && isLong(this.sheet.objects)) {
      this.sheet.replace([{ type: "Image", src: this.paper.png }], ONE_PICTURE);
      this.paper.show(this.sheet.objects);
    }
    if (this.sheet.isAhead) this.outbox.put(this.mayWait);
    else this.outbox.answered();
    this.publish();
  }

  // Whether nobody needs Python's answer at once: the drawing is read here, and nothing on the page compares it with another.
  get mayWait() {
    return !!readings.last?.network && !drawings.last?.morph;
  }

  send = () => {
    if (!this.paper.isReady) return; // it's sent as soon as it's painted
    const { objects, ...report } = this.sheet.report;
    this.report("drawing", { ...report, objects, png: objects.length ? this.paper.png : null });
    this.publish();
  };

  takeAnswer = (drawing) => {
    if (this.sheet.takeAnswer(drawing)) this.outbox.answered();
    this.buttons.watch();
    this.publish();
  };

  publish() {
    const { isDown } = this.pen;
    const able = isDown ? { ...this.sheet.able, undo: true, clear: true, keep_this: true } : this.sheet.able;
    this.buttons.enable(able);
    surfaces.publish({ able, isDown, isWaiting: this.outbox.isWaiting && !isDown, hurry: this.outbox.hurry, draw: this.draw, step: this.step, look: () => this.paper.look() });
  }

  end() {
    for (const part of [this.outbox, this.pen, this.paper, this.keyPen, this.buttons]) part.end();
    drawings.unsubscribe(this.root);
    this.root.inkPart = null;
    if (surfaces.last?.draw === this.draw) surfaces.publish(null);
  }
}

function isLong(objects) {
  const paths = objects.flatMap(({ path }) => (path ? [path] : []));
  return paths.length > MOST_STROKES || paths.reduce((sum, path) => sum + path.length, 0) > MAX_POINTS;
}
