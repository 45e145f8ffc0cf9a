// The top of a neuron's card. It also makes the card a region that you can scroll, close and leave with the keyboard: when a
// card opens it gets the focus, and when it closes the focus returns to what opened it.

import { showMarked } from "../../parts/asking/marked.js";
import { showWalk } from "../../parts/walk.js";
import { filled } from "../../parts/looks/wording.js";
import { _ } from "../../parts/language/language.js";

const cards = new WeakMap(); // the card's element -> {network, about, opener}

/**
 * Show a card's title, its walk and its sentence; without `about`, show what to do.
 *
 * @param {object} data - network: its name; about: ?[layer, index], title, state, sentence, walk: [{label, title}], the last
 *   of which is this neuron. Reports `picked`: a step's number; `closed`.
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
      if (event.key === "Escape" && data.about) leave(); // we return nothing, because false would stop Tab from working
    };
    // In the next frame, because moving the focus makes the browser lay out the page, and most of the card is still to come.
    requestAnimationFrame(() => moveFocus(card, title, data.network, data.about && JSON.stringify(data.about)));
  }
}

function showTitle(title, data) {
  const tag = data.about ? "h3" : "b";
  if (title.firstChild?.localName !== tag) title.innerHTML = `<${tag} tabindex="-1"></${tag}>`;
  const words = data.state ? filled(_("{title}: {state}"), data) : data.title;
  if (title.firstChild.textContent !== words) title.firstChild.textContent = words;
}

// These cards don't take the focus: one that came with the page or the network, one that the lesson opens, and one for
// another place on the map while someone moves over the map.
function moveFocus(card, title, network, about) {
  const last = cards.get(card);
  const before = last?.network === network ? last : { about };
  const { activeElement, body } = document; // the body, if the focused element on this card was removed
  const opener = activeElement === body || card.contains(activeElement) ? before.opener : activeElement;
  cards.set(card, { network, about, opener: about === before.about ? before.opener : opener });
  if (about === before.about || activeElement.closest(".st-key-feature_map")) return;
  card.scrollTop = 0;
  if (activeElement.closest(".st-key-lesson")) return;
  if (about) title.firstChild.focus({ preventScroll: true });
  else if (before.opener?.isConnected) before.opener.focus({ preventScroll: true });
}
