// The top of a neuron's card. It also makes the card around it a region that can be scrolled, closed and left
// with the keyboard: the focus goes to a card that opens and, when it closes, back to what opened it.

import { showMarked } from "../../parts/asking/marked.js";
import { showWalk } from "../../parts/walk.js";
import { filled } from "../../parts/looks/wording.js";
import { _ } from "../../language/language.js";

const cards = new WeakMap(); // the card's element -> {network, about, opener}

/**
 * Show a card's title, its walk and its sentence; without `about`, what to do.
 *
 * @param {object} data - network: its name; about: ?[layer, index], title, state, sentence, walk: [{label, title}], the last of
 *   which is this one. Reports `picked`: a step's number; `closed`.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-card-head");
  const card = root.closest(".st-key-neuron");
  if (!root.firstChild) {
    root.innerHTML = '<nav></nav><div class="ink-title" aria-live="polite"></div><button class="ink-close">×</button><p></p>';
  }
  const [walk, title, close, sentence] = root.children;
  walk.setAttribute("aria-label", _("The path to this neuron"));
  close.setAttribute("aria-label", _("Close this card"));
  close.title = _("Close (Esc)");
  root.dataset.about = String(data.about);
  showWalk(walk, data.walk, (number) => setTriggerValue("picked", number));
  showTitle(title, data);
  showMarked(sentence, data.sentence);
  const isDialog = Boolean(root.closest("[role=dialog]"));
  const leave = () => setTriggerValue("closed", true);
  close.hidden = isDialog || !data.about;
  close.onclick = leave;
  if (card && !isDialog) {
    card.setAttribute("role", "region");
    card.setAttribute("aria-label", _("The neuron's card"));
    card.tabIndex = 0;
    card.onkeydown = (event) => {
      if (event.key === "Escape" && data.about) leave(); // and nothing given back: false would keep Tab from going on
    };
    // With the next frame, since the browser lays out the page for it, and most of the card is still to come.
    requestAnimationFrame(() => moveFocus(card, title, data.network, data.about && JSON.stringify(data.about)));
  }
}

function showTitle(title, data) {
  const tag = data.about ? "h3" : "b";
  if (title.firstChild?.localName !== tag) title.innerHTML = `<${tag} tabindex="-1"></${tag}>`;
  const words = data.state ? filled(_("{title}: {state}"), data) : data.title;
  if (title.firstChild.textContent !== words) title.firstChild.textContent = words;
}

// A card that was there when the page or the network came takes no focus, nor does one that the lesson opens, nor that
// of another place on a map from whoever walks over the map.
function moveFocus(card, title, network, about) {
  const last = cards.get(card);
  const before = last?.network === network ? last : { about };
  const { activeElement, body } = document; // the body, where what had it on this card has gone
  const opener = activeElement === body || card.contains(activeElement) ? before.opener : activeElement;
  cards.set(card, { network, about, opener: about === before.about ? before.opener : opener });
  if (about === before.about || activeElement.closest(".st-key-feature_map")) return;
  card.scrollTop = 0;
  if (activeElement.closest(".st-key-lesson")) return;
  if (about) title.firstChild.focus({ preventScroll: true });
  else if (before.opener?.isConnected) before.opener.focus({ preventScroll: true });
}
