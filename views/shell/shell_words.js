// Every word that a person reads before the page itself is there.

/** Of how far that is: what the page is waiting for, in order; n of them. */
export const STEPS = {
  "Loading Pyodide.": "Python",
  "Mounting files.": "the drawings and networks",
  "Installing packages.": "NumPy",
  "Loading streamlit package.": "Streamlit",
  "Booting up the Streamlit server.": "the page",
};
export const COMING = {
  drawing: "You can draw already. Still loading: {step}, {number} of {count}.",
  link: "Loading what this link shows: {step}, {number} of {count}.",
};
/** Where a server has it. */
export const COMING_FROM_SERVER = { drawing: "You can draw already. Still loading the page.", link: "Loading the page." };
export const FAILED = "The rest of the page could not be loaded. Drawing works; reloading the page tries again.";
export const CANVAS = "Draw a digit here";
