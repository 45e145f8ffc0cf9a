// How numbers are written, as views/wording.py has it.

// With a true minus sign, and no negative zero.
const figure = (value) => value.toFixed(2).replace(/^-(?=0\.00$)/, "").replace("-", "−");

// "97.3 %", and never a 100 % that is none.
function percent(share) {
  if (share < 0.001) return "under 0.1 %";
  return share > 0.999 ? "over 99.9 %" : `${(100 * share).toFixed(1)} %`;
}
