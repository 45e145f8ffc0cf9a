// The switch for a projector: larger type and a larger canvas. layout.css has the styles.

const CLASS = "ink-large"; // on the whole document, also on other pages
const STORE = "inkling-large"; // in sessionStorage, so that it survives a reload

/**
 * Show the switch.
 *
 * @param {object} data - label: says what it does
 */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".ink-projector");
  if (!root.firstChild) root.innerHTML = '<button type="button" class="ink-button">A+</button>';
  const button = root.firstChild;
  const show = (isOn) => {
    document.documentElement.classList.toggle(CLASS, isOn);
    store(isOn);
    button.setAttribute("aria-pressed", isOn);
  };
  Object.assign(button, { title: data.label, ariaLabel: data.label });
  button.onclick = () => show(button.getAttribute("aria-pressed") !== "true");
  show(document.documentElement.classList.contains(CLASS) || isStored());
}

function store(isOn) {
  try {
    if (isOn) sessionStorage.setItem(STORE, "1");
    else sessionStorage.removeItem(STORE);
  } catch {
    // the browser's storage is unavailable
  }
}

function isStored() {
  try {
    return sessionStorage.getItem(STORE) === "1";
  } catch {
    return false;
  }
}
