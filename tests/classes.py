"""Classes to test with: devices, drawings, and a clock."""

from model.classes import Sent
from model.classes.store import Store

ONE, OTHER = "a" * 22, "b" * 22  # devices' tokens
SEVEN = Sent("THE STROKES OF A SEVEN", 7, 1, 0.625)
FOUR = Sent("THE STROKES OF A FOUR", 4, None, 0.5)


class Clock:
    """A clock that shows the same time until it is set."""

    def __init__(self) -> None:
        self.now = 1e9

    def __call__(self) -> float:
        return self.now


def there(store: Store, code: str) -> dict[int, Sent]:
    return {each.number: each.sent for each in store.changed(code) if each.sent}
