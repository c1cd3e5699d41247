"""The network of roads, by cells of its plan: what a chunk can ask for without knowing the rest of the world."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from .crossings import Crossing, crossing_of
from .edges import Edge, Segments
from .highways import HANDLE, build_highway
from .sites import EAST, NORTH, SIDES, Cell, Sites
from .town import Town, build_town

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from cutout.world.ground import Ground

    from .options import RoadOptions

_CACHED_CELLS: Final = 96
"""Towns kept in memory; one takes about 0.3 MB."""

FAR: Final = 1e18
"""m; where nothing is."""

WIDEST: Final = 11.0
"""m; more than half the width of any road."""

_SPARE: Final = 40.0
"""m; by how much a highway may start beside its town's axis, and bend further than its control points."""

_HIGHWAY_REACH: Final = 0.35
"""How far a highway may leave the two cells that it connects, by the cell's size."""


class Network:
    """All roads of a world.

    Parameters
    ----------
    seed : int
    ground : Ground
        The ground before roads are cut into it.
    options : RoadOptions

    Notes
    -----
    Everything is a pure function of a cell. Asking for a chunk builds the cells within reach of it, and keeps them.
    """

    def __init__(self, seed: int, ground: Ground, options: RoadOptions) -> None:
        self._seed = seed
        self._ground = ground
        self.options = options
        self.sites = Sites(seed, ground, options)
        self.town = lru_cache(_CACHED_CELLS)(self._build_town)
        self.highway = lru_cache(2 * _CACHED_CELLS)(self._build_highway)
        self.crossings = lru_cache(_CACHED_CELLS)(self._find_crossings)
        self._hulls = lru_cache(2 * _CACHED_CELLS)(self._find_hull)
        self._town_segments = lru_cache(_CACHED_CELLS)(self._find_town_segments)
        self._highway_segments = lru_cache(2 * _CACHED_CELLS)(self._find_highway_segments)

    @property
    def sea_level(self) -> float:
        """How high the sea is, m."""
        return self._ground.sea_level

    @property
    def reach(self) -> float:
        """How far a cell's roads may lie outside of it, m."""
        return _HIGHWAY_REACH * self.options.cell_size

    def ground(self, x: NDArray[np.float64], z: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the height of the ground before roads are cut into it, at (n,) x and z, m."""
        low, high = (float(x.min()), float(z.min())), (float(x.max()), float(z.max()))
        return self._ground.heights(x, z, self.sites.around(low, high))

    def cells(self, low: tuple[float, float], high: tuple[float, float], reach: float) -> Sequence[Cell]:
        """Return the cells whose roads may lie within `reach` of a rectangle."""
        size = self.options.cell_size
        # A highway belongs to the western or southern of its two cells.
        reach += self.reach
        return self.sites.cells((low[0] - size, low[1] - size), high, reach)

    def edges(self, cell: Cell) -> list[Edge]:
        """Return the roads that belong to a cell: its streets, and its highways to the east and the north."""
        town = self.town(cell)
        if town is None:
            return []
        highways = [self.highway(cell, side) for side in (EAST, NORTH) if self.sites.is_linked(cell, side)]
        return [*town.edges, *highways]

    def towns_near(self, low: tuple[float, float], high: tuple[float, float], reach: float) -> list[Cell]:
        """Return the cells whose streets may lie within `reach` of a rectangle."""
        return [
            cell
            for cell in self.cells(low, high, reach)
            if (site := self.sites.site(cell)) is not None
            and _touches((*site.centre, *site.centre), low, high, site.reach + reach)
        ]

    def highways_near(
        self, low: tuple[float, float], high: tuple[float, float], reach: float
    ) -> list[tuple[Cell, tuple[int, int]]]:
        """Return the highways that may lie within `reach` of a rectangle, as their cell and side."""
        return [
            (cell, side)
            for cell in self.cells(low, high, reach)
            for side in (EAST, NORTH)
            if self.sites.is_linked(cell, side) and _touches(self._hulls(cell, side), low, high, reach)
        ]

    def edges_near(self, low: tuple[float, float], high: tuple[float, float]) -> list[Edge]:
        """Return the roads whose middle may touch a rectangle, in the order of their ids."""
        found = [edge for cell in self.towns_near(low, high, 0.0) for edge in self.edges_of_town(cell)]
        found += [self.highway(cell, side) for cell, side in self.highways_near(low, high, 0.0)]
        return sorted((edge for edge in found if _touches(edge.box, low, high, 0.0)), key=lambda edge: edge.id)

    def edges_of_town(self, cell: Cell) -> list[Edge]:
        """Return the streets of a cell."""
        town = self.town(cell)
        return [] if town is None else town.edges

    def segments_near(self, low: tuple[float, float], high: tuple[float, float], reach: float) -> Segments:
        """Return the segments of all roads whose asphalt, grown by `reach`, may touch a rectangle."""
        wide = reach + WIDEST
        parts = [self._town_segments(cell) for cell in self.towns_near(low, high, wide)]
        parts += [self._highway_segments(cell, side) for cell, side in self.highways_near(low, high, wide)]
        chosen = [part.near(low, high, reach) for part in parts]
        return Segments.joined(chosen) if chosen else Segments.of([])

    def _find_hull(self, cell: Cell, side: tuple[int, int]) -> tuple[float, float, float, float]:
        """Return a box that a highway does not leave, without building it: that of its curve's control points."""
        start, end = self.sites.site(cell), self.sites.site(cell.beside(side))
        if start is None or end is None:
            return (FAR, FAR, FAR, FAR)
        way_x, way_z = end.centre[0] - start.centre[0], end.centre[1] - start.centre[1]
        handle = HANDLE * ((way_x * way_x + way_z * way_z) ** 0.5 + _SPARE)
        corners = [start.centre, end.centre]
        for site, towards in ((start, side), (end, (-side[0], -side[1]))):
            x, z = site.direction(towards)
            ahead = site.reach + handle
            corners.append((site.centre[0] + ahead * x, site.centre[1] + ahead * z))
        xs, zs = zip(*corners, strict=True)
        return min(xs) - _SPARE, min(zs) - _SPARE, max(xs) + _SPARE, max(zs) + _SPARE

    def _find_town_segments(self, cell: Cell) -> Segments:
        return Segments.of(self.edges_of_town(cell))

    def _find_highway_segments(self, cell: Cell, side: tuple[int, int]) -> Segments:
        return Segments.of([self.highway(cell, side)])

    def body(self, edge: Edge) -> tuple[int, int]:
        """Return the stations of a road between which it is built: what its crossings leave of it."""
        start, end = (self.crossings(cell)[id_] for cell, id_ in zip(edge.cells, edge.ends, strict=True))
        first = next(arm.station for arm in start.arms if arm.edge.id == edge.id and arm.is_start)
        last = next(arm.station for arm in end.arms if arm.edge.id == edge.id and not arm.is_start)
        return first, last

    def _build_town(self, cell: Cell) -> Town | None:
        site = self.sites.site(cell)
        if site is None:
            return None
        linked = [side for side in SIDES if self.sites.is_linked(cell, side)]
        return build_town(self._seed, site, self.options, linked, heights=self.ground, sea=self.sea_level)

    def _build_highway(self, cell: Cell, side: tuple[int, int]) -> Edge:
        towns = self.town(cell), self.town(cell.beside(side))
        if towns[0] is None or towns[1] is None:
            raise ValueError(f"no highway leads from {cell} to {side}")
        return build_highway(
            self._seed, (towns[0], towns[1]), side, self.options, heights=self.ground, sea=self.sea_level
        )

    def _find_crossings(self, cell: Cell) -> dict[int, Crossing]:
        """Return the crossings of a cell by id, with all roads that arrive there, also those of other cells."""
        town = self.town(cell)
        if town is None:
            return {}
        edges = list(town.edges)
        for side in SIDES:
            if self.sites.is_linked(cell, side):
                first = cell if min(side) >= 0 else cell.beside(side)
                edges.append(self.highway(first, (abs(side[0]), abs(side[1]))))
        arms: dict[int, list[tuple[Edge, bool]]] = {}
        for edge in sorted(edges, key=lambda each: each.id):
            arms.setdefault(edge.ends[0], []).append((edge, True))
            arms.setdefault(edge.ends[1], []).append((edge, False))
        found = town.crossings.values()
        return {id_: crossing_of(id_, point, arms[id_]) for id_, point in found if id_ in arms}


def _touches(
    box: tuple[float, float, float, float], low: tuple[float, float], high: tuple[float, float], reach: float
) -> bool:
    """Whether a box of least x and z, greatest x and z, grown by `reach`, touches a rectangle."""
    in_x = box[0] - reach <= high[0] and box[2] + reach >= low[0]
    return in_x and box[1] - reach <= high[1] and box[3] + reach >= low[1]
