// Streamlit calls a component with every new value. If a value arrives before the component is loaded, Streamlit makes both
// calls first and only then runs the cleanup of the first one. So only the newest call's cleanup counts. Python sends data in a
// list, so that Streamlit doesn't look for data frames in it, and with it the number of the newest message that it has taken.

/**
 * @param {function} show - a component: see `mount` in component.py
 * @returns {function} The same component, called with the data itself. Its cleanup only runs if no other call for the same element came after it.
 */
export function newest(show) {
  const calls = new WeakMap(); // element -> the newest call's component
  return (component) => {
    calls.set(component.parentElement, component);
    const [data, taken] = Array.isArray(component.data) ? component.data : [component.data];
    const leave = show({ ...component, data, taken });
    return () => calls.get(component.parentElement) === component && leave?.();
  };
}
