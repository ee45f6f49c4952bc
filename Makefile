# howcome: `make demo` shows what it does, `make test` proves it. Both set up what they need.
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=

.PHONY: setup demo test journeys pictures lint lock bench measure reference clean

setup: .venv/.ready $(EDITOR)

EDITOR := src/howcome/web/static/built/editor.js

.venv/.ready: pyproject.toml requirements/dev.txt hatch_build.py
	$(PYTHON) -c 'import sys; sys.exit("howcome needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.11 ...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(EDITOR): .venv/.ready editor/package-lock.json editor/bundle.mjs $(wildcard editor/src/*.ts editor/styles/*.css)
	$(BIN)/python editor/build.py
	@touch $@

demo: setup
	$(BIN)/howcome demo $(ARGS)

test: setup lint
	$(BIN)/python -m pytest -n auto --ignore=tests/journeys $(ARGS)
# Two browsers' worth of people share two cores: a journey that fails beside others has to pass alone.
	$(BIN)/python -m pytest -n auto tests/journeys || $(BIN)/python -m pytest --last-failed --last-failed-no-failures none tests/journeys

journeys: setup
	HOWCOME_OFFLINE=60 $(BIN)/python -m pytest tests/journeys $(ARGS)

pictures: setup
	$(BIN)/python docs/pictures.py

lint: setup
	$(BIN)/ruff check src tests benchmarks measures docs
	$(BIN)/ruff format --check src tests benchmarks measures docs
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache | sed '/[╔╚║╣╩═]/d'

reference: setup
	$(BIN)/python docs/reference.py

bench: setup
	$(BIN)/python -m benchmarks

measure: setup
	$(BIN)/python -m measures $(ARGS)

lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra lsp --extra web --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 -o requirements/dev.txt

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache
