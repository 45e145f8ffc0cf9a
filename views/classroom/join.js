// The field for a class's code, with autocorrection turned off.

/**
 * Show the field.
 *
 * @param {object} data - most: characters; words: label, join
 *   Reports `picked`: the typed text when it is sent.
 */
export default function ({ data: { most, words }, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-join");
  if (!root.firstChild) {
    root.innerHTML = '<form><label><span></span><input type="text" autocapitalize="characters" autocomplete="off" autocorrect="off" spellcheck="false" required></label><button class="ink-button"></button></form>';
  }
  const form = root.firstChild;
  const [label, button] = form.children;
  const [name, field] = label.children;
  name.textContent = words.label;
  button.textContent = words.join;
  field.maxLength = most;
  form.onsubmit = (event) => {
    event.preventDefault();
    setTriggerValue("picked", field.value);
  };
}
