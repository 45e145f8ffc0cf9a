// Starts Python and Streamlit behind what is seen, and says how far that is.

const { pages } = window.inklingSite;

/** Where the site is, with a slash at its end: an address may also name a page. */
export const HOME = new URL(document.baseURI);

/** The page that the address names: empty for the first one. */
export const page = location.pathname.slice(HOME.pathname.length).replace(/\/(index\.html)?$|^index\.html$/, "");

/**
 * Start.
 *
 * @param {function} progress - called with each step's name, as stlite has it
 * @param {function} begun - called as soon as the page is asked for, with what the address says then
 */
export async function boot(progress, begun) {
  const at = (name) => new URL(name, HOME).href;
  const [{ mount }] = await Promise.all([import(at("stlite/stlite.js")), styled(at("stlite/stlite.css"))]);
  const said = location.search + location.hash;
  history.replaceState(null, "", HOME.pathname + said); // stlite takes this for its own place
  const app = mount(
    {
      entrypoint: "app.py",
      archives: [
        { url: at("app.tar.gz"), format: "gztar", options: {} },
        { url: at("python/packages.tar.gz"), format: "gztar", options: { extractDir: "/lib/python3.13/site-packages" } },
      ],
      wheelUrls: false, // all packages are in there
      pyodideUrl: at("python/pyodide.mjs"),
      env: { INKLING_SITE: HOME.pathname },
      disableProgressToasts: true,
    },
    document.getElementById("root"),
  );
  if (pages.includes(page)) history.replaceState(null, "", HOME.pathname + page + said);
  app._kernel.addEventListener("loadProgress", ({ detail }) => progress(detail));
  const send = app._kernel.sendWebSocketMessage;
  app._kernel.sendWebSocketMessage = (message) => {
    begun();
    return send.call(app._kernel, message);
  };
  return app;
}

function styled(href) {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  document.head.append(link);
  return new Promise((done) => (link.onload = link.onerror = done));
}
