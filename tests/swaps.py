"""Classes that swap networks, to test with."""

from model.classes.store import Store
from model.classes.swapped import BREAK, TEACH

SIGNS = ("sun", "moon", "star")
DEVICES = [f"{number:022}" for number in range(40)]


def started(store: Store, devices: int, phase: str = BREAK) -> tuple[str, str]:
    """Begin a class whose devices have sent networks and test them; return its code and key."""
    code, key = store.start()
    store.swap_round(code, key, TEACH, 600)
    for number, device in enumerate(DEVICES[:devices]):
        store.share(code, device, f"network {number}", SIGNS)
    store.swap_round(code, key, phase)
    return code, key


def found(store: Store, code: str, device: int = 0, drawing: str = "A SUN", label: int = 0) -> int:
    """Send a find for the network that this device tests."""
    number = store.partner(code, DEVICES[device]).number
    return store.find(code, DEVICES[device], number, drawing, label, None)


def judges_of(store: Store, code: str, number: int) -> list[str]:
    """Return the devices that may judge a find, of the first four."""
    (find,) = (each for each in store.finds(code) if each.number == number)
    return [each for each in DEVICES[:4] if store.number_of(code, each) not in (find.device, find.owner)]
