# make app     the page, in a virtual environment of its own
# make test    the whole suite, browser tests included
# make train   the networks anew

PYTHON ?= python3
PIP = .venv/bin/python -m pip install --quiet --disable-pip-version-check

.PHONY: app test train lint

app: .venv/app-installed
	.venv/bin/streamlit run app.py

test: .venv/test-installed
	.venv/bin/python -m tests.programs
	.venv/bin/python -m pytest -n 2 --dist loadfile

train: .venv/app-installed
	.venv/bin/python train_model.py

lint: .venv/test-installed
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

.venv/app-installed: requirements.txt
	$(PYTHON) -c "import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 14) and 'TensorFlow needs Python 3.10 to 3.13: name one with make PYTHON=python3.12')"
	$(PYTHON) -m venv .venv
	$(PIP) -r requirements.txt
	touch $@

.venv/test-installed: requirements-dev.txt .venv/app-installed
	$(PIP) -r requirements-dev.txt
	touch $@
