"""Layers of a user's own, as a module that workers load by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cutout.rules import Choice, Flag, Number, Whole
from cutout.world.layer_options import option
from cutout.world.layers import world_layer
from cutout.world.terrain import build_ground

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cutout.world.chunk import Chunk

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruins:
    """How many ruins stand in a chunk."""

    count: int = option(3, Whole(0, 50))
    height: float = option(4.0, Number(1.0, 20.0))
    style: str = option("stone", Choice(("stone", "brick")))
    solid: bool = option(default=True, rule=Flag())


@world_layer("ruins", Ruins)
def build_ruins(chunk: Chunk, options: Ruins) -> None:
    """Place boxes where there is room for them."""
    rng = chunk.rng("ruins")
    x = chunk.low[0] + rng.random(options.count) * chunk.size
    z = chunk.low[1] + rng.random(options.count) * chunk.size
    free = chunk.free(x, z, 4.0)
    x, z = x[free], z[free]
    rows = np.zeros((len(x), 3, 4))
    rows[:, 0, 0] = rows[:, 2, 2] = 3.0
    rows[:, 1, 1] = options.height
    rows[:, :, 3] = chunk.local(x, chunk.height(x, z), z)
    chunk.add_instances(f"ruin_{options.style}", rows, np.ones((len(x), 4)))
    if options.solid:
        chunk.add_boxes(rows, np.tile([3.0, options.height, 3.0], (len(x), 1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dunes:
    """The shape of dunes."""

    height: float = option(6.0, Number(0.0, 50.0))
    sea_level: float = option(-2.0, Number(-100.0, 100.0))


def dune_height(_seed: int, options: Dunes, x: Floats, z: Floats) -> Floats:
    """Return parabolas that repeat every 160 m."""
    share = (x + 0.5 * z) / 160.0
    share = share - np.floor(share)
    return options.height * 4.0 * share * (1.0 - share)


@world_layer("dunes", Dunes, ground=dune_height)
def build_dunes(chunk: Chunk, _options: Dunes) -> None:
    """Build the ground."""
    build_ground(chunk, 32)
