// A training's progress in this browser, as its bar shows it.

import { _ } from "../../parts/language/language.js";
import { filled, percent } from "../../parts/looks/wording.js";
import { duration, whole } from "./figures.js";

/**
 * Return what the bar shows.
 *
 * @param {object} training - its state and choices, and what is known so far: fetched, isRetrying, judged, shares; snapshot
 * @param {boolean} isAlone - whether there is room for all of it
 * @returns {{share: number, text: string}}
 */
export function barOf({ state, choices, fetched, isRetrying, judged, snapshot }, isAlone) {
  if (!snapshot) {
    if (isRetrying) return { share: 0, text: _("The digits didn't arrive. Trying again …") };
    return { share: 0, text: fetched === null ? _("Starting …") : filled(_("Fetching the training digits: {share}"), { share: percent(fetched) }) };
  }
  const perEpoch = Math.ceil(choices.images / choices.batch_size);
  const [steps, { step }] = [perEpoch * choices.epochs, snapshot.now];
  if (!isAlone) return { share: step / steps, text: filled(_("{done} of {all}"), { done: whole(step), all: whole(steps) }) };
  const epoch = Math.min(choices.epochs, Math.floor(step / perEpoch) + 1);
  const where = filled(_("[Step](words#training-step) {step} of {steps}, [epoch](words#epoch) {epoch} of {epochs}"), {
    step: whole(step), steps: whole(steps), epoch: whole(epoch), epochs: whole(choices.epochs),
  });
  const share = step / steps;
  if (state === "paused") return { share, text: filled(_("Paused. {where}"), { where }) };
  if (state === "stopped") return { share, text: filled(_("Stopped. {where}"), { where }) };
  if (state === "judging") return { share, text: filled(_("Reading the [test images](words#test-image): {share}"), { share: percent(judged) }) };
  if (state === "ended") return { share, text: where };
  const { seconds } = snapshot;
  const left = step && seconds > 1 ? [filled(_("about {time} left"), { time: duration((seconds / step) * (steps - step)) })] : [];
  return { share, text: [where, ...left].join(" · ") };
}
