"""Time the kernel against what one would write without it, on eleven shapes.

For sites the other is scipy's Voronoi diagram with one pyclipr intersection a cell, which gives rings only; for lines
it is a loop of `shapely.ops.split`. Figures are processor time per fracture, the mean over the shapes of the median over
the rounds, all measured in turns in one process; the ratios are what counts.

Run ``python tests/bench/kernel_bench.py``. Without scipy and pyclipr only the lines are compared.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "pylib")]

from bench.kernel_corpus import LINES, SHAPES, Array, Request, Rings, lines_across, pack, polygon_of, sites_in

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 25
REPEATS = 40


def cells_and_clipper(rings: Rings, sites: Array) -> int:
    """Voronoi cells by scipy, each intersected with the polygon by Clipper 2."""
    import pyclipr  # noqa: PLC0415  (only here, and only for this comparison)
    from scipy.spatial import Voronoi  # noqa: PLC0415

    reach = 10 * np.ptp(rings[0], axis=0).max()
    far = np.array([(-reach, -reach), (reach, -reach), (reach, reach), (-reach, reach)])
    diagram = Voronoi(np.concatenate([sites, far]))
    found = 0
    for i in range(len(sites)):
        clipper = pyclipr.Clipper()
        clipper.scaleFactor = 65536
        clipper.addPaths(rings, pyclipr.Subject)
        clipper.addPath(diagram.vertices[diagram.regions[diagram.point_region[i]]], pyclipr.Clip)
        found += len(clipper.execute(pyclipr.Intersection, pyclipr.FillRule.NonZero))
    return found


def split_loop(rings: Rings, lines: Array) -> int:
    """Split all parts by one line after the other."""
    from shapely import LineString  # noqa: PLC0415
    from shapely.ops import split  # noqa: PLC0415

    parts = [polygon_of(rings)]
    reach = 4 * np.ptp(rings[0], axis=0).max()
    for start, end in lines.reshape(-1, 2, 2):
        line = LineString([start - (end - start) * reach, start + (end - start) * reach])
        parts = [piece for part in parts for piece in split(part, line).geoms]
    return len(parts)


def timed(function: Callable[[], object], repeats: int) -> float:
    """Microseconds of processor time a call."""
    start = time.process_time_ns()
    for _ in range(repeats):
        function()
    return (time.process_time_ns() - start) / repeats / 1000


def compare(requests: list[Request], other: Callable[[Rings, Array], int] | None) -> tuple[float, float, float]:
    """Processor time of the kernel with rings only, with everything, and of the other way."""
    batches = [pack([request] * 16) for request in requests]
    times: list[tuple[list[float], list[float], list[float]]] = [([], [], []) for _ in requests]
    for _ in range(ROUNDS):
        for request, batch, (rings, full, others) in zip(requests, batches, times, strict=True):
            rings.append(timed(lambda batch=batch: batch.run(shards=False), REPEATS // 8) / 16)  # type: ignore[misc]
            full.append(timed(lambda batch=batch: batch.run(), REPEATS // 8) / 16)  # type: ignore[misc]
            if other is not None and len(others) < ROUNDS // 3:
                others.append(timed(lambda request=request: other(request.rings, request.cuts), 1))  # type: ignore[misc]
    columns = zip(*times, strict=True)
    rings, full, others = ([median(column) if column else float("nan") for column in shapes] for shapes in columns)
    return mean(rings), mean(full), mean(others)


def show(name: str, rings: float, full: float, other: float) -> None:
    """Print one row."""
    print(f"{name:>12} {rings:9.1f} {full:9.1f} {other:9.0f} {rings / other:9.3f} {full / other:9.3f}")


def main() -> None:
    """Print one table for sites and one for lines."""
    try:
        import pyclipr  # noqa: F401, PLC0415
        import scipy.spatial  # noqa: F401, PLC0415

        clipper = cells_and_clipper
    except ImportError:
        print("scipy and pyclipr are not installed: sites are not compared")
        clipper = None
    print(f"{'':>12} {'rings us':>9} {'full us':>9} {'other us':>9} {'ratio':>9} {'ratio':>9}")
    for count in (8, 24, 64, 256):
        requests = [Request(rings, sites_in(rings, count, 1)) for rings in SHAPES.values()]
        show(f"{count} sites", *compare(requests, clipper))
    for count in (3, 6, 10):
        requests = [Request(rings, lines_across(rings, count, 1), LINES) for rings in SHAPES.values()]
        show(f"{count} lines", *compare(requests, split_loop))


if __name__ == "__main__":
    main()
