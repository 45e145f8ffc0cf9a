// The wire between pen and page: hands every answer to all parts of the page that show it.
// It comes with every answer, so it is short; what watches the pen is a part (assets/pen.js).

export default function ({ data, parentElement, setTriggerValue }) {
  const length = new DataView(data.buffer, data.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(data.subarray(4, 4 + length)));
  const send = (frame) => setTriggerValue("frame", frame);
  const askForNumbers = () => setTriggerValue("numbers", true);
  const message = { ...header, bytes: data.slice(4 + length), send, askForNumbers };
  parentElement.querySelector(".ink-live-ink").message = message; // for parts that come later
  for (const part of document.querySelectorAll(".ink-part")) part.show(message);
}
