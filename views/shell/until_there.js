// Runs before any module, until the page has loaded: a polyfill for older browsers, and a notice if the page doesn't start.
{
  try {
    RegExp("", "v");
  } catch {
    // Safari 17 and Chrome 112 were the first with the flag v. In Streamlit's patterns, u means the same: see
    // test_streamlit_chunks.py.
    const known = ([pattern, flags]) => [pattern, typeof flags === "string" ? flags.replace("v", "u") : flags];
    globalThis.RegExp = new Proxy(RegExp, {
      apply: (real, _, given) => real(...known(given)),
      construct: (real, given, made) => Reflect.construct(real, known(given), made),
    });
  }
  const THERE = '#root .stMainBlockContainer [class*="st-key-"], #root :is(.stException, .stAlert), [data-testid="stDialog"]';
  const SHELL = "shell"; // covers the page until that is complete
  const notice = document.getElementById("not-started");
  const say = () => (notice.hidden = false);
  addEventListener("error", ({ error, target }) => (error || target.type === "module") && say(), true);
  addEventListener("unhandledrejection", say);
  if (notice.dataset.after) setTimeout(say, 1000 * notice.dataset.after);
  const watching = new MutationObserver(() => {
    if (!document.querySelector(THERE)) return;
    document.getElementById("beginning")?.remove(); // the page's first words, which the page now shows itself
    if (document.getElementById(SHELL)) return;
    watching.disconnect();
    notice.remove(); // the page has started, so it can't fail to start any more
  });
  watching.observe(document.body, { childList: true, subtree: true });
}
