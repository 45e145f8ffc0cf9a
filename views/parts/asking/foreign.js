// What a page has of another language than its own, so that screen readers say it as that one has it. Translators write it as a
// link to that language, [Deep Learning](lang#en), which leads nowhere; Streamlit's own words stay English in every language.

/** Where a text has another language. */
export const FOREIGN = 'a[href*="lang#"]';

/** Streamlit's own words, as docs/languages.md lists them. */
export const STREAMLIT =
  "[data-testid=stFileUploaderDropzone], [data-testid=stStatusWidget], [data-testid=stMainMenu], [data-testid=stMainMenuPopover], [data-testid=stCode] button, [data-testid=stToolbar] > button";

/** Say in which language it is; a link leads nowhere then. */
export function markForeign(element) {
  const target = element.getAttribute("href");
  element.setAttribute("lang", target ? target.split("#")[1] : "en");
  element.removeAttribute("href");
}
