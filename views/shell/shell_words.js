// The texts of the site before the page has loaded, in the page's language.

import { _ } from "../parts/language/language.js";

/** Return what the page is loading, in order, by stlite's names for the steps. */
export const steps = () => ({
  "Loading Pyodide.": "Python",
  // Translators: stands, as “the page” does, for {step} in “Still loading: {step}, {number} of {count}.”
  "Mounting files.": _("the drawings and networks"),
  "Installing packages.": "NumPy",
  "Loading streamlit package.": "Streamlit",
  "Booting up the Streamlit server.": _("the page"),
});

export const coming = () => ({
  drawing: _("You can already draw. Still loading: {step}, {number} of {count}."),
  link: _("Loading what this link shows: {step}, {number} of {count}."),
});
