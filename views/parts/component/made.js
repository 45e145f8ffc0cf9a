// Elements for parts that are made piece by piece.

/** Create an element with a class and children. */
export function made(name, className, ...children) {
  const element = Object.assign(document.createElement(name), { className });
  element.append(...children);
  return element;
}

/** Create a button. */
export const button = (text, onclick, className = "ink-button") => Object.assign(made("button", className, text), { type: "button", onclick });
