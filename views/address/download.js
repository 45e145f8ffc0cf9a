// Gives the browser a file that Python has made on a press.

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
    const bytes = Uint8Array.from(atob(contents), (each) => each.charCodeAt(0));
    const href = URL.createObjectURL(new Blob([bytes], { type }));
    Object.assign(document.createElement("a"), { href, download: name }).click();
  }
  setTriggerValue("picked", id);
}
