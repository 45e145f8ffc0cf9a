// Networks that this browser keeps, in a database of its own.

/**
 * A network that was trained here.
 *
 * @typedef {object} Kept
 * @property {string} run - of its training, by which it is known
 * @property {string} name - that a person has given it
 * @property {string} title - what it is
 * @property {object} choices - as Python has them
 * @property {?number} accuracy - on all test images
 * @property {number} time - when it was kept or used last, in milliseconds since 1970
 * @property {object[]} parts - what Python is told of it: see model/training/report.js
 */

const [DATABASE, NETWORKS] = ["inkling", "networks"];

/** All that are kept, the one used last first; throws where this browser keeps nothing. */
export async function readKept() {
  const all = await requested("readonly", (store) => store.getAll());
  return all.sort((one, other) => other.time - one.time);
}

/** Keep one, or what has changed of it. */
export const keep = (network) => requested("readwrite", (store) => store.put(network));

/** Keep one no longer. */
export const forget = (run) => requested("readwrite", (store) => store.delete(run));

/** Whether one is whole: what is damaged is told of, and not used. */
export const isWhole = ({ name, title, choices, parts }) =>
  [name, title].every((text) => typeof text === "string") && typeof choices === "object" && Array.isArray(parts) && parts.every((part) => typeof part?.weights === "string");

function requested(mode, ask) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(NETWORKS, { keyPath: "run" });
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const change = database.transaction(NETWORKS, mode);
      const answer = ask(change.objectStore(NETWORKS));
      change.oncomplete = () => resolve(answer.result);
      change.onabort = change.onerror = () => reject(change.error);
      database.onversionchange = () => database.close();
    };
  });
}
