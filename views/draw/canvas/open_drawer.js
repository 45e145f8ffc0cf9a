// Opens the drawer below the canvas for what a link shows.

/** Open the drawer for what a link shows, with a tool's parts, unless another tool's are shown. */
export function openDrawer(tool) {
  const page = document.documentElement;
  const button = document.querySelector(`.ink-drawer [data-tool="${tool}"]`);
  if (button && !page.dataset.drawer) button.click();
  else page.dataset.drawer ??= tool;
}
