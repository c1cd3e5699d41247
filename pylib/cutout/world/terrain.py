"""The layer ``terrain``: a grid of the ground with skirts, water, and heights to collide with."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from cutout.surfaces import Surface

from .chunk import FEWEST_QUADS
from .layers import TERRAIN, Layer, world_layer
from .relief import TerrainOptions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .chunk import Chunk

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]

GROUND: Final = "ground"
WATER: Final = "water"

_WATER_QUADS: Final = 8
_DIAGONAL: Final = 1.45
"""A little more than a quad's diagonal by its side: how far a corner may be from a road that its triangle touches."""


def quads_at(quads: int, lod: int) -> int:
    """Return how many quads a chunk has along its side at a level of detail: a power of two."""
    return max(FEWEST_QUADS, (1 << (quads.bit_length() - 1)) >> lod)


@world_layer(TERRAIN, TerrainOptions)
def build_terrain(chunk: Chunk, options: TerrainOptions) -> None:
    """Build the ground of a chunk."""
    build_ground(chunk, options.quads, options.collision_lod)


LAYER: Final = Layer(TERRAIN, build_terrain, TerrainOptions, None)


def build_ground(chunk: Chunk, quads: int = 64, collision_lod: int = 0) -> None:
    """Build the mesh of whatever shapes the ground, with roads cut into it, water and heights to collide with.

    Parameters
    ----------
    chunk : Chunk
    quads : int
        Along a side at the finest level of detail.
    collision_lod : int
        The coarsest level of detail with heights to collide with; -1 for none.

    Notes
    -----
    Vertices lie at whole multiples of a step that halves from one level of detail to the next finer one, counted from
    the world's origin; their heights and normals are pure functions of the place and the step. So neighbours of the
    same level meet bit for bit, and skirts hide what is between different ones.
    """
    count = quads_at(quads, chunk.lod)
    step = chunk.size / count
    column, row = chunk.coordinate
    numbers = np.arange(-1, count + 2)
    # One row more on each side, for the normals.
    x = (numbers + column * count) * chunk.size / count
    z = (numbers + row * count) * chunk.size / count
    grid_x, grid_z = np.tile(x, count + 3), np.repeat(z, count + 3)
    # All corners of a triangle that touches a road are on the road's bed, so the ground cannot show through.
    bed = chunk.bed(1.0 + _DIAGONAL * step)
    natural, shares, levels = chunk.bedded(grid_x, grid_z, bed)
    sunk = 0.11 + 0.03 * step
    heights = (natural + shares * (levels - sunk - natural)).reshape(count + 3, count + 3)
    positions, normals = _vertices(heights, step, count)
    depth = 1.0 + 0.75 * step
    surface = _with_skirts(positions, normals, count, depth)
    chunk.add_surfaces([surface, *_water(heights[1:-1, 1:-1], chunk.size, chunk.world.ground.sea_level)])
    if chunk.lod <= collision_lod:
        solid = (natural + shares * (levels - natural)).reshape(count + 3, count + 3)
        chunk.set_heights(solid[1:-1, 1:-1], step)


def _vertices(heights: Floats, step: float, count: int) -> tuple[Floats, Floats]:
    """Return positions and normals of the grid, row by row, (n, 3) each."""
    places = np.arange(count + 1) * step
    positions = np.zeros((count + 1, count + 1, 3))
    positions[:, :, 0] = places
    positions[:, :, 1] = heights[1:-1, 1:-1]
    positions[:, :, 2] = places[:, None]
    slope_x = (heights[1:-1, 2:] - heights[1:-1, :-2]) / (2.0 * step)
    slope_z = (heights[2:, 1:-1] - heights[:-2, 1:-1]) / (2.0 * step)
    length = np.sqrt(slope_x * slope_x + slope_z * slope_z + 1.0)
    normals = np.stack([-slope_x / length, 1.0 / length, -slope_z / length], axis=2)
    return positions.reshape(-1, 3), normals.reshape(-1, 3)


def _with_skirts(positions: Floats, normals: Floats, count: int, depth: float) -> Surface:
    """Return the grid with a curtain that hangs down along its border; its vertices come last."""
    rim = _rim(count)
    hanging = positions[rim]
    hanging[:, 1] -= depth
    whole = np.concatenate([positions, hanging])
    return Surface(GROUND, whole, np.concatenate([normals, normals[rim]]), whole[:, [0, 2]], _indices(count))


@lru_cache(8)
def _rim(count: int) -> NDArray[np.intp]:
    """Return the numbers of the border's vertices, clockwise as seen from above."""
    side = count + 1
    along = np.arange(count)
    return np.concatenate([along, along * side + count, side * side - 1 - along, (count - along) * side])


@lru_cache(8)
def _indices(count: int) -> Ints:
    """Return the triangles of grid and skirts; clockwise as seen from above, and from outside."""
    side = count + 1
    corner = (np.arange(count) * side)[:, None] + np.arange(count)
    quads = corner[:, :, None] + np.array([0, 1, side + 1, 0, side + 1, side])
    rim = _rim(count)
    ahead = np.roll(rim, -1)
    low = side * side + np.arange(len(rim))
    low_ahead = np.roll(low, -1)
    skirts = np.stack([rim, low, low_ahead, rim, low_ahead, ahead], axis=1)
    return np.concatenate([quads.ravel(), skirts.ravel()]).astype(np.int32)


def _water(heights: Floats, size: float, sea_level: float) -> list[Surface]:
    """Return a plane over all ground that is below the sea, in a few squares."""
    count = len(heights) - 1
    squares = min(_WATER_QUADS, count)
    each = count // squares
    wet = heights < sea_level
    if not wet.any():
        return []
    corners = np.arange(squares + 1) * (size / squares)
    inner = np.arange(squares) * each
    # A square is wet if any of its vertices is, those of its border too.
    rows = np.logical_or.reduceat(wet[:-1], inner, axis=0) | np.logical_or.reduceat(wet[1:], inner, axis=0)
    found = np.logical_or.reduceat(rows[:, :-1], inner, axis=1) | np.logical_or.reduceat(rows[:, 1:], inner, axis=1)
    row, column = np.nonzero(found)
    count = len(row)
    positions = np.zeros((count, 4, 3))
    positions[:, :, 1] = sea_level
    positions[:, :, 0] = corners[column[:, None] + np.array([0, 1, 1, 0])]
    positions[:, :, 2] = corners[row[:, None] + np.array([0, 0, 1, 1])]
    normals = np.zeros((count * 4, 3))
    normals[:, 1] = 1.0
    flat = positions.reshape(-1, 3)
    indices = (np.arange(count) * 4)[:, None] + np.array([0, 1, 2, 0, 2, 3])
    return [Surface(WATER, flat, normals, flat[:, [0, 2]], indices.ravel().astype(np.int32))]
