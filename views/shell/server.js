// The server's shell: Streamlit's page loads behind it, after the network that answers in the meantime.

import { _ } from "../parts/language/language.js";
import begin from "./shell.js";

if (globalThis.document) begin({ page: "", weights: window.inklingSite.weights, boot });

// Streamlit requests the page with its first message, and reads the address for it.
async function boot(showProgress, begun) {
  showProgress({ drawing: _("You can already draw. The page is still loading."), link: _("The page is loading.") }, 0.5);
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (message) {
    WebSocket.prototype.send = send;
    begun();
    return send.call(this, message);
  };
}
