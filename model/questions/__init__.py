"""Did it teach? Questions before and after, what a class gained, and how good the questions are.

Takes what devices chose, as names of misconceptions or "right", and returns shares, gains with intervals, and
tables. Knows nothing of pages, languages, or what the questions say.
"""

from model.questions.gains import FEWEST, Gain, gain_of, right_of
from model.questions.quality import Quality, quality_of
from model.questions.sittings import AFTER, BEFORE, FORMS, RIGHT, WHEN, Sitting, read_table, table_of

__all__ = [
    "AFTER",
    "BEFORE",
    "FEWEST",
    "FORMS",
    "RIGHT",
    "WHEN",
    "Gain",
    "Quality",
    "Sitting",
    "gain_of",
    "quality_of",
    "read_table",
    "right_of",
    "table_of",
]
