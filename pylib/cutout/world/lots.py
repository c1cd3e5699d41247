"""Lots beside the streets of towns: which ones there are, and what stands on each.

A cell's lots are made together, so that each knows its neighbours: from both sides of every street candidates are
drawn, those that meet a road, water or a steep place are dropped, and of two that meet each other the one of higher
priority stays. All of this depends on the cell alone.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from cutout.rules import Number, Whole

from .hashing import Stream, hashed
from .layer_options import option
from .network.edges import ALLEY, HIGHWAY, MAIN, Edge
from .road_field import FAR, Bed, RoadField

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from .network.network import Network
    from .network.sites import Cell, Site

    Floats = NDArray[np.float64]

_CACHED: Final = 96
_ROAD_GAP: Final = 2.0
"""m; from a building to any road at least."""
_GAP: Final = 1.5
"""m; from a building to the next at least."""
_STEEP: Final = 6.0
"""m; the greatest difference of heights under a building."""
_FROM_CORNER: Final = -5.0
"""m; from where a street begins beside a crossing to the first lot: those at corners reach around them."""
_DIM: Final = 0.45
"""How near to a town's centre, 0 to 1, buildings are blocks rather than houses."""
_SLICE: Final = 2_000_000

MAX_REACH: Final = 60.0
"""m; how far a building may reach from the middle of its street."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildingOptions:
    """What stands beside streets.

    Parameters
    ----------
    density : float
        The share of lots that are built on.
    height : float
        1 for towers of about 60 m in the midst of the largest towns.
    collision_lod : int
        The coarsest level of detail with boxes to collide with; -1 for none.
    """

    density: float = option(0.92, Number(0.0, 1.0))
    height: float = option(1.0, Number(0.1, 5.0))
    collision_lod: int = option(0, Whole(-1, 7))


@dataclass(frozen=True, slots=True, eq=False)
class LotArrays:
    """Buildings, struct of arrays, all (n,) float64.

    Parameters
    ----------
    x, z : m
        The middle.
    axis_x, axis_z
        Unit vector along the street.
    half_width, half_depth : m
        Along the street and across it.
    base, height : m
        The lowest ground below it, and how far the walls reach above that.
    centrality
        How near to the centre of its town it is, 0 to 1.
    chance
        A number in [0, 1) of its own.
    is_house
        1 for a house with a roof, 0 for a block.
    """

    x: Floats
    z: Floats
    axis_x: Floats
    axis_z: Floats
    half_width: Floats
    half_depth: Floats
    base: Floats
    height: Floats
    centrality: Floats
    chance: Floats
    is_house: Floats

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.x)

    def chosen(self, which: NDArray[np.bool_]) -> LotArrays:
        """Return some of them."""
        return LotArrays(*(getattr(self, each.name)[which] for each in fields(self)))

    @staticmethod
    def joined(parts: list[LotArrays]) -> LotArrays:
        """Return those of several."""
        names = [each.name for each in fields(LotArrays)]
        return LotArrays(*(np.concatenate([np.zeros(0), *(getattr(part, name) for part in parts)]) for name in names))

    def outlines(self, grown: float) -> NDArray[np.object_]:
        """Return rectangles as polygons, `grown` metres larger on each side."""
        along, across = self.half_width + grown, self.half_depth + grown
        signs = np.array([(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)])
        u, v = along[:, None] * signs[:, 0], across[:, None] * signs[:, 1]
        x = self.x[:, None] + u * self.axis_x[:, None] - v * self.axis_z[:, None]
        z = self.z[:, None] + u * self.axis_z[:, None] + v * self.axis_x[:, None]
        return np.asarray(shapely.polygons(np.stack([x, z], axis=2)))


class Lots:
    """The buildings of all towns.

    Parameters
    ----------
    seed : int
    network : Network
    options : BuildingOptions
    """

    def __init__(self, seed: int, network: Network, options: BuildingOptions) -> None:
        self._seed = seed
        self._network = network
        self._options = options
        self.of_cell = lru_cache(_CACHED)(self._build)

    def near(self, low: tuple[float, float], high: tuple[float, float], reach: float) -> LotArrays:
        """Return the buildings whose middles lie within a rectangle grown by `reach`, cell by cell."""
        parts = []
        for cell in self._network.towns_near(low, high, reach + MAX_REACH):
            lots = self.of_cell(cell)
            inside = (lots.x >= low[0] - reach) & (lots.x < high[0] + reach)
            inside &= (lots.z >= low[1] - reach) & (lots.z < high[1] + reach)
            if inside.any():
                parts.append(lots.chosen(inside))
        return LotArrays.joined(parts)

    def clearance(
        self, x: Floats, z: Floats, low: tuple[float, float], high: tuple[float, float], reach: float
    ) -> Floats:
        """Return how far points in a rectangle are from the nearest building, m; `FAR` beyond `reach`."""
        nearest = np.full(len(x), FAR)
        lots = self.near(low, high, reach + MAX_REACH / 2.0)
        each = max(1, _SLICE // max(1, len(lots)))
        for start in range(0, len(x) if len(lots) else 0, each):
            part = slice(start, start + each)
            away_x, away_z = x[part, None] - lots.x, z[part, None] - lots.z
            along = np.abs(away_x * lots.axis_x + away_z * lots.axis_z) - lots.half_width
            across = np.abs(away_z * lots.axis_x - away_x * lots.axis_z) - lots.half_depth
            out_along, out_across = np.maximum(along, 0.0), np.maximum(across, 0.0)
            outside = np.sqrt(out_along * out_along + out_across * out_across)
            nearest[part] = (outside + np.minimum(np.maximum(along, across), 0.0)).min(axis=1)
        found: Floats = np.where(nearest > reach, FAR, nearest)
        return found

    def _build(self, cell: Cell) -> LotArrays:
        town = self._network.town(cell)
        if town is None or town.site.radius == 0.0:
            return LotArrays.joined([])
        rows = [row for edge in town.edges for row in self._candidates(edge, town.site)]
        if not rows:
            return LotArrays.joined([])
        rows.sort(key=lambda row: row[-1])
        lots = LotArrays(*np.array([row[:-1] for row in rows]).T)
        return self._apart(self._on_good_ground(self._off_roads(lots)))

    def _candidates(self, edge: Edge, site: Site) -> Iterator[tuple[float, ...]]:
        """Yield rows of lots along both sides of a street, the priority last: the smallest stays."""
        if edge.type in {ALLEY, HIGHWAY}:
            return
        first, last = self._network.body(edge)
        along = edge.road.along
        for side in (1.0, -1.0):
            stream = Stream(hashed(self._seed, "lots", edge.id, int(side)))
            at = float(along[first]) + _FROM_CORNER + stream.between(0.0, 4.0)
            end = float(along[last]) - _FROM_CORNER
            while True:
                place = min(at + 10.0, end)
                station = int(np.searchsorted(along, place))
                x, _, z = edge.stations[min(station, len(along) - 1)]
                away = ((x - site.centre[0]) ** 2 + (z - site.centre[1]) ** 2) ** 0.5
                central = max(0.0, 1.0 - away / (site.radius + 40.0))
                # Small towns have no towers, however central.
                central *= min(1.0, 0.35 + site.radius / 500.0)
                is_block = central + stream.between(-0.12, 0.12) > _DIM
                width = stream.between(16.0, 28.0) if is_block else stream.between(11.0, 17.0)
                if at + width > end:
                    break
                yield from self._candidate(
                    edge, side, at=at, width=width, central=central, stream=stream, is_block=is_block
                )
                at += width + stream.between(0.0, 3.0)

    def _candidate(
        self, edge: Edge, side: float, *, at: float, width: float, central: float, stream: Stream, is_block: bool
    ) -> Iterator[tuple[float, ...]]:
        road = edge.road
        middle = at + width / 2.0
        piece = min(max(int(np.searchsorted(road.along, middle, side="right")) - 1, 0), len(road) - 2)
        share = (middle - float(road.along[piece])) / float(road.along[piece + 1] - road.along[piece])
        start, end = edge.stations[piece], edge.stations[piece + 1]
        axis_x, _, axis_z = road.tangents[piece]
        gap = stream.between(0.5, 3.0) if is_block else stream.between(2.5, 5.0)
        depth = stream.between(14.0, 22.0) if is_block else stream.between(8.0, 11.5)
        setback = stream.between(2.6, 4.5) if is_block else stream.between(4.0, 7.5)
        if edge.type == MAIN:
            setback += 0.8
        tall = stream.unit()
        height = 4.2 + 3.0 * stream.below(2)
        if is_block:
            height = 9.0 + 10.0 * tall + (70.0 * tall * tall * tall + 24.0 * tall) * max(0.0, central - _DIM)
        out = side * (edge.half + setback + depth / 2.0)
        is_built = stream.chance(self._options.density)
        chance, priority = stream.unit(), stream.unit()
        if is_built:
            yield (
                float(start[0] + share * (end[0] - start[0]) - out * axis_z),
                float(start[2] + share * (end[2] - start[2]) + out * axis_x),
                float(axis_x),
                float(axis_z),
                (width - gap) / 2.0,
                depth / 2.0,
                0.0,
                height * (self._options.height if is_block else 1.0),
                central,
                chance,
                float(not is_block),
                priority - is_block,
            )

    def _off_roads(self, lots: LotArrays) -> LotArrays:
        """Drop what meets any road."""
        low, high = (float(lots.x.min()), float(lots.z.min())), (float(lots.x.max()), float(lots.z.max()))
        segments = self._network.segments_near(low, high, MAX_REACH)
        numbers = segments.numbers
        lines = shapely.linestrings(numbers[:, [0, 1, 2, 3]].reshape(-1, 2, 2))
        tree = shapely.STRtree(lots.outlines(0.0))
        met = tree.query(lines, predicate="dwithin", distance=numbers[:, 12] + _ROAD_GAP)[1]
        is_free = np.ones(len(lots), np.bool_)
        is_free[met] = False
        return lots.chosen(is_free)

    def _on_good_ground(self, lots: LotArrays) -> LotArrays:
        """Set the base of each, and drop what would stand in water or on a steep place."""
        if not len(lots):
            return lots
        corners = shapely.get_coordinates(lots.outlines(0.0)).reshape(-1, 5, 2)[:, :4].reshape(-1, 2)
        x, z = np.ascontiguousarray(corners[:, 0]), np.ascontiguousarray(corners[:, 1])
        low, high = (float(x.min()), float(z.min())), (float(x.max()), float(z.max()))
        bed = Bed(6.0, self._network.options.carve_radius)
        natural = self._network.ground(x, z)
        levels, shares = RoadField(self._network.segments_near(low, high, bed.reach)).moved(x, z, bed)
        heights = (natural + shares * (levels - natural)).reshape(-1, 4)
        lowest, highest = heights.min(axis=1), heights.max(axis=1)
        lots.base[:] = lowest
        # Walls are as high above the highest ground as they should be.
        lots.height[:] += highest - lowest
        return lots.chosen((highest - lowest < _STEEP) & (lowest > self._network.sea_level + 0.5))

    @staticmethod
    def _apart(lots: LotArrays) -> LotArrays:
        """Of those that meet keep the first."""
        if not len(lots):
            return lots
        outlines = lots.outlines(_GAP / 2.0)
        pairs = shapely.STRtree(outlines).query(outlines, predicate="intersects")
        rivals: dict[int, list[int]] = {}
        for one, other in sorted(zip(*pairs.tolist(), strict=True)):
            if other < one:
                rivals.setdefault(one, []).append(other)
        kept = np.zeros(len(lots), np.bool_)
        for place in range(len(lots)):
            kept[place] = not any(kept[rival] for rival in rivals.get(place, ()))
        return lots.chosen(kept)
