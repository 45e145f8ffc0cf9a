// The connection to the server, whose state Streamlit writes on its own element.

const STATE = "data-test-connection-state";
const LATER = 300; // milliseconds for Streamlit's own requests after a connection is made

/** Streamlit's names for two states: connected, and lost for good. */
export const LINES = { there: "CONNECTED", lost: "DISCONNECTED_FOREVER" };

/** Call `back` whenever the connection is back; return a function that stops this, or null before Streamlit's page is there. */
export function watchLine(back) {
  if (!document.querySelector(`[${STATE}]`)) return null;
  let later;
  const end = watchState((state) => {
    clearTimeout(later);
    if (state === LINES.there) later = setTimeout(back, LATER);
  });
  return () => {
    end();
    clearTimeout(later);
  };
}

/** Call `onChange` with every change of the connection's state; return a function that stops this. */
export function watchState(onChange) {
  const app = document.querySelector(`[${STATE}]`);
  if (!app) return () => {};
  const observer = new MutationObserver(() => onChange(app.getAttribute(STATE)));
  observer.observe(app, { attributes: true, attributeFilter: [STATE] });
  return () => observer.disconnect();
}
