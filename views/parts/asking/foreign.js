// Marks words of another language, so that screen readers pronounce them correctly. Translators write them as a
// link to that language, [Deep Learning](lang#en), which leads nowhere; Streamlit's own texts are always in English.

/** Selects words of another language. */
export const FOREIGN = 'a[href*="lang#"]';

/** Selects Streamlit's own texts, which docs/languages.md lists. */
export const STREAMLIT = [
  ...["stSkipToContent", "stHeaderLogo", "stLogoLink", "stMainMenu", "stMainMenuPopover", "stStatusWidget", "stFileUploaderDropzone", "stHeaderActionElements"].map(
    (name) => `[data-testid=${name}]`,
  ),
  "[data-testid=stCode] button",
  "[data-testid=stSelectbox] button",
  "[data-testid=stDialog] button[aria-label=Close]",
].join();

// Streamlit gives the file uploader both a name and the role "presentation", which removes the name.
const NAMED = "stFileUploaderDropzone";

/** Set an element's language; a link to a language then leads nowhere, but Streamlit's links still work. */
export function markForeign(element) {
  const isLink = element.matches(FOREIGN);
  element.setAttribute("lang", isLink ? element.getAttribute("href").split("#")[1] : "en");
  if (isLink) element.removeAttribute("href");
  if (element.dataset?.testid === NAMED) element.setAttribute("role", "group");
}
