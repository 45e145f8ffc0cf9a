// As much of a window as a component without a page needs: it receives events.

const own = new EventTarget();
for (const name of ["addEventListener", "removeEventListener", "dispatchEvent"]) globalThis[name] = own[name].bind(own);
const { removeEventListener: remove } = globalThis; // Node doesn't accept a plain `true` here
globalThis.removeEventListener = (type, listener, about) => remove(type, listener, about === true ? { capture: true } : about);
globalThis.PointerEvent = Event;
globalThis.document ??= { querySelector: () => null };
