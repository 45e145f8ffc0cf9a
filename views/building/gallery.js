// The neurons of a class: everyone saves their own to a file, and all the files open here side by side. Nothing is sent.

import { IMAGE_SIZE } from "../../model/constants.js";
import { UNIT } from "../../model/perceptron/perceptron.js";
import { saveFile } from "../parts/component/save_file.js";
import { ngettext } from "../parts/language/counts.js";
import { _ } from "../parts/language/language.js";
import { paintImage, signedColor } from "../parts/looks/values.js";
import { filled } from "../parts/looks/wording.js";
import { paintedOf } from "../../model/perceptron/painted.js";
import { buttonOf } from "./tools.js";

const FILE = "inkling-neurons.json";
const KIND = "inkling-neurons-1"; // ends with the version of the file's format
const MOST_BYTES = 200_000; // per file, twice what a browser's stored neurons need
const MOST_FILES = 40; // at once
const MOST = 200; // neurons
const LONGEST = 30; // characters of a name

export class Gallery {
  /** @param {object} acts - open(painted): put one on the page; mine(): this browser's stored neurons */
  constructor(root, acts) {
    root.innerHTML = '<h4 class="ink-heading"></h4><p></p><div class="ink-row-of-buttons"></div><input type="file" accept=".json,application/json" multiple hidden><div class="ink-gallery"></div><p role="status"></p>';
    const [heading, about, buttons, input, tiles, note] = root.children;
    Object.assign(this, { acts, tiles, note, input, all: [], unread: 0 });
    heading.textContent = _("Neurons from your class");
    about.textContent = _("Everyone saves their neurons as a file. Open all of these files to see the neurons side by side. Nothing is sent.");
    this.save = buttonOf(_("Save mine as a file"));
    this.save.onclick = () => saveFile(fileOf(acts.mine()), FILE, "application/json");
    this.bring = buttonOf(_("Open files"));
    this.bring.onclick = () => input.click();
    input.onchange = () => this.take([...input.files]);
    buttons.append(this.save, this.bring);
    this.show();
  }

  /** Add these files' neurons, as many as fit; a file that is opened again counts once. */
  async take(files) {
    const read = await Promise.all(files.slice(0, MOST_FILES).map(neuronsIn));
    this.unread = read.filter((each) => !each).length + Math.max(0, files.length - MOST_FILES);
    const known = new Map([...this.all, ...read.flatMap((each) => each ?? [])].map((each) => [JSON.stringify(each), each]));
    this.all = [...known.values()].slice(0, MOST);
    this.input.value = "";
    this.show();
  }

  show() {
    this.save.disabled = !this.acts.mine().length;
    this.tiles.replaceChildren(...this.all.map((each) => this.tile(each)));
    const sentences = [];
    if (this.all.length) sentences.push(filled(ngettext("There is {count} neuron.", "There are {count} neurons.", this.all.length), { count: this.all.length }), _("Press one to open it."));
    if (this.unread) sentences.push(filled(ngettext("We couldn't read {count} file.", "We couldn't read {count} files.", this.unread), { count: this.unread }));
    this.note.textContent = sentences.join(" ");
  }

  tile(each) {
    const tile = Object.assign(document.createElement("button"), { type: "button" });
    tile.setAttribute("aria-label", filled(_("Open {name}"), each));
    for (const neuron of paintedOf(each).neurons) {
      const canvas = Object.assign(document.createElement("canvas"), { width: IMAGE_SIZE, height: IMAGE_SIZE });
      paintImage(canvas, (i) => signedColor(neuron.weights[i], UNIT));
      tile.append(canvas);
    }
    tile.append(Object.assign(document.createElement("small"), { textContent: each.name }));
    tile.onclick = () => this.acts.open(paintedOf(each));
    return tile;
  }
}

/** Read the neurons in a file; return null if the file isn't ours. */
export async function neuronsIn(file) {
  try {
    if (file.size > MOST_BYTES) return null;
    const { kind, neurons } = JSON.parse(await file.text());
    if (kind !== KIND || !Array.isArray(neurons)) return null;
    const named = neurons.filter((each) => typeof each?.name === "string" && paintedOf(each));
    return named.slice(0, MOST).map(({ name, goal, activation, places_itself, neurons }) => ({ name: name.slice(0, LONGEST), goal, activation, places_itself, neurons }));
  } catch {
    return null;
  }
}

/** Return the text of a file with these neurons. */
export const fileOf = (neurons) => JSON.stringify({ kind: KIND, neurons });
