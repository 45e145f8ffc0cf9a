# make app     start the page, in a virtual environment of its own
# make test    run this after a change: Python, Node, and in Chromium the main path of every feature
# make test-all    run everything: that, the rest of the suite, the canvas in all browsers, the site
# make site    build the app as a folder of files, site/, that needs no server
# make test-site    test that folder, in a browser without a network
# make test-browsers    test the page in Chromium, Firefox and WebKit; with ONLY=canvas, only what was worst in each
# make test-lesson    walk through the lesson to its end with twelve 4s, in three windows
# make test-languages    test every page in every state in other languages, in six windows; with ONLY=de, one of them
# make fuzz    send what visitors may send, thousands of times, different each time
# make wheel   build the package, in dist/
# make train   train the networks again
# make words   update the catalogs of all languages from the code; with LANGUAGE=nl, add one
# make reword  change sentences in the code, in all languages and in the tests: LIST=file, a line of old, tab, new
# make lint    check how the code is written
# make audit   look for published security holes in what is installed
# make lock    write the newest versions that the requirements allow into the lock files

PYTHON ?= python3
PIP = -m pip install --quiet --disable-pip-version-check --require-hashes
LOCK = .venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.10 --generate-hashes \
  --no-emit-index-url --custom-compile-command "make lock"
PYTEST = pytest
# One more than the cores: tests in a browser often wait
SUITE = -n 3 --dist loadfile --no-loadscope-reorder
# Otherwise each of the many processes of a test run compiles the project's files again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: app test test-all site test-site test-browsers test-lesson test-languages fuzz wheel train words reword lint audit lock

app: .venv/app-installed
	.venv/bin/streamlit run app.py

test: .venv/test-installed
	.venv/bin/python -m tests.programs
	.venv/bin/python -m $(PYTEST) $(SUITE) -m quick

test-all: .venv/test-installed test
	.venv/bin/python -m $(PYTEST) $(SUITE) -m "not quick"
	$(MAKE) -j 2 test-browsers test-site ONLY="canvas or laid_out"

site: .venv-site/installed
	.venv-site/bin/python -m deploy.site.build

test-site: .venv/test-installed
	.venv/bin/python -m tests.programs
	.venv/bin/python -m $(PYTEST) tests/site/check_site.py

test-browsers: .venv/test-installed
	.venv/bin/python -m tests.programs browsers
	.venv/bin/python -m $(PYTEST) tests/engines/check_site.py tests/engines/check_engines.py $(if $(ONLY),-k "$(ONLY)")

test-lesson: .venv/test-installed
	.venv/bin/python -m tests.programs
	.venv/bin/python -m pytest tests/browser/check_lesson.py

test-languages: .venv/test-installed
	.venv/bin/python -m tests.programs fonts
	.venv/bin/python -m pytest --timeout=0 --tb=short tests/browser/check_languages.py

fuzz: .venv/test-installed
	.venv/bin/python -m pytest -n 2 -m hypothesis --hypothesis-profile=fuzz --timeout=0 --tb=short --show-capture=no $(FUZZ)

wheel: .venv/app-installed
	.venv/bin/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .

train: .venv/app-installed
	.venv/bin/python train_model.py

words: .venv-words/installed
	.venv-words/bin/python -m tests.catalogs $(LANGUAGE)

reword: .venv-words/installed
	.venv-words/bin/python -m tests.sentences.reword $(LIST)

lint: .venv/test-installed
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

audit: .venv/test-installed
	.venv/bin/uv tool run --quiet --from "pip-audit>=2.10,<3" pip-audit --strict --disable-pip --require-hashes --requirement requirements-dev.lock

lock: .venv/test-installed
	$(LOCK) requirements.txt --output-file requirements.lock
	$(LOCK) deploy/site/requirements.txt --constraints requirements.lock --no-annotate --output-file requirements-site.lock
	$(LOCK) requirements-dev.txt --constraints requirements.lock --no-annotate --output-file requirements-dev.lock

.venv/app-installed: requirements.lock
	$(PYTHON) -c "import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 14) and 'TensorFlow needs Python 3.10 to 3.13: name one with make PYTHON=python3.12')"
	$(PYTHON) -m venv .venv
	.venv/bin/python $(PIP) -r requirements.lock
	touch $@

.venv-site/installed: requirements-site.lock
	$(PYTHON) -m venv .venv-site
	.venv-site/bin/python $(PIP) -r requirements-site.lock
	touch $@

.venv-words/installed: requirements-dev.lock
	$(PYTHON) -m venv .venv-words
	awk '/^[a-z]/ { wanted = /^(babel|ruff)==/ } wanted' requirements-dev.lock > .venv-words/lock
	.venv-words/bin/python $(PIP) -r .venv-words/lock
	touch $@

.venv/test-installed: requirements-dev.lock .venv/app-installed
	.venv/bin/python $(PIP) -r requirements-dev.lock
	touch $@
