// Has Python look again, when what it has shown is of an older drawing than the finished one.
// Streamlit may join two wishes of one moment into the first one's: so it asks until it is heard.

const AGAIN = 500; // milliseconds

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-follow");
  listen(root, ({ version, isDigit }) => {
    clearTimeout(root.asking);
    const wanted = data.when === "always" || (data.when === "no digit" && isDigit === false);
    if (wanted && version > data.version) ask();

    function ask() {
      if (!root.isConnected) return;
      setTriggerValue("again", version);
      root.asking = setTimeout(ask, AGAIN);
    }
  });
}
