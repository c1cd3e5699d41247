"""Bends that a road of some width can take: where the inner edge would run backwards, the middle is eased."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from cutout.errors import BadParams

from .curve import plan_tangents, resampled

if TYPE_CHECKING:
    from numpy.typing import NDArray

MARGIN: Final = 0.15
"""The inner edge of a step is at least this share of the step itself."""


def eased(points: NDArray[np.float64], reach: float, step: float) -> NDArray[np.float64]:
    """Return stations whose cross-sections do not cross their neighbours.

    Parameters
    ----------
    points : (n, 3) float64, m
        Stations at equal steps.
    reach : float, m
        How far a cross-section reaches to each side.
    step : float, m
        From station to station, at most.

    Returns
    -------
    (m, 3) float64
        The same points if they will do. The ends stay where they are.

    Raises
    ------
    BadParams
        The road begins where it ends, and would have to bend more sharply than its width allows.

    Notes
    -----
    Around each bend that is too sharp, points become means of their neighbours, over a window that doubles until the
    bend will do; at last the road is straight.
    """
    window = max(2, int(reach / step))
    while True:
        sharp = _sharp(points, reach)
        if not sharp.any():
            return points
        if window >= len(points):
            break
        points = resampled(_blended(_blended(points, sharp, window), sharp, window), step)
        window *= 2
    straight = points[[0, -1]]
    if np.abs(straight[1] - straight[0])[[0, 2]].max() < step / 4.0:
        raise BadParams(
            f"the road begins and ends at the same place and bends too sharply for its width of {2.0 * reach:.3g} m; "
            "make it narrower or the bends wider"
        )
    return resampled(straight, step)


def runs_backwards(
    points: NDArray[np.float64],
    reach: float,
    margin: float,
    *,
    here: NDArray[np.intp],
    there: NDArray[np.intp],
    tangents: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Tell where an edge of the strip from station `here` to station `there` is too short, or runs backwards.

    Where it does not, no triangle between the two cross-sections is flipped in plan, however they are cut across.
    """
    chord = points[there] - points[here]
    least = margin * np.sqrt(chord[:, 0] * chord[:, 0] + chord[:, 2] * chord[:, 2])
    bad = least <= 0.0
    turn = tangents[there] - tangents[here]
    for side in (-reach, reach):
        x = chord[:, 0] - side * turn[:, 2]
        z = chord[:, 2] + side * turn[:, 0]
        for end in (here, there):
            bad |= x * tangents[end, 0] + z * tangents[end, 2] <= least
    return bad


def _sharp(points: NDArray[np.float64], reach: float) -> NDArray[np.bool_]:
    """Tell which stations are at an end of a step that is bent too sharply."""
    here = np.arange(len(points) - 1)
    bad = runs_backwards(points, reach, MARGIN, here=here, there=here + 1, tangents=plan_tangents(points))
    sharp = np.zeros(len(points), np.bool_)
    sharp[:-1] |= bad
    sharp[1:] |= bad
    return sharp


def _blended(points: NDArray[np.float64], sharp: NDArray[np.bool_], window: int) -> NDArray[np.float64]:
    """Return points that are means of their neighbours near what is sharp, and themselves far from it."""
    count = len(points)
    places = np.arange(count)
    radius = np.minimum(window, np.minimum(places, count - 1 - places))
    total = np.concatenate([np.zeros((1, 3)), np.cumsum(points, axis=0)])
    means = (total[places + radius + 1] - total[places - radius]) / (2 * radius + 1)[:, None]
    at = np.flatnonzero(sharp)
    right = np.minimum(np.searchsorted(at, places), len(at) - 1)
    distance = np.minimum(np.abs(at[right] - places), np.abs(at[np.maximum(right - 1, 0)] - places))
    weight = np.clip(2.0 - distance / window, 0.0, 1.0)
    weight[[0, -1]] = 0.0
    blended: NDArray[np.float64] = points + weight[:, None] * (means - points)
    return blended
