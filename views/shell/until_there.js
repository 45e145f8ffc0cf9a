// Runs before any module, until the page is there: what older browsers need for it, and a sentence where it does not start.
{
  try {
    RegExp("", "v");
  } catch {
    // Safari 17 and Chrome 112 were the first to know v. In what Streamlit writes with it, u is the same: see test_streamlit_chunks.py.
    const known = ([pattern, flags]) => [pattern, typeof flags === "string" ? flags.replace("v", "u") : flags];
    globalThis.RegExp = new Proxy(RegExp, {
      apply: (real, _, given) => real(...known(given)),
      construct: (real, given, made) => Reflect.construct(real, known(given), made),
    });
  }
  const THERE = '#root .stMainBlockContainer [class*="st-key-"], #root :is(.stException, .stAlert), [data-testid="stDialog"]';
  const SHELL = "shell"; // over the page, until that is whole
  const notice = document.getElementById("not-started");
  const say = () => (notice.hidden = false);
  addEventListener("error", ({ error, target }) => (error || target.type === "module") && say(), true);
  addEventListener("unhandledrejection", say);
  if (notice.dataset.after) setTimeout(say, 1000 * notice.dataset.after);
  const watching = new MutationObserver(() => {
    if (!document.querySelector(THERE)) return;
    document.getElementById("beginning")?.remove(); // the page's first words, which it has now itself
    if (document.getElementById(SHELL)) return;
    watching.disconnect();
    notice.remove(); // nothing more is said of how the page starts
  });
  watching.observe(document.body, { childList: true, subtree: true });
}
