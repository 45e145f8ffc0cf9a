// The tools beside the field: rows of buttons for brush, edge, goal and function, of which one is pressed, and undo.

import { NUM_CLASSES } from "../../model/constants.js";
import { EITHER, nameOf } from "../../model/perceptron/goals.js";
import { _ } from "../parts/language/language.js";
import { filled } from "../parts/looks/wording.js";

const FIRST = ["1-0", "7-1", "3-8", "4-9", "7-others", EITHER]; // from easy to hard
const CURVES = { step: "M2 22H20V4H38", relu: "M2 22H20L38 4", sigmoid: "M2 22C16 22 16 21 20 13S24 4 38 4" };

/** Make a button. */
export const buttonOf = (text) => Object.assign(document.createElement("button"), { type: "button", className: "ink-button", textContent: text });

/** A row of buttons, of which one is pressed. */
export class Choice {
  /** @param {Object<string, string>} names - each button's text */
  constructor(root, label, names, choose) {
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", label);
    this.buttons = Object.entries(names).map(([name, text]) => {
      const button = buttonOf(text);
      button.dataset.choice = name;
      button.onclick = () => choose(name);
      root.append(button);
      return [name, button];
    });
  }

  show(chosen) {
    for (const [name, button] of this.buttons) button.setAttribute("aria-pressed", String(name === chosen));
  }
}

/** Show brushes and edges. */
export function brushes(root, choose) {
  root.innerHTML = "<div></div><div></div>";
  const kinds = new Choice(root.children[0], _("Brush"), { push: _("Push"), pull: _("Hold back"), erase: _("Erase") }, (brush) => choose({ brush }));
  const edges = new Choice(root.children[1], _("Edge"), { hard: _("Hard"), soft: _("Soft") }, (edge) => choose({ edge }));
  return ({ brush, edge }, allowed) => {
    kinds.show(brush);
    for (const [name, button] of kinds.buttons) button.hidden = !allowed.includes(name);
    edges.show(edge);
  };
}

/** Show undo, redo and clear. */
export function steps(root, step, clear) {
  const buttons = [
    [_("Undo"), () => step(-1)],
    [_("Redo"), () => step(1)],
    [_("Clear"), clear],
  ].map(([text, act]) => {
    const button = buttonOf(text);
    button.onclick = act;
    root.append(button);
    return button;
  });
  return (able) => buttons.forEach((button, i) => (button.disabled = !able[i]));
}

/** Show the goals: a few common ones, or any pair; `choose` gets the goal's name. */
export function goals(root, choose) {
  root.innerHTML = '<div></div><p><label><span></span> <select></select></label> <label><span></span> <select></select></label></p>';
  const [row, pair] = root.children;
  const few = new Choice(row, _("What it should do"), Object.fromEntries(FIRST.map((name) => [name, titleOf(name)])), choose);
  const [digits, others] = pair.querySelectorAll("select");
  const [one, other] = pair.querySelectorAll("span");
  one.textContent = _("or fires for");
  other.textContent = _("but not for");
  const option = (value, text) => Object.assign(document.createElement("option"), { value, textContent: text });
  for (let digit = 0; digit < NUM_CLASSES; digit++) digits.append(option(digit, digit));
  for (let digit = 0; digit < NUM_CLASSES; digit++) others.append(option(digit, digit));
  others.append(option("", _("all others")));
  digits.onchange = others.onchange = () => {
    if (digits.value === others.value) others.value = digits.value === "0" ? "1" : "0";
    choose(nameOf(+digits.value, others.value === "" ? null : +others.value));
  };
  return (goal) => {
    few.show(goal.name);
    if (goal.digit === null) return;
    digits.value = String(goal.digit);
    others.value = goal.other === null ? "" : String(goal.other);
  };
}

function titleOf(name) {
  if (name === EITHER) return _("Either, not both");
  const [digit, other] = name.split("-");
  return filled(other === "others" ? _("Only {digit}") : _("{digit}, not {other}"), { digit, other });
}

/** Show the activation functions, each with its curve. */
export function functions(root, choose) {
  const choice = new Choice(root, _("Activation function"), { step: _("Step"), relu: _("ReLU"), sigmoid: _("Sigmoid") }, choose);
  for (const [name, button] of choice.buttons) button.insertAdjacentHTML("afterbegin", `<svg viewBox="0 0 40 26" aria-hidden="true"><path d="${CURVES[name]}"></path></svg>`);
  return (name) => choice.show(name);
}
