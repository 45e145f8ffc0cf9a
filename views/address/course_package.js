// In a learning platform: frames a step of the lesson, and tells the platform, by SCORM 1.2, that it is begun and that it is done.

const STATUS = "cmi.core.lesson_status";
const BEGUN = "incomplete";
const DONE = "completed";
const MOST_PARENTS = 50; // windows around this one in which the platform's functions may be

/** The platform's functions: in a window around this one, or around the one that opened it; null where there are none. */
export const findApi = (window) => around(window) ?? around(window.top?.opener);

function around(window) {
  for (let at = window, count = 0; at && count < MOST_PARENTS; at = at.parent === at ? null : at.parent, count++) {
    try {
      if (at.API) return at.API;
    } catch {
      // a page of another origin, which is nobody's platform
    }
  }
  return null;
}

/** Have a frame show its step, and tell the platform of it, if there is one. Its data-address is that of the step. */
export function attend(window, frame) {
  const address = new URL(frame.dataset.address, window.location.href);
  const step = address.searchParams.get("step");
  const api = findApi(window);
  const isBegun = !!api && isTrue(api.LMSInitialize(""));
  const tell = (status) => isTrue(api.LMSSetValue(STATUS, status)) && api.LMSCommit("");
  if (isBegun && !["passed", DONE].includes(api.LMSGetValue(STATUS))) tell(BEGUN);
  window.addEventListener("message", ({ origin, source, data }) => {
    const isOurs = origin === address.origin && source === frame.contentWindow;
    if (isBegun && isOurs && data?.inkling === "done" && data.step === step) tell(DONE);
  });
  window.addEventListener("pagehide", () => isBegun && api.LMSFinish(""), { once: true });
  address.searchParams.set("course", window.location.origin);
  frame.src = address.href;
}

const isTrue = (answer) => String(answer) === "true"; // as text by the standard, and by some platforms as itself

const frame = globalThis.document?.querySelector("iframe[data-address]");
if (frame) attend(globalThis.window, frame);
