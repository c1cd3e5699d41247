"""Rings laid out one after the other: ring ``i`` is ``points[offsets[i]:offsets[i + 1]]``, open.

Everything here is vectorised over all rings and knows nothing of what the rings stand for.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]


def join(rings: Sequence[Floats]) -> tuple[Floats, Ints]:
    """Lay rings out one after the other.

    Parameters
    ----------
    rings : sequence of (n, 2) float64

    Returns
    -------
    points : (n, 2) float64
    offsets : (k + 1,) int32
    """
    offsets = np.zeros(len(rings) + 1, np.int32)
    np.cumsum([len(ring) for ring in rings], out=offsets[1:])
    points = np.concatenate(rings) if rings else np.zeros((0, 2))
    return points, offsets


def split(points: Floats, offsets: Ints) -> list[Floats]:
    """Return a view of each ring."""
    ends = offsets.tolist()
    return [points[start:end] for start, end in itertools.pairwise(ends)]


def ring_numbers(offsets: Ints) -> Ints:
    """Return the number of the ring that each point belongs to, (n,) int32."""
    return np.repeat(np.arange(len(offsets) - 1, dtype=np.int32), np.diff(offsets))


def following(offsets: Ints) -> Ints:
    """Return the index of the point after each one along its ring, (n,) int32."""
    after = np.arange(1, offsets[-1] + 1, dtype=np.int32)
    after[offsets[1:] - 1] = offsets[:-1]
    return after


def areas_and_centroids(points: Floats, offsets: Ints) -> tuple[Floats, Floats]:
    """Measure rings with the shoelace formula, counted from each ring's first point so that a far one stays exact.

    Returns
    -------
    areas : (k,) float64, px², positive where the ring turns from x to y (clockwise on a screen with y down)
    centroids : (k, 2) float64, px; of a ring without area its first point
    """
    if len(offsets) == 1:
        return np.zeros(0), np.zeros((0, 2))
    first = points[offsets[:-1]]
    here = points - np.repeat(first, np.diff(offsets), axis=0)
    there = here[following(offsets)]
    cross = here[:, 0] * there[:, 1] - there[:, 0] * here[:, 1]
    doubled = np.add.reduceat(cross, offsets[:-1])
    moments = np.add.reduceat((here + there) * cross[:, None], offsets[:-1], axis=0)
    safe = np.where(doubled == 0.0, 1.0, doubled)[:, None]
    return doubled / 2.0, first + moments / (3.0 * safe)


def total_area(points: Floats, offsets: Ints) -> float:
    """Return the sum of the rings' areas.

    They are added up in the order of the compiled `cutout.fracturing.kernel.polygons`, so that both agree bit for bit.
    """
    total = 0.0
    for ring in split(points, offsets):
        x, y = (ring - ring[0]).T
        total += float(np.cumsum(x[1:-1] * y[2:] - x[2:] * y[1:-1])[-1]) / 2.0
    return total


def without_repeats(points: Floats, offsets: Ints) -> tuple[Floats, Ints]:
    """Drop every point that equals the one after it along its ring, the closing point included."""
    if len(points) == 0:
        return points, offsets
    kept = (points != points[following(offsets)]).any(axis=1)
    counts = np.concatenate(([0], np.cumsum(kept)))
    return points[kept], counts[offsets].astype(np.int32)


def canonical(points: Floats, offsets: Ints) -> Floats:
    """Turn every ring to positive area, and let it begin at its smallest point by x, then y."""
    ring = ring_numbers(offsets)
    starts, lengths = offsets[:-1][ring], np.diff(offsets)[ring]
    by_position = np.lexsort((points[:, 1], points[:, 0], ring))
    first = (by_position[offsets[:-1]] - offsets[:-1])[ring]
    step = np.where(areas_and_centroids(points, offsets)[0] < 0.0, -1, 1)[ring]
    place = np.arange(len(points)) - starts
    turned: Floats = points[starts + (first + step * place) % lengths]
    return turned


def take(points: Floats, offsets: Ints, order: NDArray[np.intp]) -> tuple[Floats, Ints]:
    """Return the rings of the given numbers, in that order."""
    rings = split(points, offsets)
    return join([rings[i] for i in order.tolist()])


def from_shapes(shapes: NDArray[np.object_]) -> tuple[Floats, Ints, Ints]:
    """Lay out the rings of shapely Polygons.

    Returns
    -------
    points : (n, 2) float64
    offsets : (k + 1,) int32
    shape_offsets : (len(shapes) + 1,) int32
        The rings of shape ``i`` are those from ``shape_offsets[i]`` on, its outer one first.
    """
    if len(shapes) == 0:
        return np.zeros((0, 2)), np.zeros(1, np.int32), np.zeros(1, np.int32)
    _, closed, (closed_offsets, shape_offsets) = shapely.to_ragged_array(shapes, include_z=False)
    open_ends = np.ones(len(closed), np.bool_)
    open_ends[closed_offsets[1:] - 1] = False
    offsets = closed_offsets - np.arange(len(closed_offsets))
    return closed[open_ends], offsets.astype(np.int32), shape_offsets.astype(np.int32)


def to_shapes(points: Floats, offsets: Ints) -> NDArray[np.object_]:
    """Return one shapely Polygon without holes per ring; each ring has at least three points."""
    lines = shapely.linearrings(points, indices=ring_numbers(offsets))
    return np.asarray(shapely.polygons(lines), dtype=object)
