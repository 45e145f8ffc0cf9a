"""Measures the minutes for each line of a teacher's plans: for a teacher with a projector, and for a class.

python -m benchmarks.plans [10 25 45 90]

No people are involved. A script walks each plan through the running app at a hand's speed, in a laptop's
window as the teacher, and by touch in a phone's as one of a class with a device each, and measures the time.
Speaking, reading, thinking, answering and writing are added at the rates of `tests.minutes`. The script knows
what a class finds by trying, so that counts `TRIES` times. Nobody has measured this number, nor how long a
pupil needs at the `BOARD`.
"""

from __future__ import annotations

import argparse
import time

from playwright.sync_api import Browser, sync_playwright

from benchmarks.hand import ASKING, Hand, slow_down
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.conftest import PHONE
from tests.browser.server import serve
from tests.fours import OPEN
from tests.minutes import TEACHER, seconds
from views.teaching.papers.plans import AGES, PLANS, STRETCHES, Plan, step_of

TIMED = {plan.id: plan for plan in PLANS if plan.id.isdigit()}  # the script can't draw as a class does
TRIES, BOARD = 3, 15  # times, seconds
TRIED = ("off", "build")  # stretches
LAPTOP = {"viewport": {"width": 1366, "height": 768}}
DEVICE = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


def walk(plan: Plan, browser: Browser, address: str, **window: object) -> list[tuple[float, str]]:
    """For each line, return the seconds that hands and page take, and the page's final text."""
    taken = []
    for lesson in plan.lessons:
        page = browser.new_page(**window)
        page.set_default_timeout(60_000)
        hand = Hand(page, "has_touch" in window, OPEN)
        hand.go_to(STRETCHES[next(iter(lesson))], address)  # the plan starts there before the first minute
        for name in lesson:
            began = time.monotonic()
            hand.go_to(STRETCHES[name], address)
            arrived = time.monotonic()
            final_text = hand.do(STRETCHES[name])
            done = time.monotonic() - arrived
            taken.append((arrived - began + done * (TRIES if name in TRIED else 1), final_text))
        page.close()
    return taken


def show(plan: Plan, *walks: list[tuple[float, str]]) -> None:
    """Print a plan's lines in minutes, and their sum."""

    def line(name: str, *figures: object) -> None:
        print(f"{name:24}" + "".join(f"{each:>10}" for each in figures), flush=True)

    print()
    line(plan.title, "planned", "teacher", *(f"{begin} to {end}" for begin, end in AGES))
    lines = [(name, minutes) for lesson in plan.lessons for name, minutes in lesson.items()]
    every = []
    for (name, minutes), (by_teacher, read_out), (by_class, final_text) in zip(lines, *walks):
        stretch = STRETCHES[name]
        spent = [
            by_teacher + (BOARD if step_of(stretch) in ASKING else 0) + seconds(stretch, TEACHER, read_out)
        ]
        spent += [by_class + seconds(stretch, age, final_text) for age in AGES]
        every.append(spent)
        over = ["too long"] if max(spent) > 60 * minutes else []
        line(name, minutes, *(f"{each / 60:.1f}" for each in spent), *over)
    line("together", plan.minutes, *(f"{sum(each) / 60:.1f}" for each in zip(*every)))


def main() -> None:
    """Walk each plan twice, as the teacher and as the class."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("plans", nargs="*", choices=[*TIMED], help="all, if none is named")
    chosen = parser.parse_args().plans or [*TIMED]
    slow_down()
    with serve() as app, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        for id, plan in TIMED.items():
            if id in chosen:
                show(plan, *(walk(plan, browser, app.address, **each) for each in (LAPTOP, DEVICE)))
        browser.close()


if __name__ == "__main__":
    main()
