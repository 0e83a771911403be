# The two commands of the README are `make demo` and `make test`. Each target sets up what it needs
# and no more: .ci/setup has the levels.
PYTHON ?= python3
BIN := .venv/bin
OUT ?= out
# The chapters of the demo: three of NumPy and one with networks; all if left empty, some minutes.
DEMO ?= ch01_neuron ch02_forward ch03_backprop ch08_convnets
# One chapter to verify, as in `make verify CHAPTER=ch01_neuron`; all if left out.
CHAPTER ?=
# A file's tests share a process; tests/conftest.py has the order of the files.
SIDE_BY_SIDE := --numprocesses auto --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help demo test lint check coverage build verify bench fuzz faults setup notebook keras clean

help: ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' $(MAKEFILE_LIST) | expand -t 16

demo: ## Grade the sample class in some chapters, or in all with DEMO=, and name the report
	@PYTHON="$(PYTHON)" .ci/setup instructor
	@rm -rf "$(OUT)/report.html" build/samples
	@class=$$($(BIN)/python -m autograder.authoring.samples build/samples $(DEMO)) && \
		level=$$($(BIN)/autograder doctor --level) && \
		{ $(BIN)/autograder grade "$$class" --out "$(OUT)" --isolation $$level || \
		[ $$? -eq 3 -a -e "$(OUT)/report.html" ]; }

define LINT
$(BIN)/ruff check .
$(BIN)/ruff format --check .
$(BIN)/mypy
$(BIN)/autograder build --check
endef

test: ## Run every test, on a fresh machine too
	@PYTHON="$(PYTHON)" .ci/setup test
	$(LINT)
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)

lint: ## Check form and types, and that exercises/ is current: seconds
	@PYTHON="$(PYTHON)" .ci/setup lint
	$(LINT)

check: ## Lint and run the fast tests: while working
	@PYTHON="$(PYTHON)" .ci/setup dev
	$(LINT)
	$(BIN)/python -m pytest -q -m "not slow and not thorough" $(SIDE_BY_SIDE)

coverage: ## Run every test and say which lines none reaches: slower
	@PYTHON="$(PYTHON)" .ci/setup test
	$(BIN)/python -m pytest -q $(SIDE_BY_SIDE) --cov

# Only to record anew what a chapter's known mistakes answer may take TensorFlow.
build: ## Derive exercises/ from lessons and solutions
	@PYTHON="$(PYTHON)" .ci/setup build
	@if $(BIN)/autograder build --check 2>&1 | grep -q mistakes.json; then \
		PYTHON="$(PYTHON)" .ci/setup instructor; fi
	$(BIN)/autograder build

verify: ## Prove every chapter sound, mutants too, or one: CHAPTER=ch01_neuron
	@PYTHON="$(PYTHON)" .ci/setup dev
	$(BIN)/autograder verify --mutants $(CHAPTER)
	$(BIN)/python -m pytest -q -m thorough -k "$(CHAPTER)" $(SIDE_BY_SIDE) tests || \
		[ $$? -eq 5 ] # no test has this mark: nothing of the chapter needs Keras

bench: ## Measure the costs of grading, beside nbgrader and otter; takes most of an hour
	@PYTHON="$(PYTHON)" .ci/setup dev
	$(BIN)/python -m tests.benchmarks
	$(BIN)/python -m tests.benchmarks.rivals
	$(BIN)/python -m tests.benchmarks.scaling
	$(BIN)/python -m tests.benchmarks.memory

fuzz: ## Give a million strange inputs to all that reads what strangers have written: minutes
	@PYTHON="$(PYTHON)" .ci/setup dev
	$(BIN)/python -m tests.fuzz

faults: ## Kill processes of a class run at 200 random moments: half an hour
	@PYTHON="$(PYTHON)" .ci/setup dev
	$(BIN)/python -m tests.faults

notebook: ## Open the exercises in JupyterLab, at their start page
	@PYTHON="$(PYTHON)" .ci/setup notebook
	$(BIN)/jupyter lab exercises/start.ipynb

keras: ## Install TensorFlow and JupyterLab, as for `make notebook`
	@PYTHON="$(PYTHON)" .ci/setup notebook

setup: ## Install everything: the environment, bubblewrap, Chromium
	@PYTHON="$(PYTHON)" .ci/setup all

clean: ## Remove the environment and what was graded or measured
	rm -rf .venv $(OUT) build dist *.egg-info .coverage
