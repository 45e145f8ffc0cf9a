"""Shows where a page's time goes: by kind of work, from Chromium's trace, and by function."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable

from playwright.sync_api import Page

MOST = 30  # of the longest that are printed
CATEGORIES = ["devtools.timeline"]  # more categories cost more time than they explain
Spent = list[tuple[str, float]]  # names and milliseconds, the longest first


def kinds_of_work(page: Page, work: Callable[[], object]) -> Spent:
    """Return the time of each thread by kind, without the time of nested kinds."""
    browser = page.context.browser
    browser.start_tracing(page=page, categories=CATEGORIES)
    work()
    events = json.loads(browser.stop_tracing())["traceEvents"]
    names = {
        (each["pid"], each["tid"]): each["args"]["name"] for each in events if each["name"] == "thread_name"
    }
    spent: Counter[str] = Counter()
    for thread, own in _by_thread(each for each in events if each["ph"] == "X").items():
        for name, duration in _self_times(own):
            spent[f"{names.get(thread, thread)}: {name}"] += duration / 1000
    return spent.most_common(MOST)


def _by_thread(events: Iterable[dict]) -> dict[tuple[int, int], list[dict]]:
    threads: dict[tuple[int, int], list[dict]] = {}
    for event in events:
        threads.setdefault((event["pid"], event["tid"]), []).append(event)
    return threads


def _self_times(events: list[dict]) -> list[tuple[str, float]]:
    """Return each event's name and microseconds, without those of events inside it."""
    found, open_ones = [], []
    for event in sorted(events, key=lambda each: (each["ts"], -each.get("dur", 0))):
        end, duration = event["ts"] + event.get("dur", 0), event.get("tdur", event.get("dur", 0))
        while open_ones and open_ones[-1][0] <= event["ts"]:
            open_ones.pop()
        if open_ones:
            found[open_ones[-1][1]][1] -= duration
        open_ones.append((end, len(found)))
        found.append([event["name"], duration])
    return [(name, duration) for name, duration in found]


def busiest_functions(page: Page, work: Callable[[], object]) -> Spent:
    """Return the time in each JavaScript function itself."""
    session = page.context.new_cdp_session(page)
    session.send("Profiler.enable")
    session.send("Profiler.setSamplingInterval", {"interval": 200})
    session.send("Profiler.start")
    work()
    profile = session.send("Profiler.stop")["profile"]
    session.detach()
    names = {each["id"]: _name(each["callFrame"]) for each in profile["nodes"]}
    spent: Counter[str] = Counter()
    for node, microseconds in zip(profile["samples"], profile["timeDeltas"]):
        spent[names[node]] += microseconds / 1000
    return spent.most_common(MOST)


def _name(frame: dict) -> str:
    file = frame["url"].rpartition("/")[2][:30]
    return f"{frame['functionName'] or 'nameless'} {file}:{frame['lineNumber'] + 1}"
