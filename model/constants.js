// Constants from Python: views/parts/component/constants.py has the values, which `mount` puts before the code.

const { inklingConstants: constants } = globalThis;

/** Pixels a side of the image that the network reads. */
export const IMAGE_SIZE = constants.IMAGE_SIZE;

/** And its number of pixels. */
export const PIXELS = constants.PIXELS;

/** Pixels of the longer side of a digit in that image. */
export const DIGIT_SIZE = constants.DIGIT_SIZE;

/** Row and column of that image at which the digit's center of mass lies, as a pixel index. */
export const CENTER = constants.CENTER;

/** How many digits there are, 0 to NUM_CLASSES - 1. */
export const NUM_CLASSES = constants.NUM_CLASSES;

/** The digits around a map's circle. */
export const ORDER = constants.ORDER;

/** Pixels a side of the canvas, and of its normal pen. */
export const CANVAS_SIZE = constants.CANVAS_SIZE;
export const PEN_WIDTH = constants.PEN_WIDTH;

/** Canvas pixels, from LOW to HIGH: how far outside a pen's stroke is followed; */
export const LOW = constants.LOW;
export const HIGH = constants.HIGH;

/** and the largest number of strokes, and of points in all strokes, in a drawing. */
export const MOST_STROKES = constants.MOST_STROKES;
export const MAX_POINTS = constants.MAX_POINTS;

/** What a browser stores by itself: name to {name, most, in_tab}, as in fields.py. */
export const STORED = constants.STORED;

/** The version of the strokes in a link, and their steps per canvas pixel. */
export const CODE_VERSION = constants.CODE_VERSION;
export const STEPS = constants.STEPS;

/** Of the canvas, the longer side: anything smaller can't be read, */
export const SMALLEST = constants.SMALLEST;

/** and of the whole's height, the least height of each of two digits. */
export const DIGIT_PART = constants.DIGIT_PART;

/** Below this number of pixels, layers in one row, or in several, are stacked. */
export const NARROW_NETWORK = constants.NARROW_NETWORK;

/** Digits after the point of a number on the page. */
export const DECIMALS = constants.DECIMALS;

/** A probability below this share is written as such, */
export const UNDER = constants.UNDER;

/** and above this one. */
export const OVER = constants.OVER;

/** Digits after the point of a share from 0 to 1, written in percent. */
export const SHARE_DECIMALS = constants.SHARE_DECIMALS;

/** 256 colors, for 0 / 255 to 255 / 255: three bytes each, in base64. */
export const SEQUENTIAL = constants.SEQUENTIAL;

/** 511 colors, for -255 / 255 to 255 / 255: three bytes each, in base64. */
export const SIGNED = constants.SIGNED;

/** The color of positive values, as "#rrggbb". */
export const POSITIVE = constants.POSITIVE;

/** The color of negative values. */
export const NEGATIVE = constants.NEGATIVE;

/** The color of 0. */
export const DARK = constants.DARK;

/** The color of the pen. */
export const INK = constants.INK;

/** The color of text on dark. */
export const LIGHT = constants.LIGHT;

/** The color of text on bright, */
export const WRITING = constants.WRITING;

/** and the step of 255 above which a color is bright. */
export const BRIGHT = constants.BRIGHT;

/** What one may have of signs of one's own: as in model/signs/learn.py and model/novelty/own_digits.py. */
export const SIGN_LIMITS = constants.SIGN_LIMITS;

/** Whose images there are: groups, writers: name to how many people; most: name to how many images; firstStudent: of writers' numbers; inFile: images in a
 * file; z: of the normal distribution, for 95 %. */
export const WHOSE = constants.WHOSE;

/** Seconds that a training may take. */
export const MOST_SECONDS = constants.MOST_SECONDS;

/** Characters that a link's fields may have, */
export const MOST_IN_LINK = constants.MOST_IN_LINK;

/** and which of them it leaves out first. */
export const LARGEST_IN_LINK = constants.LARGEST_IN_LINK;
