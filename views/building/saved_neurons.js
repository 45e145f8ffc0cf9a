// Neurons that this browser saves by name for the next visit; three of them make a network.

import { get, set } from "../parts/component/page_store.js";
import { _ } from "../parts/language/language.js";
import { filled } from "../parts/looks/wording.js";
import { Gallery } from "./gallery.js";
import { messageOf, paintedOf } from "../../model/perceptron/painted.js";
import { buttonOf } from "./tools.js";

const MOST = 20; // neurons
const LONGEST = 30; // characters of a name
const IN_NETWORK = 3; // the neurons in such a network

export class SavedNeurons {
  /** @param {object} acts - open(painted): put one on the page; network(messages): make a network of several */
  constructor(root, acts) {
    root.innerHTML = `<h4 class="ink-heading"></h4><form class="ink-row-of-buttons"><input type="text" maxlength="${LONGEST}"></form><ul></ul><p></p>`;
    const [heading, form, list, note] = root.children;
    Object.assign(this, { acts, form, list, note, input: form.firstChild, chosen: new Set() });
    heading.textContent = _("Keep this neuron");
    this.input.setAttribute("aria-label", _("The neuron's name"));
    this.input.placeholder = _("The neuron's name");
    this.button = buttonOf(_("Keep"));
    this.button.type = "submit";
    form.append(this.button);
    form.onsubmit = (event) => {
      event.preventDefault();
      this.save();
    };
    this.make = buttonOf(_("Turn them into a network"));
    this.make.onclick = () => acts.network(saved().filter(({ name }) => this.chosen.has(name)).slice(0, IN_NETWORK));
    const gallery = document.createElement("section");
    this.gallery = new Gallery(gallery, { open: acts.open, mine: saved });
    root.append(this.make, gallery);
    this.show();
  }

  /** Set what would be stored. */
  take(painted) {
    this.painted = painted;
  }

  save() {
    const name = this.input.value.trim().slice(0, LONGEST) || this.painted.goal.name;
    set("neurons", [{ name, ...messageOf(this.painted, null) }, ...saved().filter((each) => each.name !== name)].slice(0, MOST));
    this.input.value = "";
    if (this.chosen.size < IN_NETWORK) this.chosen.add(name);
    this.show();
  }

  show() {
    const all = saved();
    this.chosen = new Set([...this.chosen].filter((name) => all.some((each) => each.name === name)));
    this.list.replaceChildren(...all.map((each) => this.item(each)));
    this.gallery.show();
    this.make.hidden = !all.length;
    this.make.disabled = !this.chosen.size;
    this.note.textContent = all.length ? _("Up to three of your neurons can form a network. Each one votes for the digit that it fires for.") : _("Name your neuron, and this browser will keep it here.");
  }

  item(each) {
    const item = document.createElement("li");
    item.innerHTML = '<label><input type="checkbox"> <span></span></label>';
    const box = item.querySelector("input");
    item.querySelector("span").textContent = each.name;
    box.checked = this.chosen.has(each.name);
    box.disabled = !box.checked && this.chosen.size >= IN_NETWORK;
    box.onchange = () => {
      this.chosen[box.checked ? "add" : "delete"](each.name);
      this.show();
    };
    const act = (text, title, does) => {
      const button = Object.assign(buttonOf(text), { className: "ink-as-link", ariaLabel: filled(title, each), onclick: does });
      item.append(" ", button);
    };
    act(_("Open"), _("Open {name}"), () => this.acts.open(paintedOf(each)));
    act(_("Remove"), _("Remove {name}"), () => {
      set("neurons", saved().filter(({ name }) => name !== each.name));
      this.show();
    });
    return item;
  }
}

// The valid ones: another page at this address could have written anything.
function saved() {
  const all = get("neurons");
  return Array.isArray(all) ? all.filter((each) => typeof each?.name === "string" && paintedOf(each)).slice(0, MOST) : [];
}
