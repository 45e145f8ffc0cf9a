// The digits nearest to a drawing in a layer, as pictures; a click puts one on the canvas.

import { _ } from "../../parts/language/language.js";
import { pictureOf } from "./thousand.js";

export class Near {
  /** `nameOf` and `choose` get a digit's number. */
  constructor(root, nameOf, choose) {
    Object.assign(this, { root, nameOf, choose, shown: "" });
    root.hidden = true;
  }

  /** Show these digits, by number, the nearest first. */
  show(numbers, digits) {
    const shown = numbers.join();
    this.root.hidden = !numbers.length;
    if (shown === this.shown) return;
    this.shown = shown;
    const [heading, pictures] = this.root.children;
    heading.textContent = _("The nearest digits");
    pictures.replaceChildren(...numbers.map((number) => this.button(number, digits)));
  }

  button(number, digits) {
    const name = this.nameOf(number);
    const button = Object.assign(document.createElement("button"), { type: "button", title: name, ariaLabel: name });
    button.append(pictureOf(digits, number));
    button.onclick = () => this.choose(number);
    return button;
  }
}
