// The site's shell: Python is started in the browser behind it, which keeps all of the site.

import begin from "../../../views/shell/shell.js";
import { boot, HOME, page } from "./boot.js";

if (HOME) {
  for (const [id, text] of Object.entries(window.inklingSite.texts ?? {})) document.getElementById(id).textContent = text;
  begin({ page, weights: new URL("networks/dense.bin", HOME).href, boot });
  navigator.serviceWorker?.register(new URL("worker.js", HOME), { scope: HOME.pathname });
}
