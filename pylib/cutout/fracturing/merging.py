"""Merging fragments that are too small into the neighbour with which they share the longest border."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely
from shapely.errors import GEOSException

from . import rings as ring_layout
from .adjacency import neighbours

if TYPE_CHECKING:
    from .rings import Flags, Floats, Ints

NOBODY: Final = -1
"""The place of a ring that was dropped."""


class Merged(NamedTuple):
    """Rings after merging.

    Parameters
    ----------
    points : (n, 2) float64, px
    offsets : (k + 1,) int32
    places : (j,) int32
        The number that each of the rings before is now part of; -1 for one that was dropped.
    discarded_area : float, px²
        Of those that were dropped.
    """

    points: Floats
    offsets: Ints
    places: Ints
    discarded_area: float


def merge(points: Floats, offsets: Ints, unwanted: Flags, floor: float = 0.0) -> Merged:
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
    Merged
        The rings that stay, in their order; a merged one takes the place of the neighbour. An unwanted ring is dropped
        if no neighbour can take it without getting a hole.
    """
    shapes: list[shapely.Polygon | None] = ring_layout.to_shapes(points, offsets).tolist()
    areas = ring_layout.areas_and_centroids(points, offsets)[0].tolist()
    borders = _borders(points, offsets)
    waiting = set(np.flatnonzero(unwanted).tolist())
    takers = dict.fromkeys(range(len(shapes)), NOBODY)
    discarded = 0.0
    while waiting:
        small = min(waiting, key=lambda ring: (areas[ring], ring))
        waiting.remove(small)
        taker, grown = _taker(small, shapes, borders)
        if taker is None:
            discarded += areas[small]
        else:
            takers[small] = taker
            shapes[taker] = grown
            areas[taker] += areas[small]
            if areas[taker] >= floor:
                waiting.discard(taker)
            _move_borders(small, taker, borders)
        shapes[small] = None
        for other in borders.pop(small):
            borders[other].pop(small, None)
    kept = np.array([shape for shape in shapes if shape is not None], dtype=object)
    places = _places([shape is not None for shape in shapes], takers)
    points, offsets, _ = ring_layout.from_shapes(kept)
    return Merged(ring_layout.canonical(points, offsets) if len(points) else points, offsets, places, discarded)


def keep(points: Floats, offsets: Ints, wanted: Flags) -> Merged:
    """Drop the rings that are not wanted, as if no neighbour could take them."""
    areas, _ = ring_layout.areas_and_centroids(points, offsets)
    places = np.where(wanted, np.cumsum(wanted) - 1, NOBODY).astype(np.int32)
    return Merged(*ring_layout.take(points, offsets, np.flatnonzero(wanted)), places, float(areas[~wanted].sum()))


def carried(flags: Flags, areas: Floats, places: Ints, count: int) -> Flags:
    """Return for each of `count` rings after merging whether most of its area comes from rings with a flag.

    Parameters
    ----------
    flags : (j,) bool
        Of the rings before.
    areas : (j,) float64, px²
        Of the same.
    places : (j,) int32
        As `Merged` has them.
    count : int

    Returns
    -------
    (count,) bool
    """
    kept = places != NOBODY
    signed = np.where(flags, areas, -areas)[kept]
    mostly: Flags = np.bincount(places[kept], weights=signed, minlength=count) > 0.0
    return mostly


def _places(stays: list[bool], takers: dict[int, int]) -> Ints:
    """Return the new number of each ring, following the one that took it and whoever took that one."""
    numbers = np.cumsum(stays) - 1
    places = np.full(len(stays), NOBODY, np.int32)
    for ring in range(len(stays)):
        last = ring
        while not stays[last] and takers[last] != NOBODY:
            last = takers[last]
        if stays[last]:
            places[ring] = numbers[last]
    return places


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
