"""Set the windows for tests besides a desktop's and a phone's, and wait until a page has settled."""

from playwright.sync_api import Page

WINDOWS = {  # besides a desktop's and a phone's
    "tablet": (1024, 768),  # here the lesson's panel is beside the network
    "laptop": (1366, 768),
    "wide tablet": (1180, 820),
    "upright tablet": (820, 1180),
}
SETTLE = """scheme => new Promise((done) => {
  const isSettled = () => {
    const app = document.querySelector(".stApp");
    const isDark = getComputedStyle(app).backgroundColor.match(/\\d+/g)[0] < 128;
    return (
      app.dataset.testScriptState !== "running" &&
      !document.querySelector("[data-stale=true], [data-testid=stSkeleton]") &&
      isDark === (scheme === "dark") &&
      !document.getAnimations().some((each) => each.transitionProperty)
    );
  };
  let frames = 0;
  setTimeout(done, 15000); // a state that goes on moving is looked at as it is
  const look = () => {
    frames = isSettled() ? frames + 1 : 0;
    if (frames === 5) done();
    else requestAnimationFrame(look);
  };
  look();
})"""


def turn(page: Page, scheme: str) -> None:
    """Switch to that color scheme, and wait until nothing changes any more."""
    page.emulate_media(color_scheme=scheme)
    page.evaluate(SETTLE, scheme)
