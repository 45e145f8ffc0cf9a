// The drawing that was clicked: it can get another sign or be removed, and its variants are shown.

import { without } from "../../model/signs/sign_sets.js";
import { variantsOf } from "../../model/signs/variants.js";
import { button, pressed } from "../parts/component/made.js";
import { _ } from "../parts/language/language.js";
import { showMarked } from "../parts/asking/marked.js";
import { filled, short } from "../parts/looks/wording.js";
import { numbered, pictureOf } from "./ink_images.js";

const VARIANTS = 20; // of each drawing

export class Chosen {
  /** @param {Signs} acts - the page's */
  constructor(root, acts) {
    root.innerHTML = '<div class="ink-one ink-row-of-buttons"><span></span> <span class="ink-row-of-buttons" role="group"></span> <button type="button" class="ink-button"></button></div><label><input type="checkbox" checked> <span></span></label><div class="ink-variants ink-row-of-buttons"></div>';
    const [one, label, variants] = root.children;
    [this.picture, this.names, this.remove] = one.children;
    Object.assign(this, { one, acts, label, variants });
    this.remove.onclick = () => acts.change(without(acts.set, acts.chosen));
    label.firstChild.onchange = () => acts.changed();
  }

  /** How many variants of each drawing are learned from. */
  get count() {
    return this.label.firstChild.checked ? VARIANTS : 0;
  }

  /** Show the drawing or, if none is chosen, the newest one's variants. */
  show() {
    const { chosen, set: { names, drawings } } = this.acts;
    const looked = chosen ?? drawings.at(-1);
    this.one.hidden = !chosen;
    this.label.hidden = this.variants.hidden = !looked;
    if (!looked) return;
    showMarked(this.label.lastChild, filled(_("Learn from {count} variants of each drawing, too: small turns, shears, sizes and slides."), { count: short(VARIANTS) }));
    this.variants.classList.toggle("ink-unused", !this.count);
    if (this.looked !== looked.strokes) this.variants.replaceChildren(...variantsOf(numbered(looked).image, VARIANTS).map(pictureOf));
    this.looked = looked.strokes;
    if (!chosen) return;
    this.picture.replaceChildren(pictureOf(numbered(chosen).image));
    this.names.setAttribute("aria-label", _("This is"));
    this.remove.textContent = _("Remove");
    this.names.replaceChildren(...names.map((name, sign) => pressed(button(name, () => this.acts.relabel(sign)), sign === chosen.label)));
  }
}
