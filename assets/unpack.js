// A message of views/live_ink.py: uint32 n, n bytes of JSON, and the bytes of arrays, which begin at a multiple of 4.
function unpack(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  return { header, rest: bytes.slice(4 + length).buffer };
}
