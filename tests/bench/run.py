"""Run every benchmark, print a table and write ``build/bench.json``.

Times of a shared machine wander, so a figure is judged by its ratio to a baseline. ``run.py NAME ...`` runs only those
modules.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

BENCH = Path(__file__).resolve().parent
PROJECT = BENCH.parents[1]
sys.path[:0] = [str(BENCH), str(BENCH.parent), str(PROJECT / "tools")]

if TYPE_CHECKING:
    from figure import Figure

MODULES = ("bridge", "fracturing", "shutdown")


def main() -> int:
    """Measure, print, write."""
    wanted = sys.argv[1:] or MODULES
    figures: list[Figure] = []
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
