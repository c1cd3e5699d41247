"""Warming up: what a worker does after it has said that it is ready, until the first chunk comes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cutout.worker import registry

LOADED_LATER = """
import sys
from cutout.worker import registry
registry.load(())
at_ready = set(sys.modules)
registry.warm_up_while(lambda: True)
warm = set(sys.modules)
from cutout.fracturing import fracture
from cutout.fracturing.params import PATTERNS
from cutout.fracturing.wire_form import pack
square = [(0, 0), (64, 0), (64, 64), (0, 64)]
own = {
    "points": {"points": [(9, 9), (40, 30)]},
    "line": {"line_start": (0, 0), "line_end": (60, 64)},
    "segments": {"segments": [(0, 0), (60, 64)]},
    "polyline": {"polylines": [[(0, 0), (60, 64)]]},
    "cracks": {"polylines": [[(0, 0), (60, 64)]]},
}
for name in PATTERNS:
    pack(fracture(square, pattern=name, **own.get(name, {})))
print("at first use:", *sorted(set(sys.modules) - warm - {"cutout.batch"}))
print("by warming up:", *sorted(warm - at_ready))
"""


@pytest.fixture(autouse=True)
def _warm_ups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the warm-ups of a test after it."""
    monkeypatch.setattr(registry, "_WARM_UPS", {})


def register(done: list[str], *names: str) -> None:
    def named(name: str) -> registry.WarmUp:
        def step() -> None:
            done.append(name)

        step.__qualname__ = name
        return step

    for name in names:
        registry.warm_up(named(name))


def test_warm_ups_run_in_order_and_once() -> None:
    done: list[str] = []
    register(done, "one", "two")
    registry.warm_up_while(lambda: True)
    registry.warm_up_while(lambda: True)
    assert done == ["one", "two"]


def test_a_chunk_that_comes_ends_the_warming_up() -> None:
    done: list[str] = []
    register(done, "one", "two", "three")
    registry.warm_up_while(lambda: len(done) < 2)
    assert done == ["one", "two"]


def test_a_failed_warm_up_does_not_stop_the_next() -> None:
    done: list[str] = []

    @registry.warm_up
    def fail() -> None:
        raise RuntimeError

    register(done, "next")
    registry.warm_up_while(lambda: True)
    assert done == ["next"]


def test_no_pattern_loads_a_module_that_warming_up_has_not() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED_LATER], capture_output=True, text=True, check=True)
    later, meanwhile = done.stdout.splitlines()
    assert later == "at first use:"
    assert "numpy.random" in meanwhile
