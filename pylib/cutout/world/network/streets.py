"""The streets of a town in plan: a warped grid with main streets, side streets, cul-de-sacs closed, and alleys.

A town is made as a whole from its site alone, so its streets are the same from whichever chunk they are looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from cutout.world.hashing import Stream, hashed
from cutout.world.noise import LayeredNoise

if TYPE_CHECKING:
    from .options import RoadOptions
    from .sites import Site

Key = tuple[int, int]
"""A crossing: column and row of the town's grid, doubled, so that the middles of streets have whole numbers too."""

MAIN: Final = "main"
SIDE: Final = "side"
ALLEY: Final = "alley"

CENTRE: Final[Key] = (0, 0)

_WARP: Final = 16.0
"""m; how far the grid is bent."""
_REMOVED: Final = 0.16
"""The share of side streets that are left out, where both ends can spare them."""
_ALLEYS: Final = 0.4
"""The share of blocks with an alley."""
_LARGE: Final = 260.0
"""m; a town of this radius has more main streets than two."""
_CROSSING: Final = 4


@dataclass(slots=True)
class StreetPlan:
    """Crossings and the streets between them.

    Parameters
    ----------
    places : dict of Key to (x, z), m
    streets : dict of pairs of Key to str
        The types of streets; each pair has the smaller key first.
    """

    places: dict[Key, tuple[float, float]] = field(default_factory=dict)
    streets: dict[tuple[Key, Key], str] = field(default_factory=dict)

    def add(self, first: Key, second: Key, type_: str) -> None:
        """Add a street."""
        self.streets[min(first, second), max(first, second)] = type_

    def degrees(self) -> dict[Key, int]:
        """Return how many streets meet at each crossing."""
        counts = dict.fromkeys(self.places, 0)
        for first, second in self.streets:
            counts[first] += 1
            counts[second] += 1
        return counts

    def gate(self, side: tuple[int, int]) -> Key:
        """Return the crossing where the highway of a side begins: the outermost on the main street."""
        place = CENTRE
        while True:
            ahead = (place[0] + 2 * side[0], place[1] + 2 * side[1])
            if (min(place, ahead), max(place, ahead)) not in self.streets:
                halfway = (place[0] + side[0], place[1] + side[1])
                if (min(place, halfway), max(place, halfway)) not in self.streets:
                    return place
                ahead = halfway
            place = ahead


def plan_streets(seed: int, site: Site, options: RoadOptions) -> StreetPlan:
    """Lay out a town.

    Parameters
    ----------
    seed : int
    site : Site
    options : RoadOptions

    Returns
    -------
    StreetPlan
        A crossing at the site's centre and nothing else if its radius is 0. Everything is connected, and at least two
        streets meet at every crossing.
    """
    if site.radius == 0.0:
        return StreetPlan({CENTRE: site.centre})
    stream = Stream(hashed(seed, "streets", *site.cell))
    size = options.block_size
    u = _lines(stream, site.radius, 0.85 * size, 1.25 * size)
    v = _lines(stream, site.radius, 0.75 * size, 1.05 * size)
    plan = StreetPlan(_placed(seed, site, u, v))
    main = _main_lines(stream, u, site.radius), _main_lines(stream, v, site.radius)
    for i, j in plan.places:
        for ahead, line, mains in (((i + 2, j), j, main[1]), ((i, j + 2), i, main[0])):
            if ahead in plan.places:
                plan.add((i, j), ahead, MAIN if line in mains else SIDE)
    _close_dead_ends(plan)
    _remove_some(plan, stream)
    _keep_connected(plan)
    _add_alleys(plan, stream)
    return plan


def _lines(stream: Stream, radius: float, low: float, high: float) -> dict[int, float]:
    """Return where the lines of a grid lie, by their doubled numbers; those next to the middle are always there."""
    lines = {0: 0.0}
    for side in (1, -1):
        at, number = 0.0, 0
        while True:
            at += stream.between(low, high)
            number += 2 * side
            if at > radius and abs(number) > 2:  # noqa: PLR2004 - the first on each side
                break
            lines[number] = side * at
    return lines


def _main_lines(stream: Stream, lines: dict[int, float], radius: float) -> set[int]:
    """Return which lines of a grid are main streets: the middle, and in large towns one more on each side."""
    main = {0}
    if radius > _LARGE:
        main |= {number for number in (2 * (2 + stream.below(2)), -2 * (2 + stream.below(2))) if number in lines}
    return main


def _placed(seed: int, site: Site, u: dict[int, float], v: dict[int, float]) -> dict[Key, tuple[float, float]]:
    """Return the crossings within the town's outline, which is round and frayed."""
    keys = [(i, j) for j in sorted(v) for i in sorted(u)]
    along = np.array([u[i] for i, _ in keys])
    across = np.array([v[j] for _, j in keys])
    share = (along * along + across * across) / (site.radius * site.radius)
    frayed = [0.72 + 0.5 * Stream(hashed(seed, "fray", *site.cell, *key)).unit() for key in keys]
    axis_x, axis_z = site.axis
    x = site.centre[0] + along * axis_x - across * axis_z
    z = site.centre[1] + along * axis_z + across * axis_x
    # Bent by a slow noise, not at all in the middle.
    bend = _WARP * np.minimum(1.0, share * 4.0)
    x_bent = x + bend * LayeredNoise(seed, "bend x", 420.0, 2)(x, z)
    z_bent = z + bend * LayeredNoise(seed, "bend z", 420.0, 2)(x, z)
    places = {}
    for place, (i, j) in enumerate(keys):
        in_core = max(abs(i), abs(j)) <= 2  # noqa: PLR2004 - the blocks around the centre
        if in_core or share[place] < frayed[place] or (0 in (i, j) and share[place] < 1.0):
            places[i, j] = (float(x_bent[place]), float(z_bent[place]))
    return places


def _close_dead_ends(plan: StreetPlan) -> None:
    """Remove streets that lead nowhere until there are none."""
    degrees = plan.degrees()
    loose = [key for key, count in degrees.items() if count < 2]  # noqa: PLR2004 - in and out
    while loose:
        for key in loose:
            for ends in [ends for ends in plan.streets if key in ends]:
                del plan.streets[ends]
            del plan.places[key]
        degrees = plan.degrees()
        loose = [key for key, count in degrees.items() if count < 2]  # noqa: PLR2004 - the same


def _remove_some(plan: StreetPlan, stream: Stream) -> None:
    """Join some blocks, where the crossings at both ends of a street keep three others."""
    degrees = plan.degrees()
    for ends in sorted(plan.streets):
        wanted = stream.chance(_REMOVED)
        if wanted and plan.streets[ends] == SIDE and min(degrees[key] for key in ends) >= _CROSSING:
            del plan.streets[ends]
            for key in ends:
                degrees[key] -= 1


def _keep_connected(plan: StreetPlan) -> None:
    """Drop what cannot be reached from the centre."""
    near: dict[Key, list[Key]] = {key: [] for key in plan.places}
    for first, second in plan.streets:
        near[first].append(second)
        near[second].append(first)
    seen, waiting = {CENTRE}, [CENTRE]
    while waiting:
        for key in near[waiting.pop()]:
            if key not in seen:
                seen.add(key)
                waiting.append(key)
    plan.places = {key: place for key, place in plan.places.items() if key in seen}
    plan.streets = {ends: type_ for ends, type_ in plan.streets.items() if ends[0] in seen}


def _add_alleys(plan: StreetPlan, stream: Stream) -> None:
    """Cut some blocks in two: an alley from the middle of one side street to that of the opposite one."""
    for i, j in sorted(plan.places):
        wanted = stream.chance(_ALLEYS)
        upright = stream.chance(0.5)
        sides = (
            [((i, j), (i + 2, j)), ((i, j + 2), (i + 2, j + 2))]
            if upright
            else [((i, j), (i, j + 2)), ((i + 2, j), (i + 2, j + 2))]
        )
        others = (
            [((i, j), (i, j + 2)), ((i + 2, j), (i + 2, j + 2))]
            if upright
            else [((i, j), (i + 2, j)), ((i, j + 2), (i + 2, j + 2))]
        )
        whole = all(ends in plan.streets for ends in others)
        if wanted and whole and all(plan.streets.get(ends) == SIDE for ends in sides):
            plan.add(_split(plan, *sides[0]), _split(plan, *sides[1]), ALLEY)


def _split(plan: StreetPlan, first: Key, second: Key) -> Key:
    """Put a crossing in the middle of a street."""
    middle = ((first[0] + second[0]) // 2, (first[1] + second[1]) // 2)
    (x, z), (other_x, other_z) = plan.places[first], plan.places[second]
    plan.places[middle] = ((x + other_x) / 2.0, (z + other_z) / 2.0)
    type_ = plan.streets.pop((first, second))
    plan.add(first, middle, type_)
    plan.add(middle, second, type_)
    return middle
