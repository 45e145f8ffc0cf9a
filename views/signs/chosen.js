// The drawing that was clicked: it can get another sign or be removed, and its variants are shown.

import { variantsOf } from "../../model/signs/variants.js";
import { _ } from "../parts/language/language.js";
import { showMarked } from "../parts/asking/marked.js";
import { filled, short } from "../parts/looks/wording.js";
import { numbered, pictureOf } from "./ink_images.js";

export class Chosen {
  /** @param {object} acts - relabel(sign), remove(), vary(is) */
  constructor(root, acts) {
    root.innerHTML = '<div class="ink-one"><span></span> <span role="group"></span> <button type="button" class="ink-button"></button></div><label><input type="checkbox"> <span></span></label><div class="ink-variants"></div>';
    const [one, label, variants] = root.children;
    [this.picture, this.names, this.remove] = one.children;
    Object.assign(this, { one, acts, label, variants });
    this.remove.onclick = acts.remove;
    label.firstChild.onchange = ({ target }) => acts.vary(target.checked);
  }

  /**
   * Show a drawing or, without one, the newest one's variants.
   *
   * @param {Taught} set
   * @param {?SignDrawing} chosen
   * @param {number} count - of variants,
   * @param {boolean} isUsed - and whether they're learned from
   */
  show({ names, drawings }, chosen, count, isUsed) {
    const looked = chosen ?? drawings.at(-1);
    this.one.hidden = !chosen;
    this.label.hidden = this.variants.hidden = !looked;
    if (!looked) return;
    this.label.firstChild.checked = isUsed;
    showMarked(this.label.lastChild, filled(_("Learn from {count} variants of each drawing, too: small turns, shears, sizes and slides."), { count: short(count) }));
    this.variants.classList.toggle("ink-unused", !isUsed);
    if (this.looked !== looked.strokes) this.variants.replaceChildren(...variantsOf(numbered(looked).image, count).map(pictureOf));
    this.looked = looked.strokes;
    if (!chosen) return;
    this.picture.replaceChildren(pictureOf(numbered(chosen).image));
    this.names.setAttribute("aria-label", _("This is"));
    this.remove.textContent = _("Remove");
    this.names.replaceChildren(
      ...names.map((name, sign) => {
        const button = Object.assign(document.createElement("button"), { type: "button", className: "ink-button", textContent: name, onclick: () => this.acts.relabel(sign) });
        button.setAttribute("aria-pressed", String(sign === chosen.label));
        return button;
      }),
    );
  }
}
