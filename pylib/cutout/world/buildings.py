"""The layer ``buildings``: houses, blocks and towers on the lots of towns, as instances of two meshes.

The mesh of a type is 1 m wide, high and deep; it stands on the plane y = 0, its middle over the origin. The instance's
transform gives it size and place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from .layers import BUILDINGS, Layer, world_layer
from .lots import BuildingOptions, LotArrays

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .chunk import Chunk

    Floats = NDArray[np.float64]

BUILDING: Final = "building"
"""A box."""

ROOF: Final = "roof"
"""A gable: a prism with its ridge along x, from z = -0.5 to 0.5 below, over the middle above."""

NO_ROOFS_LOD: Final = 4
_TALL: Final = 18.0
"""m; higher ones have an upper part that stands back."""
_STEPPED: Final = 0.8
"""The share of tall blocks with such a part."""
_EAVES: Final = 0.5
"""m"""

_WALLS: Final = np.array(
    [
        (0.86, 0.82, 0.74),
        (0.78, 0.70, 0.60),
        (0.72, 0.50, 0.42),
        (0.82, 0.80, 0.78),
        (0.66, 0.68, 0.70),
        (0.90, 0.86, 0.80),
    ]
)
_BLOCKS: Final = np.array(
    [
        (0.62, 0.64, 0.67),
        (0.70, 0.66, 0.60),
        (0.52, 0.57, 0.63),
        (0.76, 0.75, 0.72),
        (0.60, 0.52, 0.47),
        (0.45, 0.50, 0.55),
    ]
)
_TILES: Final = np.array([(0.55, 0.28, 0.20), (0.46, 0.25, 0.20), (0.38, 0.34, 0.33), (0.62, 0.36, 0.24)])


@world_layer(BUILDINGS, BuildingOptions)
def build_buildings(chunk: Chunk, options: BuildingOptions) -> None:
    """Build the buildings of a chunk."""
    lots = chunk.world.lots
    if lots is None:
        return
    near = lots.near(chunk.low, chunk.high, 0.0)
    near = near.chosen(chunk.owns(near.x, near.z))
    if not len(near):
        return
    is_house = near.is_house > 0.0
    houses, blocks = near.chosen(is_house), near.chosen(~is_house)
    tall = blocks.chosen((blocks.height > _TALL) & (blocks.chance < _STEPPED))
    walls = [_boxes(chunk, near, near.base - 0.4, near.height + 0.4, share=1.0)]
    colours = [np.where(is_house[:, None], _drawn(_WALLS, near.chance), _drawn(_BLOCKS, near.chance))]
    if len(tall) and chunk.lod < NO_ROOFS_LOD:
        walls.append(_boxes(chunk, tall, tall.base + tall.height, tall.height * 0.35, share=0.62))
        colours.append(_drawn(_BLOCKS, tall.chance))
    chunk.add_instances(BUILDING, np.concatenate(walls), _opaque(np.concatenate(colours)))
    if chunk.lod < NO_ROOFS_LOD:
        roofs = _boxes(
            chunk, houses, houses.base + houses.height, 1.6 + 0.32 * houses.half_depth, share=1.0, eaves=_EAVES
        )
        chunk.add_instances(ROOF, roofs, _opaque(_drawn(_TILES, (houses.chance * 7.0) % 1.0)))
    if chunk.lod <= options.collision_lod:
        _collide(chunk, near, 1.0, near.base - 0.4, near.height + 0.4)
        _collide(chunk, tall, 0.62, tall.base + tall.height, tall.height * 0.35)


LAYER: Final = Layer(BUILDINGS, build_buildings, BuildingOptions, None)


def _boxes(chunk: Chunk, lots: LotArrays, base: Floats, height: Floats, *, share: float, eaves: float = 0.0) -> Floats:
    """Return transforms of meshes that are 1 m large and stand on their plane, (n, 3, 4)."""
    width, depth = 2.0 * (lots.half_width * share + eaves), 2.0 * (lots.half_depth * share + eaves)
    rows = np.zeros((len(lots), 3, 4))
    rows[:, 0, 0], rows[:, 2, 0] = lots.axis_x * width, lots.axis_z * width
    rows[:, 1, 1] = height
    rows[:, 0, 2], rows[:, 2, 2] = -lots.axis_z * depth, lots.axis_x * depth
    rows[:, :, 3] = chunk.local(lots.x, base, lots.z)
    return rows


def _collide(chunk: Chunk, lots: LotArrays, share: float, base: Floats, height: Floats) -> None:
    if not len(lots):
        return
    rows = np.zeros((len(lots), 3, 4))
    rows[:, 0, 0], rows[:, 2, 0] = lots.axis_x, lots.axis_z
    rows[:, 1, 1] = 1.0
    rows[:, 0, 2], rows[:, 2, 2] = -lots.axis_z, lots.axis_x
    rows[:, :, 3] = chunk.local(lots.x, base + height / 2.0, lots.z)
    sizes = np.stack([2.0 * share * lots.half_width, height, 2.0 * share * lots.half_depth], axis=1)
    chunk.add_boxes(rows, sizes)


def _drawn(palette: Floats, chance: Floats) -> Floats:
    """Return a colour for each, a little lighter or darker."""
    number = (chance * len(palette)).astype(np.intp)
    shade = 0.9 + 0.2 * ((chance * 97.0) % 1.0)
    colours: Floats = np.minimum(palette[number] * shade[:, None], 1.0)
    return colours


def _opaque(colours: Floats) -> Floats:
    return np.concatenate([colours, np.ones((len(colours), 1))], axis=1)
