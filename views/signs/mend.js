// What the page Teach it does with finds: those of a class's round, which finds.js passes on, and those from a file; and networks as files.

import { bytesOf } from "../../model/base64.js";
import { imageAt } from "../../model/preprocess/preprocess.js";
import { newTo, withDrawings, withFile } from "../../model/signs/sign_sets.js";
import { _ } from "../parts/language/language.js";
import { digitsAt } from "../parts/component/digits_file.js";
import { saveFile } from "../parts/component/save_file.js";
import { filled, short } from "../parts/looks/wording.js";
import { imageOf } from "./ink_images.js";
import { Repair, SOURCE } from "./repair.js";

const MOST_TEST = 300; // of MNIST's test images, which each version reads
const MOST_BYTES = 700_000; // of a network's file: more than 400 images and the weights take

const versionNamed = (number) => filled(_("Version {number}"), { number: short(number) });

export class Mend {
  /** @param {object} signs - the page's: set, ways, change(set), say(text), report(message, kind) */
  constructor(root, signs) {
    Object.assign(this, { signs, ofFile: null, turn: 0, repair: new Repair(root, (drawings) => this.add(drawings)) });
    globalThis.inklingFindsChanged = () => this.take();
    this.take();
  }

  /** Whether the class swaps networks now. */
  get sends() {
    return !!globalThis.inklingFinds?.sends;
  }

  async take() {
    this.signs.show();
    const data = globalThis.inklingFinds;
    const turn = ++this.turn;
    if (!data?.names) return this.repair.take(this.ofFile);
    const versions = data.versions.map(({ version, address }) => ({ key: address, title: versionNamed(version) }));
    const { images, labels, numbers } = data.wall;
    const bytes = bytesOf(images);
    const wall = labels.map((label, i) => ({ number: `wall ${numbers[i]}`, label, image: imageAt(bytes, i) }));
    const test = data.test ? await digitsAt(data.test).catch(() => null) : null;
    const ofTest = test ? Array.from({ length: MOST_TEST }, (_each, i) => ({ number: `test ${i}`, label: test.labels[i], image: imageAt(test.images, i) })) : [];
    if (turn !== this.turn || !this.signs.root) return; // others came meanwhile
    const tests = [{ title: _("Everybody's drawings"), drawings: wall }, { title: _("MNIST's test images"), drawings: ofTest }];
    this.repair.take({ ...data, versions, tests });
  }

  show() {
    const { ways, set } = this.signs;
    const titles = [_("Now, on the shoulders"), _("Now, from nothing")];
    const now = ways.flatMap((way, i) => (way.isNetwork ? [{ key: `now ${i} ${way.turn} ${way.threshold}`, title: titles[i], reads: way.reader() }] : []));
    this.repair.show(set, now);
  }

  add(drawings) {
    const { set } = this.signs;
    const next = withDrawings(set, drawings);
    if (next !== set) this.signs.change(next);
    if (newTo(next, drawings).length) this.signs.say(_("There's no room for more drawings of this sign. Remove one."));
  }

  /** Take a file's finds in the shown signs; return whether it's such a file. */
  takeFile(text) {
    const { set, ways } = this.signs;
    const read = withFile(text, { ...set, drawings: [] }, { ...set, drawings: [] });
    const finds = read.set?.drawings ?? [];
    if (!finds.length || !finds.every(({ source }) => source === SOURCE)) return false;
    const answerOf = (image) => ways[0]?.isNetwork ? ways[0].reader()(image) : null;
    const described = finds.map((each, number) => ({ ...each, number: `file ${number}`, answer: answerOf(imageOf(each.strokes, each.widths)), judgments: [], isAgreed: true }));
    this.ofFile = { names: read.set.names, finds: described, versions: [], tests: [] };
    if (!this.repair.sent.length) ways.filter((way) => way.isNetwork).forEach((way) => this.note(way));
    this.take();
    return true;
  }

  note(way) {
    const { length } = this.repair.sent;
    this.repair.note({ key: `saved ${length}`, title: versionNamed(length + 1), reads: way.reader() });
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

  end() {
    globalThis.inklingFindsChanged = null;
  }
}
