// The menu of languages. What is chosen, this browser keeps; the words that it says by itself are there before the page changes.

import { _ } from "../language/language.js";

const YEAR = 365 * 24 * 60 * 60; // seconds, after which it is forgotten

/**
 * Show the menu, and see to it that the page is in the language that is chosen.
 *
 * @param {object} data - languages: [{lang: as <html lang> has it, name: in itself, words: address of a script}]; chosen: the lang of one;
 *   label: what the menu is; cookie: the name under which the browser keeps what was chosen
 *   Reports `picked`: the lang of another.
 */
export default function ({ data, parentElement, setTriggerValue }) {
  const { languages, chosen, label, cookie } = data;
  const root = parentElement.querySelector(".ink-language-menu");
  if (!root.firstChild) root.append(document.createElement("select"));
  const menu = root.firstChild;
  menu.ariaLabel = label;
  menu.replaceChildren(...languages.map(({ lang, name }) => Object.assign(document.createElement("option"), { value: lang, lang, textContent: name })));
  menu.value = chosen;
  const one = (wanted) => languages.find(({ lang }) => lang === wanted);
  menu.onchange = async () => {
    const { lang } = one(menu.value);
    menu.setCustomValidity("");
    if (globalThis.inklingSite?.bring && !(await isBrought(lang))) {
      menu.value = chosen;
      menu.setCustomValidity(_("This language must be downloaded first, but there's no connection right now."));
      menu.reportValidity();
      return;
    }
    document.cookie = `${cookie}=${lang}; path=/; max-age=${YEAR}; samesite=lax`;
    await speak(one(lang));
    setTriggerValue("picked", lang);
  };
  if (document.documentElement.lang !== chosen) speak(one(chosen));
}

// On the site: whether Python has it now; see deploy/site/shell/boot.js.
const isBrought = (lang) =>
  globalThis.inklingSite.bring(lang).then(
    () => true,
    () => false,
  );

// Where the words can't be had, the rest of the page is in the language all the same.
function speak({ lang, words }) {
  document.documentElement.lang = lang;
  const script = Object.assign(document.createElement("script"), { src: words });
  document.head.append(script);
  return new Promise((done) => (script.onload = script.onerror = done)).then(() => script.remove());
}
