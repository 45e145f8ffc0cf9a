// Repair: what others have found in one's network, in a class's round or from a file, sorted by what it has in common; and what each version
// reads of that, of everybody's drawings and of MNIST's, so that one sees what a repair was worth, and whether the network forgets.

import { bytesOf } from "../../model/base64.js";
import { BY, commonest, groupsOf } from "../../model/classes/in_common.js";
import { imageAt } from "../../model/preprocess/preprocess.js";
import { areNamed, newTo, withDrawings, withFile } from "../../model/signs/sign_sets.js";
import { _ } from "../parts/language/language.js";
import { digitsAt } from "../parts/component/digits_file.js";
import { button, made } from "../parts/component/made.js";
import { saveFile } from "../parts/component/save_file.js";
import { filled, short } from "../parts/looks/wording.js";
import { imageOf, pictureOf } from "./ink_images.js";
import { historyOf, Reader } from "../classroom/swap/history.js";

const SOURCE = "find"; // of a drawing that is a find, also in a file: see device.py
const MOST_TEST = 300; // of MNIST's test images, which each version reads
const MOST_BYTES = 700_000; // of a network's file: more than 400 images and the weights take
const NOTHING = { names: [], finds: [], versions: [], tests: [] };

const versionNamed = (number) => filled(_("Version {number}"), { number: short(number) });
const groupNames = () => ({
  size: { smaller: _("Smaller than yours"), alike: _("As large as yours"), larger: _("Larger than yours") },
  place: { above: _("Further up"), below: _("Further down"), middle: _("In the same place"), left: _("Further to the left"), right: _("Further to the right") },
  tilt: { upright: _("As upright as yours"), left: _("Leaning to the left"), right: _("Leaning to the right") },
});

export class Repair {
  /** @param {object} signs - the page's: set, ways, change(set), say(text), report(message, kind) */
  constructor(root, signs) {
    root.replaceChildren(made("h3", "ink-heading"), made("p", ""), made("label", "", made("span", ""), made("select", "")), made("div", "ink-groups"), made("div", ""), made("div", "ink-history"));
    const [heading, said, label, groups, detail, history] = root.children;
    Object.assign(this, { root, signs, heading, said, groups, detail, history, label: label.firstChild, by: label.lastChild });
    Object.assign(this, { found: NOTHING, ofFile: NOTHING, turn: 0, chosen: null, known: new Map(), sent: [], now: [] });
    said.setAttribute("role", "status");
    this.by.append(...BY.map((value) => Object.assign(made("option", ""), { value })));
    this.by.onchange = () => this.paint();
    this.reader = new Reader(() => this.paint());
    globalThis.inklingFindsChanged = () => this.take();
    this.take();
  }

  /** Whether the class swaps networks now. */
  get sends() {
    return !!globalThis.inklingFinds?.sends;
  }

  /** Take what others have found: the round's finds as finds.js passes them on, otherwise a file's. */
  async take() {
    this.signs.show();
    const [data, turn] = [globalThis.inklingFinds, ++this.turn];
    const test = data?.test && (await digitsAt(data.test).catch(() => null));
    if (turn !== this.turn || !this.signs.root) return; // others came meanwhile
    this.found = data?.names ? foundIn(data, test) : this.ofFile;
    for (const each of this.found.finds) if (!this.known.has(each.number)) this.known.set(each.number, imageOf(each.strokes, each.widths));
    this.isSorted &&= this.found.finds.length > 0; // later finds don't sort what one looks at in another way
    this.paint();
  }

  /** Take a file's finds in the shown signs; return whether it's such a file. */
  takeFile(text) {
    const { set, ways } = this.signs;
    const read = withFile(text, { ...set, drawings: [] }, { ...set, drawings: [] });
    const finds = read.set?.drawings ?? [];
    if (!finds.length || !finds.every(({ source }) => source === SOURCE)) return false;
    const answerOf = (image) => ways[0]?.isNetwork ? ways[0].reader()(image) : null;
    const described = finds.map((each, number) => ({ ...each, number: `file ${number}`, answer: answerOf(imageOf(each.strokes, each.widths)), judgments: [], isAgreed: true }));
    this.ofFile = { ...NOTHING, names: read.set.names, finds: described };
    if (!this.sent.length) ways.filter((way) => way.isNetwork).forEach((way) => this.note(way));
    this.take();
    return true;
  }

  /** Remember what a way has learned as a version that was saved. */
  note(way) {
    const { length } = this.sent;
    this.sent.push({ key: `saved ${length}`, title: versionNamed(length + 1), reads: way.reader() });
    this.paint();
  }

  /** Save what a way has learned as a file, which another browser opens. */
  save(way) {
    this.note(way);
    saveFile(JSON.stringify(this.signs.messageOf(way)), "network.json", "application/json");
  }

  /** Read with a file's network on Draw. */
  async open(file) {
    const network = file.size <= MOST_BYTES ? await file.text().then(JSON.parse).catch(() => null) : null;
    if (!Array.isArray(network?.names) || typeof network.weights !== "string") return this.signs.say(_("This file isn't a network from Teach it."));
    return this.signs.report({ do: "open", network }, "network");
  }

  /** Show it beside the page's set, with what has been learned since as versions. */
  show() {
    const { ways, set } = this.signs;
    const titles = [_("Now, on the shoulders"), _("Now, from nothing")];
    const now = ways.flatMap((way, i) => (way.isNetwork ? [{ key: `now ${i} ${way.turn} ${way.threshold}`, title: titles[i], reads: way.reader() }] : []));
    const keysOf = (versions) => versions.map(({ key }) => key).join();
    const isOther = this.set !== set || keysOf(this.now) !== keysOf(now);
    Object.assign(this, { set, now });
    if (isOther) this.paint();
  }

  /** Whether the finds come from a file, so that nobody has judged them. */
  get isOfFile() {
    return this.found.finds.every(({ judgments, isAgreed }) => isAgreed && !judgments.length);
  }

  paint() {
    const { names, finds } = this.found;
    this.root.hidden = !finds.length || !this.set;
    if (this.root.hidden) return;
    this.heading.textContent = _("Repair");
    const isShown = areNamed(this.set, names);
    const parts = [this.label.parentElement, this.groups, this.detail, this.history];
    for (const each of parts) each.hidden = !isShown;
    if (!isShown) {
      this.said.textContent = filled(_("Others have found drawings that your network misreads. Choose its signs above: {names}"), { names: names.join(" ") });
      return;
    }
    const usual = commonest(finds, this.set.drawings);
    if (!this.isSorted) this.by.value = usual;
    this.isSorted = true;
    const agreed = finds.filter(({ isAgreed }) => isAgreed).length;
    const says = this.isOfFile ? _("Drawings that your network misreads: {count}.") : _("Drawings that your network misreads: {count}. People agree on {agreed}.");
    this.said.textContent = filled(says, { count: short(finds.length), agreed: short(agreed) });
    this.label.textContent = _("What do they have in common?");
    const texts = [_("The sign"), _("The size"), _("The place"), _("The tilt")];
    [...this.by.options].forEach((option, i) => (option.textContent = texts[i]));
    this.groups.replaceChildren(...groupsOf(finds, this.set.drawings, this.by.value).map((group) => this.group(group)));
    this.detail.replaceChildren(...(this.chosen ? this.about(this.chosen) : []));
    this.compare();
  }

  group({ name, drawings }) {
    const title = this.by.value === "sign" ? this.found.names[name] : groupNames()[this.by.value][name];
    const pictures = drawings.map((find) => {
      const picture = button("", () => this.choose(find), find.isAgreed ? "ink-agreed" : "");
      picture.append(pictureOf(this.known.get(find.number)));
      picture.setAttribute("aria-label", filled(_("Drawn as {name}"), { name: this.found.names[find.label] }));
      picture.setAttribute("aria-pressed", String(find === this.chosen));
      return picture;
    });
    const open = newTo(this.set, drawings.filter(({ isAgreed }) => isAgreed));
    const add = button(filled(_("Add to my drawings: {count}"), { count: short(open.length) }), () => this.add(open));
    return made("section", "", made("b", "", `${title}: ${short(drawings.length)}`), made("div", "ink-smalls", ...pictures), ...(open.length ? [add] : []));
  }

  about(find) {
    const { names } = this.found;
    const nameOf = (label) => names[label] ?? "?";
    const answer = find.answer === null ? _("none of its signs") : names[find.answer];
    const lines = [filled(_("It was drawn as {name}, and the network read {answer}."), { name: names[find.label], answer })];
    if (find.judgments.length) lines.push(filled(_("Others said: {names}"), { names: find.judgments.map(nameOf).join(", ") }));
    if (find.judgments.length > 1 && !find.isAgreed) lines.push(_("People don't know either."));
    const add = button(filled(_("Add it as {name}"), { name: names[find.label] }), () => this.add([find]));
    add.disabled = !newTo(this.set, [find]).length;
    return [made("p", "", lines.join(" ")), add];
  }

  choose(find) {
    this.chosen = find === this.chosen ? null : find;
    this.paint();
  }

  add(finds) {
    const drawings = finds.map(({ label, strokes, widths }) => ({ label, source: SOURCE, strokes, widths }));
    const { set } = this.signs;
    const next = withDrawings(set, drawings);
    if (next !== set) this.signs.change(next);
    if (newTo(next, drawings).length) this.signs.say(_("There's no room for more drawings of this sign. Remove one."));
  }

  compare() {
    const { finds, tests } = this.found;
    const versions = [...this.found.versions, ...this.sent, ...this.now];
    this.reader.keep(versions);
    const drawings = finds.filter(({ isAgreed }) => isAgreed).map(({ number, label }) => ({ number: `find ${number}`, label, image: this.known.get(number) }));
    const all = [{ title: this.isOfFile ? _("Finds") : _("Agreed finds"), drawings }, ...tests].filter((each) => each.drawings.length);
    const rows = all.map(({ title, drawings: own }) => ({ title, shares: this.reader.compare(versions, own) }));
    this.history.replaceChildren(...historyOf(versions.map(({ title }) => title), rows));
  }

  end() {
    globalThis.inklingFindsChanged = null;
  }
}

/**
 * Return what is shown of a round.
 *
 * @param {object} data - what repair.py sends: names: of the network's signs; finds: {number, label, answer, strokes, widths, judgments, isAgreed}[]; versions; wall
 * @param {?{images: Uint8Array, labels: Uint8Array}} test - MNIST's test images
 * @returns {object} the same, with versions as Reader takes them, with titles; tests: {title, drawings}[], other drawings on which they are compared
 */
export function foundIn(data, test) {
  const wall = data.wall.map(({ number, label, image }) => ({ number: `wall ${number}`, label, image: imageAt(bytesOf(image)) }));
  const ofTest = test ? Array.from({ length: MOST_TEST }, (_each, i) => ({ number: `test ${i}`, label: test.labels[i], image: imageAt(test.images, i) })) : [];
  const tests = [{ title: _("Everybody's drawings"), drawings: wall }, { title: _("MNIST's test images"), drawings: ofTest }];
  return { ...data, versions: data.versions.map(({ version, address }) => ({ key: address, title: versionNamed(version) })), tests };
}
