// The windows of convolutions and poolings: which pixels of the layer before are in each. Like model/network/layer.py.

/** Returns how many pixels of the layer before are in a window of `overWindows`. */
export function countIn(window) {
  let count = 0;
  window(() => count++);
  return count;
}

/**
 * Calls visit(pixelOut, window) for every pixel of a convolution's or pooling's output, numbered row by row;
 * window(see) calls see(pixel, offset) for every pixel of the layer before that lies in its window.
 */
export function overWindows(layer, visit) {
  const [rows, cols] = layer.shape;
  for (let row = 0; row < rows; row++)
    for (let col = 0; col < cols; col++) visit(row * cols + col, (see) => inWindow(layer, row, col, see));
}

/** Calls see(pixel, offset) for every pixel of the layer before that lies in the window of row and col. */
export function inWindow({ window: [tall, wide], strides, padding, before }, row, col, see) {
  const [height, width] = before.shape;
  const [top, left] = [row * strides[0] - padding[0], col * strides[1] - padding[1]];
  for (let down = Math.max(0, -top); down < tall && top + down < height; down++)
    for (let right = Math.max(0, -left); right < wide && left + right < width; right++)
      see((top + down) * width + left + right, down * wide + right);
}
