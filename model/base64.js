// Arrays as text: what goes between this browser and Python beside other values.

const AT_ONCE = 2 ** 15; // bytes that a function takes as its arguments

/** Bytes of what base64 says. */
export const bytesOf = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** Numbers of what base64 says, little-endian. */
export const floatsOf = (text) => new Float32Array(bytesOf(text).buffer);

/** An array of numbers in base64. */
export function base64Of({ buffer, byteOffset, byteLength }) {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  let text = "";
  for (let start = 0; start < bytes.length; start += AT_ONCE) text += String.fromCharCode(...bytes.subarray(start, start + AT_ONCE));
  return btoa(text);
}
