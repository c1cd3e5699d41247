"""Splitting along endless straight lines: by the compiled kernel where it is built, and by GEOS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from . import compiled, geos
from . import rings as ring_layout

if TYPE_CHECKING:
    from .outline import Outline
    from .rings import Floats, Ints

MAX_LINES: Final = 64
"""A cell's label has one bit a line."""


def by_kernel(outline: Outline, ends: Floats) -> tuple[Floats, Ints, Ints] | None:
    """Split an outline along endless lines.

    Parameters
    ----------
    outline : Outline
    ends : (m, 2, 2) float64, px, local
        Two points of each line; no three lines meet in one point.

    Returns
    -------
    points : (n, 2) float64, px, local
    offsets : (k + 1,) int32
    owners : (k,) int32
        Equal for rings on the same side of every line. None instead of all three if the kernel is not built, if it
        found the case unstable, or if there are no lines, too many of them, or rings that touch.
    """
    if not compiled.AVAILABLE or outline.touching or not 0 < len(ends) <= MAX_LINES:
        return None
    found = compiled.subdivide_batch(
        outline.points.ravel().data,
        outline.offsets.data,
        np.array([0, len(outline.offsets) - 1], np.int32).data,
        ends.ravel().data,
        np.array([0, 2 * len(ends)], np.int32).data,
        bytes([compiled.LINES]),
        shards=False,
    )
    if found.statuses[0] != compiled.Status.OK:
        return None
    points, offsets = np.asarray(found.points).reshape(-1, 2), np.asarray(found.offsets)
    return points, offsets, numbered(np.asarray(found.cells))


def by_geos(outline: Outline, ends: Floats, grid_size: float = 0.0) -> tuple[Floats, Ints, Ints]:
    """Split an outline along endless lines, given by two points each that lie beyond it.

    Returns
    -------
    points : (n, 2) float64, px, local
    offsets : (k + 1,) int32
    owners : (k,) int32
        Numbered as by `by_kernel`.
    """
    shapes, inner_points = geos.partition(outline, ends, grid_size)
    points, offsets, _ = ring_layout.from_shapes(shapes)
    along = ends[:, 1] - ends[:, 0]
    away = inner_points[:, None] - ends[None, :, 0]
    left = along[None, :, 0] * away[..., 1] - along[None, :, 1] * away[..., 0] >= 0.0
    labels = (left.astype(np.uint64) << np.arange(len(ends), dtype=np.uint64)).sum(axis=1, dtype=np.uint64)
    return points, offsets, numbered(labels)


def numbered(labels: np.ndarray[tuple[int, ...], np.dtype[np.uint64]]) -> Ints:
    """Return the rank of each label among those that occur, (k,) int32."""
    _, rank = np.unique(labels, return_inverse=True)
    return rank.ravel().astype(np.int32)
