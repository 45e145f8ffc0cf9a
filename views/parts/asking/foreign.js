// What a page has of another language than its own, so that screen readers say it as that one has it. Translators write it as a
// link to that language, [Deep Learning](lang#en), which leads nowhere; Streamlit's own words stay English in every language.

/** Where a text has another language. */
export const FOREIGN = 'a[href*="lang#"]';

/** Streamlit's own words, as docs/languages.md lists them. */
export const STREAMLIT = [
  ...["stSkipToContent", "stHeaderLogo", "stLogoLink", "stMainMenu", "stMainMenuPopover", "stStatusWidget", "stFileUploaderDropzone", "stHeaderActionElements"].map(
    (name) => `[data-testid=${name}]`,
  ),
  "[data-testid=stCode] button",
  "[data-testid=stSelectbox] button",
  "[data-testid=stDialog] button[aria-label=Close]",
].join();

// Streamlit gives the place for files both a name and the role "presentation", which takes the name away.
const NAMED = "stFileUploaderDropzone";

/** Say in which language it is; a link to a language leads nowhere then, and one of Streamlit's where it did. */
export function markForeign(element) {
  const isLink = element.matches(FOREIGN);
  element.setAttribute("lang", isLink ? element.getAttribute("href").split("#")[1] : "en");
  if (isLink) element.removeAttribute("href");
  if (element.dataset?.testid === NAMED) element.setAttribute("role", "group");
}
