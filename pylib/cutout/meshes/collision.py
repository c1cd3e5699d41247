"""What a mesh collides as: its triangles, or the points of its convex hull."""

from __future__ import annotations

from math import pi, sqrt
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .raw import Floats

HULL_POINTS: Final = 254
"""Engines take at most some: Jolt 256."""

_AXES: Final = 26
_STEP: Final = 1 << 14


def hull_points(places: Floats) -> Floats:
    """Return points that lie on the convex hull, and whose own hull is close to it.

    Parameters
    ----------
    places : (n, 3) float32

    Returns
    -------
    (h, 3) float32
        At most `HULL_POINTS` of `places`, in their order.

    Notes
    -----
    Of each direction the farthest point: directions to the faces, edges and corners of the bounding box, and evenly
    spread ones (Fibonacci's spiral), in a space in which the box is a cube. The engine makes the hull of these; it is
    within the exact one, which many points would have that it cannot take.
    """
    if not len(places):
        return places
    wide = places.astype(np.float64)
    size = np.ptp(wide, axis=0)
    even = (wide - wide.min(axis=0)) / np.where(size > 0.0, size, 1.0)
    toward = _directions()
    best = np.full(len(toward), -np.inf)
    found = np.zeros(len(toward), np.int64)
    for start in range(0, len(even), _STEP):
        # Sums in a fixed order: a matrix product may round otherwise on another machine.
        block = even[start : start + _STEP]
        reach = block[:, 0, None] * toward[:, 0] + block[:, 1, None] * toward[:, 1] + block[:, 2, None] * toward[:, 2]
        top = reach.argmax(axis=0)
        value = reach[top, np.arange(len(toward))]
        better = value > best
        best[better], found[better] = value[better], top[better] + start
    return places[np.unique(found)]


def _directions() -> NDArray[np.float64]:
    signs = np.array([-1.0, 0.0, 1.0])
    grid = np.stack(np.meshgrid(signs, signs, signs, indexing="ij"), axis=-1).reshape(-1, 3)
    box = grid[grid.any(axis=1)]
    count = HULL_POINTS - _AXES
    step = np.arange(count) + 0.5
    height = 1.0 - 2.0 * step / count
    around = step * (pi * (3.0 - sqrt(5.0)))
    radius = np.sqrt(1.0 - height * height)
    return np.concatenate([box, np.stack([radius * np.cos(around), height, radius * np.sin(around)], axis=1)])
