# Everything a developer runs. Each target sets up what it needs first; a second run is fast.
PY := .venv/bin/python
BIN := .venv/bin
GD := addons/cutout demo_scenes tests/godot
GD_SCRIPTS := $(shell find $(GD) -name '*.gd')
CPP := $(wildcard addons/cutout/native/*.[ch]pp addons/cutout/native/src/*.[ch]pp pylib/native/*.[ch]pp pylib/native/*.h)
PYTHON_CODE := pylib tools tests
BENCH_PACKAGES := build/bench-packages
# What calls the kernel, by itself or in batches.
CHECKED_TESTS := $(addprefix tests/python/unit/test_, kernel.py kernel_shapes.py kernel_judge.py kernel_uncompiled.py \
	kernel_checked.py batch_path.py patterns.py fracture.py fracture_defects.py shards.py) \
	$(filter-out %test_wire.py %test_processors.py $(addprefix tests/python/property/test_law_, mesh% prefab% road% world%), \
	$(wildcard tests/python/property/test_*.py))

# Where it is set, every process of the tests would compile all of them anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo pictures test test-checked test-slow bench lint fmt clean

help:
	@echo "make demo       set up, build, and open the menu of demos in a real Godot"
	@echo "make pictures   take the pictures of the demos that the documents show"
	@echo "make test       set up, lint, and run every quick test"
	@echo "make test-checked  the kernel's tests on a kernel that checks every index"
	@echo "make test-slow  the minutes-long tests"
	@echo "make bench      measure; prints a table and writes build/bench.json"
	@echo "make lint fmt   check and repair style"

setup:
	@python="$$(sh tools/find_python.sh)" && "$$python" tools/setup.py

demo: setup
	@$(PY) tools/demo.py

pictures: setup
	@$(PY) tools/pictures.py
	@$(PY) tools/road_pictures.py

test: setup lint
	@$(PY) -m pytest -q -n 4 --dist worksteal -m "not slow"

# PYTHONPATH comes before the package that the environment knows, in the processes that tests start too.
test-checked: setup
	@$(PY) tools/setup.py --checked
	@CUTOUT_CHECKED=1 PYTHONPATH=$(CURDIR)/build/checked/package $(PY) -m pytest -q -n 4 --dist worksteal \
		-m "not slow" $(CHECKED_TESTS)

test-slow: setup
	@$(PY) -m pytest -m slow --timeout 1800
	@CUTOUT_HYPOTHESIS=thorough CUTOUT_EXAMPLES=300 $(PY) -m pytest -m "not slow" --timeout 1800 tests/python/property

bench: setup $(BENCH_PACKAGES)/stamp
	@$(PY) tests/bench/run.py

# Apart from .venv, which tests run in. The order: setup makes .venv anew where it has to.
$(BENCH_PACKAGES)/stamp: tools/requirements-bench.txt | setup
	@echo "bench    what to compare with, into $(BENCH_PACKAGES) …"
	@rm -rf $(BENCH_PACKAGES)
	@$(PY) -m pip --disable-pip-version-check install --quiet --no-deps --target $(BENCH_PACKAGES) -r $<
	@touch $@

lint: setup build/gd-checked
	@$(BIN)/ruff format --check --quiet $(PYTHON_CODE)
	@$(BIN)/ruff check --quiet $(PYTHON_CODE)
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/clang-format --dry-run --Werror $(CPP)
	@$(PY) tools/check_sizes.py

# Scripts that have changed since all were in order.
build/gd-checked: gdlintrc $(GD_SCRIPTS) | setup
	@printf '%s\n' $(if $(filter gdlintrc,$?),$(GD_SCRIPTS),$?) > build/gd-changed
	@xargs -P 2 -n 150 $(BIN)/gdformat --check < build/gd-changed > build/gdformat.log 2>&1 || \
		{ grep -v unchanged build/gdformat.log; exit 1; }
	@xargs -P 2 -n 150 $(BIN)/gdlint < build/gd-changed
	@touch $@

fmt: setup
	@$(BIN)/ruff format --quiet $(PYTHON_CODE)
	@$(BIN)/ruff check --quiet --fix $(PYTHON_CODE)
	@$(BIN)/gdformat $(GD)
	@$(BIN)/clang-format -i $(CPP)

clean:
	rm -rf build .godot .venv .godot-bin addons/cutout/bin/*.so pylib/cutout/_native
