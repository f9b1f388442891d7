# Everything a person needs, from a machine with Python >= 3.11, make and pip.
SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
ARGS ?=
# The engine's own tz data must win over the machine's, which may be older (Morocco, 2026-09-20).
export PYTHONTZPATH :=

.DEFAULT_GOAL := help

.PHONY: help setup run test check audit bench peers clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## /  make \1|/' | awk -F'|' '{printf "%-14s %s\n", $$1, $$2}'

setup: $(VENV)/.run-ready ## make the environment in .venv, from the hashed lock

run: setup ## set up everything, replay the founding cohort, start the dashboard and the mailbox (ARGS="--port 4300")
	@exec $(VENV)/bin/infitah up $(ARGS)

test: $(VENV)/.test-ready ## run the whole suite, on SQLite and on a real PostgreSQL, offline
	@$(PY) -m pytest -n auto --dist worksteal $(ARGS)

check: $(VENV)/.test-ready ## static checks: ruff, format, types, import floors, migrations in step
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PY) -m pytest tests/models/test_migrations.py

audit: ## known holes in the locked packages, where a source of advisories can be reached
	@.ci/audit

bench: $(VENV)/.test-ready ## measure the engine against its peers and raw SQL, on both databases (ARGS=--quick)
	@$(PY) -m benchmarks.all $(ARGS)

peers: $(VENV)/bin/python ## the environment of what the engine is measured against, in .peers
	@$(PY) -m venv .peers
	@.peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r benchmarks/peers/requirements.lock

clean: ## remove the environment, the data and every cache
	rm -rf $(VENV) .peers var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The first Python of these that really runs and is new enough.
$(VENV)/bin/python:
	@for python in python3.13 python3.12 python3.11 python3 python; do \
	  if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    echo "making $(VENV) with $$python"; exec "$$python" -m venv $(VENV); fi; \
	done; \
	echo "No Python 3.11 or newer with venv was found. Install one (Debian: apt install python3-venv)." >&2; exit 1

# hatchling, which installs the checkout itself, stands in the lock too: nothing is fetched unlocked.
$(VENV)/.run-ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "installing the locked packages (a minute or two the first time)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test-ready: requirements-dev.lock $(VENV)/.run-ready
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-dev.lock
	@touch $@
