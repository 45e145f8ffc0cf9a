// The slides of a lesson: side by side on their page; and one at a time on the full screen, with the class's wall.

import { filled } from "../parts/looks/wording.js";
import { printAlone } from "../parts/print_alone.js";
import { ofPresent } from "./present_words.js";

const SWIPE = 60; // pixels that a finger moves across
// Clickers send pages and “.” or “b”, which blanks the screen elsewhere.
const KEYS = {
  ...{ ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next" },
  ...{ ArrowLeft: "back", ArrowUp: "back", PageUp: "back" },
  ...{ Enter: "reveal", ".": "reveal", b: "reveal", w: "wall", Escape: "close" },
};

/**
 * Show the slides.
 *
 * @param {object} data - slides: [{question, pictures: [{src, alt, caption}], answer, asks: whether a class can be asked this}], of
 *   which the first is the title; has_wall: whether there is a class
 *   Reports `picked`: {do: "ask", number: of the slide} or {do: "reveal", number}: the class's answers.
 */
export default function ({ data: { slides, has_wall }, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-present");
  const page = document.documentElement;
  const state = (root.state ??= { at: null, isOpen: false, isWall: false });
  const words = ofPresent();
  const remote = show(root, slides, words);
  const last = slides.length - 1;
  const go = (at, isOpen = false, isWall = false) => draw(Object.assign(state, { at, isOpen, isWall }));

  function draw() {
    const { at, isOpen, isWall } = state;
    const isOn = at !== null;
    isOn ? (page.dataset.presenting = isWall ? "wall" : "slide") : delete page.dataset.presenting;
    root.querySelectorAll("section").forEach((slide, number) => {
      slide.classList.toggle("ink-shown", isOn && number === at);
      slide.classList.toggle("ink-answered", number === 0 || isOpen);
      slide.querySelector("button").disabled = isOn;
    });
    if (!isOn) return;
    remote.place.textContent = filled(words.place, { number: at + 1, count: slides.length });
    remote.ask.hidden = isWall || !has_wall || !slides[at].asks;
    remote.wall.hidden = !has_wall;
    remote.reveal.hidden = !isWall && (at === 0 || isOpen);
    remote.reveal.textContent = isWall ? words.answers : words.answer;
    remote.wall.setAttribute("aria-pressed", isWall);
  }

  const acts = {
    next() {
      const { at, isOpen, isWall } = state;
      if (!isWall && at > 0 && !isOpen) go(at, true);
      else if (at < last) go(at + 1);
      else if (has_wall) go(at, true, true);
    },
    back() {
      const { at, isOpen, isWall } = state;
      if (isWall || (at > 0 && isOpen)) go(at, isWall && isOpen);
      else go(Math.max(0, at - 1), true);
    },
    reveal() {
      if (state.isWall) setTriggerValue("picked", { do: "reveal", number: state.at });
      else go(state.at, !state.isOpen);
    },
    ask() {
      setTriggerValue("picked", { do: "ask", number: state.at });
      go(state.at, false, true);
    },
    wall: () => has_wall && go(state.at, state.isOpen, !state.isWall),
    full: () => (document.fullscreenElement ? document.exitFullscreen() : page.requestFullscreen?.().catch(() => {})),
    close() {
      if (document.fullscreenElement) document.exitFullscreen();
      go(null);
      root.querySelector(".ink-start").focus();
    },
  };
  const start = (at) => {
    go(at);
    root.focus();
    if (!document.fullscreenElement) page.requestFullscreen?.().catch(() => {}); // a phone without it still shows slides alone
  };

  root.querySelector(".ink-start").onclick = () => start(0);
  root.querySelector(".ink-print").onclick = () => printAlone(root, true);
  root.querySelectorAll(".ink-slides button").forEach((button, number) => (button.onclick = () => start(number)));
  for (const name in acts)
    if (remote[name])
      remote[name].onclick = () => {
        acts[name]();
        if (state.at !== null) root.focus(); // so that a clicker's next key isn't the button's
      };
  root.querySelectorAll("section").forEach((slide) => {
    let from = null;
    slide.onpointerdown = (event) => (from = event.clientX);
    slide.onpointerup = (event) => {
      const across = from === null ? 0 : event.clientX - from;
      if (state.at === null || event.target.closest("button")) return;
      acts[across > SWIPE ? "back" : "next"]();
    };
  });
  const press = (event) => {
    const act = KEYS[event.key];
    const isPress = [" ", "Enter"].includes(event.key); // of a button that has the focus
    const isOfControl = event.target.closest?.(isPress ? ":is(input,textarea,button,a,[role=combobox])" : ":is(input,textarea,[role=combobox])");
    if (state.at === null || !act || event.ctrlKey || event.metaKey || event.altKey || isOfControl) return;
    event.preventDefault();
    event.stopPropagation();
    acts[act]();
  };
  const leave = () => {
    if (!document.fullscreenElement && state.at !== null) acts.close();
  };
  document.addEventListener("keydown", press, true);
  document.addEventListener("fullscreenchange", leave);
  draw();
  return () => {
    document.removeEventListener("keydown", press, true);
    document.removeEventListener("fullscreenchange", leave);
    delete page.dataset.presenting;
  };
}

// Puts the slides and the remote there, unless they are; returns the remote's elements by name.
function show(root, slides, words) {
  const shown = JSON.stringify([slides, words]);
  if (root.shown !== shown) {
    root.shown = shown;
    root.tabIndex = -1;
    const button = (name, text, says) => `<button type="button" class="ink-${name}"${says ? ` title="${says}" aria-label="${says}"` : ""}>${text}</button>`;
    const tools = [`<button type="button" class="ink-start ink-button ink-primary">${words.present}</button>`, `<button type="button" class="ink-print ink-button">${words.print}</button>`];
    const figures = ({ pictures }) => "<figure><img><figcaption></figcaption></figure>".repeat(pictures.length);
    const sections = slides.map((slide) => `<section><h2><button type="button"></button></h2><div style="--count:${slide.pictures.length}">${figures(slide)}</div><p></p></section>`);
    const remote = [button("back", "‹", words.back), "<output></output>", button("next", "›", words.next), button("reveal", ""), button("ask", words.ask)];
    remote.push(button("wall", words.wall), button("full", words.full), button("close", "✕", words.close));
    root.innerHTML = `<div class="ink-slide-tools">${tools.join("")}</div><div class="ink-slides">${sections.join("")}</div><div class="ink-remote">${remote.join("")}</div>`;
    root.querySelectorAll("section").forEach((slide, number) => {
      const { question, pictures, answer } = slides[number];
      slide.querySelector("p").textContent = answer;
      Object.assign(slide.querySelector("button"), { textContent: question, title: filled(words.here, { question }) });
      slide.querySelectorAll("figure").forEach((figure, i) => {
        Object.assign(figure.firstChild, { src: pictures[i].src, alt: pictures[i].alt });
        figure.lastChild.textContent = pictures[i].caption;
      });
    });
  }
  const names = ["back", "next", "reveal", "ask", "wall", "full", "close"];
  return { place: root.querySelector("output"), ...Object.fromEntries(names.map((name) => [name, root.querySelector(`.ink-remote .ink-${name}`)])) };
}
