"""A world: the ground and the network of roads that all its chunks share, kept between chunks."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from .ground import FlatGround, Ground, OwnGround
from .layers import BUILDINGS, ROADS, TERRAIN
from .network.network import Network
from .relief import Relief

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .layers import Layer
    from .request import ChunkRequest

    Floats = NDArray[np.float64]

_KEPT: Final = 4
"""Worlds that a worker keeps in memory, with their caches."""


class World:
    """What chunks of one seed and the same options share.

    Parameters
    ----------
    seed : int
    ground : Ground
    network : Network or None
        None without roads.
    building_options : object or None
        None without buildings.
    """

    def __init__(self, seed: int, ground: Ground, network: Network | None, building_options: Any | None) -> None:
        self.seed = seed
        self.ground = ground
        self.network = network
        self.lots = None
        if network is not None and building_options is not None:
            from .lots import Lots  # noqa: PLC0415 - a world without buildings needs no shapely

            self.lots = Lots(seed, network, building_options)

    @staticmethod
    def of(request: ChunkRequest) -> World:
        """Return the world of a request, the same object for the same seed and options."""
        shaping = next((each for each in request.layers if each[0].ground is not None or _is_terrain(each[0])), None)
        return _world(request.seed, shaping, request.options_of(ROADS), request.options_of(BUILDINGS))

    def natural_heights(self, x: Floats, z: Floats) -> Floats:
        """Return the height of the ground before roads are cut into it, at (n,) x and z, m."""
        return self.ground.heights(x, z) if self.network is None else self.network.ground(x, z)


def forget_worlds() -> None:
    """Drop what is kept, so that the next chunk starts from nothing."""
    _world.cache_clear()


def _is_terrain(layer: Layer) -> bool:
    return layer.name == TERRAIN and layer.is_built_in


@lru_cache(_KEPT)
def _world(seed: int, shaping: tuple[Layer, Any] | None, roads: Any | None, buildings: Any | None) -> World:
    ground: Ground = FlatGround()
    if shaping is not None:
        layer, options = shaping
        ground = Relief(seed, options) if layer.ground is None else OwnGround(layer.name, layer.ground, seed, options)
    network = None if roads is None else Network(seed, ground, roads)
    return World(seed, ground, network, buildings)
