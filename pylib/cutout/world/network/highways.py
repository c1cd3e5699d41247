"""Highways: the roads from the gates of one town to those of the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from cutout.world.hashing import hashed
from cutout.world.roads.road import Road

from .edges import HIGHWAY, HIGHWAY_LEVEL, HIGHWAY_STEP, PROFILES, Edge, Point
from .grades import highway_heights, level_stations

if TYPE_CHECKING:
    from .options import RoadOptions
    from .town import Heights, Town

HANDLE: Final = 0.36
"""How far the handles of the curve reach, by the distance between its ends."""

_CONTROLS: Final = 13

_GENTLER: Final = 0.55
"""The steepest highway, by the steepest street."""


def build_highway(
    seed: int,
    towns: tuple[Town, Town],
    side: tuple[int, int],
    options: RoadOptions,
    *,
    heights: Heights,
    sea: float,
) -> Edge:
    """Build the highway between two neighbouring towns.

    Parameters
    ----------
    seed : int
    towns : (Town, Town)
        The second lies to the east or the north of the first.
    side : (int, int)
        Which of them.
    options : RoadOptions
    heights : callable
        The ground before roads are cut into it, at (n,) x and z.
    sea : float, m
    """
    start_town, end_town = towns
    back = (-side[0], -side[1])
    start_id, start = start_town.crossings[start_town.plan.gate(side)]
    end_id, end = end_town.crossings[end_town.plan.gate(back)]
    cell = start_town.site.cell
    origin = (cell.column * options.cell_size, cell.row * options.cell_size)
    control = _curve(start, start_town.site.direction(side), end, end_town.site.direction(back), origin)
    id_ = hashed(seed, "highway", *cell, *side) >> 1
    road = Road.through(control, PROFILES[HIGHWAY], HIGHWAY_STEP, id_)
    ground = heights(road.points[:, 0] + origin[0], road.points[:, 2] + origin[1])
    level = level_stations(road.along, HIGHWAY_LEVEL)
    grade = _GENTLER * options.max_grade
    levels, on_ground = highway_heights(road.along, level, ground, (start.y, end.y), sea=sea, grade=grade)
    cells = (cell, end_town.site.cell)
    road = road.with_heights(levels)
    ends = (start_id, end_id)
    return Edge(id_, HIGHWAY, origin, road, on_ground, ends, cells, is_straight=False, level=level)


def _curve(
    start: Point,
    start_way: tuple[float, float],
    end: Point,
    end_way: tuple[float, float],
    origin: tuple[float, float],
) -> np.ndarray:
    """Return points of a cubic curve in plan that leaves both ends in the direction of their main streets."""
    first = np.array([start.x - origin[0], start.z - origin[1]])
    last = np.array([end.x - origin[0], end.z - origin[1]])
    chord = last - first
    reach = HANDLE * float(np.sqrt(chord[0] * chord[0] + chord[1] * chord[1]))
    leave, arrive = first + reach * np.array(start_way), last + reach * np.array(end_way)
    t = (np.arange(_CONTROLS) / (_CONTROLS - 1.0))[:, None]
    u = 1.0 - t
    plan = u * u * u * first + 3.0 * u * u * t * leave + 3.0 * u * t * t * arrive + t * t * t * last
    return np.stack([plan[:, 0], np.zeros(_CONTROLS), plan[:, 1]], axis=1)
