// The server's shell: Streamlit's page is fetched behind it, once the network is there that answers meanwhile.

import { _ } from "../language/language.js";
import begin from "./shell.js";

if (globalThis.document) begin({ page: "", weights: window.inklingSite.weights, boot });

// Streamlit asks for the page with the first thing that it sends, and reads the address for it.
async function boot(tell, begun) {
  tell({ drawing: _("You can draw already. The page is still loading."), link: _("The page is loading.") }, 0.5);
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (message) {
    WebSocket.prototype.send = send;
    begun();
    return send.call(this, message);
  };
}
