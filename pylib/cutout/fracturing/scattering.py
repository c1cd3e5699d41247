"""Random points inside an outline, the same as those of the compiled `cutout.fracturing.kernel.scatter`, bit for bit.

So a polygon breaks at the same places whether the kernel is built or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from . import rings as ring_layout

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .outline import Outline
    from .rings import Flags, Floats

TRIES: Final = 64
"""Draws for each point wanted, before an outline counts as a sliver in its box."""

MAX_PADDING: Final = 0.25
"""Of a side of the box: a padding never takes more from either end."""

BLOCK: Final = 1 << 20
"""Points times edges that are compared at once."""

_STEP: Final = np.uint64(0x9E3779B97F4A7C15)
_FIRST_FACTOR: Final = np.uint64(0xBF58476D1CE4E5B9)
_SECOND_FACTOR: Final = np.uint64(0x94D049BB133111EB)


def scattered(outline: Outline, count: int, seed: int, padding: float = 0.0) -> Floats | None:
    """Return points evenly at random over an outline.

    Parameters
    ----------
    outline : Outline
    count : int
    seed : int
    padding : float, px
        The points keep this distance from the bounding box, as far as there is room.

    Returns
    -------
    (count, 2) float64, px, local
        Or None if the outline fills so little of its box that too many points fell outside.

    Notes
    -----
    The numbers are SplitMix64 (Steele, Lea and Flood, 2014): a hash of the seed and of how many were drawn before.
    """
    low, high = outline.points.min(axis=0), outline.points.max(axis=0)
    inset = np.minimum(padding, (high - low) * MAX_PADDING)
    low, high = low + inset, high - inset
    following = ring_layout.following(outline.offsets)
    start, end = outline.points, outline.points[following]
    most, drawn = TRIES * (count + 1), 0
    found: list[Floats] = []
    missing = count
    while missing and drawn < most:
        tries = min(2 * missing + 8, most - drawn, max(1, BLOCK // len(start)))
        tried = low + uniform(seed, 2 * drawn, 2 * tries).reshape(-1, 2) * (high - low)
        found.append(tried[are_inside(tried, start, end)][:missing])
        missing -= len(found[-1])
        drawn += tries
    return None if missing else np.concatenate(found)


def uniform(seed: int, first: int, count: int) -> Floats:
    """Return the numbers `first` to `first + count - 1` of a seed, from 0 on, below 1."""
    number = np.arange(first + 1, first + count + 1, dtype=np.uint64)
    state: NDArray[np.uint64] = np.uint64(seed & (2**64 - 1)) + number * _STEP
    state = (state ^ (state >> np.uint64(30))) * _FIRST_FACTOR
    state = (state ^ (state >> np.uint64(27))) * _SECOND_FACTOR
    state = (state ^ (state >> np.uint64(31))) >> np.uint64(11)
    return state.astype(np.float64) * 2.0**-53


def are_inside(points: Floats, start: Floats, end: Floats) -> Flags:
    """Return for each point whether a ray from it crosses edges an odd number of times."""
    x, y = points[:, :1], points[:, 1:]
    straddles = (start[:, 1] > y) != (end[:, 1] > y)
    rise = end[:, 1] - start[:, 1]
    along = (y - start[:, 1]) / np.where(rise == 0.0, 1.0, rise)
    crosses = straddles & (x < (end[:, 0] - start[:, 0]) * along + start[:, 0])
    inside: Flags = crosses.sum(axis=1) % 2 == 1
    return inside
