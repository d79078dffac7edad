# Quidnunc: set up, show, test, check, measure. Everything runs in .venv in this folder.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GOLD ?= ../shared/gold
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
READY_TRAIN := $(VENV)/.ready-train

.DEFAULT_GOAL := help
.PHONY: help demo train test soak check format readme bench bench-speed clean lock

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Quidnunc needs Python 3.11 or newer; try make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(READY_DEV): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

$(READY_TRAIN): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[train]'
	touch $@

demo: $(READY)  ## set up and read a real article (written by us)
	$(BIN)/quidnunc read examples/summit.txt

test: $(READY_DEV)  ## set up and run the tests
	$(BIN)/python -m pytest

soak: $(READY_DEV)  ## run the tests that take long: ten thousand articles, many kills (GOLD: texts to vary)
	GOLD=$(GOLD) $(BIN)/python -m pytest -m soak -s

check: $(READY_DEV)  ## formatting, lint, types, one-way imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY_DEV)  ## format and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

readme: $(READY_DEV)  ## put the program's own output into README.md
	$(BIN)/python scripts/readme_sample.py
	$(BIN)/python scripts/world_sample.py

bench: $(READY_DEV)  ## measure every track of the labelled data in GOLD, print one scoreboard; write RESULTS.md and ERRORS.md
	$(BIN)/python -m benchmarks.run --gold $(GOLD)

bench-speed: $(READY_DEV)  ## measure speed beside bare spaCy, memory, start-up, growth (GOLD: texts to vary); write SPEED.md
	$(BIN)/python -m benchmarks.speed $(if $(wildcard $(GOLD)/README.md),--gold $(GOLD)) $(SPEED)

train: $(READY_TRAIN)  ## train the typing model anew from the codebook and its examples (about half an hour on two cores)
	OMP_WAIT_POLICY=passive $(BIN)/python -m quidnunc.training

lock: $(READY_DEV) $(READY_TRAIN)  ## write the exact versions of what is installed to constraints.txt
	$(BIN)/python -m pip freeze --exclude-editable --disable-pip-version-check > constraints.txt

clean:  ## remove the environment and all caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
