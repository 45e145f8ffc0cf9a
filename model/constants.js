// What Python decides and JavaScript uses: views/parts/component/constants.py has the values, which `mount` puts before the code.

const { inklingConstants: constants } = globalThis;

/** Pixels a side of the image that the network reads. */
export const IMAGE_SIZE = constants.IMAGE_SIZE;

/** And how many it has. */
export const PIXELS = constants.PIXELS;

/** Pixels of the longer side of a digit in that image. */
export const DIGIT_SIZE = constants.DIGIT_SIZE;

/** Row and column of that image at which the digit's center of mass lies, as a pixel index. */
export const CENTER = constants.CENTER;

/** How many digits there are, 0 to NUM_CLASSES - 1. */
export const NUM_CLASSES = constants.NUM_CLASSES;

/** The digits around a map's circle. */
export const ORDER = constants.ORDER;

/** Pixels a side of the canvas. */
export const CANVAS_SIZE = constants.CANVAS_SIZE;

/** Canvas pixels, from LOW to HIGH, how far out a pen's stroke is followed; */
export const LOW = constants.LOW;
export const HIGH = constants.HIGH;

/** and how many strokes, and points of all strokes, a drawing has at most. */
export const MOST_STROKES = constants.MOST_STROKES;
export const MAX_POINTS = constants.MAX_POINTS;

/** Of the text that a link says strokes in: its version, and steps to a canvas pixel. */
export const CODE_VERSION = constants.CODE_VERSION;
export const STEPS = constants.STEPS;

/** Of the canvas, the longer side: what is smaller can't be read, */
export const SMALLEST = constants.SMALLEST;

/** and of the whole's height, how tall each of two digits is at least. */
export const DIGIT_PART = constants.DIGIT_PART;

/** At how many shares of the way between two drawings the answer is asked, before flips are closed in on, */
export const FLIP_SAMPLES = constants.FLIP_SAMPLES;

/** and how far apart the two passes beside a flip are, as a share of the way. */
export const CLOSEST_FLIP = constants.CLOSEST_FLIP;

/** Below how many pixels layers in one row, or in several, stand one under the other. */
export const NARROW_NETWORK = constants.NARROW_NETWORK;

/** Digits after the point of a number on the page. */
export const DECIMALS = constants.DECIMALS;

/** Below this share it is written of a probability that it is, */
export const UNDER = constants.UNDER;

/** and above this one. */
export const OVER = constants.OVER;

/** Digits after the point of a share from 0 to 1, as it is written in percent. */
export const SHARE_DECIMALS = constants.SHARE_DECIMALS;

/** 256 colors, of 0 / 255 to 255 / 255: three bytes each, in base64. */
export const SEQUENTIAL = constants.SEQUENTIAL;

/** 511 colors, of -255 / 255 to 255 / 255: three bytes each, in base64. */
export const SIGNED = constants.SIGNED;

/** The color of what is positive, as "#rrggbb". */
export const POSITIVE = constants.POSITIVE;

/** The color of what is negative. */
export const NEGATIVE = constants.NEGATIVE;

/** The color of 0. */
export const DARK = constants.DARK;

/** The color of the pen. */
export const INK = constants.INK;

/** The color of writing on what is dark. */
export const LIGHT = constants.LIGHT;

/** The color of writing on what is bright, */
export const WRITING = constants.WRITING;

/** and from above which of 255 steps a color is. */
export const BRIGHT = constants.BRIGHT;
