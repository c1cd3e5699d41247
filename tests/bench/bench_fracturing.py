"""What a fracture costs: against the pipeline that most tools use, and through the kind against the kernel alone.

The pipeline is Voronoi cells cut by the polygon, one by one. The kind runs in batches of sixteen, over the shapes of
`kernel_corpus`: ``api`` is a batch from requests that are decoded to results, which are complete, checked and rounded,
but are made into Python objects only where somebody looks at them; ``api_read`` looks at every array of every result;
``api_bytes`` begins with the bytes of the requests and ends with those of the results, all that a worker does.
"""

from __future__ import annotations

import time
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING, cast

import numpy as np
import shapely

import cutout
from cutout.fracturing import compiled
from cutout.fracturing.kind import run_many
from cutout.fracturing.wire_form import pack_request
from cutout.wire import decode, encode
from figure import Figure

if TYPE_CHECKING:
    from collections.abc import Callable

COMMAND = ".venv/bin/python tests/bench/run.py fracturing"
SEEDS = 24
ROUNDS = 30
BATCH = 16


def measure() -> list[Figure]:
    """Measure both."""
    return [*against_plain_pipeline(), *against_kernel()]


def against_kernel() -> list[Figure]:
    """Time the kernel alone, the kind, and the kind from bytes to bytes, in turn; processor time of one core."""
    if not compiled.AVAILABLE:
        print("the kernel is not built: the kind is not compared with it")
        return []
    return [figure for count in (8, 24, 64) for figure in _batches(count)]


def _batches(count: int) -> list[Figure]:
    from kernel_corpus import SHAPES, Request, pack, sites_in  # noqa: PLC0415 - it needs the kernel

    shapes = [rings for rings, _ in zip(cycle(SHAPES.values()), range(BATCH), strict=False)]
    params = {"fragment_count": count}
    bodies = [encode(pack_request(rings, {**params, "seed": seed})) for seed, rings in enumerate(shapes)]
    requests = [decode(body) for body in bodies]
    alone = pack([Request(rings, sites_in(rings, count, 1)) for rings in shapes])
    ways: dict[str, Callable[[], object]] = {
        "kernel": alone.run,
        "api": lambda: run_many(requests),
        "api_read": lambda: [dict(result) for result in cast("list[dict[str, object]]", run_many(requests))],
        "api_bytes": lambda: [encode(result) for result in run_many([decode(body) for body in bodies])],
    }
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            start = time.process_time_ns()
            way()
            spent[name].append((time.process_time_ns() - start) / 1e3 / BATCH)
    usec = {name: float(np.median(times)) for name, times in spent.items()}
    return [
        Figure(
            name=f"fracture.{name}_n{count}",
            value=usec[name],
            baseline=usec["kernel"],
            unit="us",
            against=f"the kernel alone, batches of {BATCH}",
            command=COMMAND,
        )
        for name in ways
        if name != "kernel"
    ]


def against_plain_pipeline() -> list[Figure]:
    """Time the public function and the plain pipeline in turn, over the same shapes."""
    shapes = _shapes()
    ours: list[float] = []
    plain: list[float] = []
    for round_number in range(ROUNDS):
        for ring in shapes:
            params = {"fragment_count": SEEDS, "seed": round_number}
            ours.append(_timed(partial(cutout.fracture, ring, params)))
            plain.append(_timed(partial(_plain_pipeline, ring, round_number)))
    return [
        Figure(
            name=f"fracture.n{SEEDS}",
            value=float(np.mean(ours)) * 1e6,
            baseline=float(np.mean(plain)) * 1e6,
            unit="us",
            against="voronoi_diagram + intersection + triangulate, cell by cell",
            command=COMMAND,
        )
    ]


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _plain_pipeline(ring: np.ndarray, seed: int) -> list[object]:
    outline = shapely.Polygon(ring)
    low, high = ring.min(axis=0), ring.max(axis=0)
    points = np.random.default_rng(seed).uniform(low, high, (SEEDS, 2))
    cells = shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=outline.envelope)
    parts = [cell.intersection(outline) for cell in cells.geoms]
    return [(part.area, part.centroid, shapely.constrained_delaunay_triangles(part)) for part in parts if part.area]


def _shapes() -> list[np.ndarray]:
    shapes = []
    for count in (5, 12, 40, 100):
        angle = np.arange(count) * 2 * np.pi / count
        radius = np.where(np.arange(count) % 2, 60.0, 110.0) if count % 2 == 0 else 100.0
        shapes.append(np.stack([np.cos(angle), np.sin(angle)], axis=1) * np.reshape(radius, (-1, 1)))
    return shapes
