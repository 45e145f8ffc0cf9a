"""The ten questions in a class: what each device chose before the lesson and after it, by its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import and_, delete, insert, select

from model.classes.codes import hashed, possible_code
from model.classes.database import asks
from model.classes.sent import ROUNDS, ClassError, none_of
from model.classes.tables import ANSWERS, QUESTIONS
from model.questions.sittings import FORMS, MISCONCEPTIONS, RIGHT, SKIPPED, WHEN, Sitting

MOST_QUESTIONS = 20
BETWEEN = ","


class Sittings:
    """The part of `Store` for the ten questions."""

    _change: Callable[..., object]

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
        with self._engine.begin() as connection:
            row = self._change(connection, self._is_there(code), {})
            if row is None:
                raise none_of(code)
            name = next(each for each, asked in ROUNDS.items() if asked == when)
            is_asked = and_(QUESTIONS.c.code == code, QUESTIONS.c.question == name, ~QUESTIONS.c.is_revealed)
            if connection.scalar(select(QUESTIONS.c.code).where(is_asked)) is None:
                raise ClassError("Your class has finished these questions.")
            device, is_aside = self._device(connection, code, hashed(token), row.serial)
            if is_aside:
                raise ClassError(
                    "Many devices are joining right now. Nothing is lost. Try again in a few seconds."
                )
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
