// The functions that a learning platform offers to its content, from the SCORM 1.2 run-time environment: a call at the
// wrong time or with a wrong value returns "false", and an error code says why.

const FALSE = "false";
const TRUE = "true";
const ERRORS = {
  0: "No error",
  101: "General exception",
  201: "Invalid argument error",
  202: "Element cannot have children",
  203: "Element not an array. Cannot have count.",
  301: "Not initialized",
  401: "Not implemented error",
  402: "Invalid set value, element is a keyword",
  403: "Element is read only",
  404: "Element is write only",
  405: "Incorrect Data Type",
};
const text = (most) => (value) => value.length <= most;
const one = (...options) => (value) => options.includes(value);
const time = (value) => /^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$/.test(value);
const number = (value) => value === "" || (/^-?\d+(\.\d+)?$/.test(value) && +value >= 0 && +value <= 100);
const ELEMENTS = {
  // name: the initial value, null for one that can't be read; what may be set, null for nothing
  "cmi.core.student_id": ["pupil-7", null],
  "cmi.core.student_name": ["Lovelace, Ada", null],
  "cmi.core.lesson_location": ["", text(255)],
  "cmi.core.credit": ["credit", null],
  "cmi.core.lesson_status": ["not attempted", one("passed", "completed", "failed", "incomplete", "browsed")],
  "cmi.core.entry": ["ab-initio", null],
  "cmi.core.score.raw": ["", number],
  "cmi.core.total_time": ["0000:00:00.00", null],
  "cmi.core.exit": [null, one("time-out", "suspend", "logout", "")],
  "cmi.core.session_time": [null, time],
  "cmi.suspend_data": ["", text(4096)],
  "cmi.launch_data": ["", null],
};
const KEYWORDS = { "cmi.core._children": "student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time,exit,session_time", "cmi.core.score._children": "raw" };

/** One attempt. `stored` is what the platform has at its end; `calls` has each call's name and arguments. */
export class Api {
  constructor(stored = {}) {
    Object.assign(this, { stored, calls: [], phase: "before", error: 0, values: {} });
    for (const [name, [value]] of Object.entries(ELEMENTS)) this.values[name] = stored[name] ?? value;
  }

  LMSInitialize(given) {
    this.calls.push(["LMSInitialize", given]);
    if (given !== "") return this.say(201);
    if (this.phase !== "before") return this.say(101);
    this.phase = "on";
    return this.say(0);
  }

  LMSFinish(given) {
    this.calls.push(["LMSFinish", given]);
    if (given !== "") return this.say(201);
    if (this.phase !== "on") return this.say(301);
    this.store();
    this.phase = "over";
    return this.say(0);
  }

  LMSGetValue(name) {
    this.calls.push(["LMSGetValue", name]);
    const error = this.phase !== "on" ? 301 : name in KEYWORDS ? 0 : this.wrong(name) || (ELEMENTS[name][0] === null ? 404 : 0);
    this.say(error);
    return error ? "" : (KEYWORDS[name] ?? this.values[name]);
  }

  LMSSetValue(name, value) {
    this.calls.push(["LMSSetValue", name, value]);
    if (this.phase !== "on") return this.say(301);
    if (name in KEYWORDS) return this.say(402);
    const error = this.wrong(name);
    if (error) return this.say(error);
    const allows = ELEMENTS[name][1];
    if (!allows) return this.say(403);
    if (typeof value !== "string" || !allows(value)) return this.say(405);
    this.values[name] = value;
    return this.say(0);
  }

  LMSCommit(given) {
    this.calls.push(["LMSCommit", given]);
    if (given !== "") return this.say(201);
    if (this.phase !== "on") return this.say(301);
    this.store();
    return this.say(0);
  }

  LMSGetLastError() {
    return String(this.error);
  }

  LMSGetErrorString(code) {
    return ERRORS[code] ?? "";
  }

  LMSGetDiagnostic(code) {
    return this.LMSGetErrorString(code || this.error);
  }

  wrong(name) {
    if (typeof name !== "string" || !name) return 201;
    if (name in ELEMENTS) return 0;
    const [above, last] = [name.slice(0, name.lastIndexOf(".")), name.slice(name.lastIndexOf(".") + 1)];
    if (above in ELEMENTS) return { _children: 202, _count: 203 }[last] ?? 201;
    return name.startsWith("cmi.") ? 401 : 201;
  }

  store() {
    Object.assign(this.stored, Object.fromEntries(Object.entries(this.values).filter(([, value]) => value !== null)));
  }

  say(error) {
    this.error = error;
    return error ? FALSE : TRUE;
  }
}
