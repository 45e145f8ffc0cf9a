// Streamlit calls a component with every new value. Where the next one comes before the component is loaded, both calls are
// made, and only then what the first one has returned for the component's end: the newest call's alone is one.

/**
 * @param {function} show - a component: see `mount` in component.py
 * @returns {function} The same, whose ends count if no other call for the same element has come since.
 */
export function newest(show) {
  const calls = new WeakMap(); // element -> the newest call's component
  return (component) => {
    calls.set(component.parentElement, component);
    const leave = show(component);
    return () => calls.get(component.parentElement) === component && leave?.();
  };
}
