# Every target sets up what is missing first; `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help setup demo test check format screenshots bench tables lock clean

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1  /p' Makefile | awk '{n=$$1; $$1=""; printf "  make %-12s%s\n", n, $$0}'

setup: ## install what is missing: .venv, Python packages, system libraries, a Chinese font
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing: sudo apt-get install -y python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -m config.deploy.setup

demo: setup ## open a whole hall with pretend hardware; without a display, drive a scripted visit
	@$(BIN)/hall demo

test: check ## run all checks and all tests
	$(BIN)/python -m pytest

check: setup ## run the checks that need no test: format, lint, types, imports, QML, spelling
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

format: setup ## format the code and mend what ruff can mend
	$(BIN)/ruff format --quiet .
	$(BIN)/ruff check --quiet --fix .

clean: ## remove what was built and run, but not .venv
	rm -rf build var .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find config kiosk caller display -name '*.qm' -delete
