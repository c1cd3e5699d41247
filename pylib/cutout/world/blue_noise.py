"""Points that keep their distance, in an order in which each beginning does so too.

One square is filled once, as if its opposite sides met; the plane is tiled with it. Points are taken farthest-first
from many candidates (Eldar et al., "The farthest point strategy for progressive image sampling", 1997), so the first n
are about as evenly spread as n points can be. What is kept where says a density: a point with rank r stands where the
density is over r. Ranks begin elsewhere in each tile, so that sparse points do not show the tiles.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from .hashing import hashed_places, hashed_units

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TILE: Final = 128.0
"""m; the side of the square."""

SPACING: Final = 3.4
"""m; no two points are nearer to each other."""

_CANDIDATES: Final = 5000
_SEED: Final = 20_260_101


class Points(NamedTuple):
    """Points of an area.

    Parameters
    ----------
    x, z : (n,) float64, m
    ranks : (n,) float64
        0 up to 1: what the density must be over for the point to stand.
    tiles : (n, 2) int64
        Which tile each is in; with `numbers` the name of a point.
    numbers : (n,) int64
        Which point of its tile it is.
    """

    x: Floats
    z: Floats
    ranks: Floats
    tiles: NDArray[np.int64]
    numbers: NDArray[np.int64]


@lru_cache(1)
def tile() -> Floats:
    """Return the points of the square, (n, 2) m, in their order."""
    candidates = np.random.Generator(np.random.PCG64(_SEED)).random((_CANDIDATES, 2)) * TILE
    nearest = np.full(_CANDIDATES, np.inf)
    chosen = []
    at = 0
    while nearest[at] >= SPACING * SPACING:
        chosen.append(at)
        away = np.abs(candidates - candidates[at])
        away = np.minimum(away, TILE - away)
        nearest = np.minimum(nearest, away[:, 0] * away[:, 0] + away[:, 1] * away[:, 1])
        at = int(np.argmax(nearest))
    return candidates[chosen]


def points_in(seed: int, low: tuple[float, float], high: tuple[float, float], most: float = 1.0) -> Points:
    """Return the points of a rectangle: at or over its least x and z, under its greatest.

    Parameters
    ----------
    seed : int
        Says which points of a tile come first.
    low, high : (x, z), m
    most : float
        The highest density that will be asked for: points of a rank that is not under it are left out.
    """
    pattern = tile()
    count = len(pattern)
    columns = np.arange(np.floor(low[0] / TILE), np.ceil(high[0] / TILE))
    rows = np.arange(np.floor(low[1] / TILE), np.ceil(high[1] / TILE))
    tiles = np.stack([np.tile(columns, len(rows)), np.repeat(rows, len(columns))], axis=1)
    names = tiles.astype(np.int64)
    starts = (hashed_units(hashed_places(seed, "ranks", names[:, 0], names[:, 1]), 0) * count).astype(np.int64)
    ranks = ((np.arange(count) + starts[:, None]) % count / count).ravel()
    x = (tiles[:, :1] * TILE + pattern[:, 0]).ravel()
    z = (tiles[:, 1:] * TILE + pattern[:, 1]).ravel()
    inside = np.flatnonzero((ranks < most) & (x >= low[0]) & (x < high[0]) & (z >= low[1]) & (z < high[1]))
    return Points(x[inside], z[inside], ranks[inside], names[inside // count], inside % count)
