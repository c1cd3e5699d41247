"""The curve through the points of a road, and its points at equal steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FINER: Final = 4
"""How many pieces of the curve make a step."""
FEWEST: Final = 8
"""How many pieces lie between two points at least."""
MOST: Final = 1 << 20


def smooth(points: NDArray[np.float64], step: float) -> NDArray[np.float64]:
    """Return a centripetal Catmull-Rom curve as a polyline.

    Parameters
    ----------
    points : (k, 3) float64, m
        No two neighbours are the same.
    step : float, m
        Of what the polyline is cut into later; its own pieces are shorter.

    Returns
    -------
    (n, 3) float64
        Through all points; begins and ends with the first and the last.
    """
    if len(points) == 2:  # noqa: PLR2004 - a straight line
        return points.copy()
    ends = 2.0 * points[[0, -1]] - points[[1, -2]]
    padded = np.concatenate([ends[:1], points, ends[1:]])
    chords = _lengths(np.diff(padded, axis=0))
    knots = np.sqrt(chords)[:, None]
    before, within, after = knots[:-2], knots[1:-1], knots[2:]
    slopes = np.diff(padded, axis=0) / knots
    # The derivatives of the non-uniform curve at both ends of a piece, over the piece's own interval.
    leave = (slopes[:-2] - (padded[2:-1] - padded[:-3]) / (before + within) + slopes[1:-1]) * within
    arrive = (slopes[1:-1] - (padded[3:] - padded[1:-2]) / (within + after) + slopes[2:]) * within
    counts = np.maximum(np.ceil(chords[1:-1] * (FINER / step)), FEWEST)
    counts = np.minimum(counts, max(FEWEST, MOST // len(counts))).astype(np.int64)
    piece = np.repeat(np.arange(len(counts)), counts)
    first = np.cumsum(counts) - counts
    t = ((np.arange(len(piece)) - first[piece]) / counts[piece])[:, None]
    start, end = points[:-1][piece], points[1:][piece]
    u = 1.0 - t
    inner = (1.0 + 2.0 * t) * u * u * start + t * t * (3.0 - 2.0 * t) * end
    inner += t * u * u * leave[piece] - t * t * u * arrive[piece]
    return np.concatenate([inner, points[-1:]])


def resampled(curve: NDArray[np.float64], step: float) -> NDArray[np.float64]:
    """Return points of a polyline at equal lengths along it, at most `step` apart; the ends stay to the bit."""
    lengths = np.concatenate([[0.0], np.cumsum(_lengths(np.diff(curve, axis=0)))])
    count = max(1, int(np.ceil(lengths[-1] / step - 1e-9)))
    wanted = lengths[-1] * (np.arange(count + 1) / count)
    piece = np.clip(np.searchsorted(lengths, wanted, side="right") - 1, 0, len(curve) - 2)
    share = ((wanted - lengths[piece]) / (lengths[piece + 1] - lengths[piece]))[:, None]
    points: NDArray[np.float64] = curve[piece] + share * (curve[piece + 1] - curve[piece])
    points[0], points[-1] = curve[0], curve[-1]
    return points


def plan_tangents(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the unit vectors along a polyline in plan, by central differences, one-sided at both ends."""
    ahead = np.concatenate([points[1:2] - points[0:1], points[2:] - points[:-2], points[-1:] - points[-2:-1]])
    ahead[:, 1] = 0.0
    lengths = np.sqrt(ahead[:, 0] * ahead[:, 0] + ahead[:, 2] * ahead[:, 2])
    tangents: NDArray[np.float64] = ahead / np.where(lengths > 0.0, lengths, 1.0)[:, None]
    return tangents


def _lengths(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    x, y, z = vectors[:, 0], vectors[:, 1], vectors[:, 2]
    lengths: NDArray[np.float64] = np.sqrt(x * x + y * y + z * z)
    return lengths
