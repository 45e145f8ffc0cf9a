// The field for a class's code, with autocorrection turned off, and what is wrong with the last one.

/**
 * Show the field.
 *
 * @param {object} data - most: characters; words: label, join; problem: a sentence, or nothing
 *   Reports `picked`: the typed text when it is sent.
 */
export default function ({ data: { most, words, problem }, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-join");
  if (!root.firstChild) {
    root.innerHTML = '<form><label><span></span><input type="text" autocapitalize="characters" autocomplete="off" autocorrect="off" spellcheck="false" aria-describedby="ink-join-problem" required></label><button class="ink-button"></button><p id="ink-join-problem" role="alert"></p></form>';
  }
  const form = root.firstChild;
  const [label, button, line] = form.children;
  const [name, field] = label.children;
  name.textContent = words.label;
  button.textContent = words.join;
  field.maxLength = most;
  const say = (text) => {
    if (line.textContent !== text) line.textContent = text;
    field.ariaInvalid = `${text !== ""}`;
  };
  say(problem);
  field.oninput = () => say("");
  form.onsubmit = (event) => {
    event.preventDefault();
    setTriggerValue("picked", field.value);
  };
}
