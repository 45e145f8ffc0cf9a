// The menu of languages. The browser stores the choice; the texts that scripts show are loaded before the page changes.

import { _ } from "../parts/language/language.js";

const YEAR = 365 * 24 * 60 * 60; // seconds until the choice expires
let report, wanted; // of the menu on the page now, which may be another than the one in which the language was chosen

/**
 * Show the menu, and set the page's language to the chosen one.
 *
 * @param {object} data - languages: [{lang: as in <html lang>, name: in that language, words: address of a script}]; chosen: the lang of one;
 *   label: the menu's name; cookie: the name of the cookie that stores the choice
 *   Reports `picked`: the lang of another.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const { languages, chosen, label, cookie } = data;
  const root = parentElement.querySelector(".ink-language-menu");
  if (!root.firstChild) root.append(document.createElement("select"));
  const menu = root.firstChild;
  menu.ariaLabel = label;
  menu.replaceChildren(...languages.map(({ lang, name }) => Object.assign(document.createElement("option"), { value: lang, lang, textContent: name })));
  report = setTriggerValue;
  if (wanted === chosen) wanted = undefined;
  menu.value = wanted ?? chosen;
  const one = (wanted) => languages.find(({ lang }) => lang === wanted);
  menu.onchange = async () => {
    const { lang } = one(menu.value);
    menu.setCustomValidity("");
    if (globalThis.inklingSite?.bring && !(await isBrought(lang))) {
      menu.value = chosen;
      menu.setCustomValidity(_("Your browser must download this language first, but there's no connection right now."));
      menu.reportValidity();
      return;
    }
    document.cookie = `${cookie}=${lang}; path=/; max-age=${YEAR}; samesite=lax`;
    wanted = lang;
    await speak(one(lang));
    report("picked", lang);
  };
  if (!wanted && document.documentElement.lang !== chosen) speak(one(chosen));
}

// On the site: whether Python has the language now; see deploy/site/shell/boot.js.
const isBrought = (lang) =>
  globalThis.inklingSite.bring(lang).then(
    () => true,
    () => false,
  );

// If the script can't be loaded, the rest of the page is in that language anyway.
function speak({ lang, words }) {
  document.documentElement.lang = lang;
  const script = Object.assign(document.createElement("script"), { src: words });
  document.head.append(script);
  return new Promise((done) => (script.onload = script.onerror = done)).then(() => script.remove());
}
