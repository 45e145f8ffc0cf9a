"""Classes that swap networks, to test with."""

from model.classes.store import Store
from model.classes.swap import Swap
from model.classes.swapped import BREAK, TEACH, Find

SIGNS = ("sun", "moon", "star")
DEVICES = [f"{number:022}" for number in range(40)]


def started(store: Store, devices: int, phase: str = BREAK) -> tuple[str, str]:
    """Begin a class whose devices have sent networks and test them; return its code and key."""
    code, key = store.start()
    store.teach_swap(code, key, Swap.begin, TEACH, 600)
    for number, device in enumerate(DEVICES[:devices]):
        store.swap_by(code, device, Swap.share, f"network {number}", SIGNS)
    store.teach_swap(code, key, Swap.begin, phase)
    return code, key


def found(store: Store, code: str, device: int = 0, drawing: str = "A SUN", label: int = 0) -> int:
    """Send a find for the network that this device tests."""
    number = store.swap_by(code, DEVICES[device], Swap.partner).number
    return store.swap_by(code, DEVICES[device], Swap.find, number, drawing, label, None)


def finds(store: Store, code: str) -> list[Find]:
    """Return a class's finds."""
    return [*store.swap(code).finds.values()]


def judges_of(store: Store, code: str, number: int) -> list[str]:
    """Return the devices that may judge a find, of the first four."""
    find = store.swap(code).finds[number]
    return [each for each in DEVICES[:4] if store.number_of(code, each) not in (find.device, find.owner)]
