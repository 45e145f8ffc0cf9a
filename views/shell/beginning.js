// Takes a page's first words away as soon as the page has them, or says why it has not.
{
  const THERE = '#root .stMainBlockContainer [class*="st-key-"], #root :is(.stException, .stAlert), [data-testid="stDialog"]';
  const watching = new MutationObserver(() => {
    if (!document.querySelector(THERE)) return;
    watching.disconnect();
    document.getElementById("beginning").remove();
  });
  watching.observe(document.body, { childList: true, subtree: true });
}
