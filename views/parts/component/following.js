// Components that show a training in this browser while it goes on: of which Python hears when it has ended.

import { trainings } from "./reading.js";

/**
 * A component that shows what is new of a training instead of what it was sent.
 *
 * @param {function} component
 * @returns {function} the same, but for data that says what it `follows`: the training, and this component's key. It is
 *   shown then as often as there are TrainingNews of that, see reading.js.
 */
export function following(component) {
  return (given) => {
    const { data, parentElement } = given;
    const root = parentElement.querySelector("[class^=ink-]");
    const [run, key] = data.follows ?? [];
    const changedBy = (news) => (news?.run === run && key !== undefined ? news.changes[key] : null);
    const show = (change) => component(change ? { ...given, data: change(data) } : given);
    let end = show(changedBy(trainings.last));
    trainings.unsubscribe(root);
    if (key === undefined) return end;
    let isFirst = trainings.last !== null; // which is shown already
    trainings.subscribe(root, (news) => {
      const change = changedBy(news);
      if (change && !isFirst) end = show(change);
      isFirst = false;
    });
    return () => {
      trainings.unsubscribe(root);
      end?.();
    };
  };
}
