"""Names of a class's networks: two words each, so that nobody types one. Takes a number, returns its name."""

from views.parts.language.language import _

SEPARATOR = ", "


def words_of(name: int) -> str:
    """Return a network's name in the page's language, such as "Waffle Otter"; `name` counts from 0.

    Both words are nouns, so that no language has to make them agree.
    """
    things, animals = _things(), _animals()
    animal, thing = divmod(name, len(things))
    # Translators: a network's name of two words, such as “Waffle Otter”. Change their order or join them.
    return _("{thing} {animal}").format(thing=things[thing], animal=animals[animal % len(animals)])


def _things() -> list[str]:
    # Translators: exactly 24 funny, harmless words, with a comma and a space between. They can be others.
    return _(
        "Waffle, Comet, Pickle, Velvet, Thunder, Marble, Pepper, Cinnamon, Rocket, Button, Cloud, Mango, "
        "Disco, Noodle, Copper, Lemon, Puzzle, Bubble, Lantern, Muffin, Ribbon, Turbo, Pocket, Cactus"
    ).split(SEPARATOR)


def _animals() -> list[str]:
    # Translators: exactly 24 animals, with a comma and a space between. They can be others.
    return _(
        "Otter, Badger, Penguin, Hedgehog, Walrus, Gecko, Llama, Octopus, Beaver, Puffin, Koala, Narwhal, "
        "Flamingo, Squirrel, Tortoise, Raccoon, Pelican, Lynx, Seahorse, Alpaca, Toucan, Moose, Hamster, Owl"
    ).split(SEPARATOR)
