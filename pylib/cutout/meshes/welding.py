"""Equal rows of an array, found by sorting their hashes; corners that are at one place."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .rows import blocks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from .raw import Floats, Ints

NOISE: Final = 2.0**-48
"""What is smaller than that share of the largest coordinate stands for 0: a program that computes with 64 bits writes
the sine of half a turn as 1e-16, next to a 0 for the same corner of another triangle."""


def weld_places(positions: Floats) -> tuple[Ints, Ints]:
    """Give each different place a number, as `weld` does for rows.

    Parameters
    ----------
    positions : (n, 3) float32
        No negative zeros. Those that are not finite are places of their own. Written to on the way, and as before in
        the end.

    Returns
    -------
    first, number
        As `weld`. Places are equal to the bit, but for coordinates under `NOISE`, which count as 0.
    """
    is_noise = _noise(positions)
    kept = positions[is_noise]
    positions[is_noise] = 0.0
    found = weld(positions.view(np.uint32))
    positions[is_noise] = kept
    return found


def _noise(positions: Floats) -> NDArray[np.bool_]:
    largest = max((_largest(np.abs(positions[block])) for block in blocks(len(positions))), default=0.0)
    least = np.float32(largest * NOISE)
    is_noise = np.zeros(positions.shape, np.bool_)
    for block in blocks(len(positions)):
        reach = np.abs(positions[block])
        is_noise[block] = (reach < least) & (reach > 0.0)
    return is_noise


def _largest(reach: Floats) -> float:
    largest = float(reach.max(initial=0.0))
    return largest if isfinite(largest) else float(reach.max(initial=0.0, where=np.isfinite(reach)))


def weld(rows: np.ndarray[tuple[int, ...], np.dtype[np.uint32]]) -> tuple[Ints, Ints]:
    """Give each different row a number, in the order in which they first appear.

    Parameters
    ----------
    rows : (n, k) uint32

    Returns
    -------
    first : (m,) int64
        Where each different row first appears, ascending.
    number : (n,) int32
        ``rows[first[number]]`` is `rows`.

    Notes
    -----
    O(n log n). Rows that are sorted by a hash of 64 bits lie beside their equals; if two different ones share a hash,
    all are sorted by their values instead, so the result never rests on luck.
    """
    if not len(rows):
        return np.zeros(0, np.int64), np.zeros(0, np.int32)
    hashes = np.zeros(len(rows), np.uint64)
    for block in blocks(len(rows)):
        some = hashes[block]
        for column in rows[block].T:
            some ^= column
            some *= np.uint64(0x9E3779B97F4A7C15)
            some ^= some >> np.uint64(29)
    order = np.argsort(hashes)
    is_first = _differs(rows.T, order)
    if (is_first & ~_differs([hashes], order)).any():
        order = np.lexsort(rows.T)
        is_first = _differs(rows.T, order)
    del hashes
    first = np.minimum.reduceat(order, np.flatnonzero(is_first))
    rank = np.argsort(first)
    number_of_group = np.zeros(len(first), np.int32)
    number_of_group[rank] = np.arange(len(first), dtype=np.int32)
    number = np.zeros(len(rows), np.int32)
    group = -1
    for block in blocks(len(rows)):
        groups = group + np.cumsum(is_first[block])
        number[order[block]] = number_of_group[groups]
        group = int(groups[-1])
    return first[rank], number


def _differs(columns: Iterable[NDArray[np.unsignedinteger[Any]]], order: Ints) -> NDArray[np.bool_]:
    """Tell which rows, in that order, differ from the one before in any column; the first one does."""
    differs = np.zeros(len(order), np.bool_)
    differs[:1] = True
    for column in columns:
        for block in blocks(len(order)):
            values = column[order[max(block.start - 1, 0) : block.stop]]
            differs[max(block.start, 1) : block.stop] |= values[1:] != values[:-1]
    return differs
