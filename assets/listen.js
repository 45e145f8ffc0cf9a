// A part of the page that shows what is read in the ink (assets/live_ink.js), now and from now on.
function listen(root, show) {
  root.show = show;
  root.classList.add("ink-part");
  const last = document.querySelector(".ink-live-ink")?.message;
  if (last) show(last);
}
