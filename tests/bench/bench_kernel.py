"""What the kernel costs against what one would write without it, on the shapes of `kernel_corpus`.

For sites the other way is scipy's Voronoi diagram with one intersection by Clipper 2 a cell, which gives rings only;
for lines it is a loop of `shapely.ops.split`. Figures are processor time per fracture, the mean over the shapes, the
median over the rounds; the ways take turns in one process, and the ratios are what counts.
"""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from figure import Figure

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from kernel_corpus import Request

    Array = NDArray[np.float64]
    Rings = list[Array]

COMMAND = "make bench, or .venv/bin/python tests/bench/run.py kernel"
SITES = (8, 24, 64, 256)
LINES = (3, 6, 10)
ROUNDS = 15


def measure() -> list[Figure]:
    """Measure the kernel with rings only and with all it gives, by sites and by lines."""
    try:
        from kernel_corpus import LINES as BY_LINES  # noqa: PLC0415 - it needs the kernel
        from kernel_corpus import SHAPES, Request, lines_across, sites_in  # noqa: PLC0415
    except ImportError as missing:
        print(f"the kernel is not compared with anything: {missing}")
        return []
    figures = []
    try:
        cells = clipped_cells()
    except ImportError as missing:
        print(f"the kernel is not compared by sites: {missing}; make bench installs it")
    else:
        for count in SITES:
            requests = [Request(rings, sites_in(rings, count, 1)) for rings in SHAPES.values()]
            against = "scipy Voronoi + one Clipper intersection a cell, rings only"
            figures += compare(f"sites{count}", requests, cells, against)
    for count in LINES:
        requests = [Request(rings, lines_across(rings, count, 1), BY_LINES) for rings in SHAPES.values()]
        figures += compare(f"lines{count}", requests, split_loop, "a loop of shapely.ops.split, rings only")
    return figures


def clipped_cells() -> Callable[[Rings, Array], int]:
    """Return a function that makes Voronoi cells with scipy and intersects each with the polygon by Clipper 2."""
    import pyclipr  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415 - only for this comparison
    from scipy.spatial import Voronoi  # type: ignore[import-untyped, import-not-found, unused-ignore]  # noqa: PLC0415

    def count_cells(rings: Rings, sites: Array) -> int:
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

    return count_cells


def split_loop(rings: Rings, lines: Array) -> int:
    """Split all parts by one line after the other."""
    from shapely import LineString, Polygon  # noqa: PLC0415
    from shapely.ops import split  # noqa: PLC0415

    parts: list[BaseGeometry] = [Polygon(rings[0], rings[1:])]
    reach = 4 * np.ptp(rings[0], axis=0).max()
    for start, end in lines.reshape(-1, 2, 2):
        line = LineString([start - (end - start) * reach, start + (end - start) * reach])
        parts = [piece for part in parts for piece in split(part, line).geoms]
    return len(parts)


def compare(name: str, requests: list[Request], other: Callable[[Rings, Array], int], against: str) -> list[Figure]:
    """Measure the kernel, with rings only and with everything, against another way.

    Every round passes over all shapes once each way, so no way has the processor's caches to itself.
    """
    from kernel_corpus import pack  # noqa: PLC0415 - it needs the kernel

    batch = pack(requests)
    ways: dict[str, Callable[[], object]] = {
        "rings": lambda: batch.run(shards=False),
        "full": batch.run,
        "other": lambda: [other(request.rings, request.cuts) for request in requests],
    }
    spent: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(ROUNDS):
        for way, run in ways.items():
            spent[way].append(timed(run) / len(requests))
    usec = {way: median(times) for way, times in spent.items()}
    return [
        Figure(
            name=f"kernel.{name}_{way}",
            value=usec[way],
            baseline=usec["other"],
            unit="us",
            against=against,
            command=COMMAND,
        )
        for way in ("full", "rings")
    ]


def timed(function: Callable[[], object]) -> float:
    """Microseconds of processor time of one call."""
    start = time.process_time_ns()
    function()
    return (time.process_time_ns() - start) / 1000
