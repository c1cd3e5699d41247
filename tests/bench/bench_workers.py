"""What a worker weighs, how soon it is ready, and what its first job waits for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from cutout.fracturing.wire_form import pack_request
from cutout.wire import encode
from figure import Figure
from worker_process import Worker, sizes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COMMAND = ".venv/bin/python tests/bench/run.py workers"
STARTS = 7
READY_MS = 120.0
"""The promise for a machine that does nothing else; beside it stands a bare interpreter, measured in the same run."""
WEIGHT_MIB = 35.0
"""The promise, for the proportional set size: a page that processes share counts in parts."""
COUNTS = (1, 2, 4)
SQUARE = np.array([(0.0, 0.0), (64.0, 0.0), (64.0, 64.0), (0.0, 64.0)])
PLANS: dict[str, dict[str, object]] = {
    "random": {"fragment_count": 8},
    "grid": {"pattern": "grid", "grid_jitter": 0.5},
    "polyline": {"pattern": "polyline", "polylines": [[(0.0, 0.0), (40.0, 24.0), (40.0, 80.0)]]},
}
WEIGH = "; print(open('/proc/self/smaps_rollup').read())"
BARE = "import json"
LIBRARIES = "import numpy, shapely"
# The package around the kernel imports numpy; an empty one in its place shows that the kernel does not.
KERNEL = """
import sys, types, cutout
around = sys.modules["cutout.fracturing"] = types.ModuleType("cutout.fracturing")
around.__path__ = [cutout.__path__[0] + "/fracturing"]
from cutout.fracturing.kernel import batch, finish, polygons, scatter
assert "numpy" not in sys.modules"""


def program(code: str) -> tuple[float, dict[str, float]]:
    """Return how long an interpreter takes from its start to its end, in milliseconds, and what it weighs."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    start = perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code + WEIGH], env=environment, capture_output=True, text=True, check=True
    )
    return (perf_counter() - start) * 1e3, sizes(done.stdout)


def measure() -> Iterator[Figure]:
    """Start workers and bare interpreters in turn; weigh them; run a first and a second job of three patterns."""

    def row(name: str, value: float, baseline: float, unit: str, against: str) -> Figure:
        return Figure(
            name=f"workers.{name}", value=value, baseline=baseline, unit=unit, against=against, command=COMMAND
        )

    ready, cpu, libraries, kernel, bare = [], [], [], [], []
    for _ in range(STARTS):
        worker = Worker()
        ready.append(worker.ready_ms)
        cpu.append(worker.ready_cpu_ms)
        worker.end()
        libraries.append(program(LIBRARIES))
        kernel.append(program(KERNEL))
        bare.append(program(BARE))
    kernel_ms, bare_ms = median(ms for ms, _ in kernel), median(ms for ms, _ in bare)
    yield row("ready_cpu", median(cpu), READY_MS, "ms", "the promise; time on a processor, none of it waiting")
    yield row("ready", median(ready), median(ms for ms, _ in libraries), "ms", "an interpreter with numpy and shapely")
    yield row("ready_fastest", min(ready), READY_MS, "ms", "the promise, which is for an idle machine")
    yield row("kernel_alone", kernel_ms, bare_ms, "ms", "an interpreter, without numpy")
    for count in COUNTS:
        weight = weighed(count)
        yield row(f"memory_1_of_{count}", weight["Pss"], WEIGHT_MIB, "MiB", "the promise; proportional, warmed up")
        yield row(f"private_1_of_{count}", weight["Private"], weight["Rss"], "MiB", "resident")
    yield row(
        "memory_kernel_alone",
        median(each["Rss"] for _, each in kernel),
        median(each["Rss"] for _, each in bare),
        "MiB",
        "resident memory of an interpreter",
    )
    for name, params in PLANS.items():
        yield from first_jobs(name, params, row)


def weighed(count: int) -> dict[str, float]:
    """Weigh workers from a process that has not loaded what they load."""
    command = [sys.executable, str(Path(__file__).with_name("worker_process.py")), str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    weight: dict[str, float] = json.loads(done.stdout)
    return weight


def first_jobs(name: str, params: dict[str, object], row: Callable[..., Figure]) -> Iterator[Figure]:
    """Compare the first job of a worker with a later one: sent when it has warmed up, and as soon as it is ready."""
    body = encode(pack_request(SQUARE, params))
    rested: list[float] = []
    at_once: list[float] = []
    later: list[float] = []
    for _ in range(STARTS):
        for firsts, rests in ((rested, True), (at_once, False)):
            worker = Worker()
            if rests:
                worker.rest()
            firsts.append(worker.run_ms(body))
            worker.run_ms(body)
            later.append(worker.run_ms(body))
            worker.end()
    yield row(f"first_{name}_rested", median(rested), median(later), "ms", "the third job of the same worker")
    yield row(f"first_{name}_at_once", median(at_once), median(later), "ms", "the same; sent right after ready")
