// What a learning platform offers to its content, as SCORM 1.2 says it, with the one value that a package reads and sets:
// a call at the wrong time or with another value returns "false", and an error code says why.

const STATUS = "cmi.core.lesson_status";
const STATUSES = ["passed", "completed", "failed", "incomplete", "browsed"];

/** One attempt. `stored` is what the platform has at its end; `calls` has each call's name and arguments. */
export class Api {
  constructor(stored = {}) {
    Object.assign(this, { stored, calls: [], phase: "before", error: 0, status: stored[STATUS] ?? "not attempted" });
  }

  LMSInitialize(given) {
    return this.answer("LMSInitialize", [given], given !== "" ? 201 : this.phase !== "before" ? 101 : 0, () => (this.phase = "on"));
  }

  LMSFinish(given) {
    return this.answer("LMSFinish", [given], this.wrong(given, ""), () => ((this.stored[STATUS] = this.status), (this.phase = "over")));
  }

  LMSCommit(given) {
    return this.answer("LMSCommit", [given], this.wrong(given, ""), () => (this.stored[STATUS] = this.status));
  }

  LMSGetValue(name) {
    this.answer("LMSGetValue", [name], this.wrong(name, STATUS));
    return this.error ? "" : this.status;
  }

  LMSSetValue(name, value) {
    return this.answer("LMSSetValue", [name, value], this.wrong(name, STATUS) || (STATUSES.includes(value) ? 0 : 405), () => (this.status = value));
  }

  LMSGetLastError() {
    return String(this.error);
  }

  wrong(given, expected) {
    return this.phase !== "on" ? 301 : given === expected ? 0 : 201;
  }

  answer(name, given, error, act = () => {}) {
    this.calls.push([name, ...given]);
    this.error = error;
    if (!error) act();
    return String(!error);
  }
}
