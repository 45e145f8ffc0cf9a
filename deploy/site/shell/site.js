// The site's shell: it starts Python in the browser behind it, and the browser stores the whole site.

import begin from "../../../views/shell/shell.js";
import { boot, HOME, page } from "./boot.js";

if (HOME) {
  for (const [id, text] of Object.entries(window.inklingSite.texts ?? {})) document.getElementById(id).textContent = text;
  begin({ page, weights: new URL("networks/dense.bin", HOME).href, boot });
  navigator.serviceWorker?.register(new URL("worker.js", HOME), { scope: HOME.pathname });
}
