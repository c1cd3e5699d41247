"""Roads of the network between two crossings, and what the ground and the plants need to know of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from cutout.world.roads.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cutout.world.roads.road import Road

    from .sites import Cell

    Floats = NDArray[np.float64]

HIGHWAY: Final = "highway"
MAIN: Final = "main"
SIDE: Final = "side"
ALLEY: Final = "alley"

PROFILES: Final = {
    HIGHWAY: Profile.of("highway", {"width": 20.0, "median": 2.0, "shoulder": 1.6}),
    MAIN: Profile.of("standard", {"width": 14.0}),
    SIDE: Profile.of("standard", {"width": 9.0, "lanes": 2}),
    ALLEY: Profile.of("standard", {"width": 5.0, "lanes": 1, "markings": False}),
}

HIGHWAY_STEP: Final = 8.0
STREET_STEP: Final = 4.0
"""m from station to station, at most."""

STREET_LEVEL: Final = 16.0
HIGHWAY_LEVEL: Final = 26.0
"""m; how far roads are level beside a crossing, so that these are flat."""

LEVEL_SHARE: Final = 0.3
"""The same as a share of the road's length at most."""

PIECE_LENGTH: Final = 32.0
"""m; about how long the pieces are that a road is cut into."""


class Point(NamedTuple):
    """A place in the world, m."""

    x: float
    y: float
    z: float


@dataclass(frozen=True, eq=False)
class Edge:
    """A road between two crossings.

    Parameters
    ----------
    id : int
        63 bits; the same in every chunk.
    type : "highway", "main", "side" or "alley"
    origin : (x, z), m
        What the stations are measured from: a corner of the plan's cell.
    road : Road
        From the middle of one crossing to the middle of the other.
    on_ground : (n,) bool
        For each station whether the ground is moved to the road; where it is not, there is a bridge.
    ends : (int, int)
        The crossings' ids.
    cells : (Cell, Cell)
        Whose crossings they are.
    is_straight : bool
        Whether it is straight in plan.
    level : (int, int)
        The stations up to which, and from which on, it is as high as its crossings. Between them a straight road is of
        one grade.
    """

    id: int
    type: str
    origin: tuple[float, float]
    road: Road
    on_ground: NDArray[np.bool_]
    ends: tuple[int, int]
    cells: tuple[Cell, Cell]
    is_straight: bool
    level: tuple[int, int]

    @property
    def half(self) -> float:
        """Half the width of the asphalt, m."""
        return self.road.profile.half

    @cached_property
    def stations(self) -> Floats:
        """The stations in the world, (n, 3), m."""
        found: Floats = self.road.points + np.array([self.origin[0], 0.0, self.origin[1]])
        return found

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """Least x and z, greatest x and z of the middle, m."""
        low, high = self.stations.min(axis=0), self.stations.max(axis=0)
        return float(low[0]), float(low[2]), float(high[0]), float(high[2])


COLUMNS: Final = ("x0", "z0", "x1", "z1", "tx0", "tz0", "tx1", "tz1", "y0", "y1", "ground0", "ground1", "half")


class Segments(NamedTuple):
    """The steps between stations of many roads, in the order of the roads' ids.

    Parameters
    ----------
    numbers : (s, 13) float64
        `COLUMNS`: ends, unit vectors along the road there, heights, 1 where the ground is moved, half the width.
    ids : (s,) int64
        The roads' ids.
    is_first, is_last : (s,) bool
        Whether the road ends there.
    """

    numbers: Floats
    ids: NDArray[np.int64]
    is_first: NDArray[np.bool_]
    is_last: NDArray[np.bool_]

    @staticmethod
    def of(edges: Sequence[Edge]) -> Segments:
        """Return the segments of some roads."""
        if not edges:
            nothing = np.zeros(0, np.bool_)
            return Segments(np.zeros((0, len(COLUMNS))), np.zeros(0, np.int64), nothing, nothing)
        ordered = sorted(edges, key=lambda edge: edge.id)
        parts = [_numbers(edge) for edge in ordered]
        counts = np.array([len(part) for part in parts])
        ends = np.cumsum(counts)
        is_first, is_last = np.zeros(int(ends[-1]), np.bool_), np.zeros(int(ends[-1]), np.bool_)
        is_first[ends - counts] = True
        is_last[ends - 1] = True
        ids = np.repeat(np.array([edge.id for edge in ordered], np.int64), counts)
        return Segments(np.concatenate(parts), ids, is_first, is_last)

    @staticmethod
    def joined(parts: Sequence[Segments]) -> Segments:
        """Return the segments of several, in the order of the roads' ids; no road may be in two of them."""
        whole = Segments(*(np.concatenate(column) for column in zip(*parts, strict=True)))
        return whole.chosen(np.argsort(whole.ids, kind="stable"))

    def chosen(self, which: NDArray[np.intp] | NDArray[np.bool_]) -> Segments:
        """Return some of the segments."""
        return Segments(self.numbers[which], self.ids[which], self.is_first[which], self.is_last[which])

    def near(self, low: tuple[float, float], high: tuple[float, float], reach: float) -> Segments:
        """Return the segments whose asphalt, grown by `reach`, may touch a rectangle."""
        x0, z0, x1, z1 = self.numbers[:, :4].T
        grown = reach + self.numbers[:, 12]
        touched = np.maximum(x0, x1) > low[0] - grown
        touched &= np.minimum(x0, x1) < high[0] + grown
        touched &= np.maximum(z0, z1) > low[1] - grown
        touched &= np.minimum(z0, z1) < high[1] + grown
        return self.chosen(touched)


def _numbers(edge: Edge) -> Floats:
    # A straight road is three segments, however many stations it has.
    taken = np.array([0, *edge.level, len(edge.road) - 1]) if edge.is_straight else np.arange(len(edge.road))
    plan, along = edge.stations[taken][:, [0, 2]], edge.road.tangents[taken][:, [0, 2]]
    heights, ground = edge.stations[taken, 1:2], edge.on_ground[taken].astype(np.float64)[:, None]
    half = np.full((len(plan) - 1, 1), edge.half)
    parts = [plan[:-1], plan[1:], along[:-1], along[1:], heights[:-1], heights[1:], ground[:-1], ground[1:], half]
    return np.concatenate(parts, axis=1)
