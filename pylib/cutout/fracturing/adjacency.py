"""Which rings share an edge, and how much of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from . import rings as ring_layout
from .directions import lengths as lengths_of

if TYPE_CHECKING:
    from .rings import Floats, Ints


def neighbours(points: Floats, offsets: Ints) -> tuple[Ints, Floats]:
    """Find the pairs of rings that share edges.

    Parameters
    ----------
    points : (n, 2) float64, px
    offsets : (k + 1,) int32
        Rings whose common borders have the same vertices in both.

    Returns
    -------
    pairs : (m, 2) int32
        Numbers of rings, the smaller first, in ascending order.
    shared_lengths : (m,) float64, px

    Notes
    -----
    An edge is known by its two vertices, found equal bit for bit: no tolerance, O(n log n).
    """
    if len(points) == 0:
        return np.zeros((0, 2), np.int32), np.zeros(0)
    following = ring_layout.following(offsets)
    ring = ring_layout.ring_numbers(offsets)
    _, vertex = np.unique(points[:, 0] + 1j * points[:, 1], return_inverse=True)
    low, high = np.minimum(vertex, vertex[following]), np.maximum(vertex, vertex[following])
    order = np.lexsort((ring, high, low))
    low, high = low[order], high[order]
    same = np.flatnonzero((low[:-1] == low[1:]) & (high[:-1] == high[1:]) & (ring[order[:-1]] != ring[order[1:]]))
    here, there = order[same], order[same + 1]
    pairs, group = np.unique(np.stack([ring[here], ring[there]], axis=1), axis=0, return_inverse=True)
    edge = points[following[here]] - points[here]
    lengths = np.bincount(group.ravel(), weights=lengths_of(edge), minlength=len(pairs))
    return pairs.astype(np.int32).reshape(-1, 2), lengths[: len(pairs)].astype(np.float64)
