"""A town: its crossings with ids and heights, and its streets as roads."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from cutout.world.hashing import hashed
from cutout.world.roads.road import Road

from .edges import PROFILES, STREET_LEVEL, STREET_STEP, Edge, Point
from .grades import OVER_WATER, level_stations, levelled_crossings, ramp_length, street_heights
from .streets import CENTRE, SIDE, Key, StreetPlan, plan_streets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from cutout.world.roads.profile import Profile

    from .options import RoadOptions
    from .sites import Cell, Site

    Floats = NDArray[np.float64]
    Heights = Callable[[Floats, Floats], Floats]

_ROUNDING: Final = 22.0
"""m; from how far before a corner a street bends."""

_AROUND: Final = np.array([(0.0, 0.0), (16.0, 0.0), (-16.0, 0.0), (0.0, 16.0), (0.0, -16.0)])
"""m; where the ground is felt for a crossing's height."""

_STRAIGHT: Final = ("from", "to")

_WORDS: Final = 1
"""How many bits of a hash are dropped: ids are positive in 64 bits."""


@dataclass(frozen=True, slots=True)
class Town:
    """The streets of a cell.

    Parameters
    ----------
    site : Site
    plan : StreetPlan
    crossings : dict of Key to (id, Point)
        Where three streets or more meet, or a highway arrives.
    edges : list of Edge
    """

    site: Site
    plan: StreetPlan
    crossings: dict[Key, tuple[int, Point]]
    edges: list[Edge]


def build_town(
    seed: int,
    site: Site,
    options: RoadOptions,
    linked: Sequence[tuple[int, int]],
    *,
    heights: Heights,
    sea: float,
) -> Town:
    """Build the streets of a town.

    Parameters
    ----------
    seed : int
    site : Site
    options : RoadOptions
    linked : sequence of (int, int)
        The sides on which a highway arrives.
    heights : callable
        The ground before roads are cut into it, at (n,) x and z.
    sea : float, m
    """
    plan = plan_streets(seed, site, options)
    gates = {plan.gate(side) for side in linked}
    keys = sorted(plan.places)
    places = np.array([plan.places[key] for key in keys])
    felt = (places[:, None, :] + _AROUND).reshape(-1, 2)
    ground = heights(felt[:, 0], felt[:, 1]).reshape(-1, len(_AROUND))
    # Summed one by one: the order in which numpy adds up a row is not laid down.
    mean = (ground[:, 0] + ground[:, 1] + ground[:, 2] + ground[:, 3] + ground[:, 4]) / len(_AROUND)
    level = np.maximum(mean, sea + OVER_WATER)
    number = {key: place for place, key in enumerate(keys)}
    streets = sorted(plan.streets)
    if streets:
        first = np.array([number[one] for one, _ in streets])
        second = np.array([number[other] for _, other in streets])
        way = places[second] - places[first]
        lengths = np.sqrt(way[:, 0] * way[:, 0] + way[:, 1] * way[:, 1])
        ramps = np.array([ramp_length(length) for length in lengths.tolist()])
        level = levelled_crossings(level, first, second, ramps, options.max_grade)
    points = {key: Point(float(places[at, 0]), float(level[at]), float(places[at, 1])) for key, at in number.items()}
    degrees = plan.degrees()
    ids = {
        key: hashed(seed, "crossing", *site.cell, *key) >> _WORDS
        for key in keys
        if degrees[key] > 2 or key in gates or key == CENTRE  # noqa: PLR2004 - two streets are one that bends
    }
    origin = (site.cell.column * options.cell_size, site.cell.row * options.cell_size)
    edges = [
        _edge(
            hashed(seed, "street", *site.cell, *chain[0], *chain[1]) >> _WORDS,
            chain,
            type_,
            points=points,
            ids=ids,
            origin=origin,
            cell=site.cell,
        )
        for chain, type_ in _chains(plan, set(ids))
    ]
    return Town(site, plan, {key: (ids[key], points[key]) for key in ids}, edges)


def _chains(plan: StreetPlan, crossings: set[Key]) -> list[tuple[list[Key], str]]:
    """Return streets from crossing to crossing, through places where just two meet."""
    near: dict[Key, list[Key]] = {key: [] for key in sorted(plan.places)}
    for first, second in sorted(plan.streets):
        near[first].append(second)
        near[second].append(first)
    found = []
    for start in sorted(crossings):
        for ahead in near[start]:
            chain = [start, ahead]
            while chain[-1] not in crossings:
                chain.append(next(key for key in near[chain[-1]] if key != chain[-2]))
            # Each is met from both ends; one that returns to its start is met in both directions.
            if chain < chain[::-1]:
                types = {plan.streets[min(ends), max(ends)] for ends in pairwise(chain)}
                found.append((chain, types.pop() if len(types) == 1 else SIDE))
    return found


def _edge(
    id_: int,
    chain: list[Key],
    type_: str,
    *,
    points: dict[Key, Point],
    ids: dict[Key, int],
    origin: tuple[float, float],
    cell: Cell,
) -> Edge:
    local = np.array([(points[key].x - origin[0], points[key].z - origin[1]) for key in chain])
    ends = (ids[chain[0]], ids[chain[-1]])
    if len(chain) == len(_STRAIGHT):
        road = _straight(local, (points[chain[0]].y, points[chain[-1]].y), PROFILES[type_], id_)
        level = level_stations(road.along, STREET_LEVEL)
        on_ground = np.ones(len(road), np.bool_)
        return Edge(id_, type_, origin, road, on_ground, ends, (cell, cell), is_straight=True, level=level)
    control = _rounded(local)
    road = Road.through(
        np.stack([control[:, 0], np.zeros(len(control)), control[:, 1]], axis=1), PROFILES[type_], STREET_STEP, id_
    )
    # The way to a bend is shorter by what the bend cuts off: heights there are known by shares of the way.
    steps = np.sqrt(((local[1:] - local[:-1]) ** 2).sum(axis=1))
    ways = np.concatenate([[0.0], np.cumsum(steps)])
    marks = (ways * (road.length / float(ways[-1]))).tolist()
    marks[-1] = road.length
    level = level_stations(road.along, STREET_LEVEL)
    road = road.with_heights(street_heights(road.along, level, marks, [points[key].y for key in chain]))
    on_ground = np.ones(len(road), np.bool_)
    return Edge(id_, type_, origin, road, on_ground, ends, (cell, cell), is_straight=False, level=level)


def _straight(path: Floats, heights: tuple[float, float], profile: Profile, id_: int) -> Road:
    """Return a straight street: what `Road.through` gives for two points, without looking for bends."""
    way = path[1] - path[0]
    length = float(np.sqrt(way[0] * way[0] + way[1] * way[1]))
    count = max(4, int(np.ceil(length / STREET_STEP)))
    shares = np.arange(count + 1) / count
    plan = shares * length
    level = level_stations(plan, STREET_LEVEL)
    stations = np.zeros((count + 1, 3))
    stations[:, 0], stations[:, 2] = path[0, 0] + shares * way[0], path[0, 1] + shares * way[1]
    stations[:, 1] = street_heights(plan, level, (0.0, length), heights)
    tangents = np.zeros((count + 1, 3))
    tangents[:, 0], tangents[:, 2] = way[0] / length, way[1] / length
    across = np.stack([-tangents[:, 2], tangents[:, 1], tangents[:, 0]], axis=1)
    rises = stations[1:, 1] - stations[:-1, 1]
    steps = plan[1:] - plan[:-1]
    along = np.concatenate([[0.0], np.cumsum(np.sqrt(steps * steps + rises * rises))])
    return Road(stations, tangents, across, along, profile, id_)


def _rounded(path: Floats) -> Floats:
    """Return a polyline with its corners cut, as points that a smooth curve can follow."""
    parts = [path[:1]]
    for before, corner, after in zip(path, path[1:], path[2:], strict=False):
        back, ahead = before - corner, after - corner
        back_length, ahead_length = (float(np.sqrt(way[0] * way[0] + way[1] * way[1])) for way in (back, ahead))
        cut = min(_ROUNDING, 0.4 * back_length, 0.4 * ahead_length)
        start, end = corner + back * (cut / back_length), corner + ahead * (cut / ahead_length)
        parts.append(np.stack([start, 0.25 * start + 0.5 * corner + 0.25 * end, end]))
    return np.concatenate([*parts, path[-1:]])
