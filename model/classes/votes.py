"""A question to a class, and what its devices choose: one answer each, the last one."""

from __future__ import annotations

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from model.classes.codes import hashed
from model.classes.database import asks
from model.classes.sent import MOST_CHOICES, MOST_QUESTION, ClassError, none_of
from model.classes.tables import QUESTIONS, VOTES


class Votes:
    """The part of `Store` for questions and answers."""

    def ask(self, code: str, key: str, question: str) -> None:
        """Ask the class a question, for its teacher, and forget answers to earlier ones; "" asks none."""

        def change(connection: Connection) -> None:
            asked = select(QUESTIONS.c.question, QUESTIONS.c.is_revealed).where(QUESTIONS.c.code == code)
            if connection.execute(asked).first() == (question, False):
                return  # devices wouldn't notice that their answers are gone
            for table in (VOTES, QUESTIONS):
                connection.execute(delete(table).where(table.c.code == code))
            if question:
                connection.execute(insert(QUESTIONS).values(code=code, question=question[:MOST_QUESTION]))

        self._teach(code, key, change)

    def reveal(self, code: str, key: str) -> None:
        """Show everyone the answers, for the teacher; from then on nobody can answer."""
        revealed = update(QUESTIONS).where(QUESTIONS.c.code == code).values(is_revealed=True)
        self._teach(code, key, lambda connection: connection.execute(revealed))

    @asks
    def vote(self, code: str, token: str, question: str, choice: int) -> None:
        """Answer the current question, for a device; a new answer replaces its first.

        Args:
            code: the class's.
            token: the device's.
            question: the one that is answered, because there may be another by now.
            choice: the number of the chosen answer.
        """
        closed = ClassError("This question is no longer open.")
        with self._engine.begin() as connection:
            device = self._answering(connection, code, token, question, closed)
            if not 0 <= choice < MOST_CHOICES:
                raise closed
            connection.execute(delete(VOTES).where(VOTES.c.code == code, VOTES.c.device == device))
            connection.execute(insert(VOTES).values(code=code, device=device, choice=choice))

    def _answering(
        self, connection: Connection, code: str, token: str, question: str, closed: ClassError
    ) -> int:
        """Return the number of the device that answers a question; raise `closed` if that isn't asked now."""
        row = self._change(connection, self._is_there(code), {})
        if row is None:
            raise none_of(code)
        is_asked = and_(QUESTIONS.c.code == code, QUESTIONS.c.question == question, ~QUESTIONS.c.is_revealed)
        if connection.scalar(select(QUESTIONS.c.code).where(is_asked)) is None:
            raise closed
        return self._present(connection, code, hashed(token), row.serial)

    @asks
    def votes(self, code: str) -> dict[int, int]:
        """Return how many devices have chosen each answer, by its number."""
        with self._engine.connect() as connection:
            counts = select(VOTES.c.choice, func.count()).where(VOTES.c.code == code).group_by(VOTES.c.choice)
            return {choice: count for choice, count in connection.execute(counts)}
