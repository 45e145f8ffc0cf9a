// In a learning platform: embeds a step of the lesson, and reports with SCORM 1.2 when it has begun and when it is done.

const STATUS = "cmi.core.lesson_status";
const BEGUN = "incomplete";
const DONE = "completed";
const MOST_PARENTS = 50; // how many parent windows we search for the platform's API

/** Return the platform's API from a window around this one, or around the one that opened it; null if there is none. */
export const findApi = (window) => around(window) ?? around(window.top?.opener);

function around(window) {
  for (let at = window, count = 0; at && count < MOST_PARENTS; at = at.parent === at ? null : at.parent, count++) {
    try {
      if (at.API) return at.API;
    } catch {
      // a page of another origin, which isn't the platform
    }
  }
  return null;
}

/** Load the step in data-address into a frame, and report to the platform, if there is one. */
export function attend(window, frame) {
  const address = new URL(frame.dataset.address, window.location.href);
  const step = address.searchParams.get("step");
  const api = findApi(window);
  const isBegun = !!api && isTrue(api.LMSInitialize(""));
  const saveStatus = (status) => isTrue(api.LMSSetValue(STATUS, status)) && api.LMSCommit("");
  if (isBegun && !["passed", DONE].includes(api.LMSGetValue(STATUS))) saveStatus(BEGUN);
  window.addEventListener("message", ({ origin, source, data }) => {
    const isOurs = origin === address.origin && source === frame.contentWindow;
    if (isBegun && isOurs && data?.inkling === "done" && data.step === step) saveStatus(DONE);
  });
  window.addEventListener("pagehide", () => isBegun && api.LMSFinish(""), { once: true });
  address.searchParams.set("course", window.location.origin);
  frame.src = address.href;
}

const isTrue = (answer) => String(answer) === "true"; // a text by the standard, but some platforms return a boolean

const frame = globalThis.document?.querySelector("iframe[data-address]");
if (frame) attend(globalThis.window, frame);
