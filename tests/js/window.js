// As much of a window as a component needs that does not look at the page: it hears of events.

const own = new EventTarget();
for (const name of ["addEventListener", "removeEventListener", "dispatchEvent"]) globalThis[name] = own[name].bind(own);
globalThis.PointerEvent = Event;
