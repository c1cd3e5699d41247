"""Seed points: where the fragments of a Voronoi fracture grow from.

What the patterns of `cutout.fracturing.patterns` share: points spread over an outline, and the general position that
every layout is brought into, because regular patterns have points on common circles and lines, where Voronoi diagrams
degenerate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from . import rings as ring_layout
from .cuts import Sites

if TYPE_CHECKING:
    from .outline import Outline
    from .params import FractureParams
    from .rings import Floats

JITTER: Final = 2.0**-17
"""Of the outline's extent: 1e-3 px for 128 px. Scaled, so that a larger copy of a polygon breaks alike."""

MAX_ROUNDS: Final = 12
"""Rounds of rejection sampling, each with more points, before an outline counts as a sliver in its bounding box."""

MAX_PADDING: Final = 0.25
"""Of a side of the bounding box: a padding never takes more from either end."""

_UINT64: Final = 2**64 - 1


def seed_points(outline: Outline, params: FractureParams) -> Floats:
    """Return the seed points of a pattern in general position.

    Parameters
    ----------
    outline : Outline
    params : FractureParams
        Of a pattern that has seed points.

    Returns
    -------
    (m, 2) float64, px
        In the outline's local coordinates; at least one.

    Raises
    ------
    TypeError
        The pattern cuts along lines.
    """
    rng = generator(params)
    cuts = params.lay_out(outline, rng)
    if not isinstance(cuts, Sites):
        raise TypeError(f"the pattern {params.pattern!r} has no seed points")
    return cuts.points if cuts.scattered else in_general_position(cuts.points, outline.extent * JITTER, rng)


def generator(params: FractureParams) -> np.random.Generator:
    """Return the only source of chance of a fracture."""
    return np.random.default_rng(params.seed & _UINT64)


def uniform_inside(outline: Outline, count: int, rng: np.random.Generator, padding: float = 0.0) -> Floats:
    """Return `count` points, evenly distributed over the outline's area, (count, 2) float64.

    Rejection from the bounding box; an outline that fills too little of it is sampled over its triangles instead.

    Parameters
    ----------
    outline : Outline
    count : int
    rng : numpy.random.Generator
    padding : float, px
        The points keep this distance from the bounding box, as far as its sides leave room.
    """
    low, high = padded_box(outline, padding)
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


def padded_box(outline: Outline, padding: float = 0.0) -> tuple[Floats, Floats]:
    """Return the corners of the bounding box, moved inwards by a padding as far as its sides leave room."""
    low, high = outline.points.min(axis=0), outline.points.max(axis=0)
    inset = np.minimum(padding, (high - low) * MAX_PADDING)
    return low + inset, high - inset


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
    # As complex numbers, which sort by x, then y: ten times as fast as `unique` over rows.
    _, first = np.unique(cells[:, 0] + 1j * cells[:, 1], return_index=True)
    distinct = sites[np.sort(first)]
    moved: Floats = distinct + rng.uniform(-tolerance, tolerance, distinct.shape)
    return moved
