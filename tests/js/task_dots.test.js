// The dots of the tasks: a click opens a task, and the open one can be ended.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parentOf } from "./page.js";

const { default: show } = await import("../../views/tasks/task_dots.js");

test("a dot opens its task, solved and open ones look different, and the open one can be ended", () => {
  const [parent, picked] = [parentOf("ink-task-dots"), []];
  const root = parent.firstChild;
  const dot = (id, solved) => ({ id, title: `Task ${id}`, text: id, solved });
  const put = (asked) => show({ data: { heading: "Tasks", free: "End it", asked, groups: [{ title: "Draw", dots: [dot("a", true), dot("b", false)] }, { title: "Build", dots: [dot("c", false)] }] }, parentElement: parent, setTriggerValue: (_, id) => picked.push(id) });
  const dots = () => root.querySelectorAll("[aria-pressed]");
  put("");
  assert.deepEqual(dots().map(({ classList, ariaLabel }) => [ariaLabel, classList.contains("ink-solved")]), [["Task a", true], ["Task b", false], ["Task c", false]]);
  for (const button of root.querySelectorAll("button")) button.onclick();
  assert.deepEqual(picked.splice(0), ["a", "b", "c"]); // nothing to end
  put("c");
  assert.deepEqual(dots().map((button) => button.getAttribute("aria-pressed")), ["false", "false", "true"]);
  root.querySelector(".ink-as-link").onclick();
  assert.deepEqual(picked, [""]);
});
