# The two commands of the README are `make demo` and `make test`; each sets up what it needs.
PYTHON ?= python3
BIN := .venv/bin
OUT ?= out
# A file's tests share a process; tests/conftest.py has the order of the files.
SIDE_BY_SIDE := --numprocesses auto --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help demo test check build verify bench setup notebook clean

help: ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' $(MAKEFILE_LIST) | expand -t 16

demo: ## Grade the sample class and name the report
	@PYTHON="$(PYTHON)" .ci/setup instructor
	@rm -f "$(OUT)/report.html"
	@level=$$($(BIN)/autograder doctor --level) && \
		{ $(BIN)/autograder grade course/samples/submitted --out "$(OUT)" --isolation $$level || \
		[ $$? -eq 3 -a -e "$(OUT)/report.html" ]; }

test: ## Run every test, on a fresh machine too
	@PYTHON="$(PYTHON)" .ci/setup dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/autograder build --check
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)

check: ## Lint and run the fast tests: while working
	@PYTHON="$(PYTHON)" .ci/setup dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/autograder build --check
	$(BIN)/python -m pytest -q -m "not slow" $(SIDE_BY_SIDE)

build: ## Derive exercises/ from lessons and solutions
	@PYTHON="$(PYTHON)" .ci/setup dev
	$(BIN)/autograder build

verify: ## Prove every chapter sound
	@PYTHON="$(PYTHON)" .ci/setup dev
	$(BIN)/autograder verify

bench: ## Measure the costs of grading
	@PYTHON="$(PYTHON)" .ci/setup dev
	$(BIN)/python -m tests.benchmarks

notebook: ## Open the exercises in JupyterLab
	@PYTHON="$(PYTHON)" .ci/setup notebook,keras
	$(BIN)/jupyter lab exercises

setup: ## Install everything: the environment, bubblewrap
	@PYTHON="$(PYTHON)" .ci/setup dev,notebook

clean: ## Remove the environment and what was graded
	rm -rf .venv $(OUT) build dist *.egg-info
