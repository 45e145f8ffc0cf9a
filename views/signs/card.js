// One sign: its name, a pad, and its drawings as small pictures.

import { SIGN_LIMITS } from "../../model/constants.js";
import { named, withoutSign } from "../../model/signs/sign_sets.js";
import { button, made, pressed } from "../parts/component/made.js";
import { _ } from "../parts/language/language.js";
import { filled, short } from "../parts/looks/wording.js";
import { numbered, pictureOf } from "./ink_images.js";
import { RECOMMENDED } from "./judged.js";
import { Pad } from "./pad.js";

export class Card {
  /**
   * @param {Signs} acts - the page's
   * @param {number} sign - which one this is
   */
  constructor(acts, sign) {
    this.root = made("section", "ink-sign");
    this.root.innerHTML = '<header><input type="text" autocomplete="off"><button type="button" class="ink-button">×</button></header><div class="ink-pad"></div><footer><span></span><button type="button" class="ink-as-link"></button></footer><div class="ink-smalls" role="group"></div>';
    const [header, paper, footer, smalls] = this.root.children;
    [this.field, this.remove] = header.children;
    [this.count, this.next] = footer.children;
    Object.assign(this, { acts, sign, smalls });
    acts.cardsRoot.append(this.root);
    this.pad = new Pad(paper, {
      change: (strokes) => acts.read(strokes),
      down: () => acts.finishOthers(this),
      lift: (strokes) => acts.lift(sign, strokes),
      rest: () => this.rest(),
      rests: () => acts.buttons.pauses,
      undo: () => acts.undo(),
    });
    this.field.maxLength = 2 * SIGN_LIMITS.characters; // one of them can be two units long
    this.field.onchange = () => acts.change(named(acts.set, sign, this.field.value)) || (this.field.value = this.text);
    this.field.onkeydown = (event) => event.key === "Enter" && this.field.blur();
    this.remove.onclick = () => acts.change(withoutSign(acts.set, sign));
    this.next.onclick = () => this.pad.finish();
  }

  rest() {
    this.next.hidden = true;
    this.acts.open = null;
  }

  /** Show the sign. */
  show() {
    const { names, drawings: all } = this.acts.set;
    const [name, drawings] = [names[this.sign], all.filter(({ label }) => label === this.sign)];
    const isFixed = this.acts.sets.state.isDigits;
    if (this.text !== name) this.field.value = this.text = name;
    this.field.readOnly = isFixed;
    this.field.setAttribute("aria-label", _("Name"));
    this.remove.hidden = isFixed;
    this.remove.disabled = names.length <= 2;
    this.remove.title = this.remove.ariaLabel = filled(_("Remove {name} and its drawings"), { name });
    this.pad.name(filled(_("Draw {name} here"), { name }));
    this.count.textContent = filled(_("{count} of {recommended}"), { count: short(drawings.length), recommended: short(RECOMMENDED) });
    this.next.textContent = _("Next drawing");
    this.next.hidden = !this.pad.strokes.length;
    this.smalls.setAttribute("aria-label", name);
    this.showSmalls(name, drawings);
  }

  // The newest first; a button stays as long as its drawing does.
  showSmalls(name, drawings) {
    const before = new Map(this.buttons);
    this.buttons = new Map(drawings.map((drawing, place) => [drawing, before.get(drawing) ?? this.small(drawing, name, place)]));
    this.smalls.replaceChildren(...[...this.buttons.values()].reverse());
    for (const [drawing, one] of this.buttons) pressed(one, drawing === this.acts.chosen);
  }

  small(drawing, name, place) {
    const { number, image } = numbered(drawing);
    const one = button(pictureOf(image), () => this.acts.choose(number), "");
    one.title = one.ariaLabel = filled(_("Drawing {number} of {name}"), { number: short(place + 1), name });
    return one;
  }
}

