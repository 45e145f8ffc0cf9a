// The buttons for all signs together: another sign, undo, files, and whether a pause ends a drawing.

import { SIGN_LIMITS } from "../../model/constants.js";
import { fileOf, withFile } from "../../model/signs/sign_sets.js";
import { saveFile } from "../parts/component/save_file.js";
import { ngettext } from "../parts/language/counts.js";
import { _ } from "../parts/language/language.js";
import { filled, short } from "../parts/looks/wording.js";

export class FileButtons {
  /** @param {object} acts - add(), undo(), take(set), finds(text): returns whether it takes it, say(text), pause(is) */
  constructor(root, acts) {
    const button = '<button type="button" class="ink-button"></button>';
    root.innerHTML = button.repeat(5) + '<input type="file" accept=".jsonl" hidden><label><input type="checkbox"> <span></span></label>';
    [this.add, this.undo, this.clear, this.save, this.open, this.file, this.pause] = root.children;
    Object.assign(this, { acts });
    Object.assign(this.add, { onclick: acts.add });
    Object.assign(this.undo, { onclick: acts.undo });
    Object.assign(this.clear, { onclick: () => acts.take({ ...this.set, drawings: [] }) });
    Object.assign(this.save, { onclick: () => saveFile(fileOf(this.set), "signs.jsonl", "application/jsonl") });
    Object.assign(this.open, { onclick: () => this.file.click() });
    this.file.onchange = () => this.upload();
    this.pause.firstChild.onchange = ({ target }) => acts.pause(target.checked);
  }

  show({ set, digits, canAdd, canUndo, pauses }) {
    Object.assign(this, { set, digits });
    const texts = [_("Add a sign"), _("Undo"), _("Remove all"), _("Export"), _("Import drawings")];
    [this.add, this.undo, this.clear, this.save, this.open].forEach((button, i) => (button.textContent = texts[i]));
    this.file.setAttribute("aria-label", _("File with drawings"));
    this.add.disabled = !canAdd;
    this.undo.disabled = !canUndo;
    this.clear.disabled = this.save.disabled = !set.drawings.length;
    this.pause.firstChild.checked = pauses;
    this.pause.lastChild.textContent = _("A pause ends a drawing");
  }

  async upload() {
    const [file] = this.file.files;
    this.file.value = "";
    if (!file) return;
    if (file.size > SIGN_LIMITS.bytes) return this.acts.say(filled(_("This file is larger than {megabytes} MB."), { megabytes: short(SIGN_LIMITS.bytes / 1024 ** 2) }));
    const text = await file.text();
    if (this.acts.finds(text)) return this.acts.say("");
    const read = withFile(text, this.set, this.digits);
    if (read.line === 0) return this.acts.say(_("This file is empty."));
    if (read.line) return this.acts.say(filled(_("We couldn't read line {number} of this file. {why}"), { number: short(read.line), why: _("It needs a label and strokes.") }));
    this.acts.take(read.set);
    const parts = [filled(ngettext("You uploaded {count} drawing.", "You uploaded {count} drawings.", read.added), { count: short(read.added) })];
    if (read.leftOut) parts.push(filled(_("There was no room for {count}. We keep at most {most}, or fewer if they are very long."), { count: short(read.leftOut), most: short(SIGN_LIMITS.signs * SIGN_LIMITS.drawings) }));
    return this.acts.say(parts.join(" "));
  }
}
