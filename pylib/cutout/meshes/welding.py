"""Equal rows of an array, found by sorting their hashes; corners that are at one place."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from .raw import Floats, Ints

NOISE: Final = 2.0**-48
"""What is smaller than that share of the largest coordinate stands for 0: a program that computes with 64 bits writes
the sine of half a turn as 1e-16, next to a 0 for the same corner of another triangle."""


def weld_places(positions: Floats) -> tuple[Ints, Ints]:
    """Give each different place a number, as `weld` does for rows.

    Parameters
    ----------
    positions : (n, 3) float32
        No negative zeros. Those that are not finite are places of their own.

    Returns
    -------
    first, number
        As `weld`. Places are equal to the bit, but for coordinates under `NOISE`, which count as 0.
    """
    return weld(_without_noise(positions).view(np.uint32))


def _without_noise(positions: Floats) -> Floats:
    reach = np.abs(positions)
    largest = float(reach.max(initial=0.0))
    if not isfinite(largest):
        largest = float(reach.max(initial=0.0, where=np.isfinite(reach)))
    is_noise = reach < np.float32(largest * NOISE)
    is_noise &= reach > 0.0
    return np.where(is_noise, np.float32(0.0), positions) if is_noise.any() else positions


def weld(rows: np.ndarray[tuple[int, ...], np.dtype[np.uint32]]) -> tuple[Ints, Ints]:
    """Give each different row a number, in the order in which they first appear.

    Parameters
    ----------
    rows : (n, k) uint32

    Returns
    -------
    first : (m,) int64
        Where each different row first appears, ascending.
    number : (n,) int64
        ``rows[first[number]]`` is `rows`.

    Notes
    -----
    O(n log n). Rows that are sorted by a hash of 64 bits lie beside their equals; if two different ones share a hash,
    all are sorted by their values instead, so the result never rests on luck.
    """
    if not len(rows):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    hashes = np.zeros(len(rows), np.uint64)
    for column in rows.T:
        hashes = (hashes ^ column) * np.uint64(0x9E3779B97F4A7C15)
        hashes ^= hashes >> np.uint64(29)
    order = np.argsort(hashes)
    is_new = _differs(rows, order)
    sorted_hashes = hashes[order]
    if (is_new & (sorted_hashes[1:] == sorted_hashes[:-1])).any():
        order = np.lexsort(rows.T)
        is_new = _differs(rows, order)
    starts = np.flatnonzero(np.concatenate([[True], is_new]))
    first = np.minimum.reduceat(order, starts)
    rank = np.argsort(first)
    number_of_group = np.zeros(len(first), np.int64)
    number_of_group[rank] = np.arange(len(first))
    number = np.zeros(len(rows), np.int64)
    number[order] = np.repeat(number_of_group, np.diff(np.append(starts, len(rows))))
    return first[rank], number


def _differs(
    rows: np.ndarray[tuple[int, ...], np.dtype[np.uint32]], order: Ints
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    differs = np.zeros(len(rows) - 1, np.bool_)
    for column in rows.T:
        sorted_column = column[order]
        differs |= sorted_column[1:] != sorted_column[:-1]
    return differs
