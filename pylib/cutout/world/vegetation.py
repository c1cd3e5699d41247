"""The layer ``vegetation``: trees and bushes as instances of a few meshes, by blue noise.

The mesh of a type is 1 m high and about 1 m wide and deep; it stands on the plane y = 0, over the origin.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from cutout.rules import Number

from .blue_noise import TILE, Points, points_in, tile
from .hashing import hashed_places, hashed_units
from .layer_options import option
from .layers import VEGETATION, Layer, world_layer
from .noise import LayeredNoise

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .chunk import Chunk

    Floats = NDArray[np.float64]

TREE: Final = "tree"
CONIFER: Final = "conifer"
BUSH: Final = "bush"

MOST_INSTANCES: Final = 60_000
"""Large chunks are planted more thinly, so that there are no more candidates than these."""

_SHARES: Final = (1.0, 0.6, 0.3, 0.12, 0.05, 0.02, 0.01, 0.005)
"""The share of plants at each level of detail: the first of each finer one."""
_NO_BUSHES_LOD: Final = 2
_SLOPE_STEP: Final = 2.0
"""m; over which slopes are measured."""
_PLANT_NAMES: Final = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class VegetationOptions:
    """Where plants stand.

    Parameters
    ----------
    density : float
        1 for forests as dense as the points allow.
    forests : float
        The share of the land that is forest, roughly.
    road_margin, building_margin : float, m
        How far from asphalt and from walls.
    tree_line : float, m
        The height above which fewer and fewer trees grow.
    steepest : float
        The slope, as rise by run, on which nothing grows.
    shore : float, m
        How far above the sea plants stand at least.
    """

    density: float = option(0.75, Number(0.0, 1.0))
    forests: float = option(0.4, Number(0.0, 1.0))
    road_margin: float = option(2.0, Number(0.0, 19.0))
    building_margin: float = option(1.2, Number(0.0, 9.0))
    tree_line: float = option(120.0, Number(-1000.0, 10_000.0))
    steepest: float = option(0.9, Number(0.05, 10.0))
    shore: float = option(0.8, Number(0.0, 100.0))


@world_layer(VEGETATION, VegetationOptions)
def build_vegetation(chunk: Chunk, options: VegetationOptions) -> None:
    """Plant a chunk."""
    candidates = (chunk.size / TILE) * (chunk.size / TILE) * len(tile())
    share = min(_SHARES[chunk.lod], MOST_INSTANCES / candidates)
    points = points_in(chunk.seed, chunk.low, chunk.high, share * options.density)
    wood = _wooded(chunk, points, options)
    plants = _chosen(points, points.ranks < share * options.density * wood)
    wood = wood[points.ranks < share * options.density * wood]
    is_free = chunk.road_clearance(plants.x, plants.z, options.road_margin + 1.0) > options.road_margin
    is_free &= chunk.building_clearance(plants.x, plants.z, options.building_margin + 1.0) > options.building_margin
    plants, wood = _chosen(plants, is_free), wood[is_free]
    if not len(plants.x):
        return
    height, slope = _grounds(chunk, plants)
    high = np.minimum(np.maximum((height - options.tree_line) / 60.0, 0.0), 1.0)
    states = hashed_places(chunk.seed, "plant", plants.tiles[:, 0], plants.tiles[:, 1] * _PLANT_NAMES + plants.numbers)
    thrives = hashed_units(states, 0) >= high
    thrives &= (slope < options.steepest) & (height > chunk.world.ground.sea_level + options.shore)
    plants, wood, height, states = _chosen(plants, thrives), wood[thrives], height[thrives], states[thrives]
    _add(chunk, plants, height, wood, states)


LAYER: Final = Layer(VEGETATION, build_vegetation, VegetationOptions, None)


def _chosen(points: Points, which: NDArray[np.bool_]) -> Points:
    x, z, ranks, tiles, numbers = points
    return Points(x[which], z[which], ranks[which], tiles[which], numbers[which])


@lru_cache(4)
def _noises(seed: int) -> tuple[LayeredNoise, LayeredNoise]:
    return LayeredNoise(seed, "forest", 380.0, 3), LayeredNoise(seed, "conifers", 900.0, 2)


def _wooded(chunk: Chunk, points: Points, options: VegetationOptions) -> Floats:
    """Return how dense plants stand, 0 to 1: forests with rather sharp borders, and single trees between them."""
    forest = _noises(chunk.seed)[0](points.x, points.z)
    # The noise is about evenly spread between -0.5 and 0.5.
    inside = np.minimum(np.maximum((forest + options.forests - 0.5) * 6.0, 0.0), 1.0)
    sites = [] if chunk.world.network is None else chunk.world.network.sites.around(chunk.low, chunk.high)
    for site in sites:
        away_x, away_z = points.x - site.centre[0], points.z - site.centre[1]
        reach = site.radius + 60.0
        # Towns have gardens and trees, but no forests.
        town = np.minimum(np.maximum(3.0 - 3.0 * (away_x * away_x + away_z * away_z) / (reach * reach), 0.0), 1.0)
        inside = inside * (1.0 - town) + 0.2 * town * np.minimum(1.0, site.radius)
    wood: Floats = np.maximum(inside, 0.025)
    return wood


def _grounds(chunk: Chunk, plants: Points) -> tuple[Floats, Floats]:
    """Return height and slope of the ground below each plant."""
    count = len(plants.x)
    x = np.concatenate([plants.x, plants.x + _SLOPE_STEP, plants.x])
    z = np.concatenate([plants.z, plants.z, plants.z + _SLOPE_STEP])
    heights = chunk.height(x, z).reshape(3, count)
    along, across = (heights[1] - heights[0]) / _SLOPE_STEP, (heights[2] - heights[0]) / _SLOPE_STEP
    return heights[0], np.sqrt(along * along + across * across)


def _add(chunk: Chunk, plants: Points, height: Floats, wood: Floats, states: NDArray[np.uint64]) -> None:
    kind, size, turn, tint = (hashed_units(states, place) for place in (1, 2, 3, 4))
    pines = _noises(chunk.seed)[1](plants.x, plants.z) + 0.008 * (height - 30.0)
    is_conifer = kind * 0.5 < pines
    is_bush = ~is_conifer & (hashed_units(states, 5) < 0.3 - 0.15 * wood)
    tall = np.where(is_bush, 0.8 + 1.2 * size, np.where(is_conifer, 6.0 + 7.0 * size, 4.5 + 4.5 * size))
    wide = tall * np.where(is_bush, 1.3, np.where(is_conifer, 0.42, 0.75)) * (0.85 + 0.3 * kind)
    # Turned by a rational point of the circle: sines are not laid down to the last bit.
    half = 2.0 * turn - 1.0
    cosine, sine = (1.0 - half * half) / (1.0 + half * half), 2.0 * half / (1.0 + half * half)
    rows = np.zeros((len(height), 3, 4))
    rows[:, 0, 0], rows[:, 0, 2] = wide * cosine, wide * sine
    rows[:, 1, 1] = tall
    rows[:, 2, 0], rows[:, 2, 2] = -wide * sine, wide * cosine
    rows[:, :, 3] = chunk.local(plants.x, height - 0.1, plants.z)
    shade = 0.75 + 0.4 * tint
    base = np.where(
        is_conifer[:, None], (0.16, 0.30, 0.19), np.where(is_bush[:, None], (0.33, 0.43, 0.20), (0.29, 0.43, 0.17))
    )
    colours = np.concatenate([np.minimum(base * shade[:, None], 1.0), np.ones((len(height), 1))], axis=1)
    for type_, which in ((TREE, ~is_conifer & ~is_bush), (CONIFER, is_conifer), (BUSH, is_bush)):
        if type_ != BUSH or chunk.lod < _NO_BUSHES_LOD:
            chunk.add_instances(type_, rows[which], colours[which])
