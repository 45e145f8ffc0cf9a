"""What the Makefile's targets do."""

import re

from model import PROJECT

MAKEFILE = (PROJECT / "Makefile").read_text()


def recipes() -> dict[str, tuple[str, str]]:
    """Return target -> its prerequisites and its commands."""
    found = re.findall(r"^([\w./-]+):(?!=)(.*)\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    return {name: (before.strip(), done) for name, before, done in found}
