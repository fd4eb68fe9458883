# Two commands do everything on a machine that has Python and make: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/installed

# On a busy machine, torch's threads spend their time waiting for each other: a notebook of a second takes a minute.
export OMP_NUM_THREADS := 1

# Compiled modules would lie beside the notebooks that are handed out, and in courses that tests compare before and after.
export PYTHONDONTWRITEBYTECODE := 1

# Tests wait more than they compute: for processes to start, for time-outs, for servers. Three at a time keep two cores
# busy, and are few enough for the time limits that tests set. Those of one file stay together: they share what they start.
PARALLEL := --numprocesses 3 --dist loadfile --no-loadscope-reorder

.PHONY: demo test prove lint lowest newest release bench screenshots clean

$(INSTALLED): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[grader,dev]'
	touch $@

# A class of learners, graded by the real nbgrader in demo/; running it again starts afresh.
demo: $(INSTALLED)
	$(BIN)/python -m autograder.demo demo

test: lint
	$(BIN)/python -m pytest $(PARALLEL) -p no:nbval --durations 40
	PYTHONPATH=tests $(BIN)/python -m pytest -p warm_kernels $(PARALLEL) --nbval --override-ini=filterwarnings= -p no:cacheprovider solutions

# The graders of all exercises, whole: `make test` proves those whole that were changed, and of the others a part.
prove: $(INSTALLED)
	$(BIN)/autograder selftest

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The lowest versions that pyproject.toml names, or the newest that there are, in an environment of its own: all tests, or
# TESTS='tests/engine/checks tests/engine/test_quiz.py'.
TESTS ?= tests
lowest: VERSIONS := --resolution lowest-direct
newest: VERSIONS := --upgrade
lowest newest: $(INSTALLED)
	$(BIN)/uv venv --quiet --clear --seed --python $(BIN)/python build/$@
	$(BIN)/uv pip install --quiet --python build/$@ $(VERSIONS) --editable '.[grader,dev]'
	build/$@/bin/python -m pytest $(PARALLEL) -p no:nbval $(TESTS)

release: $(INSTALLED)
	$(BIN)/autograder release

# Stock nbgrader and this project's ways on one class, in turns: an hour and a quarter. BENCH='--learners 4 --turns 1 --growth 0' for a short one.
bench: $(INSTALLED)
	$(BIN)/python -m benchmarks.bench --out build/bench $(BENCH)

# The pictures under docs/, of the real thing in a browser (Debian: apt-get install chromium fonts-dejavu-core).
screenshots: $(INSTALLED)
	$(BIN)/python docs/screenshots.py

clean:
	rm -rf .venv demo build
