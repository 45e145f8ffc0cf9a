// Elements for parts that are made piece by piece.

/** Create an element with a class and children. */
export function made(name, className, ...children) {
  const element = Object.assign(document.createElement(name), { className });
  element.append(...children);
  return element;
}

/** Return a button that is pressed or not. */
export function pressed(one, is) {
  one.setAttribute("aria-pressed", String(is));
  return one;
}

/** Create an element of a picture with attributes and children. */
export function svg(name, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const each in attributes) element.setAttribute(each, attributes[each]);
  element.append(...children);
  return element;
}

/** Create a button. */
export const button = (text, onclick, className = "ink-button") => Object.assign(made("button", className, text), { type: "button", onclick });
