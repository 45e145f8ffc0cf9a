// The line to the server, as Streamlit tells of it on its own element.

const STATE = "data-test-connection-state";
const LATER = 300; // milliseconds in which Streamlit asks for what it wants itself, once there is a line

/** Of the line's states, as Streamlit names them: it is there; it is lost for good. */
export const LINES = { there: "CONNECTED", lost: "DISCONNECTED_FOREVER" };

/** Call `back` whenever the line is there again; returns what ends that. */
export function watchLine(back) {
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

/** Call `told` with every other state of the line; returns what ends that. */
export function watchState(told) {
  const app = document.querySelector(`[${STATE}]`);
  if (!app) return () => {};
  const observer = new MutationObserver(() => told(app.getAttribute(STATE)));
  observer.observe(app, { attributes: true, attributeFilter: [STATE] });
  return () => observer.disconnect();
}
