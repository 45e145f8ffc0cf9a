// Messages, for tests.

/** Writes an object with Float32Arrays as a message, like model/network/message.py. */
export function packed(content) {
  const arrays = [];
  let start = 0;
  const json = JSON.stringify(content, (_, value) => {
    if (!(value instanceof Float32Array)) return value;
    arrays.push(value);
    start += value.length;
    return { start: start - value.length, floats: [value.length] };
  });
  const text = new TextEncoder().encode(json.padEnd(4 * Math.ceil(json.length / 4)));
  const message = new Uint8Array(4 + text.length + 4 * start);
  new DataView(message.buffer).setUint32(0, text.length, true);
  message.set(text, 4);
  let place = 4 + text.length;
  for (const each of arrays) {
    message.set(new Uint8Array(each.buffer), place);
    place += 4 * each.length;
  }
  return message;
}

/** Writes a network's layers as such a message, like views/parts/files/network_file.py: they name each other by number. */
export function messageOf(network, layers, novelty = null) {
  const number = (layer) => (layer ? layers.indexOf(layer) : null);
  const written = layers.map(({ before, unitLayer, activationLayer, source, reader, ...layer }) => ({ ...layer, unit_layer: number(unitLayer), activation_layer: number(activationLayer), source: number(source), reader: number(reader) }));
  return packed({ network, layers: written, novelty });
}
