"""A chunk while it is built: what layers ask of it, and what they put into it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .builder import Builder
from .hashing import hashed
from .network.edges import Segments
from .road_field import FAR, Bed, RoadField
from .world import World

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .network.edges import Edge
    from .request import ChunkRequest

    Floats = NDArray[np.float64]

MARGIN: Final = 4.0
"""m; how far outside of a chunk points may be asked for."""

FEWEST_QUADS: Final = 4
"""The fewest squares of ground along a chunk's side."""

_USUAL_REACH: Final = 36.0

FINEST_BED: Final = 6.0
"""m; how far beside a road things stand on ground that is as high as the road."""


class Chunk(Builder):
    """One chunk; a layer's function gets it.

    Parameters
    ----------
    request : ChunkRequest

    Notes
    -----
    x and z are those of the world, in float64, where a layer asks; what it adds is measured from the chunk's corner.
    """

    def __init__(self, request: ChunkRequest) -> None:
        super().__init__()
        self._request = request
        self.world = World.of(request)
        self.seed = request.seed
        self.coordinate = request.coordinate
        self.lod = request.lod
        self.size = request.chunk_size
        column, row = request.coordinate
        self.low = (column * self.size, row * self.size)
        self.high = ((column + 1) * self.size, (row + 1) * self.size)

    @property
    def corner(self) -> Floats:
        """What positions are measured from, (3,) m."""
        return np.array([self.low[0], 0.0, self.low[1]])

    def owns(self, x: Floats, z: Floats) -> NDArray[np.bool_]:
        """Tell which points belong to this chunk: each point of the world belongs to one."""
        owned: NDArray[np.bool_] = (x >= self.low[0]) & (x < self.high[0]) & (z >= self.low[1]) & (z < self.high[1])
        return owned

    def local(self, x: Floats, y: Floats, z: Floats) -> Floats:
        """Return places as they are added: (n, 3), m from the chunk's corner."""
        return np.stack([x - self.low[0], y, z - self.low[1]], axis=1)

    def rng(self, name: str) -> np.random.Generator:
        """Return a source of chance that depends on the seed, the name and the chunk alone, not on its level of detail.

        What is drawn from it differs between neighbours: use it within the chunk, not along its border.
        """
        return np.random.Generator(np.random.PCG64(hashed(self.seed, name, *self.coordinate)))

    def height(self, x: Floats, z: Floats) -> Floats:
        """Return the height of the ground with roads cut into it.

        Parameters
        ----------
        x, z : (n,) float64, m
            Not further than `MARGIN` outside of the chunk.
        """
        heights, shares, levels = self.bedded(x, z, self.bed(FINEST_BED))
        found: Floats = heights + shares * (levels - heights)
        return found

    def bed(self, flat: float) -> Bed:
        """Return how the ground is moved beside roads."""
        network = self.world.network
        return Bed(flat, 1.0 if network is None else network.options.carve_radius)

    def bedded(self, x: Floats, z: Floats, bed: Bed) -> tuple[Floats, Floats, Floats]:
        """Return the height of the ground without roads, how much roads move it, and to which height."""
        heights = self.world.natural_heights(x, z)
        levels, shares = self._field(bed.reach).moved(x, z, bed)
        return heights, shares, levels

    def road_clearance(self, x: Floats, z: Floats, reach: float = 20.0) -> Floats:
        """Return how far points are from the nearest asphalt, m: negative on it, 1e9 beyond `reach`."""
        return self._field(reach).clearance(x, z, reach)

    def building_clearance(self, x: Floats, z: Floats, reach: float = 10.0) -> Floats:
        """Return how far points are from the nearest building, m: 0 or less within it, 1e9 beyond `reach`."""
        if self.world.lots is None:
            return np.full(len(x), FAR)
        return self.world.lots.clearance(x, z, self.low, self.high, reach)

    def free(self, x: Floats, z: Floats, margin: float = 1.0) -> NDArray[np.bool_]:
        """Tell which points are at least `margin` metres from roads and buildings, and not under water."""
        is_free: NDArray[np.bool_] = self.road_clearance(x, z, margin + 1.0) > margin
        is_free &= self.building_clearance(x, z, margin + 1.0) > margin
        is_free &= self.height(x, z) > self.world.ground.sea_level
        return is_free

    @cached_property
    def edges(self) -> list[Edge]:
        """The roads that may have a piece in this chunk."""
        network = self.world.network
        return [] if network is None else network.edges_near(self.low, self.high)

    @cached_property
    def _fields(self) -> list[tuple[float, RoadField]]:
        return []

    def _field(self, reach: float) -> RoadField:
        """Return the roads within reach of the points that may be asked for."""
        network = self.world.network
        if network is None:
            return RoadField(Segments.of([]))
        for known, field in self._fields:
            if known >= reach:
                return field
        # More than is asked for: roads out of reach change nothing, and the next question may reach further.
        wider = max(reach, _USUAL_REACH)
        field = RoadField(network.segments_near(self.low, self.high, wider + self._margin))
        self._fields.append((wider, field))
        return field

    @property
    def _margin(self) -> float:
        """How far outside of the chunk points may lie, m: a step of the ground's mesh, for its normals."""
        return max(MARGIN, self.size / FEWEST_QUADS)

    def finished(self, statistics: dict[str, dict[str, int]]) -> dict[str, Any]:
        """Return the result of the kind ``chunk``."""
        return {**self.result(), "statistics": statistics}
