// The buttons undo, redo and clear, which the browser handles itself; and which buttons are disabled, because they'd do nothing.

const BY = { undo: -1, redo: 1, clear: 0 };
const KEYS = [...Object.keys(BY), "keep_this"];

export class StepButtons {
  /** @param {function(number)} step - see Sheet.step */
  constructor(step) {
    Object.assign(this, { step, able: {} });
    this.observer = new MutationObserver(this.apply);
    document.addEventListener("click", this.click, true);
    this.watch();
  }

  /** @param {Object<string, boolean>} able - see Sheet.able */
  enable(able) {
    this.able = able;
    this.apply();
  }

  /** A button comes later than its container, and Streamlit disables all of them while the connection is down. */
  watch() {
    this.observer.disconnect();
    for (const key of KEYS) for (const each of document.querySelectorAll(`.st-key-${key}`)) this.observer.observe(each, { childList: true, subtree: true, attributeFilter: ["disabled"] });
  }

  // Setting `disabled` to the value it already has would still trigger the observer.
  apply = () => {
    for (const key of KEYS)
      for (const button of document.querySelectorAll(`.st-key-${key} button`)) if (button.disabled === this.able[key]) button.disabled = !this.able[key];
  };

  click = (event) => {
    const key = Object.keys(BY).find((each) => event.target.closest?.(`.st-key-${each} button`));
    if (!key) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    this.step(BY[key]);
  };

  end() {
    this.observer.disconnect();
    document.removeEventListener("click", this.click, { capture: true });
  }
}
