# Every target sets up what is missing first; `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
# The first Python that is new enough.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
PICTURES := build/screenshots

.PHONY: help setup demo test check screenshots bench load crash soak fuzz format tables lock audit clean

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1 /p' Makefile | awk '{ n = $$1; $$1 = ""; printf "  make %-12s%s\n", n, $$0 }'

setup: ## install what is missing: .venv, Python packages, system libraries, a Chinese font
	@test -n "$(PYTHON)" || { echo "The hall needs Python 3.11 or newer with venv: on Debian 12 or Ubuntu 24.04," >&2; \
		echo "  sudo apt-get install -y python3-venv" >&2; exit 1; }
	@$(PYTHON) -m config.deploy.setup

demo: setup ## open a whole hall with pretend hardware; without a display, drive a scripted visit
	@$(BIN)/hall demo

test: check ## run all checks and all tests
	$(BIN)/python -m pytest -n auto --dist loadfile --cov --cov-report=term --tree-stays-clean

check: setup ## run the checks that need no test: format, lint, types, imports, QML, spelling
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tests.house.qmllint
	$(BIN)/codespell

screenshots: setup ## make pictures of every screen and state: build/screenshots/index.html
	rm -rf $(PICTURES)
	$(BIN)/python -m tests.screens.kiosk --out $(PICTURES)/kiosk
	$(BIN)/python -m tests.screens.display --out $(PICTURES)/display
	$(BIN)/python -m tests.screens.caller --out $(PICTURES)/caller
	$(BIN)/python -m tests.screens.pad --out $(PICTURES)/pad
	$(BIN)/python -m tests.screens.enrolment --out $(PICTURES)/enrolment
	@$(BIN)/python -m tests.screens.sheet $(PICTURES)

bench: setup ## measure the hub: 16 clients taking and calling at once
	@$(BIN)/python -m tests.bench.hub

load: setup ## bring 600 clients to a hub, then those who mean it ill: some 15 minutes
	@$(BIN)/python -m tests.load

crash: setup ## kill hub, agents and screens 500 times, cut the disk 10,000 times, hunt all mutants
	$(BIN)/python -m tests.crash --kills 500
	$(BIN)/python -m tests.crash.cutting
	$(BIN)/python -m tests.crash.mutants

FUZZ_S ?= 20
fuzz: setup ## fuzz every parser of bytes from outside, FUZZ_S=20 seconds each; ONLY=link for some
	@$(BIN)/python -m tests.fuzz --seconds $(FUZZ_S) $(ONLY)

soak: setup ## live through a month of the largest hall, and draw what grew: build/soak/soak.png
	$(BIN)/python -m tests.soak

format: setup ## format the code and mend what can be mended by itself
	$(BIN)/ruff format --quiet .
	$(BIN)/ruff check --quiet --fix .

tables: setup ## write the README's tables as the code has them now
	$(BIN)/python -m tests.house.tables --write

lock: setup ## write the locks anew: the newest versions that setup.cfg allows, with the hashes of their files
	$(BIN)/python -m config.deploy.lock

audit: setup ## look at what is locked: known vulnerabilities, licences, and whether it fits together
	@$(BIN)/python -m config.deploy.audit

clean: ## remove what was built and run, but not .venv
	rm -rf build var .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find config kiosk caller display -name '*.qm' -delete
