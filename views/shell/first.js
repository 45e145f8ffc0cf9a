// Runs in the first page's head: the canvas and the network come first, then Streamlit's own page.

const LATEST = 8000; // milliseconds that Streamlit waits for the network: longer than the 5000 that it takes at 1 Mbit/s
const AHEAD = 50_000; // bytes of the network that arrive while the next request is on its way: in 0.4 s at 1 Mbit/s
const { weights, script: src } = window.inklingSite;
const late = new Promise((done) => setTimeout(done, LATEST));
const fetched = new Promise((done) => fetch(weights).then((answer) => arrives(answer, done)).then(done, done));
const add = (name, about) => document.head.append(Object.assign(document.createElement(name), about));
const show = (id) => document.head.append(document.getElementById(id).content);

add("link", { rel: "modulepreload", href: src });
const parsed = new Promise((done) => addEventListener("DOMContentLoaded", done)); // the script uses elements below, and may arrive earlier
const loaded = parsed.then(() => new Promise((done) => add("script", { type: "module", src, onload: done, onerror: done })));
// Streamlit's many small scripts take waits more than bytes, so they come beside the network.
loaded.then(() => show("small"));
Promise.all([loaded, Promise.race([late, fetched])]).then(() => show("streamlit"));

function arrives({ body, headers }, soon) {
  let left = headers.get("content-length") - AHEAD;
  return body.pipeTo(new WritableStream({ write: ({ length }) => (left -= length) < 0 && soon() }));
}
