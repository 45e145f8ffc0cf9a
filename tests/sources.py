"""The project's own files, and what in them is a literal or a comment."""

from __future__ import annotations

import re

from model import PROJECT

VIEWS = PROJECT / "views"
LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|`(?:[^`\\]|\\.)*`')
COMMENT = re.compile(r"/\*.*?\*/|(?:^|(?<=[\s;{}(,]))//[^\n]*", re.DOTALL | re.MULTILINE)
SOURCES = sorted(path for folder in ("model", "views") for path in (PROJECT / folder).rglob("*.py"))
SOURCES += [PROJECT / name for name in ("app.py", "serve.py", "train_model.py")]
