// The buttons for all signs together: another sign, undo, files, and whether a pause ends a drawing.

import { SIGN_LIMITS } from "../../model/constants.js";
import { fileOf, withFile } from "../../model/signs/sign_sets.js";
import { button } from "../parts/component/made.js";
import { saveFile } from "../parts/component/save_file.js";
import { ngettext } from "../parts/language/counts.js";
import { _ } from "../parts/language/language.js";
import { filled, short } from "../parts/looks/wording.js";

export class FileButtons {
  /** @param {Signs} acts - the page's */
  constructor(root, acts) {
    const does = [() => acts.add(), () => acts.undo(), () => acts.change({ ...acts.set, drawings: [] }), () => this.save(), () => this.file.click()];
    this.buttons = does.map((each) => button("", each));
    root.append(...this.buttons);
    root.insertAdjacentHTML("beforeend", '<input type="file" accept=".jsonl" hidden><label><input type="checkbox" checked> <span></span></label>');
    [this.file, this.pause] = [...root.children].slice(-2);
    this.acts = acts;
    this.file.onchange = () => this.upload();
  }

  /** Whether a pause ends a drawing. */
  get pauses() {
    return this.pause.firstChild.checked;
  }

  save() {
    saveFile(fileOf(this.acts.set), "signs.jsonl", "application/jsonl");
  }

  show() {
    const { set, sets } = this.acts;
    const isEmpty = !set.drawings.length;
    const isFull = sets.state.isDigits || set.names.length >= SIGN_LIMITS.signs;
    const texts = [_("Add a sign"), _("Undo"), _("Remove all"), _("Export"), _("Import drawings")];
    const unable = [isFull, !sets.past.length, isEmpty, isEmpty, false];
    this.buttons.forEach((each, i) => Object.assign(each, { textContent: texts[i], disabled: unable[i] }));
    this.file.setAttribute("aria-label", _("File with drawings"));
    this.pause.lastChild.textContent = _("A pause ends a drawing");
  }

  async upload() {
    const [file] = this.file.files;
    this.file.value = "";
    if (!file) return;
    if (file.size > SIGN_LIMITS.bytes) return this.acts.say(filled(_("This file is larger than {megabytes} MB."), { megabytes: short(SIGN_LIMITS.bytes / 1024 ** 2) }));
    const text = await file.text();
    if (this.acts.repair.takeFile(text)) return this.acts.say("");
    const read = withFile(text, this.acts.set, this.acts.sets.state.digits);
    if (read.line === 0) return this.acts.say(_("This file is empty."));
    if (read.line) return this.acts.say(filled(_("We couldn't read line {number} of this file. {why}"), { number: short(read.line), why: _("It needs a label and strokes.") }));
    if (read.set !== this.acts.set) this.acts.change(read.set);
    const parts = [];
    if (read.added) parts.push(filled(ngettext("You uploaded {count} drawing.", "You uploaded {count} drawings.", read.added), { count: short(read.added) }));
    if (read.known) parts.push(filled(ngettext("{count} drawing is already here, and only counts once.", "{count} drawings are already here, and only count once.", read.known), { count: short(read.known) }));
    if (read.leftOut) parts.push(filled(_("There was no room for {count}. We keep at most {most}, or fewer if they are very long."), { count: short(read.leftOut), most: short(SIGN_LIMITS.signs * SIGN_LIMITS.drawings) }));
    return this.acts.say(parts.join(" "));
  }
}
