// What one can begin with: the ten digits, or signs that show how it goes. One's own set stays among them.

import { areNamed, DIGITS } from "../../model/signs/sign_sets.js";
import { _ } from "../parts/language/language.js";
import { button, pressed } from "../parts/component/made.js";
import { LETTERS } from "./sets.js";

const OWN = [LETTERS, [..."○△□"], [..."☀☂★"]];

export class Presets {
  /** @param {Signs} acts - the page's */
  constructor(root, acts) {
    Object.assign(this, { root, acts });
    root.setAttribute("role", "group");
  }

  /** Show the buttons; the one of the shown set is pressed. */
  show() {
    const { set, sets } = this.acts;
    const { own } = sets.state;
    const others = OWN.filter((names) => !areNamed(own, names));
    this.root.setAttribute("aria-label", _("Start with"));
    this.root.replaceChildren(
      ...[own.names, ...others, DIGITS].map((names) => {
        const isShown = areNamed(set, names);
        return pressed(button(names === DIGITS ? _("My digits, 0 to 9") : names.join(" "), () => this.acts.start(names)), isShown);
      }),
    );
  }
}
