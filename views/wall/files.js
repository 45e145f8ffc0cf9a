// Several files that are chosen at once, and read here: without a server there is nowhere to send them.

/**
 * @param {object} data - label: what can be chosen; most: bytes of a file, longer ones are left out
 *   Reports `picked`: [text], of each file.
 */
export default function ({ data: { label, most }, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-files");
  if (!root.firstChild) root.innerHTML = '<label><span></span> <input type="file" multiple accept=".jsonl"></label>';
  const [caption, input] = root.firstChild.children;
  caption.textContent = label;
  input.onchange = async () => {
    const files = [...input.files].filter(({ size }) => size <= most);
    setTriggerValue("picked", await Promise.all(files.map((file) => file.text())));
    input.value = ""; // so that the same can be chosen again
  };
}
