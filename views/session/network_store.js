// Networks saved in this browser, in a database of their own: the last ones trained, and those that a person has kept.

/**
 * A network that was trained here.
 *
 * @typedef {object} SavedNetwork
 * @property {string} run - its training's name, which is its key
 * @property {?string} name - given by a person who keeps it; undefined if nobody does
 * @property {string} title - what it is
 * @property {?object} choices - as Python has them; null for a network for signs
 * @property {?number} accuracy - on all test images
 * @property {number} time - when it was stored or used last, in milliseconds since 1970
 * @property {object[]} parts - what Python receives of it: see model/training/snapshot.js; for signs, a single message, `taught_of` in received.py
 */

const [DATABASE, NETWORKS] = ["inkling", "networks"];
const MOST = 5; // that are kept, and as many others

/** Return all saved networks, the one used last first; throws if this browser can't store anything. */
export async function readSaved() {
  const all = await requested("readonly", (store) => store.getAll());
  return all.sort((one, other) => other.time - one.time);
}

/** Return how many there are, without reading them. */
export const countSaved = () => requested("readonly", (store) => store.count());

/** Store a network that was trained just now. Of those that nobody keeps, the one used longest ago makes room. */
export async function saveTrained(network) {
  await save({ ...network, time: Date.now() });
  const others = (await readSaved()).filter((each) => !isKept(each));
  await Promise.all(others.slice(MOST).map(({ run }) => forget(run)));
}

/** Whether a person has named a network, so that it stays until it's deleted. */
export const isKept = ({ name }) => name !== undefined;

/** Whether no other network can be kept. */
export const isFull = (saved) => saved.filter(isKept).length >= MOST;

/** Store a network or its changes. */
export const save = (network) => requested("readwrite", (store) => store.put(network));

/** Delete a network. */
export const forget = (run) => requested("readwrite", (store) => store.delete(run));

/** Whether a network is complete: a damaged one is shown as such and can't be used. */
export const isWhole = ({ name, title, choices, parts }) =>
  [name ?? "", title].every((text) => typeof text === "string") && typeof choices === "object" && Array.isArray(parts) && parts.every((part) => typeof part?.weights === "string");

/** The message that asks Python to use a network; one for signs is complete in it. */
export const choiceOf = ({ run, choices, parts }) => (choices ? { run, choices } : parts[0]);

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
