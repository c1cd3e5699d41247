"""The checked variant is what ``make test-checked`` runs: it notices an index that is out of bounds.

That target sets ``CUTOUT_CHECKED``. Without it these tests are skipped, since the fast variant would read on.
"""

from __future__ import annotations

import os
import subprocess
import sys
from array import array
from importlib import import_module
from pathlib import Path

import pytest

kernel = pytest.importorskip("cutout.fracturing.kernel", reason="the kernel is not compiled", exc_type=ImportError)
pytestmark = pytest.mark.skipif("CUTOUT_CHECKED" not in os.environ, reason="this is not 'make test-checked'")

PROJECT = Path(__file__).parents[3]
PACKAGE = PROJECT / "build" / "checked" / "package"
# Every compiled module has a file of types.
MODULES = sorted(path.stem for path in (PROJECT / "pylib" / "cutout" / "fracturing" / "kernel").glob("*.pxd"))
NO_POINTS, NO_NUMBERS = memoryview(array("d", [])), memoryview(array("i", []))
ZERO = memoryview(array("i", [0]))


@pytest.mark.parametrize("module", MODULES)
def test_module_is_compiled_and_from_the_checked_package(module: str) -> None:
    found = import_module(f"{kernel.__name__}.{module}").__file__
    assert found is not None
    assert Path(found).is_relative_to(PACKAGE)
    assert not found.endswith(".py")


def test_index_out_of_bounds_is_noticed_where_it_can_be_raised() -> None:
    scatter = import_module(f"{kernel.__name__}.scatter").Scatter()
    seeds = memoryview(array("Q", [0]))
    with pytest.raises(IndexError):
        scatter.run(NO_POINTS, ZERO, ZERO, NO_POINTS, ZERO, NO_POINTS, seeds)  # one request, no end of its rings


def test_index_out_of_bounds_is_noticed_without_the_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda event: found.append(event.exc_type))
    polygons = import_module(f"{kernel.__name__}.polygons").Polygons()
    one_ring = memoryview(array("i", [0, 1]))
    polygons.run(NO_POINTS, ZERO, one_ring)  # a ring that has no end
    assert found == [IndexError]


def test_two_thousand_awkward_requests_stay_within_bounds() -> None:
    script = PROJECT / "tests" / "bench" / "kernel_fuzz.py"
    done = subprocess.run([sys.executable, script, "2000", "3"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not done.stderr
