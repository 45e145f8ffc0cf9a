// Runs in the first page's head: the canvas and the network that answers come first, then Streamlit's own page.

{
  const LATEST = 8000; // milliseconds that Streamlit waits for the network: longer than it takes at 1 Mbit/s, 5000
  const { weights, script } = window.inklingSite;
  const late = new Promise((done) => setTimeout(done, LATEST));
  const fetched = fetch(weights).then((answer) => answer.blob());
  const loaded = new Promise((done) => {
    const shell = Object.assign(document.createElement("script"), { type: "module", src: script });
    shell.onload = shell.onerror = done;
    document.head.append(shell);
  });
  Promise.allSettled([loaded, Promise.race([late, fetched])]).then(() => document.head.append(document.getElementById("streamlit").content));
}
