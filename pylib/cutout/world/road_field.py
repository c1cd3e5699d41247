"""What roads mean for points beside them: how far they are, and to which height the ground is moved.

Each segment of a road is responsible for the points between the cross-sections at its ends, so along a road every point
has one nearest place, and the height there is that of the road's surface. Where roads meet, heights are averaged by
nearness. A value depends on its point and on the roads within reach only: roads out of reach add exact zeros, and sums
run in the order of the roads' ids, so both sides of a chunk's border get the same bits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .network.edges import Segments

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]

_BIN: Final = 16.0
"""m; points are sorted into squares of this size."""

_WITHIN: Final = 1.0 / 16.0
"""How much a metre on the asphalt counts, by a metre beside it."""

FAR: Final = 1e9
"""m; the clearance where no road is within reach."""


class Bed(NamedTuple):
    """How the ground is moved beside a road.

    Parameters
    ----------
    flat : float, m
        How far beside the asphalt the ground is as high as the road.
    radius : float, m
        How far beyond that it is moved at all.
    """

    flat: float
    radius: float

    @property
    def reach(self) -> float:
        """How far beside the asphalt the ground is moved, m."""
        return self.flat + self.radius


class RoadField:
    """Roads near an area, as points ask for them.

    Parameters
    ----------
    segments : Segments
        In the order of the roads' ids; all that reach the points that will be asked for.
    """

    __slots__ = ("_columns", "_segments")

    def __init__(self, segments: Segments) -> None:
        self._segments = segments
        self._columns = np.ascontiguousarray(segments.numbers.T)

    def clearance(self, x: Floats, z: Floats, reach: float) -> Floats:
        """Return how far points are from the nearest asphalt.

        Parameters
        ----------
        x, z : (n,) float64, m
        reach : float, m
            Beyond this it need not be known.

        Returns
        -------
        (n,) float64, m
            Negative on a road or a bridge; `FAR` where nothing is within reach.
        """
        found = np.full(len(x), FAR)
        if len(x) and len(self._segments.ids):
            point, _, _, away, half = self._meetings(x, z, reach)
            np.minimum.at(found, point, away - half)
        return found

    def moved(self, x: Floats, z: Floats, bed: Bed) -> tuple[Floats, Floats]:
        """Return to which height the ground is moved, and how much.

        Parameters
        ----------
        x, z : (n,) float64, m
        bed : Bed

        Returns
        -------
        heights : (n,) float64, m
            Anything where the share is 0.
        shares : (n,) float64
            0 where the ground is left alone, 1 where it is as high as the road.
        """
        shares = np.zeros(len(x))
        weights: NDArray[Any] = np.zeros(len(x))
        weighed: NDArray[Any] = np.zeros(len(x))
        if len(x) and len(self._segments.ids):
            point, segment, t, away, half = self._meetings(x, z, bed.reach)
            columns = self._columns
            ground = columns[10][segment] + t * (columns[11][segment] - columns[10][segment])
            beyond = np.minimum(np.maximum((away - half - bed.flat) / bed.radius, 0.0), 1.0)
            share = ground * (1.0 - beyond * beyond * (3.0 - 2.0 * beyond))
            height = columns[8][segment] + t * (columns[9][segment] - columns[8][segment])
            # On the asphalt of one road hardly any other counts.
            beside = np.maximum(away - half, 0.0) + away * _WITHIN
            nearness = beside * beside + 1.0
            weight = share / (nearness * nearness)
            np.maximum.at(shares, point, share)
            weights = np.bincount(point, weight, len(x))
            weighed = np.bincount(point, weight * height, len(x))
        heights: Floats = weighed / np.where(weights > 0.0, weights, 1.0)
        return heights, shares

    def _meetings(self, x: Floats, z: Floats, reach: float) -> tuple[Places, Places, Floats, Floats, Floats]:
        """Return pairs of a point and a segment that is responsible for it, within reach.

        Returns
        -------
        point, segment : (p,) int
            In the order of segments.
        t : (p,) float64
            Where along the segment the point lies, 0 to 1.
        away, half : (p,) float64, m
            How far the point is from the middle of the road, and half the width of that.
        """
        numbers = self._segments.numbers
        columns = self._columns
        point, segment = _pairs(x, z, numbers, reach)
        here_x, here_z = x[point], z[point]
        x0, z0 = columns[0][segment], columns[1][segment]
        after = (here_x - x0) * columns[4][segment] + (here_z - z0) * columns[5][segment]
        own = np.flatnonzero((after >= 0.0) | self._segments.is_first[segment])
        point, segment, after = point[own], segment[own], after[own]
        here_x, here_z, x0, z0 = here_x[own], here_z[own], x0[own], z0[own]
        x1, z1 = columns[2][segment], columns[3][segment]
        before = (x1 - here_x) * columns[6][segment] + (z1 - here_z) * columns[7][segment]
        whole = after + before
        t = np.where(before <= 0.0, 1.0, np.where(after <= 0.0, 0.0, after / np.where(whole > 0.0, whole, 1.0)))
        aside_x, aside_z = here_x - (x0 + t * (x1 - x0)), here_z - (z0 + t * (z1 - z0))
        away = np.sqrt(aside_x * aside_x + aside_z * aside_z)
        half = columns[12][segment]
        kept = np.flatnonzero(((before > 0.0) | self._segments.is_last[segment]) & (away - half < reach))
        return point[kept], segment[kept], t[kept], away[kept], half[kept]


def _pairs(x: Floats, z: Floats, numbers: Floats, reach: float) -> tuple[Places, Places]:
    """Return all pairs of points and segments that may be within reach of each other, in the order of segments."""
    low_x, low_z = float(x.min()), float(z.min())
    columns = ((x - low_x) * (1.0 / _BIN)).astype(np.intp)
    rows = ((z - low_z) * (1.0 / _BIN)).astype(np.intp)
    width, height = int(columns.max()) + 1, int(rows.max()) + 1
    bins = rows * width + columns
    order = np.argsort(bins, kind="stable")
    firsts = np.zeros(width * height + 1, np.intp)
    np.cumsum(np.bincount(bins, minlength=width * height), out=firsts[1:])
    # Which squares each segment's box touches; a run of squares in a row is a run of sorted points.
    grown = reach + numbers[:, 12]
    left = np.floor((np.minimum(numbers[:, 0], numbers[:, 2]) - grown - low_x) * (1.0 / _BIN))
    right = np.floor((np.maximum(numbers[:, 0], numbers[:, 2]) + grown - low_x) * (1.0 / _BIN))
    top = np.floor((np.minimum(numbers[:, 1], numbers[:, 3]) - grown - low_z) * (1.0 / _BIN))
    bottom = np.floor((np.maximum(numbers[:, 1], numbers[:, 3]) + grown - low_z) * (1.0 / _BIN))
    touched = np.flatnonzero((right >= 0) & (left < width) & (bottom >= 0) & (top < height))
    left, right = np.clip(left[touched], 0, width - 1), np.clip(right[touched], 0, width - 1)
    top, bottom = np.clip(top[touched], 0, height - 1), np.clip(bottom[touched], 0, height - 1)
    owner, row = _ranges(top.astype(np.intp), bottom.astype(np.intp) + 1)
    start = firsts[row * width + left[owner].astype(np.intp)]
    end = firsts[row * width + right[owner].astype(np.intp) + 1]
    run, place = _ranges(start, end)
    return order[place], touched[owner[run]]


def _ranges(starts: Places, ends: Places) -> tuple[Places, Places]:
    """Return the whole numbers of many ranges, and for each which range it is of."""
    counts = ends - starts
    owner = np.repeat(np.arange(len(starts)), counts)
    firsts = np.cumsum(counts) - counts
    return owner, np.arange(len(owner)) - firsts[owner] + starts[owner]
