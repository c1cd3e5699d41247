"""Where roads meet: which roads arrive at a crossing, and how much of each it takes."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .edges import Edge, Point

CORNER_RADIUS: Final = 6.0
"""m"""

_STRAIGHT_ON: Final = -0.985
"""Roads whose directions have a lower product run straight on: there is no corner between them."""

_LEAST_SINE: Final = 0.17


@dataclass(frozen=True, slots=True, eq=False)
class Arm:
    """A road at one of its ends.

    Parameters
    ----------
    edge : Edge
    is_start : bool
        Whether it begins at the crossing.
    station : int
        Where the road begins beside the crossing: the crossing takes it up to there.
    """

    edge: Edge
    is_start: bool
    station: int

    @property
    def outward(self) -> tuple[float, float]:
        """The unit vector from the crossing along the road, (x, z)."""
        return outward_of(self.edge, is_start=self.is_start)


@dataclass(frozen=True, slots=True, eq=False)
class Crossing:
    """Where roads meet.

    Parameters
    ----------
    id : int
        63 bits.
    point : Point
    arms : tuple of Arm
        In the order of the roads' ids; a road that returns is there twice.
    """

    id: int
    point: Point
    arms: tuple[Arm, ...]


def outward_of(edge: Edge, *, is_start: bool) -> tuple[float, float]:
    """Return the unit vector along a road away from one of its ends."""
    tangent = edge.road.tangents[0 if is_start else -1]
    x, z = float(tangent[0]), float(tangent[2])
    return (x, z) if is_start else (-x, -z)


def crossing_of(id_: int, point: Point, roads: Sequence[tuple[Edge, bool]]) -> Crossing:
    """Return the crossing of some roads.

    Parameters
    ----------
    id_ : int
    point : Point
    roads : sequence of (Edge, bool)
        Each road, and whether it begins here.

    Notes
    -----
    A crossing takes as much of a road as it needs to be clear of the others and of the rounded corners beside it, half
    of it at most.
    """
    ways = [outward_of(edge, is_start=is_start) for edge, is_start in roads]
    halves = [edge.half for edge, _ in roads]
    hub = max(halves, default=0.0)
    arms = []
    for place, (edge, is_start) in enumerate(roads):
        half = halves[place]
        wanted = sqrt((hub + CORNER_RADIUS) ** 2 - (half + CORNER_RADIUS) ** 2) if len(roads) > 1 else hub
        for other, way in enumerate(ways):
            product = ways[place][0] * way[0] + ways[place][1] * way[1]
            if other != place and product > _STRAIGHT_ON:
                sine = max(sqrt(max(0.0, 1.0 - product * product)), _LEAST_SINE)
                # The tangent of half the angle between them, twice.
                corner = (halves[other] + half * product) / sine
                wanted = max(wanted, corner + CORNER_RADIUS * (1.0 + product) / sine)
        arms.append(Arm(edge, is_start, _station(edge, wanted, is_start=is_start)))
    return Crossing(id_, point, tuple(arms))


def _station(edge: Edge, wanted: float, *, is_start: bool) -> int:
    """Return the first station that is `wanted` metres from an end, at most half way."""
    along = edge.road.along
    most = max(1, (len(along) - 1) // 2)
    if is_start:
        return min(max(1, int(np.searchsorted(along, wanted))), most)
    count = len(along) - int(np.searchsorted(along, along[-1] - wanted, side="right"))
    return len(along) - 1 - min(max(1, count), most)
