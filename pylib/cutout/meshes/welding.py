"""Equal rows of an array: found by sorting their hashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from .raw import Ints


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
