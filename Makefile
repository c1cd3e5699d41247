# Everything a developer runs. Each target sets up what it needs first; a second run is fast.
PY := .venv/bin/python
BIN := .venv/bin
GD := addons/cutout demo_scenes tests/godot
CPP := $(wildcard addons/cutout/native/*.[ch]pp addons/cutout/native/src/*.[ch]pp pylib/native/*.[ch]pp pylib/native/*.h)
PYTHON_CODE := pylib tools tests

.PHONY: help setup demo test test-slow bench lint fmt clean

help:
	@echo "make demo       set up, build, and break things in a real Godot"
	@echo "make test       set up, lint, and run every quick test"
	@echo "make test-slow  the minutes-long tests"
	@echo "make bench      measure; prints a table and writes build/bench.json"
	@echo "make lint fmt   check and repair style"

setup:
	@python="$$(sh tools/find_python.sh)" && "$$python" tools/setup.py

demo: setup
	@$(PY) tools/demo.py

test: setup lint
	@$(PY) -m pytest -q -n 4 --dist worksteal -m "not slow"

test-slow: setup
	@$(PY) -m pytest -m slow --timeout 1800

bench: setup
	@$(PY) tests/bench/run.py

lint: setup
	@$(BIN)/ruff format --check --quiet $(PYTHON_CODE)
	@$(BIN)/ruff check --quiet $(PYTHON_CODE)
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/gdformat --check $(GD) 2>&1 | grep -v unchanged || true
	@$(BIN)/gdlint $(GD)
	@$(BIN)/clang-format --dry-run --Werror $(CPP)
	@$(PY) tools/check_sizes.py

fmt: setup
	@$(BIN)/ruff format --quiet $(PYTHON_CODE)
	@$(BIN)/ruff check --quiet --fix $(PYTHON_CODE)
	@$(BIN)/gdformat $(GD)
	@$(BIN)/clang-format -i $(CPP)

clean:
	rm -rf build .godot .venv .godot-bin addons/cutout/bin/*.so pylib/cutout/_native
