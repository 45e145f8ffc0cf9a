// The switch for a projector: all type and the canvas larger. What it changes is in layout.css.

const CLASS = "ink-large"; // of the whole document, also on other pages
const STORE = "inkling-large"; // of this tab, in which it stays when the page is loaded again

/**
 * Show the switch.
 *
 * @param {object} data - label: what it does, in words
 */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-projector");
  if (!root.firstChild) root.innerHTML = '<button type="button" class="ink-button">A+</button>';
  const button = root.firstChild;
  const show = (isOn) => {
    document.documentElement.classList.toggle(CLASS, isOn);
    keep(isOn);
    button.setAttribute("aria-pressed", isOn);
  };
  Object.assign(button, { title: data.label, ariaLabel: data.label });
  button.onclick = () => show(button.getAttribute("aria-pressed") !== "true");
  show(document.documentElement.classList.contains(CLASS) || isKept());
}

function keep(isOn) {
  try {
    if (isOn) sessionStorage.setItem(STORE, "1");
    else sessionStorage.removeItem(STORE);
  } catch {
    // a browser that keeps nothing
  }
}

function isKept() {
  try {
    return sessionStorage.getItem(STORE) === "1";
  } catch {
    return false;
  }
}
