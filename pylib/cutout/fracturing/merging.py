"""Merging fragments that are too small into the neighbour with which they share the longest border."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.errors import GEOSException

from . import rings as ring_layout
from .adjacency import neighbours

if TYPE_CHECKING:
    from .rings import Flags, Floats, Ints


def merge(points: Floats, offsets: Ints, unwanted: Flags, floor: float = 0.0) -> tuple[Floats, Ints, float]:
    """Merge each unwanted ring into a neighbour, the smallest first.

    Parameters
    ----------
    points : (n, 2) float64, px
    offsets : (k + 1,) int32
    unwanted : (k,) bool
    floor : float, px²
        An unwanted ring that has grown to this area by merging may stay.

    Returns
    -------
    points : (n, 2) float64, px
    offsets : (k + 1,) int32
        The rings that stay, in their order; a merged one takes the place of the neighbour.
    discarded_area : float, px²
        Of unwanted rings with no neighbour that could take them without getting a hole: they are dropped.
    """
    shapes: list[shapely.Polygon | None] = ring_layout.to_shapes(points, offsets).tolist()
    areas = ring_layout.areas_and_centroids(points, offsets)[0].tolist()
    borders = _borders(points, offsets)
    waiting = set(np.flatnonzero(unwanted).tolist())
    discarded = 0.0
    while waiting:
        small = min(waiting, key=lambda ring: (areas[ring], ring))
        waiting.remove(small)
        taker, grown = _taker(small, shapes, borders)
        if taker is None:
            discarded += areas[small]
        else:
            shapes[taker] = grown
            areas[taker] += areas[small]
            if areas[taker] >= floor:
                waiting.discard(taker)
            _move_borders(small, taker, borders)
        shapes[small] = None
        for other in borders.pop(small):
            borders[other].pop(small, None)
    kept = np.array([shape for shape in shapes if shape is not None], dtype=object)
    points, offsets, _ = ring_layout.from_shapes(kept)
    return (ring_layout.canonical(points, offsets) if len(points) else points), offsets, discarded


def _borders(points: Floats, offsets: Ints) -> dict[int, dict[int, float]]:
    """Return for each ring its neighbours and the lengths shared with them."""
    borders: dict[int, dict[int, float]] = {ring: {} for ring in range(len(offsets) - 1)}
    pairs, lengths = neighbours(points, offsets)
    for (one, two), length in zip(pairs.tolist(), lengths.tolist(), strict=True):
        borders[one][two] = borders[two][one] = length
    return borders


def _taker(
    small: int, shapes: list[shapely.Polygon | None], borders: dict[int, dict[int, float]]
) -> tuple[int | None, shapely.Polygon | None]:
    """Return the neighbour that can take a ring, longest border first, and what it becomes."""
    for taker in sorted(borders[small], key=lambda other: (-borders[small][other], other)):
        try:
            grown = shapely.coverage_union(shapes[taker], shapes[small])
        except GEOSException:  # their common border is finer than rounding: not to be merged along
            continue
        parts = shapely.get_parts(grown)
        if len(parts) == 1 and shapely.get_num_interior_rings(parts[0]) == 0 and shapely.is_valid(parts[0]):
            return taker, parts[0]
    return None, None


def _move_borders(small: int, taker: int, borders: dict[int, dict[int, float]]) -> None:
    """Add the borders of a merged ring to those of its taker."""
    for other, length in borders[small].items():
        if other != taker:
            borders[taker][other] = borders[other][taker] = borders[taker].get(other, 0.0) + length
