// A message of model/network/message.py: uint32 n (little-endian), n bytes of JSON, then float32 arrays.

/**
 * Return a message's content; where its JSON has {start, floats: shape}, that array, flat.
 *
 * @param {Uint8Array} message
 * @returns {object}
 */
export function unpack(message) {
  const length = new DataView(message.buffer, message.byteOffset).getUint32(0, true);
  const arrays = new Float32Array(message.slice(4 + length).buffer);
  const putBack = (_, value) => {
    if (!value?.floats) return value;
    const { start, floats: shape } = value;
    return arrays.subarray(start, start + shape.reduce((size, side) => size * side, 1));
  };
  return JSON.parse(new TextDecoder().decode(message.subarray(4, 4 + length)), putBack);
}

/** Return the message in a network's file (network_file.py); it throws if there is none. */
export async function unzipped(address) {
  const { body } = await fetch(address);
  const apart = new Uint8Array(await new Response(body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
  return apart.map((_, place) => apart[(place >> 2) + (place % 4) * (apart.length / 4)]);
}
