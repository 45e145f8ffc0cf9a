// What a person reads of the site before the page itself is there, in the language of the page.

import { _ } from "../language/language.js";

/** Of how far that is: what the page is waiting for, in order, by the names that stlite has; n of them. */
export const steps = () => ({
  "Loading Pyodide.": "Python",
  // Translators: stands, as “the page” does, for {step} in “Still loading: {step}, {number} of {count}.”
  "Mounting files.": _("the drawings and networks"),
  "Installing packages.": "NumPy",
  "Loading streamlit package.": "Streamlit",
  "Booting up the Streamlit server.": _("the page"),
});

export const coming = () => ({
  drawing: _("You can draw already. Still loading: {step}, {number} of {count}."),
  link: _("Loading what this link shows: {step}, {number} of {count}."),
});
