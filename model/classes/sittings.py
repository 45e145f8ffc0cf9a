"""The ten questions in a class: what each device chose before the lesson and after it, by its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import and_, delete, insert, select

from model.classes.codes import possible_code
from model.classes.database import asks
from model.classes.sent import ROUNDS, ClassError
from model.classes.tables import ANSWERS
from model.questions.sittings import FORMS, MISCONCEPTIONS, RIGHT, SKIPPED, WHEN, Sitting

MOST_QUESTIONS = 20
BETWEEN = ","


class Sittings:
    """The part of `Store` for the ten questions."""

    _answering: Callable[..., int]

    @asks
    def sit(self, code: str, token: str, when: str, form: str, chosen: Sequence[str]) -> None:
        """Save what a device chose, in place of what it chose at that time before.

        Args:
            code: the class's.
            token: the device's.
            when: before or after; the class has to be asked this now.
            form: which form it answered.
            chosen: for each question, as in `Sitting`.
        """
        known = {RIGHT, SKIPPED, *MISCONCEPTIONS}
        is_whole = when in WHEN and form in FORMS and {*chosen} <= known
        if not is_whole or not 0 < len(chosen) <= MOST_QUESTIONS:
            raise ClassError("We couldn't read these answers. Answer the questions again.")
        name = next(each for each, asked in ROUNDS.items() if asked == when)
        closed = ClassError("Your class has finished these questions.")
        with self._engine.begin() as connection:
            device = self._answering(connection, code, token, name, closed)
            values = {"code": code, "device": device, "turn": when}
            own = and_(*(ANSWERS.c[column] == value for column, value in values.items()))
            connection.execute(delete(ANSWERS).where(own))
            connection.execute(insert(ANSWERS).values(**values, form=form, chosen=BETWEEN.join(chosen)))

    @asks
    def sittings(self, code: str) -> list[Sitting]:
        """Return all that the class's devices chose, by their numbers."""
        of_class = select(ANSWERS).where(ANSWERS.c.code == possible_code(code))
        with self._engine.connect() as connection:
            rows = connection.execute(of_class.order_by(ANSWERS.c.device, ANSWERS.c.turn.desc()))
            return [Sitting(row.device, row.turn, row.form, tuple(row.chosen.split(BETWEEN))) for row in rows]
