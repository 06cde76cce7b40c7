# Two commands matter: `make run` and `make test`. Both set up what they need on a machine with Python >= 3.11.
PYTHON ?= python3
BIN := .venv/bin
# Compiled files are kept wherever one runs: dozens of servers start in the tests, each twice as fast with them.
unexport PYTHONDONTWRITEBYTECODE
PIP := --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all:
INSTALL = if command -v uv >/dev/null 2>&1; then uv pip install --quiet --no-deps --require-hashes --python $(BIN)/python -r $(1); \
	else $(PYTHON) -m pip --python $(BIN)/python install $(PIP) -r $(1); fi

# What touches the database; paper, pictures and prose are the same on any.
STORED := tests/foundation tests/accounts tests/places tests/contests tests/applications tests/jury tests/awards tests/papers tests/ceremonies tests/grants tests/web

.PHONY: help run test check lint sqlite postgres bench faults papers messages lock migration
help: ## list these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

run: .venv/.runtime ## serve the site with the demonstration world on http://127.0.0.1:8000
	@$(BIN)/python -m app.cli serve --demo

test: .venv/.development ## everything: style, types, structure, SQLite, PostgreSQL, browser
	@$(MAKE) --no-print-directory lint sqlite postgres

lint: .venv/.development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint app/templates --lint --quiet

sqlite: .venv/.development
	$(BIN)/python -m pytest -q -n auto --dist loadfile

postgres: .venv/.development
	$(BIN)/python -m pytest -q -n auto --dist loadfile --database postgres -m "not browser" -k "not architecture and not htmx" $(STORED)

bench: .venv/.development ## measure speed, memory and weight against limits of the same run
	@$(BIN)/python -m app.bench

faults: .venv/.development ## kill it, fill its disk, hang up on it: nothing acknowledged may be lost
	@PYTHONPATH=.:tests $(BIN)/python -m faults

papers: .venv/.development ## every document of the two contests from the demonstration world, and their gallery in docs/
	@PYTHONPATH=.:tests $(BIN)/python -m gallery

messages: .venv/.development ## collect the interface's texts into the catalogues
	@$(BIN)/python tests/messages.py

migration: .venv/.development ## make a migration from the models: make migration M="why"
	@PYTHONPATH=. $(BIN)/alembic revision --autogenerate -m "$(M)"

lock: ## refresh the lock files (needs uv)
	uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-annotate -o requirements.lock
	uv pip compile pyproject.toml --group dev --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-annotate -o requirements-dev.lock

.venv/bin/python:
	$(PYTHON) -m venv --without-pip .venv
.venv/.runtime: requirements.lock | .venv/bin/python
	@$(call INSTALL,requirements.lock)
	@touch $@
.venv/.development: requirements-dev.lock | .venv/bin/python
	@$(call INSTALL,requirements-dev.lock)
	@touch $@ .venv/.runtime
