// As much of a browser's database as the saved networks need.

const soon = (act) => setImmediate(act);

/** The networks that it has, by run. */
export const kept = new Map();

const store = {
  getAll: () => ({ result: [...kept.values()] }),
  count: () => ({ result: kept.size }),
  put: (each) => ({ result: kept.set(each.run, each) }),
  delete: (run) => ({ result: kept.delete(run) }),
};

const changed = () => {
  const change = { objectStore: () => store };
  soon(() => change.oncomplete());
  return change;
};

globalThis.indexedDB = {
  open() {
    const opening = { result: { transaction: changed } };
    soon(() => opening.onsuccess());
    return opening;
  },
};

/** Waits until what was asked of it is done. */
export const isRead = async () => {
  for (let i = 0; i < 9; i++) await new Promise(soon);
};
