"""Junctions: where roads meet, one clean polygon with rounded corners, and where each road begins beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from cutout.errors import BadParams, UnstableGeometry

from .junction_mesh import covered
from .junction_outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cutout.surfaces import Surface

    from .profile import Profile
    from .road import Road

MAX_ARMS: Final = 16
LEAST_ANGLE: Final = 15.0
"""Arms that are nearer to each other would lie on each other for too long, degrees."""
STRAIGHT: Final = -0.985
"""Arms whose directions have a lower product run straight on: there is no corner between them."""
FURTHER: Final = (0.0, 0.1, 0.25, 0.5, 1.0, 2.0)
"""By how much more a junction reaches out, as a share, until its arms are clear: those that bend may need it."""
OFF_CENTRE: Final = 0.01
"""How far from the centre an arm may begin, m."""


@dataclass(frozen=True, slots=True, eq=False)
class Arm:
    """A road that meets others at one of its ends.

    Parameters
    ----------
    road : Road
        From the centre of the junction to elsewhere, or from elsewhere to the centre.
    at_end : bool
        Whether its last station is the one at the centre.
    """

    road: Road
    at_end: bool = False

    @property
    def profile(self) -> Profile:
        """The profile of the road."""
        return self.road.profile

    def station(self, count: int) -> int:
        """Return the station that is `count` steps from the centre."""
        return len(self.road) - 1 - count if self.at_end else count

    @property
    def outward(self) -> NDArray[np.float64]:
        """The unit vector from the centre along the road in plan, (2,): x and z."""
        tangent: NDArray[np.float64] = self.road.tangents[self.station(0)][[0, 2]]
        return -tangent if self.at_end else tangent

    def trim(self, count: int) -> float:
        """Return the length of the road from the centre to the station `count` steps away, m."""
        along = self.road.along
        return float(abs(along[self.station(count)] - along[self.station(0)]))


@dataclass(frozen=True, slots=True, eq=False)
class Junction:
    """What lies between the roads.

    Parameters
    ----------
    surfaces : list of Surface
        float64; of materials ``asphalt``, ``concrete`` (its sides) and ``marking``.
    stations : tuple of int
        For each arm the station of its road at which the road begins: sweep it from there, or up to there. The
        cross-section at that station, `Road.section`, is an edge of the junction bit for bit.
    trims : tuple of float, m
        How far that station is from the centre, along the road.
    outline : (n, 2) float64, m
        The polygon in plan, x and z, open, of positive shoelace area.
    collider : (m, 3) float64, m
        Triangles to drive on, three corners each.
    """

    surfaces: list[Surface]
    stations: tuple[int, ...]
    trims: tuple[float, ...]
    outline: NDArray[np.float64]
    collider: NDArray[np.float64]


def junction(center: Sequence[float] | NDArray[np.float64], arms: Sequence[Arm], lod: int = 0) -> Junction:
    """Return the junction of some roads.

    Parameters
    ----------
    center : (3,), m
        Where all of them meet.
    arms : sequence of Arm
        One (then it is a rounded end) or more, in any order.
    lod : int
        0 has the finest corners. `stations` and `trims` do not depend on it.

    Raises
    ------
    BadParams
        No arms or too many, arms that do not begin at the centre, two that are nearly parallel, or a road that is too
        short for what the junction takes of it: it gives up half its length at most.
    UnstableGeometry
        The outline cannot be made, as of roads that bend back to the centre.

    Notes
    -----
    The union of the strips of all arms, each with a round end at the centre, closed by a disc of the corners' radius:
    shapely grows it and shrinks it again. O(a² + n log n).
    """
    middle = np.asarray(center, np.float64)
    _check(middle, arms)
    radius = min(arm.profile.corner_radius for arm in arms)
    wanted = _clearances(arms, radius)
    for further in FURTHER:
        counts = [
            _count(arm, clearance, further * (clearance + radius), index)
            for index, (arm, clearance) in enumerate(zip(arms, wanted, strict=True))
        ]
        # Where roads begin must not depend on the level of detail.
        outline = outline_of(arms, counts, radius, 0)
        if outline is not None:
            if lod > 0:
                outline = outline_of(arms, counts, radius, lod) or outline
            surfaces, collider = covered(middle, arms, counts, outline, lod)
            return Junction(
                surfaces,
                tuple(arm.station(count) for arm, count in zip(arms, counts, strict=True)),
                tuple(arm.trim(count) for arm, count in zip(arms, counts, strict=True)),
                outline.plan(),
                collider,
            )
    raise UnstableGeometry(
        f"{len(arms)} roads at ({middle[0]:g}, {middle[2]:g}) have no clean junction: straighten them near it"
    )


def _check(middle: NDArray[np.float64], arms: Sequence[Arm]) -> None:
    """Refuse what no junction can be made of."""
    if not 1 <= len(arms) <= MAX_ARMS:
        raise BadParams(f"a junction has 1 to {MAX_ARMS} arms, and this one {len(arms)}")
    if middle.shape != (3,) or not np.isfinite(middle).all():
        raise BadParams(f"center must be a point in space, and {middle} is not")
    for index, arm in enumerate(arms):
        off = arm.road.points[arm.station(0)] - middle
        if not np.abs(off).max() <= OFF_CENTRE:
            raise BadParams(f"arm {index} begins {np.abs(off).max():.3g} m from the centre; it must begin there")
    outward = [arm.outward for arm in arms]
    for i, one in enumerate(outward):
        for j in range(i):
            product = float((one * outward[j]).sum())
            if product > np.cos(np.radians(LEAST_ANGLE)):
                angle = np.degrees(np.arccos(min(product, 1.0)))
                raise BadParams(
                    f"arms {j} and {i} are {angle:.1f} degrees apart; at least {LEAST_ANGLE:g} will do: "
                    "turn one of them, or join them further out"
                )


def _clearances(arms: Sequence[Arm], radius: float) -> list[float]:
    """Return how far from the centre each arm is clear of the others and of their rounded corners, m."""
    hub = max(arm.profile.half for arm in arms)
    outward = [arm.outward for arm in arms]
    lengths = []
    for i, arm in enumerate(arms):
        half = arm.profile.half
        length = float(np.sqrt((hub + radius) ** 2 - (half + radius) ** 2)) if len(arms) > 1 else hub
        for j, other in enumerate(arms):
            product = float((outward[i] * outward[j]).sum())
            if i == j or product < STRAIGHT:
                continue
            sine = float(np.sqrt(1.0 - product * product))
            corner = (other.profile.half + half * product) / sine
            # The tangent of half the angle between them.
            length = max(length, corner + radius * (1.0 + product) / sine)
        lengths.append(length)
    return lengths


def _most(arm: Arm) -> int:
    """Return how many steps of a road a junction may take."""
    return max(1, (len(arm.road) - 1) // 2)


def _count(arm: Arm, clearance: float, further: float, index: int) -> int:
    """Return how many steps of an arm the junction takes: to where it is clear, and further if there is room."""
    most = _most(arm)
    for count in range(1, most + 1):
        if arm.trim(count) >= clearance + further:
            return count
    if arm.trim(most) >= clearance:
        return most
    raise BadParams(
        f"arm {index} is {arm.road.length:.3g} m long, and the junction needs {clearance:.3g} m of it, "
        "which may be half at most: make it longer, narrower or less acute to the others"
    )
