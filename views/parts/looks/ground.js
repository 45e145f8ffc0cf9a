// Stores the page's background color in a CSS variable, for our styles above it.

const THEMED = 300; // milliseconds until Streamlit has switched the theme

/** Update the variable now and when the color scheme changes: our styles have no other way to use that color. */
export function followGround() {
  updateGround();
  matchMedia("(prefers-color-scheme: dark)").onchange = () => setTimeout(updateGround, THEMED);
}

function updateGround() {
  const { backgroundColor } = getComputedStyle(document.querySelector(".stApp"));
  document.documentElement.style.setProperty("--ink-page", backgroundColor);
}
