"""Roads as stations: a smooth centre line cut at equal steps, with the cross-section at each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cutout.errors import BadParams, TooLarge

from .bends import eased
from .curve import plan_tangents, resampled, smooth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .profile import Profile

MAX_POINTS: Final = 4096
MAX_LENGTH: Final = 100_000.0
"""m"""
MAX_STATIONS: Final = 16_384
MAX_COORDINATE: Final = 1e5
"""m; beyond, float32 does not hold the width of a line."""
LEAST_LENGTH: Final = 0.1
"""m; points that are nearer to each other are one."""
STEEPEST: Final = 4.0
"""m of height a metre in plan."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Road:
    """A road: everything about it is a pure function of what it was made of.

    Parameters
    ----------
    points : (n, 3) float64, m
        The stations: the middle of the road at equal steps.
    tangents : (n, 3) float64
        Unit vectors along the road in plan, y = 0.
    across : (n, 3) float64
        Unit vectors to the right, y = 0.
    along : (n,) float64, m
        Length of the road from its start to each station.
    profile : Profile
    id : int

    Notes
    -----
    Only additions, multiplications, divisions and square roots are used, in an order that does not depend on the
    processor: the same points give the same bits everywhere.
    """

    points: NDArray[np.float64]
    tangents: NDArray[np.float64]
    across: NDArray[np.float64]
    along: NDArray[np.float64]
    profile: Profile
    id: int = 0

    @classmethod
    def through(
        cls,
        points: NDArray[Any] | Sequence[Sequence[float]],
        profile: Profile,
        step: float = 8.0,
        id: int = 0,  # noqa: A002 - what it is called everywhere
    ) -> Road:
        """Return a road whose middle runs through these points by a smooth curve.

        Parameters
        ----------
        points : (k, 3), m
            Two or more. The first and the last station are the first and the last point, to the bit.
        profile : Profile
        step : float, m
            From station to station, at most.
        id : int

        Raises
        ------
        BadParams
            The points are too few, too near to each other, not finite or too far away, or the road is too steep, or
            it begins where it ends and cannot be bent gently enough for its width.
        TooLarge
            Too many points, or the road is too long, or has too many stations.

        Notes
        -----
        A centripetal Catmull-Rom curve, which neither loops nor overshoots between points (Yuksel et al. 2011). Where
        it bends so sharply that the inner edge of the road would run backwards, the middle leaves the points as far
        as it takes.
        """
        control = _checked(points)
        curve = smooth(control, step)
        length = _length_of(curve)
        if length > MAX_LENGTH or length / step > MAX_STATIONS:
            raise TooLarge(
                f"the road is {length:.0f} m long, {length / step:.0f} steps of {step:g} m; "
                f"at most {MAX_LENGTH:.0f} m and {MAX_STATIONS} steps will do: cut it into several"
            )
        return cls._at(eased(resampled(curve, step), profile.reach, step), profile, id)

    @classmethod
    def _at(cls, stations: NDArray[np.float64], profile: Profile, number: int) -> Road:
        """Return the road with these stations."""
        tangents = plan_tangents(stations)
        across = np.stack([-tangents[:, 2], np.zeros(len(tangents)), tangents[:, 0]], axis=1)
        steps = np.diff(stations, axis=0)
        plan = np.sqrt(steps[:, 0] * steps[:, 0] + steps[:, 2] * steps[:, 2])
        if (np.abs(steps[:, 1]) > STEEPEST * plan).any():
            at = int(np.argmax(np.abs(steps[:, 1]) - STEEPEST * plan))
            raise BadParams(
                f"the road rises by {abs(steps[at, 1]):.3g} m within {plan[at]:.3g} m near "
                f"{_place(stations[at])}; at most {STEEPEST:g} to 1 will do"
            )
        along = np.concatenate([[0.0], np.cumsum(np.sqrt(plan * plan + steps[:, 1] * steps[:, 1]))])
        return cls(stations, tangents, across, along, profile, number)

    def __repr__(self) -> str:
        return f"<Road {self.id}: {self.profile.type}, {len(self)} stations, {self.length:.6g} m>"

    def __len__(self) -> int:
        """Return how many stations there are."""
        return len(self.points)

    @property
    def length(self) -> float:
        """From start to end, m."""
        return float(self.along[-1])

    def with_heights(self, heights: NDArray[np.float64]) -> Road:
        """Return the same road in plan at other heights, (n,) m: its stations stay the same."""
        stations = self.points.copy()
        stations[:, 1] = heights
        return Road._at(stations, self.profile, self.id)

    def at_offset(self, offset: float) -> NDArray[np.float64]:
        """Return the line that runs `offset` metres to the right of the middle, (n, 3)."""
        return self.points + offset * self.across

    def section(self, station: int) -> NDArray[np.float64]:
        """Return the columns of the asphalt at a station from left to right, (k, 3): what a junction shares."""
        offsets = np.array(self.profile.across())
        columns: NDArray[np.float64] = self.points[station] + offsets[:, None] * self.across[station]
        return columns


def _checked(points: NDArray[Any] | Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """Return the points of a road without repeats."""
    try:
        control = np.asarray(points, dtype=np.float64)
    except (TypeError, ValueError):
        raise BadParams("points must be a list of points in space, of three numbers each") from None
    if control.ndim != 2 or control.shape[1] != 3:  # noqa: PLR2004 - x, y and z
        raise BadParams(f"points must be points in space, and have the shape {control.shape}, not (n, 3)")
    if len(control) > MAX_POINTS:
        raise TooLarge(f"a road goes through {len(control)} points; at most {MAX_POINTS} will do: cut it into several")
    if not (np.abs(control) <= MAX_COORDINATE).all():
        at = int(np.argmin((np.abs(control) <= MAX_COORDINATE).all(axis=1)))
        raise BadParams(
            f"point {at} is {_place(control[at])}; numbers must be finite and at most {MAX_COORDINATE:g} from 0"
        )
    kept = [control[0]] if len(control) else []
    for point in control[1:]:
        gap = point - kept[-1]
        if gap[0] * gap[0] + gap[2] * gap[2] > LEAST_LENGTH * LEAST_LENGTH:
            kept.append(point)
    if len(kept) > 1:
        # The end is exactly where it was said to be.
        kept[-1] = control[-1]
    if len(kept) < 2:  # noqa: PLR2004 - a line has two ends
        raise BadParams(f"a road needs two points that are {LEAST_LENGTH:g} m apart in plan, and has {len(kept)}")
    return np.array(kept)


def _length_of(curve: NDArray[np.float64]) -> float:
    steps = np.diff(curve, axis=0)
    return float(np.sqrt((steps * steps).sum(axis=1)).sum())


def _place(point: NDArray[np.float64]) -> str:
    return "({:g}, {:g}, {:g})".format(*point)
