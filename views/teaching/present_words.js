// The words of the slides and their remote, in the page's language.

import { _ } from "../parts/language/language.js";

/** Labels of the buttons, and which slide is shown. */
export const ofPresent = () => ({
  present: _("Present"),
  here: _("Present from here: {question}"),
  print: _("Print"),
  place: _("{number} of {count}"),
  back: _("Back"),
  next: _("Next"),
  answer: _("Show the answer"),
  answers: _("Reveal the answers"),
  ask: _("Ask the class"),
  wall: _("Wall"),
  full: _("Full screen"),
  close: _("Close"),
});
