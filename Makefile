# `make help` lists everything. Each target is a thin line over the planfile command.
NEW_ENOUGH = 'import sys; sys.exit(sys.version_info < (3, 11))'
FOUND = $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$python -c $(NEW_ENOUGH) >/dev/null 2>&1 && echo $$python && break; done)
PYTHON ?= $(or $(FOUND),python3)
VENV := .venv
BIN := $(VENV)/bin
PLANFILE := $(BIN)/planfile
READY := $(VENV)/.ready
LIBRARY ?=
MEDIA_PATH ?= $(LIBRARY)
YES ?=
PYTEST_ARGS ?= -n 2 -q
path = $(if $($(1)),'$(subst ','\'',$($(1)))')
.DEFAULT_GOAL := help
.PHONY: help setup test lint check docs build clean demo bench bench-names torture plan apply scan \
  organize-shows organize-movies status cleanup-dirs undo validate-env \
  test-connection quick-setup

help: ## This list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  %-17s %s\n", $$1, $$2}' Makefile

$(READY): pyproject.toml
	@$(PYTHON) -c $(NEW_ENOUGH) 2>/dev/null || { \
	  echo "planfile needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1 || echo missing)."; \
	  echo "Try: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "$(PYTHON) cannot make environments. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@$(BIN)/python -m compileall -q planfile
	@touch $@

setup: $(READY) ## Create .venv with planfile and its tools

test: $(READY) ## Run all tests
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(READY) ## Formatting, lint and types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

check: ## What continuous integration runs
	@bash .ci/run

docs: $(READY) ## Write what the documentation takes from the code
	@$(BIN)/python examples/reference.py

build: $(READY) ## Build the wheel into dist/
	@$(BIN)/python -m pip wheel --quiet --no-build-isolation --no-deps --wheel-dir dist .

demo: $(READY) ## The whole way on a sample library, and proof that all is back
	@$(BIN)/python examples/demo.py

bench: $(READY) ## Measure speed and memory
	@$(BIN)/python -m tests.bench

bench-names: $(READY) ## Accuracy, confidence and speed of reading names (CASES=file)
	@$(BIN)/python -m tests.bench_names $(call path,CASES)

torture: $(READY) ## Long attack campaigns on apply and destroy
	@$(BIN)/python -m pytest -q -m torture tests

plan: $(READY) ## Scan LIBRARY=… and write plan.yaml, then show it
	@$(PLANFILE) plan $(call path,LIBRARY)
	@$(PLANFILE) show plan.yaml

apply: $(READY) ## Apply plan.yaml (asks first; YES=1 does not)
	@$(PLANFILE) apply plan.yaml $(if $(YES),--yes)

scan: $(READY) ## Scan MEDIA_PATH=… into tree.json
	@$(PLANFILE) scan $(call path,MEDIA_PATH)

organize-shows: $(READY) ## Plan SHOWS_PATH=… (or TV_SHOWS_PATH) and apply after a yes
	@$(PLANFILE) organize shows $(call path,SHOWS_PATH) $(if $(YES),--yes)

organize-movies: $(READY) ## Plan MOVIES_PATH=… and apply after a yes
	@$(PLANFILE) organize movies $(call path,MOVIES_PATH) $(if $(YES),--yes)

status: $(READY) ## What is placed in MEDIA_PATH=…, what drifted, what to type next
	@$(PLANFILE) status $(call path,MEDIA_PATH)

cleanup-dirs: $(READY) ## List empty folders in MEDIA_PATH=… and remove them after a yes
	@$(PLANFILE) cleanup $(call path,MEDIA_PATH) $(if $(YES),--yes)

undo: $(READY) ## Take the last run in MEDIA_PATH=… back after a yes
	@$(PLANFILE) undo $(call path,MEDIA_PATH) $(if $(YES),--yes)

validate-env: $(READY) ## Check every setting, the folders they name, and their disks
	@$(PLANFILE) settings
	@$(PLANFILE) doctor --offline

test-connection: $(READY) ## Ask the engine one small question
	@$(PLANFILE) doctor --engine gemini

quick-setup: $(READY) ## Create .venv and a private .env to fill in
	@test -e .env || install -m 600 .env.example .env
	@echo "Ready. Put your key into .env if you have one, then: make plan LIBRARY=/path"

clean: ## Remove what setup, build and demo made (never a library)
	rm -rf $(VENV) build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .coverage.* htmlcov
