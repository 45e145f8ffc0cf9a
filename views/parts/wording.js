// How numbers are written, as views/wording.py has it.

// With a true minus sign, and no negative zero.
export const figure = (value) => fixed(value, 2).replace(/^-(?=0\.00$)/, "").replace("-", "−");

// "97.3 %", and never a 100 % that is none.
export function percent(share) {
  if (share < 0.001) return "under 0.1 %";
  return share > 0.999 ? "over 99.9 %" : `${fixed(100 * share, 1)} %`;
}

// Rounded as Python does, halves to the even digit. Only odd multiples of 1 / 2^(digits + 1) are halves in binary.
function fixed(value, digits) {
  if (Math.abs((value * 2 ** (digits + 1)) % 2) !== 1) return value.toFixed(digits);
  const below = Math.floor(value * 10 ** digits);
  return ((below + Math.abs(below % 2)) / 10 ** digits).toFixed(digits);
}
