// As much of a window as a component needs that does not look at the page: it hears of events.

const own = new EventTarget();
for (const name of ["addEventListener", "removeEventListener", "dispatchEvent"]) globalThis[name] = own[name].bind(own);
const { removeEventListener: remove } = globalThis; // Node does not take a plain `true` here
globalThis.removeEventListener = (type, listener, about) => remove(type, listener, about === true ? { capture: true } : about);
globalThis.PointerEvent = Event;
