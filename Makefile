# The doors of the house. `make help` lists them; each works alone on a fresh clone.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup demo test check check-slow bench bench-reading docs lock digests format

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.setup-done
DEMO := demo-out
# Python code that is formatted, linted and typed; a folder not there yet is passed by.
CODE := $(wildcard src tests benchmarks docs examples)
# More words for pytest: make test ARGS="tests/law -k clock"
ARGS ?=

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## build .venv from the hashed lock (uv where present, else pip)

$(STAMP): requirements/dev.txt requirements/install.sh requirements/find_python.sh pyproject.toml \
  setup.py $(wildcard src/withhold/names/native/*)
	@python="$$(requirements/find_python.sh)"; requirements/install.sh $(VENV) "$$python"
	@touch $@

demo: setup ## the main job on shipped input: screens it and leaves a report to read
	@mkdir -p $(DEMO)
	@WITHHOLD_DATABASE=sqlite:///$(CURDIR)/$(DEMO)/demo.sqlite $(BIN)/withhold screen examples \
	  --out $(DEMO)/hits.csv --report $(DEMO)/report.html --as-of row
	@echo; echo "The rows that name a listed party, or a place in a covered region:"
	@$(BIN)/python examples/summary.py $(DEMO)/hits.csv
	@echo; echo "Report: $(DEMO)/report.html (opens without a network); rows: $(DEMO)/hits.csv"
	@echo "Next: $(BIN)/withhold screen YOUR.csv --out hits.csv --report report.html"

test: setup ## the tests, without the slow ones
	@$(BIN)/python -m pytest -n 2 $(ARGS)

check: setup ## format, lint, types, floors, docs (the tests are `make test`)
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/mypy $(CODE)
	@$(BIN)/lint-imports
	@$(MAKE) --no-print-directory docs

check-slow: setup ## the slow tests, and all tests on Python 3.12 and 3.13 where found
	@code=0; .ci/with_postgres $(BIN)/python -m pytest -m slow $(ARGS) || code=$$?; \
	  if [ $$code -eq 5 ]; then echo "no slow tests yet"; elif [ $$code -ne 0 ]; then exit $$code; fi
	@echo "== the compiled kernel under sanitizers"
	@.ci/sanitize 60
	@echo "== names without the compiled kernel"
	@WITHHOLD_NAMES_KERNEL=python $(BIN)/python -m pytest -n 2 tests/names/test_index.py \
	  tests/names/test_score.py tests/services/test_screening.py
	@for version in 3.12 3.13; do \
	  if ! python="$$(requirements/find_python.sh $$version 2>/dev/null)"; then \
	    echo "skipped: no Python $$version here"; continue; \
	  fi; \
	  echo "== the tests on Python $$version"; \
	  requirements/install.sh build/venv-$$version "$$python"; \
	  build/venv-$$version/bin/python -m pytest -n 2 $(ARGS); \
	done

bench: setup ## measure quality and speed into benchmarks/results
	@$(BIN)/python benchmarks/run.py
	@$(BIN)/python benchmarks/screening.py $(ARGS)
	@$(BIN)/python benchmarks/supply_chain.py
	@$(BIN)/python benchmarks/cases.py

bench-reading: setup ## measure reading: precision and recall by type, speed
	@PYTHONPATH=. $(BIN)/python benchmarks/reading.py

bench-names: setup ## names a second, recall and alerts, with peers where benchmarks/names/peers.sh ran
	@$(BIN)/python -m benchmarks.names.speed $(ARGS)

docs: setup ## the documentation, strictly, into site/
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --site-dir site

lock: ## write requirements/dev.txt anew from pyproject.toml (needs uv); ARGS=--upgrade for newer ones
	@uv pip compile pyproject.toml --group dev --group docs --universal --python-version 3.11 \
	  --generate-hashes --custom-compile-command "make lock" --quiet \
	  --output-file requirements/dev.txt $(ARGS)

digests: setup ## record the digests of the shipped register tables, after a review
	@$(BIN)/python -c "from withhold.register.shipped import write_digests; write_digests()"

format: setup ## format the code and mend what the linter can mend
	@$(BIN)/ruff format $(CODE)
	@$(BIN)/ruff check --fix $(CODE)
