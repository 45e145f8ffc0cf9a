// Networks saved in this browser, in a database of their own.

/**
 * A network that was trained here.
 *
 * @typedef {object} SavedNetwork
 * @property {string} run - its training's name, which is its key
 * @property {string} name - given by a person
 * @property {string} title - what it is
 * @property {object} choices - as Python has them
 * @property {?number} accuracy - on all test images
 * @property {number} time - when it was stored or used last, in milliseconds since 1970
 * @property {object[]} parts - what Python receives of it: see model/training/report.js
 */

const [DATABASE, NETWORKS] = ["inkling", "networks"];

/** Return all saved networks, the one used last first; throws if this browser can't store anything. */
export async function readSaved() {
  const all = await requested("readonly", (store) => store.getAll());
  return all.sort((one, other) => other.time - one.time);
}

/** Store a network or its changes. */
export const save = (network) => requested("readwrite", (store) => store.put(network));

/** Delete a network. */
export const forget = (run) => requested("readwrite", (store) => store.delete(run));

/** Whether a network is complete: a damaged one is shown as such and can't be used. */
export const isWhole = ({ name, title, choices, parts }) =>
  [name, title].every((text) => typeof text === "string") && typeof choices === "object" && Array.isArray(parts) && parts.every((part) => typeof part?.weights === "string");

/**
 * Return a function that sends Python what it needs next, once: which network to use, or the part of one that it has requested. It
 * returns whether there is one.
 *
 * @returns {function(object[], ?{run: string, received: number}, boolean, function): boolean} Takes the saved networks, the one used last
 *   first; what Python has requested, and how many parts it has; whether to use the one used last again; and a `send` of `mailed`.
 */
export function sender() {
  let last; // what was sent last, for a component that is shown again for another reason
  return (saved, coming, asks, send) => {
    const wanted = saved.find(({ run }) => run === coming?.run);
    const again = saved.find(isWhole);
    const place = wanted ? `${wanted.run} ${coming.received}` : asks && again?.run;
    if (place && place !== last) send(wanted ? wanted.parts[coming.received] : choiceOf(again));
    last = place || last;
    return Boolean(wanted ?? again);
  };
}

/** The message that asks Python to use a network. */
export const choiceOf = ({ run, choices }) => ({ run, choices });

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
