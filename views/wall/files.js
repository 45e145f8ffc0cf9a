// An input for several files, which are read here because without a server there is nowhere to send them.

/**
 * Show the input.
 *
 * @param {object} data - label: what one can choose; most: bytes of a file, longer ones are left out
 *   Reports `picked`: [text], one per file.
 */
export default function ({ data: { label, most }, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-files");
  if (!root.firstChild) root.innerHTML = '<label><span></span> <input type="file" multiple accept=".jsonl"></label>';
  const [caption, input] = root.firstChild.children;
  caption.textContent = label;
  input.onchange = async () => {
    const files = [...input.files].filter(({ size }) => size <= most);
    setTriggerValue("picked", await Promise.all(files.map((file) => file.text())));
    input.value = ""; // so that the same files can be chosen again
  };
}
