"""Signs that a class draws in place of digits, and the network that has learned them from all its devices."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from model.classes.database import asks
from model.classes.sent import MOST_LEARNED, MOST_NAMES, ClassError
from model.classes.tables import CLASSES, SIGNS


class Signs:
    """The part of `Store` for signs; views say which names are any."""

    _change: Callable[..., object]
    _remove: Callable[..., None]

    def name_signs(self, code: str, key: str, names: Sequence[str]) -> None:
        """Let the class draw these signs, for its teacher; without any, digits. New names clear the wall."""
        text = json.dumps([*names])
        if len(text) > MOST_NAMES:
            raise ClassError("These names are too long.")

        def change(connection: Connection) -> None:
            if (_names_in(connection, code) or "[]") == text:
                return
            self._remove(connection, code)
            connection.execute(delete(SIGNS).where(SIGNS.c.code == code))
            if names:
                connection.execute(insert(SIGNS).values(code=code, names=text))

        self._teach(code, key, change)
        self._clear_log()

    def put_network(self, code: str, key: str, names: Sequence[str], network: str) -> None:
        """Give the class a network that reads these signs, as text, for its teacher, in place of the last."""
        if len(network) > MOST_LEARNED or not network.isascii():
            raise ClassError("This network is too large for a class.")

        def change(connection: Connection) -> None:
            self._check_signs(connection, code, names)
            values = {"network": network, "learned": SIGNS.c.learned + 1}
            connection.execute(update(SIGNS).where(SIGNS.c.code == code).values(values))
            self._change(connection, self._is_there(code), {})

        self._teach(code, key, change)

    @asks
    def network(self, code: str) -> str:
        """Return the text of the class's network; "" if it has none."""
        own = select(SIGNS.c.network).join(CLASSES, CLASSES.c.code == SIGNS.c.code)
        with self._engine.connect() as connection:
            return connection.scalar(own.where(*self._is_there(code))) or ""

    def _check_signs(self, connection: Connection, code: str, names: Sequence[str]) -> None:
        """Check that the class draws these signs now; without any, digits."""
        if (_names_in(connection, code) or "[]") != json.dumps([*names]):
            raise ClassError("Your class draws other signs now. Look at the page Teach it.")


def _names_in(connection: Connection, code: str) -> str | None:
    return connection.scalar(select(SIGNS.c.names).where(SIGNS.c.code == code))
