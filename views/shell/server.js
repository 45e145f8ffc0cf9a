// The server's shell: Streamlit's page loads behind it, after the network that answers in the meantime.

import { _ } from "../parts/language/language.js";
import begin from "./shell.js";

if (globalThis.document) begin({ page: "", weights: window.inklingSite.weights, boot });

async function boot(showProgress) {
  showProgress({ drawing: _("You can already draw. The page is still loading."), link: _("The page is loading.") }, 0.5);
}
