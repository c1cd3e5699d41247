"""Rows of three numbers, a column at a time: numpy is slow along an axis that short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_BLOCK: Final = 1 << 15
"""Rows at a time: what is made of them on the way is small beside a large mesh."""


def blocks(count: int) -> Iterator[slice]:
    """Yield slices that cut so many rows."""
    for start in range(0, count, _BLOCK):
        yield slice(start, min(start + _BLOCK, count))


def taken(values: NDArray[Any], numbers: NDArray[Any]) -> NDArray[Any]:
    """Return ``values[numbers]``; numpy widens numbers of 32 bits to do that, here a block at a time."""
    found = np.zeros(numbers.shape + values.shape[1:], values.dtype)
    for block in blocks(len(numbers)):
        found[block] = values[numbers[block]]
    return found


def firsts(numbers: NDArray[Any], count: int) -> NDArray[np.int32]:
    """Return where each number below `count` first appears, (count,); 0 for one that does not."""
    found = np.zeros(count, np.int32)
    for block in reversed(list(blocks(len(numbers)))):
        found[numbers[block][::-1]] = np.arange(block.start, block.stop, dtype=np.int32)[::-1]
    return found


def all_finite(rows: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell which rows have finite numbers only, (n,)."""
    x, y, z = np.isfinite(rows).T
    is_finite: NDArray[np.bool_] = x & y & z
    return is_finite


def any_set(rows: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell which rows have a number that is not 0, (n,)."""
    x, y, z = rows.T
    is_set: NDArray[np.bool_] = (x != 0.0) | (y != 0.0) | (z != 0.0)
    return is_set


def dot(left: NDArray[Any], right: NDArray[Any]) -> NDArray[Any]:
    """Return the product of each two rows, (n,)."""
    x, y, z = left.T
    u, v, w = right.T
    product: NDArray[Any] = x * u + y * v + z * w
    return product


def cross(left: NDArray[Any], right: NDArray[Any]) -> NDArray[Any]:
    """Return the cross product of each two rows, (n, 3)."""
    x, y, z = left.T
    u, v, w = right.T
    return np.stack([y * w - z * v, z * u - x * w, x * v - y * u], axis=1)


def distinct(faces: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell which triangles have three different corners, (t,)."""
    a, b, c = faces.T
    is_distinct: NDArray[np.bool_] = (a != b) & (b != c) & (c != a)
    return is_distinct
