"""Run every benchmark, print a table and write ``build/bench.json``.

Times of a shared machine wander, so a figure is judged by its ratio to a baseline. ``run.py NAME ...`` runs only those
modules.
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

BENCH = Path(__file__).resolve().parent
PROJECT = BENCH.parents[1]
sys.path[:0] = [str(BENCH), str(BENCH.parent), str(PROJECT / "tools")]
# Behind all else: what only benchmarks need must not stand in for what the package runs with.
sys.path.append(str(PROJECT / "build" / "bench-packages"))

if TYPE_CHECKING:
    from figure import Figure

MODULES = (
    "apply",
    "apply_3d",
    "bridge",
    "fracturing",
    "frames",
    "kernel",
    "main_thread",
    "memory",
    "meshes",
    "prefabs",
    "shutdown",
    "streaming",
    "throughput",
    "workers",
    "world",
)


def main() -> int:
    """Measure, print, write."""
    wanted = sys.argv[1:] or MODULES
    figures: list[Figure] = []
    # Workers stand back for whatever else the machine does: with a load above 1, their figures mean little.
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"{'figure':34} {'value':>10} {'baseline':>10} {'unit':6} {'ratio':>8}  against")
    for name in wanted:
        for figure in import_module(f"bench_{name}").measure():
            figures.append(figure)
            print(figure.as_line(), flush=True)
    output = PROJECT / "build" / "bench.json"
    output.parent.mkdir(exist_ok=True)
    output.write_text(json.dumps({figure.name: figure.as_json() for figure in figures}, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
