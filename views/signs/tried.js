// A paper to try what was learned, and what both ways read on it, each with a button to use its network.

import { _ } from "../parts/language/language.js";
import { showMarked } from "../parts/asking/marked.js";
import { shareBar, shareLine } from "../parts/charts/share_bar.js";
import { button } from "../parts/component/made.js";
import { figure, filled, percents } from "../parts/looks/wording.js";
import { imageOf } from "./ink_images.js";
import { waysNamed } from "./judged.js";
import { Pad } from "./pad.js";

export class Tried {
  /** @param {Signs} acts - the page's */
  constructor(root, acts) {
    root.innerHTML = '<div><h4 class="ink-heading"></h4><div class="ink-pad"></div><button type="button" class="ink-button"></button><button type="button" class="ink-button"></button><input type="file" accept=".json" hidden></div>';
    const [heading, paper, clear, open, file] = root.firstChild.children;
    Object.assign(this, { root, acts, heading, clear, open, file, panels: [], number: 0, image: null });
    this.pad = new Pad(paper, { change: (strokes) => acts.read(strokes), lift: (strokes) => this.lift(strokes) });
    clear.onclick = () => this.pad.clear();
    open.onclick = () => file.click();
    file.onchange = () => {
      if (file.files[0]) acts.repair.open(file.files[0]);
      file.value = "";
    };
  }

  // Another drawing to try it, which a task tells from those before it.
  lift(strokes) {
    Object.assign(this, { number: this.number + 1, image: imageOf(strokes) });
    this.acts.show();
  }

  /** Show what the drawing that was drawn last is read as. */
  show() {
    const { ways, repair, image, set: { names } } = this.acts;
    this.heading.textContent = _("Try it");
    this.clear.textContent = _("Clear");
    this.open.textContent = _("Open a network's file");
    this.file.setAttribute("aria-label", _("File with a network"));
    this.pad.name(_("Draw anything here"));
    while (this.panels.length < ways.length) this.panels.push(this.panel(ways[this.panels.length]));
    ways.forEach((way, i) => {
      const { title, answer, about, bars, buttons } = this.panels[i];
      title.textContent = waysNamed()[i];
      const read = image && way.read(image);
      answer.textContent = !read ? "–" : read.isKnown ? names[read.sign] : _("None of yours");
      showMarked(about, read ? aboutOf(read, way) : "");
      const shares = read?.shares ?? names.map(() => 0);
      const texts = read?.shares ? percents(shares) : names.map(() => "");
      bars.replaceChildren(...names.map((name, sign) => shareLine(name, shareBar(shares[sign]), texts[sign])));
      const words = [_("Use it on the Draw page"), _("Send it to the class"), _("Save it as a file")];
      buttons.forEach((each, place) => Object.assign(each, { textContent: words[place], hidden: !way.isNetwork || (place === 1 && !repair.sends) }));
    });
  }

  panel(way) {
    const panel = Object.assign(document.createElement("section"), { className: "ink-way" });
    panel.innerHTML = '<h4 class="ink-heading"></h4><b class="ink-sign-answer"></b><p></p><div class="ink-bars-of-signs"></div>';
    const [title, answer, about, bars] = panel.children;
    const { acts } = this;
    const buttons = [button("", () => acts.useNetwork(acts.messageOf(way))), button("", () => acts.report({ do: "share", network: acts.messageOf(way) }, "swap")), button("", () => acts.repair.save(way))];
    buttons[0].classList.add("ink-primary");
    panel.append(...buttons);
    this.root.append(panel);
    return { title, answer, about, bars, buttons };
  }
}

function aboutOf({ shares, distance, isKnown }, { threshold }) {
  if (!isKnown) return filled(_("Its distance from the nearest drawing is {distance}, and the threshold is {threshold}."), { distance: figure(distance), threshold: figure(threshold) });
  return shares ? _("The [share](words#share) of each sign:") : _("So far, the nearest drawing answers.");
}
