"""Seed points: where the fragments of a Voronoi fracture grow from.

A pattern is a function of the outline, the parameters and a generator; `PATTERN_FUNCTIONS` names them. What a pattern
returns is made general afterwards (`in_general_position`), because regular patterns have points on common circles and
lines, where Voronoi diagrams degenerate.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import shapely

from . import rings as ring_layout
from .outline import Outline
from .params import FractureParams
from .rings import Floats

Pattern = Callable[[Outline, FractureParams, np.random.Generator], Floats]

JITTER: Final = 2.0**-17
"""Of the outline's extent: 1e-3 px for 128 px. Scaled, so that a larger copy of a polygon breaks alike."""

MAX_ROUNDS: Final = 12
"""Rounds of rejection sampling, each with more points, before an outline counts as a sliver in its bounding box."""

_UINT64: Final = 2**64 - 1


def seed_points(outline: Outline, params: FractureParams) -> Floats:
    """Return the seed points of a pattern in general position.

    Parameters
    ----------
    outline : Outline
    params : FractureParams

    Returns
    -------
    (m, 2) float64, px
        In the outline's local coordinates; at least one.
    """
    rng = np.random.default_rng(params.seed & _UINT64)
    sites = PATTERN_FUNCTIONS[params.pattern](outline, params, rng)
    return in_general_position(sites, outline.extent * JITTER, rng)


def random(outline: Outline, params: FractureParams, rng: np.random.Generator) -> Floats:
    """Return points spread evenly at random over the inside of the outline."""
    return uniform_inside(outline, params.fragment_count, rng)


PATTERN_FUNCTIONS: Final[dict[str, Pattern]] = {"random": random}


def uniform_inside(outline: Outline, count: int, rng: np.random.Generator) -> Floats:
    """Return `count` points, evenly distributed over the outline's area, (count, 2) float64.

    Rejection from the bounding box; an outline that fills too little of it is sampled over its triangles instead.
    """
    low, high = outline.points.min(axis=0), outline.points.max(axis=0)
    found: list[Floats] = []
    missing, batch = count, count + 8
    shapely.prepare(outline.shape)
    for _ in range(MAX_ROUNDS):
        tried = low + rng.random((batch, 2)) * (high - low)
        found.append(tried[shapely.contains_xy(outline.shape, tried)][:missing])
        missing -= len(found[-1])
        if missing == 0:
            return np.concatenate(found)
        batch = min(2 * batch, 4096)
    found.append(uniform_in_triangles(outline, missing, rng))
    return np.concatenate(found)


def uniform_in_triangles(outline: Outline, count: int, rng: np.random.Generator) -> Floats:
    """Return `count` points, evenly distributed over the outline's triangles, for outlines that are slivers."""
    triangles = shapely.get_parts(shapely.constrained_delaunay_triangles(outline.shape))
    points, offsets, _ = ring_layout.from_shapes(triangles)
    corners = points.reshape(-1, 3, 2)
    weights = np.cumsum(np.abs(ring_layout.areas_and_centroids(points, offsets)[0]))
    chosen = corners[np.searchsorted(weights, rng.random(count) * weights[-1], side="right").clip(max=len(corners) - 1)]
    along, across = np.sqrt(rng.random(count))[:, None], rng.random(count)[:, None]
    inside: Floats = chosen[:, 0] * (1.0 - along) + along * (chosen[:, 1] * (1.0 - across) + chosen[:, 2] * across)
    return inside


def in_general_position(sites: Floats, tolerance: float, rng: np.random.Generator) -> Floats:
    """Drop all but the first of sites closer than `tolerance`, and move each of the rest by up to as much at random.

    Without this, sites on a common circle make `shapely.voronoi_polygons` raise or return a wrong area.
    """
    cells = np.round(sites / tolerance)
    _, first = np.unique(cells, axis=0, return_index=True)
    distinct = sites[np.sort(first)]
    moved: Floats = distinct + rng.uniform(-tolerance, tolerance, distinct.shape)
    return moved
