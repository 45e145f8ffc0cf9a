// Links to steps of the lesson: a plain click stays in this tab, which has the drawing; the browser handles any other click.

import { set } from "../parts/component/page_store.js";

/**
 * Show the links.
 *
 * @param {object} data - links: [{title, address}].
 *   Reports `picked`: the index of the clicked link, from 0.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-step-links");
  const list = document.createElement(data.links.length > 1 ? "ol" : "p");
  for (const [number, { title, address }] of data.links.entries()) {
    const link = Object.assign(document.createElement("a"), { href: address, textContent: title });
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      set("step", new URL(address, location.href).searchParams.get("step"));
      setTriggerValue("picked", number);
    };
    const item = data.links.length > 1 ? document.createElement("li") : null;
    item?.append(link);
    list.append(item ?? link);
  }
  root.replaceChildren(list);
}
