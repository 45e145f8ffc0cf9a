// Starts Python and Streamlit behind the visible shell, and reports the progress.

import { filled } from "../../../views/parts/looks/wording.js";
import { coming, steps } from "../../../views/shell/shell_words.js";

const { pages, catalogs, lang } = globalThis.inklingSite ?? {};

const SHARED = ["networks/dense.bin", "digits/test.bin"]; // files the browser uses itself and Python reads, too
const html = globalThis.document?.documentElement;

/** The site's address with a slash at the end, because an address may also name a page. Undefined in a thread: see apart.js. */
export const HOME = globalThis.document && new URL(document.baseURI);

/** The page that the address names: empty for the first one. */
export const page = HOME && location.pathname.slice(HOME.pathname.length).replace(/\/(index\.html)?$|^index\.html$/, "");

/** Start Python and Streamlit: see views/shell/shell.js. */
export async function boot(showProgress) {
  progress(showProgress, "Loading Pyodide.");
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))); // what follows keeps both processors busy
  const at = (name) => new URL(name, HOME).href;
  const [{ mount }, catalog] = await Promise.all([import(at("stlite/stlite.js")), catalogOf(html.lang).catch(inEnglish), styled(at("stlite/stlite.css"))]);
  keepSlash();
  const query = location.search + location.hash;
  history.replaceState(null, "", HOME.pathname + query); // stlite uses this as its base
  const streamlit = mount(
    {
      entrypoint: "page.py",
      archives: [
        { url: at("app.tar.gz"), format: "gztar", options: {} },
        { url: at("python/packages.tar.gz"), format: "gztar", options: { extractDir: "/lib/python3.13/site-packages" } },
      ],
      pyodideUrl: at("python/pyodide.mjs"),
      wheelUrls: false, // all are in the archive
      files: { ...Object.fromEntries(SHARED.map((name) => [name, { url: at(name) }])), ...catalog },
      env: { INKLING_SITE: HOME.pathname, INKLING_LANGUAGE: html.lang },
      disableProgressToasts: true,
    },
    document.getElementById("root"),
  );
  if (pages.includes(page)) history.replaceState(null, "", HOME.pathname + page + query);
  streamlit._kernel.addEventListener("loadProgress", ({ detail }) => progress(showProgress, detail));
  // For the menu of languages: load one into Python. Rejects if it can't be fetched.
  inklingSite.bring = async (language) => {
    for (const [path, data] of Object.entries(await catalogOf(language))) await streamlit.writeFile(path, data);
  };
  return streamlit;
}

// Streamlit drops the slash from the first page's address. Without it, the address is outside the worker's scope and doesn't work offline.
function keepSlash() {
  const push = history.pushState;
  history.pushState = (state, title, url) => push.call(history, state, title, `${url}/` === HOME.pathname ? HOME.pathname : url);
}

// Python's catalog for a language, as a file; none for English, which is built in. The worker stores it.
async function catalogOf(language) {
  const path = catalogs?.[language];
  if (!path) return {};
  const answer = await fetch(new URL(path, HOME));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  navigator.serviceWorker?.ready.then(({ active }) => active.postMessage(language));
  return { [path]: new Uint8Array(await answer.arrayBuffer()) };
}

// Offline, if nobody has used that language yet.
function inEnglish() {
  html.lang = "en";
  delete globalThis.inklingLanguage;
  const url = new URL(location.href);
  url.searchParams.delete(lang);
  history.replaceState(null, "", url);
  return {};
}

// step: its name in stlite
function progress(showProgress, step) {
  const all = steps();
  if (!(step in all)) return;
  const number = Object.keys(all).indexOf(step) + 1;
  const count = Object.keys(all).length;
  const { drawing, link } = coming();
  const how = { step: all[step], number, count };
  showProgress({ drawing: filled(drawing, how), link: filled(link, how) }, number / (count + 1));
}

function styled(href) {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  document.head.append(link);
  return new Promise((done) => (link.onload = link.onerror = done));
}
