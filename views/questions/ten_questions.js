// Ten questions before the lesson and ten after it: one on a screen, and after the second ten, what was right both times. The browser
// owns what was chosen, and stores it as {first: the form of the first ten, before: [the number of an answer, SKIPPED], after: the same}.

import { button, made } from "../parts/component/made.js";
import { get, set } from "../parts/component/page_store.js";
import { _ } from "../parts/language/language.js";
import { filled } from "../parts/looks/wording.js";

const SKIPPED = -1;
const ANSWERS = 4;
const FORMS = ["A", "B"];

/**
 * Show the questions.
 *
 * @param {object} data - items: [{title, forms: {A: {question, answers, right}, B}, step: [id, title] of the step that answers it, task: the title
 *   of a task that answers it by doing, solved}]; learned: whether most of the lesson was done; ofClass: {code, when: which time it's asked for
 *   now, or null; taken: which time Python has got last; problem: what went wrong then}, or null.
 *   Reports `picked`: the number of a question whose step to show; or of one more than all, whose task; or twice as many, for the lesson; or
 *   {when, form, chosen: 0 or the number of an answer, from 1} for a class.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-ten-questions");
  root.asked ??= new Asked(root);
  root.asked.take(data, (sent) => setTriggerValue("picked", sent));
}

class Asked {
  constructor(root) {
    Object.assign(this, { root, place: null, sent: "" });
  }

  take(data, go) {
    Object.assign(this, { go, ...data });
    this.sat ??= satOf(get("questions"), data.items.length);
    const { code, when } = this.ofClass ?? {};
    if (when && this.sat.code !== code) this.sat = { ...begun(), code }; // another class, or perhaps another person
    this.show();
    this.send();
  }

  /** Whether the class is asked for these ten, and they are answered. */
  isForClass(when) {
    return this.ofClass?.when === when && this.sat[when]?.length === this.items.length;
  }

  send() {
    const { when, code } = this.ofClass ?? {};
    const chosen = this.isForClass(when) ? this.sat[when].map((answer) => answer + 1) : null;
    const sent = JSON.stringify([code, when, chosen]);
    if (!chosen || this.sent === sent) return;
    this.sent = sent;
    this.go({ when, form: this.formOf(when), chosen });
  }

  /** Which ten are asked: "before" or "after"; null if both are answered, or if the lesson comes next. */
  get when() {
    const { before, after, goesOn } = this.sat;
    const count = this.items.length;
    const asked = this.ofClass?.when;
    if (asked) return this.sat[asked].length < count ? asked : null;
    if (after.length === count) return null;
    if (after.length || goesOn || (this.learned && !before.length)) return "after";
    return before.length < count ? "before" : null;
  }

  formOf(when) {
    const { first } = this.sat;
    return when === "before" ? first : FORMS[1 - FORMS.indexOf(first)];
  }

  change(more) {
    this.sat = { ...this.sat, ...more };
    this.isStored = set("questions", this.sat);
    this.show();
    this.root.querySelector("h2")?.focus();
    this.send();
  }

  answer(when, number, answer) {
    const chosen = [...this.sat[when]];
    chosen[number] = answer;
    this.place = number + 1 < chosen.length ? number + 1 : null; // goes on from where somebody went back to
    this.change({ [when]: chosen });
  }

  goTo(i) {
    set("step", this.items[i].step[0]); // the lesson's step is the browser's
    this.go(i);
  }

  show() {
    const { when, sat, items } = this;
    const isOver = sat.after.length === items.length;
    this.root.replaceChildren(...(when ? this.question(when) : isOver ? this.both() : this.between()));
    const { when: asked, taken, problem } = this.ofClass ?? {};
    if (asked && taken === asked && this.isForClass(asked)) this.root.prepend(made("p", "ink-sent", problem || _("Your class has your answers.")));
    if (this.isStored === false) this.root.append(made("p", "", _("This browser can't store your answers, so you'll lose them when you reload this page.")));
  }

  question(when) {
    const chosen = this.sat[when];
    const number = this.place ?? chosen.length;
    const { question, answers } = this.items[number].forms[this.formOf(when)];
    const place = filled(_("{number} of {count}"), { number: number + 1, count: this.items.length });
    const time = when === "before" ? _("Before the lesson") : _("After the lesson");
    const options = answers.map((text, answer) => button(text, () => this.answer(when, number, answer), "ink-option"));
    options.forEach((option, answer) => option.setAttribute("aria-pressed", chosen[number] === answer));
    const goOn = (place, more) => {
      this.place = place;
      this.change(more);
    };
    const back = button(_("Back"), () => goOn(number - 1, {}));
    back.disabled = number === 0;
    const rest = this.items.map((_item, i) => (i < number ? chosen[i] : SKIPPED));
    return [
      made("p", "ink-place", `${time} · ${place}`),
      heading(question),
      made("div", "ink-row-of-buttons", ...options),
      made("div", "ink-row-of-buttons", back, button(_("Skip"), () => this.answer(when, number, SKIPPED)), button(_("Skip all"), () => goOn(null, { [when]: rest }))),
      made("p", "", this.ofClass?.when ? _("Your answers go to your class, without your name.") : _("Ten questions take about 4 minutes. Your answers stay in this browser.")),
    ];
  }

  between() {
    const lesson = button(_("To the lesson"), () => this.go(2 * this.items.length));
    lesson.classList.add("ink-primary");
    return [
      heading(_("Now comes the lesson")),
      made("p", "", _("It answers these questions. Come back afterward for ten others, and see what has changed.")),
      made("div", "ink-row-of-buttons", lesson, button(_("I've done the lesson"), () => this.change({ goesOn: true }))),
    ];
  }

  both() {
    const { items } = this;
    const times = ["before", "after"].filter((when) => this.sat[when].some((answer) => answer >= 0));
    const isRight = (when, i) => this.sat[when][i] === items[i].forms[this.formOf(when)].right;
    const counts = times.map((when) => `${titleOf(when)}: ${filled(_("{number} of {count}"), { number: items.filter((_item, i) => isRight(when, i)).length, count: items.length })}`);
    const head = made("tr", "", made("th", "", _("Question")), ...times.map((when) => made("th", "", titleOf(when))));
    const rows = items.map((item, i) => {
      const { answers, right } = item.forms[this.formOf("after")];
      const about = made("td", "", made("b", "", item.title));
      if (!isRight("after", i)) about.append(made("p", "", answers[right]), link(item.step[1], () => this.goTo(i)));
      if (item.task) about.append(link(item.task, () => this.go(items.length + i)), item.solved ? " ✓" : "");
      return made("tr", "", about, ...times.map((when) => mark(this.sat[when][i], isRight(when, i))));
    });
    return [
      heading(times.length ? filled(_("Right answers. {counts}"), { counts: counts.join(" · ") }) : _("You skipped all questions.")),
      made("p", "", _("Under each question that you missed, you see the right answer and the step of the lesson that explains it.")),
      made("table", "", made("thead", "", head), made("tbody", "", ...rows)),
      made("div", "ink-row-of-buttons", button(_("Start over"), () => this.change(begun()))),
    ];
  }
}

const titleOf = (when) => (when === "before" ? _("Before") : _("After"));

/** Return a new sitting, whose first form chance decides. */
const begun = () => ({ first: FORMS[Math.floor(2 * Math.random())], before: [], after: [], goesOn: false, code: "" });

/** Return what was stored if it's whole, or a new sitting. */
function satOf(stored, count) {
  const isList = (list) => Array.isArray(list) && list.length <= count && list.every((each) => Number.isInteger(each) && each >= SKIPPED && each < ANSWERS);
  const { first, before, after, goesOn, code } = stored ?? {};
  if (!FORMS.includes(first) || !isList(before) || !isList(after)) return begun();
  return { first, before, after, goesOn: goesOn === true, code: typeof code === "string" ? code : "" };
}

function heading(text) {
  const element = made("h2", "", text);
  element.tabIndex = -1; // it gets the focus when another question comes
  return element;
}

const link = (text, onclick) => button(text, onclick, "ink-lead");

function mark(answer, isRight) {
  const [sign, word] = answer === SKIPPED || answer === undefined ? ["–", _("skipped")] : isRight ? ["✓", _("right")] : ["✗", _("not right")];
  const element = made("td", isRight ? "ink-is-right" : "", made("span", "", sign));
  element.firstChild.setAttribute("role", "img");
  element.firstChild.setAttribute("aria-label", word);
  return element;
}
