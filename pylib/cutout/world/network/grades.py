"""Heights of crossings and roads: near the ground, no steeper than asked, over water."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from .edges import LEVEL_SHARE, STREET_LEVEL, STREET_STEP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]

_ROUNDS: Final = 200

OVER_WATER: Final = 2.0
"""m; how far a street lies above the sea at least."""

BRIDGE_OVER_WATER: Final = 6.0
"""m; the same of a highway where there is water below."""

BRIDGE_OVER_GROUND: Final = 7.0
"""m; a highway that lies higher than this above the ground stands on piers."""

_SHORE: Final = 0.8
"""m; lower land by the sea is bridged too."""
_ISLET: Final = 8
_PASSED: Final = 2.2
"""Land of fewer stations than these is passed over, if the bridge is that high above it, m."""

_SMOOTHING: Final = 6
_CREST_SMOOTHING: Final = 8


def levelled_crossings(heights: Floats, first: Places, second: Places, lengths: Floats, grade: float) -> Floats:
    """Move crossings up and down until no street between them is too steep.

    Parameters
    ----------
    heights : (n,) float64, m
    first, second : (s,) int
        The crossings at the ends of each street.
    lengths : (s,) float64, m
    grade : float

    Returns
    -------
    (n,) float64, m
        After a fixed number of rounds at most, so a very steep place may keep a little too much.
    """
    settled = heights.copy()
    allowed = grade * lengths
    crowd = np.maximum(np.bincount(first, minlength=len(heights)) + np.bincount(second, minlength=len(heights)), 1)
    for _ in range(_ROUNDS):
        rise = settled[second] - settled[first]
        over = rise - np.minimum(np.maximum(rise, -allowed), allowed)
        if not over.any():
            break
        push = np.bincount(first, over, len(heights)) - np.bincount(second, over, len(heights))
        settled += push / crowd
    return settled


def street_heights(along: Floats, level: tuple[int, int], marks: Sequence[float], heights: Sequence[float]) -> Floats:
    """Return the heights of a street's stations: level at both ends, a straight grade from place to place between.

    Parameters
    ----------
    along : (n,) float64, m
        Way from the start.
    level : (int, int)
        The stations up to which, and from which on, it is as high as its ends.
    marks, heights : sequence of float, m
        Where the heights are known, ascending, from the start to the end.
    """
    at = np.array(marks)
    known = np.array(heights)
    start, end = along[level[0]], along[level[1]]
    # The way between the level ends stands for all of it.
    along = (np.minimum(np.maximum(along, start), end) - start) * (at[-1] / (end - start))
    piece = np.minimum(np.maximum(np.searchsorted(at, along, side="right") - 1, 0), len(at) - 2)
    share = (along - at[piece]) / (at[piece + 1] - at[piece])
    found: Floats = known[piece] + share * (known[piece + 1] - known[piece])
    found[: level[0] + 1], found[level[1] :] = known[0], known[-1]
    inner = slice(level[0] + 1, level[1])
    # No crest at a bend: steps of a road are longer far away, and would cut it off.
    for _ in range(_CREST_SMOOTHING if len(at) > len(level) else 0):
        found[inner] = (found[level[0] : level[1] - 1] + 2.0 * found[inner] + found[level[0] + 2 : level[1] + 1]) / 4.0
    return found


def highway_heights(
    along: Floats, level: tuple[int, int], ground: Floats, ends: tuple[float, float], *, sea: float, grade: float
) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the heights of a highway's stations, and which of them lie on the ground.

    Parameters
    ----------
    along : (n,) float64, m
        Way from the start.
    level : (int, int)
        The stations up to which, and from which on, it is as high as its ends.
    ground : (n,) float64, m
    ends : (float, float), m
        The heights of the crossings.
    sea : float, m
    grade : float
        The steepest it should be; steeper only if the crossings are too far apart in height.

    Returns
    -------
    heights : (n,) float64, m
    on_ground : (n,) bool
    """
    wanted = np.maximum(ground, np.where(ground < sea, sea + BRIDGE_OVER_WATER, sea + OVER_WATER))
    for _ in range(_SMOOTHING):
        wanted = np.concatenate([wanted[:1], (wanted[:-2] + 2.0 * wanted[1:-1] + wanted[2:]) / 4.0, wanted[-1:]])
    start, end = ends
    way = np.minimum(np.maximum(along, along[level[0]]), along[level[1]]) - along[level[0]]
    length = float(way[-1])
    grade = max(grade, 1.15 * abs(end - start) / length)
    # Within reach of both crossings, and no steeper than allowed from station to station.
    back = length - way
    highest = np.minimum(start + grade * way, end + grade * back)
    lowest = np.maximum(start - grade * way, end - grade * back)
    heights = np.minimum(np.maximum(wanted, lowest), highest)
    heights = _limited(heights, way, grade)
    heights = np.minimum(np.maximum(heights, lowest), highest)
    heights[: level[0] + 1], heights[level[1] :] = start, end
    on_ground = (heights - ground < BRIDGE_OVER_GROUND) & (ground > sea + _SHORE)
    on_ground = _without_islets(on_ground, heights - ground)
    # A crossing is no bridge.
    on_ground[: level[0] + 1] = True
    on_ground[level[1] :] = True
    return heights, _without_short_bridges(on_ground)


def _limited(heights: Floats, along: Floats, grade: float) -> Floats:
    """Return heights between the least steep surface above and the one below: their mean is no steeper than `grade`."""
    rise = grade * along
    above = np.maximum(
        np.maximum.accumulate(heights + rise) - rise, (np.maximum.accumulate((heights - rise)[::-1])[::-1]) + rise
    )
    below = np.minimum(
        np.minimum.accumulate(heights - rise) + rise, (np.minimum.accumulate((heights + rise)[::-1])[::-1]) - rise
    )
    limited: Floats = (above + below) / 2.0
    return limited


def _without_islets(on_ground: NDArray[np.bool_], over: Floats) -> NDArray[np.bool_]:
    """Return the same without short stretches of ground between bridges, if it is low enough to pass over."""
    kept = on_ground.copy()
    changes = (np.flatnonzero(on_ground[1:] != on_ground[:-1]) + 1).tolist()
    for start, end in pairwise(changes):
        if on_ground[start] and end - start < _ISLET and float(over[start:end].min()) > _PASSED:
            kept[start:end] = False
    return kept


def _without_short_bridges(on_ground: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the same without bridges of a single station."""
    is_single = ~on_ground
    is_single[1:] &= on_ground[:-1]
    is_single[:-1] &= on_ground[1:]
    return on_ground | is_single


def level_stations(along: Floats, length: float) -> tuple[int, int]:
    """Return the stations up to which, and from which on, a road is level beside its crossings.

    Parameters
    ----------
    along : (n,) float64, m
        Way from the start.
    length : float, m
        How far it is level at least, if there is room.
    """
    last = len(along) - 1
    most = max(1, int(LEVEL_SHARE * last))
    count = min(max(1, int(np.searchsorted(along, length))), most)
    return count, last - count


def ramp_length(length: float) -> float:
    """Return how much of a street between crossings may rise, m."""
    return length - 2.0 * min(STREET_LEVEL + STREET_STEP, LEVEL_SHARE * length)
