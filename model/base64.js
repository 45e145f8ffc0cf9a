// Arrays as text, which this browser and Python exchange with other values.

const AT_ONCE = 2 ** 15; // bytes that a function can take as its arguments

/** Returns the bytes in base64 text. */
export const bytesOf = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** Returns the numbers in base64 text, little-endian. */
export const floatsOf = (text) => new Float32Array(bytesOf(text).buffer);

/** Returns an array of numbers as base64 text. */
export function base64Of({ buffer, byteOffset, byteLength }) {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  let text = "";
  for (let start = 0; start < bytes.length; start += AT_ONCE) text += String.fromCharCode(...bytes.subarray(start, start + AT_ONCE));
  return btoa(text);
}
