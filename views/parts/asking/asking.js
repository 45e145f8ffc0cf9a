// Tips for glossary words anywhere on the page: a word that is hovered, tapped or focused shows its meaning above
// everything, so that nothing cuts it off. The links come from Streamlit or a component, and we don't change their text.
// We only give them the role of buttons, because a click doesn't lead elsewhere, and mark words of other languages.

import { hide, prepare, show } from "../component/above.js";
import { followGround } from "../looks/ground.js";
import { FOREIGN, STREAMLIT, markForeign } from "./foreign.js";
import { showMarked } from "./marked.js";

const WORD = 'a[href*="words#"]';
const NAMED = `${WORD}, ${FOREIGN}, ${STREAMLIT}`;
const [GAP, EDGE] = [6, 8]; // pixels from the word to its tip, and at least from the tip to the window's edge
const LEAVING = 200; // milliseconds for the pointer to move from the word into the tip

let tips = null;

/**
 * Watch the page for glossary words.
 *
 * @param {object} data - key of an entry -> {word, text}
 */
export default function ({ data, parentElement }) {
  followGround(); // here, because this runs on every page
  tips?.end();
  tips = new Tips(data, parentElement.querySelector(".ink-asking"));
  const own = tips;
  return () => own.end();
}

class Tips {
  constructor(entries, root) {
    Object.assign(this, { entries, root });
    this.tip = Object.assign(document.createElement("div"), { id: "ink-word", className: "ink-word" });
    prepare(this.tip, "manual");
    this.tip.setAttribute("role", "tooltip");
    this.tip.append(document.createElement("b"), document.createElement("span"));
    this.listeners = {
      pointerover: (event) => this.point(event),
      pointermove: (event) => this.point(event),
      focusin: (event) => event.target.matches?.(`${WORD}:focus-visible`) && this.show(event.target),
      focusout: (event) => event.target === this.word && this.hide(),
      click: (event) => this.click(event),
      keydown: (event) => this.press(event),
      scroll: () => this.word && this.place(),
    };
    for (const type in this.listeners) window.addEventListener(type, this.listeners[type], true);
    this.observer = new MutationObserver((records) => records.forEach(({ addedNodes, attributeName, target }) => (attributeName ? name(target) : addedNodes.forEach(nameAll))));
    this.observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["href"] });
    nameAll(document.body);
    this.scrollTo(location.hash);
  }

  end() {
    clearTimeout(this.leaving);
    for (const type in this.listeners) window.removeEventListener(type, this.listeners[type], true);
    this.observer.disconnect();
    this.hide();
    this.tip.remove();
    if (tips === this) tips = null;
  }

  // A word that moves below a resting pointer doesn't open its tip, which would cover what the person presses next.
  point({ type, pointerType, target, clientX, clientY }) {
    const isMoved = clientX !== this.x || clientY !== this.y;
    Object.assign(this, { x: clientX, y: clientY });
    const isWord = !!target.closest?.(WORD);
    const isNews = type === "pointerover" || (isWord && !this.word);
    if (pointerType !== "touch" && isNews && (isMoved || !isWord)) this.hover(target);
  }

  hover(target) {
    const word = target.closest?.(WORD);
    clearTimeout(this.leaving);
    if (word) this.show(word);
    else if (this.word && !this.tip.contains(target) && this.word !== document.activeElement) this.leaving = setTimeout(() => this.hide(), LEAVING);
  }

  // A click opens the tip too; with a modifier key that opens links elsewhere, it leads to the glossary page.
  click(event) {
    const word = event.target.closest?.(WORD);
    if (!word) return this.tip.contains(event.target) || this.hide();
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.show(word);
  }

  // The first Escape closes only the tip; a card or dialog below it closes with the next one.
  press(event) {
    if (event.key === " " && event.target.matches?.(WORD)) {
      event.preventDefault();
      this.show(event.target);
    }
    if (event.key !== "Escape" || !this.word) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    this.hide();
  }

  show(word) {
    clearTimeout(this.leaving);
    const entry = this.entries[word.getAttribute("href").split("#")[1]];
    if (!entry || word === this.word) return;
    this.hide();
    this.word = word;
    (word.closest("[role=dialog]") ?? this.root).append(this.tip); // because everything outside a dialog is inert
    word.setAttribute("aria-describedby", this.tip.id);
    this.tip.firstChild.textContent = entry.word;
    showMarked(this.tip.lastChild, entry.text);
    show(this.tip);
    this.place();
    this.watch();
  }

  hide() {
    this.word?.removeAttribute("aria-describedby");
    this.word = null;
    hide(this.tip);
  }

  // Place the tip below the word, or above it if there's no room, but always inside the window.
  place() {
    const { left, top, bottom } = this.word.getClientRects()[0] ?? this.word.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.tip;
    const isBelow = bottom + GAP + height + EDGE < window.innerHeight;
    this.tip.style.left = `${Math.max(EDGE, Math.min(left, document.documentElement.clientWidth - width - EDGE))}px`;
    this.tip.style.top = `${isBelow ? bottom + GAP : Math.max(EDGE, top - GAP - height)}px`;
  }

  // A rerun of the page can remove a word while its tip is open.
  watch() {
    if (!this.word) return;
    if (!this.word.isConnected) return this.hide();
    requestAnimationFrame(() => this.watch());
  }

  scrollTo(hash) {
    if (hash) document.querySelector(`.ink-words ${CSS.escape ? `#${CSS.escape(hash.slice(1))}` : hash}`)?.scrollIntoView();
  }
}

function nameAll(node) {
  if (!(node instanceof HTMLElement)) return; // because lines are drawn by the hundred
  for (const each of node.matches(NAMED) ? [node] : node.querySelectorAll(NAMED)) name(each);
}

// A link can change, because Streamlit reuses elements for other text.
function name(element) {
  if (element.matches(WORD)) {
    element.setAttribute("role", "button");
    element.removeAttribute("lang");
  } else if (element.matches(`${FOREIGN}, ${STREAMLIT}`)) markForeign(element);
}
