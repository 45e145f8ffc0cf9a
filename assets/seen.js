// The image the network gets, as large as it can be told what is what.

export default function ({ parentElement }) {
  const root = parentElement.querySelector(".ink-seen");
  listen(root, ({ parts }) => {
    const { src } = parts.seen;
    if (!src) return root.replaceChildren();
    if (!root.firstChild) root.innerHTML = '<img alt="The 28×28 image the network gets"><span>What the network gets</span>';
    root.firstChild.src = src;
  });
}
