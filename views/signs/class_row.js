// A class that teaches one network: its signs, the button that sends it one's own drawings of them, and its network once there's one.

import { areNamed } from "../../model/signs/sign_sets.js";
import { ngettext } from "../parts/language/counts.js";
import { _ } from "../parts/language/language.js";
import { filled, short } from "../parts/looks/wording.js";

const MOST = 10; // drawings in a message, as in received.py
const sent = new Map(); // line of a drawing -> its number in the class, as long as the browser's page is there

export class ClassRow {
  /** @param {Signs} acts - the page's */
  constructor(root, acts) {
    root.innerHTML = '<p></p><button type="button" class="ink-button"></button><button type="button" class="ink-button ink-primary"></button><button type="button" class="ink-button"></button><button type="button" class="ink-button ink-primary"></button><span role="status"></span>';
    [this.about, this.choose, this.send, this.back, this.use, this.said] = root.children;
    Object.assign(this, { root, acts, key: "", reports: Date.now() % 1e8, waiting: null, wants: false, isAsked: false });
    this.choose.onclick = () => acts.start(this.data.names);
    this.send.onclick = () => this.start();
    this.back.onclick = () => this.post([], [...sent.values()].slice(0, 400));
    this.use.onclick = () => this.ask();
  }

  /**
   * Take what Python knows.
   *
   * @param {?object} data - code: the class's, as people read it; names: of its signs; learned: how often it got a network; answer: {report: the number of
   *   a report, numbers: those that its drawings got, problem}; network: the message of the network, if it was asked for. Null without such a class.
   * @param {function} report - {names, lines, back, report}, drawings to send and numbers of those to take back; {do: "network", number: 0}
   */
  take(data, report) {
    Object.assign(this, { data, report });
    const key = data ? JSON.stringify([data.code, data.names]) : "";
    if (key !== this.key) {
      sent.clear(); // it has other signs now, and an empty wall
      Object.assign(this, { key, waiting: null, wants: false });
    }
    if (!data) return;
    if (this.waiting && data.answer.report === this.waiting.report) this.answered(data.answer);
    if (data.network && this.isAsked) {
      this.isAsked = false;
      this.acts.useNetwork(data.network);
    }
  }

  answered({ numbers, problem }) {
    const { lines, back } = this.waiting;
    for (const [line, number] of sent) if (back.includes(number) && (numbers.length || !problem)) sent.delete(line);
    numbers.forEach((number, i) => sent.set(lines[i], number));
    Object.assign(this, { waiting: null, wants: this.wants && !problem, problem });
  }

  get isTaught() {
    return areNamed(this.acts.set, this.data.names);
  }

  get unsent() {
    return this.isTaught ? this.acts.set.drawings.filter((each) => !sent.has(JSON.stringify(each))) : [];
  }

  // What was sent and is gone, or has another name now, is taken back with the next drawings.
  start() {
    this.wants = true;
    const kept = new Set(this.acts.set.drawings.map((each) => JSON.stringify(each)));
    this.post(this.unsent.slice(0, MOST), [...sent].filter(([line]) => !kept.has(line)).map(([, number]) => number).slice(0, 400));
  }

  post(drawings, back) {
    const lines = drawings.map((each) => JSON.stringify(each));
    this.waiting = { report: ++this.reports, lines, back };
    this.problem = "";
    this.report({ names: this.data.names, lines, back, report: this.reports }, "class");
    this.show();
  }

  ask() {
    this.isAsked = true;
    this.report({ do: "network", number: 0 }, "class");
    this.show();
  }

  /** Show it beside the set that is shown. */
  show() {
    this.root.hidden = !this.data;
    if (!this.data) return;
    const { code, names, learned } = this.data;
    const count = this.unsent.length;
    if (this.wants && !this.waiting && count) return this.start();
    if (!count) this.wants = false;
    this.about.textContent = filled(_("Class {code} teaches one network these signs: {names}"), { code, names: names.join(" ") });
    const texts = [_("Draw your class's signs"), filled(ngettext("Send {count} drawing to the class", "Send {count} drawings to the class", count), { count: short(count) }), _("Take all back"), _("Use the class's network on the Draw page")];
    [this.choose, this.send, this.back, this.use].forEach((button, i) => (button.textContent = texts[i]));
    this.choose.hidden = this.isTaught;
    this.send.hidden = !this.isTaught || (!count && sent.size > 0);
    this.back.hidden = !sent.size;
    this.use.hidden = !learned;
    this.send.disabled = !count || !!this.waiting;
    this.back.disabled = !!this.waiting;
    this.use.disabled = this.isAsked;
    const isSent = filled(ngettext("{count} drawing is in the class.", "{count} drawings are in the class.", sent.size), { count: short(sent.size) });
    this.said.textContent = this.problem || (this.waiting ? _("Sending …") : sent.size ? isSent : "");
  }
}
