# Backmap's commands. Each makes what it needs: no step has to be run before another.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1
.DEFAULT_GOAL := help
.PHONY: help run test lint bench body facts messages lock clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# Stamps hold the tools apart: running needs less than testing.
$(VENV)/.run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Backmap needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --require-hashes -r requirements.txt
	touch $@

$(VENV)/.test: requirements-dev.txt $(VENV)/.run
	$(PY) -m pip install --quiet --require-hashes -r requirements-dev.txt
	touch $@

run: $(VENV)/.run ## serve on http://127.0.0.1:8050 (HOST and PORT change it)
	$(PY) app.py

lint: $(VENV)/.test ## ruff: format and check
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .

test: lint ## lint, check the facts, run every test; brings a Chromium where none is found
	$(PY) -m dashboard.facts
	$(PY) -m tests.chromium
	$(PY) -m pytest -n auto --dist loadfile

bench: $(VENV)/.test ## speed, weight and scale beside their floors
	$(PY) -m tests.chromium
	$(PY) -m bench

body: $(VENV)/.test ## rebuild the pictures and positions from the pinned body package
	$(PY) -m dashboard.body

facts: $(VENV)/.run ## every check on data/, a line each
	$(PY) -m dashboard.facts

messages: $(VENV)/.run ## gather every text for translators and bring the catalogues up to date
	$(PY) -m dashboard.messages

lock: $(VENV)/.test ## pin requirements*.txt again, with hashes
	$(PY) -m uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml -o requirements.txt
	$(PY) -m uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 --extra dev --extra spark pyproject.toml -o requirements-dev.txt

clean: ## remove what the commands made
	rm -rf $(VENV) .cache .pytest_cache .ruff_cache .hypothesis
