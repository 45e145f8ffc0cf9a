// What one can begin with: the ten digits, or signs that show how it goes. One's own set stays among them.

import { areDigits, DIGITS } from "../../model/signs/sign_sets.js";
import { _ } from "../parts/language/language.js";
import { LETTERS } from "./sets.js";

const OWN = [LETTERS, [..."○△□"], [..."☀☂★"]];

export class Presets {
  /** @param {object} acts - choose(names) */
  constructor(root, acts) {
    Object.assign(this, { root, acts });
    root.setAttribute("role", "group");
  }

  /** Show the buttons; the one of the shown set is pressed. */
  show(set, own) {
    const others = OWN.filter((names) => names.join() !== own.names.join());
    this.root.setAttribute("aria-label", _("Start with"));
    this.root.replaceChildren(
      ...[own.names, ...others, DIGITS].map((names) => {
        const text = names === DIGITS ? _("My digits, 0 to 9") : names.join(" ");
        const button = Object.assign(document.createElement("button"), { type: "button", className: "ink-button", textContent: text, onclick: () => this.acts.choose(names) });
        button.setAttribute("aria-pressed", String(names === DIGITS ? areDigits(set) : names.join() === set.names.join()));
        return button;
      }),
    );
  }
}
