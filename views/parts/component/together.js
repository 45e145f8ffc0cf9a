// Several components in one; each has its own element, found by its key as if it were Streamlit's.

/**
 * Make a component that shows others.
 *
 * @param {object} components - name -> its file's default export; components with cleanup don't work here.
 * @returns {function} Shows data.parts: [{name, html, key, data}], in order, each in its `html`. Reports `picked`: {part: the key, picked: what
 *   was picked in it}.
 */
export function together(components) {
  return ({ data, parentElement, setTriggerValue }) => {
    const root = parentElement.querySelector("[class^=ink-]");
    arrange(root, data.parts);
    data.parts.forEach((part, place) =>
      components[part.name]({
        data: part.data,
        parentElement: root.children[place],
        setTriggerValue: (name, value) => setTriggerValue(name, { part: part.key, [name]: value }),
      }),
    );
  };
}

// Don't move elements unnecessarily, because they would lose the focus.
function arrange(root, parts) {
  const before = new Map([...root.children].map((each) => [each.dataset.key, each]));
  const wanted = parts.map((part) => before.get(part.key) ?? elementOf(part));
  for (const each of before.values()) if (!wanted.includes(each)) each.remove();
  wanted.forEach((each, place) => {
    if (root.children[place] !== each) root.insertBefore(each, root.children[place] ?? null);
  });
}

function elementOf({ html, key }) {
  const element = document.createElement("div");
  element.className = `st-key-${key}`;
  element.dataset.key = key;
  element.innerHTML = html;
  return element;
}
