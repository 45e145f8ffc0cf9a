// A paper to try what was learned, and what both ways read on it, each with a button to use its network.

import { _ } from "../parts/language/language.js";
import { showMarked } from "../parts/asking/marked.js";
import { figure, filled, percents } from "../parts/looks/wording.js";
import { imageOf } from "./ink_images.js";
import { Pad } from "./pad.js";

export class Tried {
  /** @param {object} acts - change(strokes), lift(), use(way), send(way), save(way), open(file) */
  constructor(root, acts) {
    root.innerHTML = '<div><h4 class="ink-heading"></h4><div class="ink-pad"></div><button type="button" class="ink-button"></button><button type="button" class="ink-button"></button><input type="file" accept=".json" hidden></div>';
    const [heading, paper, clear, open, file] = root.firstChild.children;
    Object.assign(this, { root, acts, heading, clear, open, file, panels: [], number: 0, image: null });
    this.pad = new Pad(paper, { ...acts, down() {}, lift: (strokes) => this.lift(strokes), rest() {}, rests: () => false, undo: () => this.pad.clear() });
    clear.onclick = () => this.pad.clear();
    open.onclick = () => file.click();
    file.onchange = () => {
      if (file.files[0]) acts.open(file.files[0]);
      file.value = "";
    };
  }

  // Another drawing to try it, which a task tells from those before it.
  lift(strokes) {
    Object.assign(this, { number: this.number + 1, image: imageOf(strokes) });
    this.acts.lift();
  }

  /**
   * Show what an image is read as.
   *
   * @param {Way[]} ways
   * @param {?Float32Array} image - null before anything was drawn
   * @param {string[]} names
   * @param {boolean} sends - whether a class swaps networks
   */
  show(ways, image, names, sends) {
    this.heading.textContent = _("Try it");
    this.clear.textContent = _("Clear");
    this.open.textContent = _("Open a network's file");
    this.file.setAttribute("aria-label", _("File with a network"));
    this.pad.name(_("Draw anything here"));
    while (this.panels.length < ways.length) this.panels.push(this.panel(ways[this.panels.length]));
    const titles = [_("On the shoulders of the Picture network"), _("From nothing")];
    ways.forEach((way, i) => {
      const { title, answer, about, bars, use, send, save } = this.panels[i];
      title.textContent = titles[i];
      const read = image && way.read(image);
      answer.textContent = !read ? "–" : read.isKnown ? names[read.sign] : _("None of yours");
      showMarked(about, read ? aboutOf(read, way) : "");
      const shares = read?.shares ?? names.map(() => 0);
      const texts = read?.shares ? percents(Float32Array.from(shares)) : names.map(() => "");
      bars.replaceChildren(...names.map((name, sign) => bar(name, shares[sign], texts[sign])));
      use.textContent = _("Use it on the Draw page");
      use.disabled = !way.isNetwork;
      use.hidden = !way.isNetwork;
      send.textContent = _("Send it to the class");
      send.hidden = !sends || !way.isNetwork;
      save.textContent = _("Save it as a file");
      save.hidden = !way.isNetwork;
    });
  }

  panel(way) {
    const panel = Object.assign(document.createElement("section"), { className: "ink-way" });
    panel.innerHTML = '<h4 class="ink-heading"></h4><b class="ink-answer"></b><p></p><ul></ul><button type="button" class="ink-button ink-primary"></button><button type="button" class="ink-button"></button><button type="button" class="ink-button"></button>';
    const [title, answer, about, bars, use, send, save] = panel.children;
    use.onclick = () => this.acts.use(way);
    send.onclick = () => this.acts.send(way);
    save.onclick = () => this.acts.save(way);
    this.root.append(panel);
    return { title, answer, about, bars, use, send, save };
  }
}

function aboutOf({ shares, distance, isKnown }, { threshold }) {
  if (!isKnown) return filled(_("Its distance from the nearest drawing is {distance}, and the threshold is {threshold}."), { distance: figure(distance), threshold: figure(threshold) });
  return shares ? _("The [share](words#share) of each sign:") : _("So far, the nearest drawing answers.");
}

function bar(name, share, text) {
  const item = document.createElement("li");
  item.innerHTML = "<span></span><i></i><small></small>";
  const [label, line, figure] = item.children;
  label.textContent = name;
  line.style.setProperty("--share", `${100 * share}%`);
  figure.textContent = text;
  return item;
}
