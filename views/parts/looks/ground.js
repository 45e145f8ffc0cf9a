// The color of the page under a name, for styles of ours that lie over it.

const THEMED = 300; // milliseconds after which Streamlit has put on another theme

/** Have the page's color under a name, now and when the scheme changes: styles of ours can't name it, and some lie over it. */
export function followGround() {
  tellGround();
  matchMedia("(prefers-color-scheme: dark)").onchange = () => setTimeout(tellGround, THEMED);
}

function tellGround() {
  const { backgroundColor } = getComputedStyle(document.querySelector(".stApp"));
  document.documentElement.style.setProperty("--ink-page", backgroundColor);
}
