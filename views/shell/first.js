// Runs in the first page's head: the canvas and the network that answers come first, then Streamlit's own page.

{
  const LATEST = 8000; // milliseconds that Streamlit waits for the network: longer than it takes at 1 Mbit/s, 5000
  const { weights, script } = window.inklingSite;
  const late = new Promise((done) => setTimeout(done, LATEST));
  const fetched = fetch(weights).then((answer) => answer.blob());
  const add = (name, about) => document.head.append(Object.assign(document.createElement(name), about));
  add("link", { rel: "modulepreload", href: script });
  const parsed = new Promise((done) => addEventListener("DOMContentLoaded", done)); // it is about elements below, and may be here sooner
  const loaded = parsed.then(() => new Promise((done) => add("script", { type: "module", src: script, onload: done, onerror: done })));
  Promise.allSettled([loaded, Promise.race([late, fetched])]).then(() => document.head.append(document.getElementById("streamlit").content));
}
