// A message of model/message.py: uint32 n (little-endian), n bytes of JSON, then float32 arrays.

/**
 * @param {Uint8Array} message
 * @returns {{header: object, arrays: Float32Array}} the JSON, and all arrays as one; n is a multiple of 4
 */
export function unpack(message) {
  const length = new DataView(message.buffer, message.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(message.subarray(4, 4 + length)));
  return { header, arrays: new Float32Array(message.slice(4 + length).buffer) };
}
