// The buttons that open the drawer below the canvas, one tool at a time. layout.css shows what belongs to the open one.

import { stored } from "../../session/save.js";

const ICONS = {
  samples: '<rect x="4" y="4" width="6.5" height="6.5" rx="1.5"/><rect x="13.5" y="4" width="6.5" height="6.5" rx="1.5"/><rect x="4" y="13.5" width="6.5" height="6.5" rx="1.5"/><path d="M16.75 13.5v6.5M13.5 16.75h6.5"/>',
  break: '<path d="M20 12v6a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-2l4-4 4 4 4-4 4 4M4 11V6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v5"/>',
  compare: '<rect x="4" y="4" width="11" height="11" rx="2"/><path d="M18.5 9a1.5 1.5 0 0 1 1.5 1.5V18a2 2 0 0 1-2 2h-7.5A1.5 1.5 0 0 1 9 18.500"/>',
  more: '<g fill="currentColor" stroke="none"><circle cx="5.500" cy="12" r="2"/><circle cx="12" cy="12" r="2"/><circle cx="18.500" cy="12" r="2"/></g>',
};

/**
 * Show the buttons, and whether the lesson was begun, which its store says.
 *
 * @param {object} data - names: tool to name
 */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-drawer");
  const page = document.documentElement;
  const lesson = stored("lesson");
  page.toggleAttribute("data-begun", lesson.get("done")?.length > 0 || Object.keys(lesson.get("guesses") ?? {}).length > 0);
  // Tab leads from the open tool to its parts; arrow keys lead to the other tools.
  const show = () =>
    root.childNodes.forEach((button) => {
      const isOpen = button.dataset.tool === page.dataset.drawer;
      button.setAttribute("aria-expanded", isOpen);
      button.tabIndex = isOpen || !page.dataset.drawer ? 0 : -1;
    });
  Object.assign(root, { role: "toolbar", ariaLabel: data.names.more });
  root.onkeydown = ({ key, target }) => {
    const seen = [...root.childNodes].filter((button) => button.offsetHeight);
    const way = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (way) seen.at((seen.indexOf(target) + way) % seen.length).focus();
  };
  root.replaceChildren(
    ...Object.entries(data.names).map(([tool, name]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", title: name, ariaLabel: name });
      button.dataset.tool = tool;
      button.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true">${ICONS[tool]}</svg>`;
      button.onclick = () => {
        if (page.dataset.drawer === tool) delete page.dataset.drawer;
        else page.dataset.drawer = tool;
        show();
      };
      return button;
    }),
  );
  show();
}
