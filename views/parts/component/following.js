// Components that show a training in this browser while it runs; Python only gets its result at the end.

import { trainings } from "./reading.js";

/**
 * Make a component show a training's news instead of the data it was sent.
 *
 * @param {function} component
 * @returns {function} the same component; if its data has `follows`, the training and this component's key, it's
 *   also updated with each of that training's TrainingNews, see reading.js.
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
    let isFirst = trainings.last !== null; // the last news, which is already shown
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
