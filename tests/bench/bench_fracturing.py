"""What a fracture costs, against the pipeline that most tools use: Voronoi cells cut by the polygon, one by one."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import shapely

import cutout
from figure import Figure

if TYPE_CHECKING:
    from collections.abc import Callable

COMMAND = ".venv/bin/python tests/bench/run.py fracturing"
SEEDS = 24
ROUNDS = 30


def measure() -> list[Figure]:
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
