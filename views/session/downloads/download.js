// Gives the browser a file that Python has made on a press.

import { bytesOf } from "../../../model/base64.js";
import { saveFile } from "../../parts/component/save_file.js";

const given = (globalThis.inklingFilesGiven ??= new Set()); // the files of this page, in case one arrives again

/**
 * Download the file, once.
 *
 * @param {object} data - id: of the press that asked for it; name; type; contents: in base64. Reports `picked`: the id, because the
 *   file has arrived.
 */
export default function ({ data: { id, name, type, contents }, setTriggerValue }) {
  if (!given.has(id)) {
    given.add(id);
    saveFile(bytesOf(contents), name, type);
  }
  setTriggerValue("picked", id);
}
