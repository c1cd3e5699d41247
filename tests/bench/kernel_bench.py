"""Time the kernel against what one would write without it, on eleven shapes.

For sites the other is scipy's Voronoi diagram with one pyclipr intersection a cell, which gives rings only; for lines
it is a loop of `shapely.ops.split`. Figures are processor time per fracture, the mean over the shapes, the median
over the rounds; the ways take turns in one process, and the ratios are what counts.

Run ``python tests/bench/kernel_bench.py``. Without scipy and pyclipr only the lines are compared.
"""

from __future__ import annotations

import time
from importlib.util import find_spec
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from kernel_corpus import LINES, SHAPES, Array, Request, Rings, lines_across, pack, polygon_of, sites_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapely.geometry.base import BaseGeometry

ROUNDS = 25


def cells_and_clipper(rings: Rings, sites: Array) -> int:
    """Voronoi cells by scipy, each intersected with the polygon by Clipper 2."""
    import pyclipr  # type: ignore[import-not-found]  # noqa: PLC0415  (only for this comparison)
    from scipy.spatial import Voronoi  # type: ignore[import-untyped]  # noqa: PLC0415

    reach = 10 * np.ptp(rings[0], axis=0).max()
    far = np.array([(-reach, -reach), (reach, -reach), (reach, reach), (-reach, reach)])
    diagram = Voronoi(np.concatenate([sites, far]))
    found = 0
    clipper = pyclipr.Clipper()  # one for all cells is the fastest way found
    clipper.scaleFactor = 65536
    for i in range(len(sites)):
        clipper.clear()
        clipper.addPaths(rings, pyclipr.Subject)
        clipper.addPath(diagram.vertices[diagram.regions[diagram.point_region[i]]], pyclipr.Clip)
        found += len(clipper.execute(pyclipr.Intersection, pyclipr.FillRule.NonZero))
    return found


def split_loop(rings: Rings, lines: Array) -> int:
    """Split all parts by one line after the other."""
    from shapely import LineString  # noqa: PLC0415
    from shapely.ops import split  # noqa: PLC0415

    parts: list[BaseGeometry] = [polygon_of(rings)]
    reach = 4 * np.ptp(rings[0], axis=0).max()
    for start, end in lines.reshape(-1, 2, 2):
        line = LineString([start - (end - start) * reach, start + (end - start) * reach])
        parts = [piece for part in parts for piece in split(part, line).geoms]
    return len(parts)


def timed(function: Callable[[], object]) -> float:
    """Microseconds of processor time of one call."""
    start = time.process_time_ns()
    function()
    return (time.process_time_ns() - start) / 1000


def compare(requests: list[Request], other: Callable[[Rings, Array], int] | None) -> tuple[float, float, float]:
    """Processor time per fracture of the kernel with rings only, with everything, and of the other way.

    Every round passes over all shapes once each way, so no way has the processor's caches to itself.
    """
    batch = pack(requests)
    rings: list[float] = []
    full: list[float] = []
    others: list[float] = []
    for _ in range(ROUNDS):
        rings.append(timed(lambda: batch.run(shards=False)))
        full.append(timed(batch.run))
        if other is not None:
            others.append(timed(lambda: [other(request.rings, request.cuts) for request in requests]))
    rings_us, full_us, other_us = (median(times or [float("nan")]) / len(requests) for times in (rings, full, others))
    return rings_us, full_us, other_us


def show(name: str, rings: float, full: float, other: float) -> None:
    """Print one row."""
    print(f"{name:>12} {rings:9.1f} {full:9.1f} {other:9.0f} {rings / other:9.3f} {full / other:9.3f}")


def main() -> None:
    """Print one table for sites and one for lines."""
    clipper = cells_and_clipper if find_spec("scipy") and find_spec("pyclipr") else None
    if clipper is None:
        print("scipy and pyclipr are not installed: sites are not compared")
    print(f"{'':>12} {'rings us':>9} {'full us':>9} {'other us':>9} {'ratio':>9} {'ratio':>9}")
    for count in (8, 24, 64, 256):
        requests = [Request(rings, sites_in(rings, count, 1)) for rings in SHAPES.values()]
        show(f"{count} sites", *compare(requests, clipper))
    for count in (3, 6, 10):
        requests = [Request(rings, lines_across(rings, count, 1), LINES) for rings in SHAPES.values()]
        show(f"{count} lines", *compare(requests, split_loop))


if __name__ == "__main__":
    main()
