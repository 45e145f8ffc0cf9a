// Runs in the first page's head: the canvas and the network come first, then Streamlit's own page.

{
  const LATEST = 8000; // milliseconds that Streamlit waits for the network: longer than the 5000 that it takes at 1 Mbit/s
  const { weights, script } = window.inklingSite;
  const late = new Promise((done) => setTimeout(done, LATEST));
  const fetched = fetch(weights).then((answer) => answer.blob());
  const add = (name, about) => document.head.append(Object.assign(document.createElement(name), about));
  add("link", { rel: "modulepreload", href: script });
  const parsed = new Promise((done) => addEventListener("DOMContentLoaded", done)); // the script uses elements below, and may arrive earlier
  const loaded = parsed.then(() => new Promise((done) => add("script", { type: "module", src: script, onload: done, onerror: done })));
  Promise.allSettled([loaded, Promise.race([late, fetched])]).then(() => document.head.append(document.getElementById("streamlit").content));
}
