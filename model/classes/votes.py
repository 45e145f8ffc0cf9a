"""A question that a class is asked, and what its devices choose: each one answer, the last."""

from __future__ import annotations

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from model.classes.asking import asks, none_of
from model.classes.codes import hashed
from model.classes.sent import MOST_CHOICES, MOST_QUESTION, ClassError
from model.classes.tables import QUESTIONS, VOTES


class Votes:
    """What `Store` has of it."""

    def ask(self, code: str, key: str, question: str) -> None:
        """Ask the class, for its teacher; what was answered before is forgotten. "" asks nothing any more."""

        def change(connection: Connection) -> None:
            for table in (VOTES, QUESTIONS):
                connection.execute(delete(table).where(table.c.code == code))
            if question:
                connection.execute(insert(QUESTIONS).values(code=code, question=question[:MOST_QUESTION]))

        self._teach(code, key, change)

    def reveal(self, code: str, key: str) -> None:
        """Have all see what was answered, for the teacher; from then on nothing can be."""
        revealed = update(QUESTIONS).where(QUESTIONS.c.code == code).values(is_revealed=True)
        self._teach(code, key, lambda connection: connection.execute(revealed))

    @asks
    def vote(self, code: str, token: str, question: str, choice: int) -> None:
        """Answer the question that is asked, for a device; another answer takes the place of its first.

        Args:
            code: of the class.
            token: of the device.
            question: which one is answered: another may be asked by now.
            choice: the number of what is chosen.
        """
        with self._engine.begin() as connection:
            row = self._change(connection, self._is_there(code), {})
            if row is None:
                raise none_of(code)
            is_asked = and_(
                QUESTIONS.c.code == code, QUESTIONS.c.question == question, ~QUESTIONS.c.is_revealed
            )
            is_one = connection.scalar(select(QUESTIONS.c.code).where(is_asked)) is not None
            if not is_one or not 0 <= choice < MOST_CHOICES:
                raise ClassError("This question is no longer open.")
            device, is_aside = self._device(connection, code, hashed(token), row.serial)
            if is_aside:
                raise ClassError(
                    "Many devices are joining right now. Nothing is lost. Try again in a few seconds."
                )
            connection.execute(delete(VOTES).where(VOTES.c.code == code, VOTES.c.device == device))
            connection.execute(insert(VOTES).values(code=code, device=device, choice=choice))

    @asks
    def votes(self, code: str) -> dict[int, int]:
        """How many have chosen what, by its number."""
        with self._engine.connect() as connection:
            counts = select(VOTES.c.choice, func.count()).where(VOTES.c.code == code).group_by(VOTES.c.choice)
            return {choice: count for choice, count in connection.execute(counts)}
