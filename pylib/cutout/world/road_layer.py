"""The layer ``roads``: the pieces of roads and the crossings that belong to a chunk."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from .crossing_mesh import crossing_surfaces, moved_road
from .layers import ROADS, Layer, world_layer
from .network.edges import ALLEY, HIGHWAY, HIGHWAY_STEP, PIECE_LENGTH, STREET_STEP
from .network.options import RoadOptions
from .roads import bridge, collider, railing_collider, sweep
from .roads.marking import MARKING
from .straight_streets import straight_streets

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from .chunk import Chunk
    from .network.edges import Edge
    from .network.network import Network
    from .roads.bridging import Ground
    from .roads.road import Road

UNMARKED_LOD: Final = 2
"""The finest level of detail without lines on the asphalt."""

NO_ALLEYS_LOD: Final = 4

_COLLISION_LOD: Final = 0


class Piece(NamedTuple):
    """A part of a road that belongs to one chunk as a whole.

    Parameters
    ----------
    first, last : int
        The stations at its ends.
    is_bridge : bool
    """

    first: int
    last: int
    is_bridge: bool


@world_layer(ROADS, RoadOptions)
def build_roads(chunk: Chunk, _options: RoadOptions) -> None:
    """Build the roads of a chunk."""
    network = chunk.world.network
    if network is None:
        return
    straight: dict[str, list[tuple[Road, int, int]]] = {}
    for edge in chunk.edges:
        if edge.type == ALLEY and chunk.lod >= NO_ALLEYS_LOD:
            continue
        runs = list(_runs(chunk, network, edge))
        if runs:
            chunk.add_road(edge.id)
        for run in runs:
            if edge.is_straight:
                road = moved_road(edge, chunk.corner)
                parts = _of_one_grade(edge, run[0].first, run[-1].last)
                straight.setdefault(edge.type, []).extend((road, first, last) for first, last in parts)
            else:
                _build_run(chunk, edge, run)
    for streets in straight.values():
        chunk.add_surfaces(straight_streets(streets, is_marked=chunk.lod < UNMARKED_LOD))
    _build_crossings(chunk, network)


LAYER: Final = Layer(ROADS, build_roads, RoadOptions, None)


def stations_a_piece(edge: Edge) -> int:
    """Return how many steps of a road make a piece: a power of two."""
    return int(PIECE_LENGTH / (HIGHWAY_STEP if edge.type == HIGHWAY else STREET_STEP))


def pieces_of(network: Network, edge: Edge) -> list[Piece]:
    """Return the pieces of a road, from its first crossing to its last: the same for every chunk."""
    first, last = network.body(edge)
    if first >= last:
        return []
    each = stations_a_piece(edge)
    cuts = [*range(first, last, each), last]
    if len(cuts) > 2 and cuts[-1] - cuts[-2] < each // 2:  # noqa: PLR2004 - a short rest belongs to the piece before
        del cuts[-2]
    return [Piece(start, end, not bool(edge.on_ground[start : end + 1].all())) for start, end in pairwise(cuts)]


def _runs(chunk: Chunk, network: Network, edge: Edge) -> Iterator[list[Piece]]:
    """Yield the chunk's pieces of a road, those that follow each other and are of one sort together."""
    pieces = pieces_of(network, edge)
    middles = edge.stations[[(piece.first + piece.last) // 2 for piece in pieces]]
    run: list[Piece] = []
    for piece, owned in zip(pieces, chunk.owns(middles[:, 0], middles[:, 2]).tolist(), strict=True):
        if run and (not owned or piece.is_bridge != run[-1].is_bridge):
            yield run
            run = []
        if owned:
            run.append(piece)
    if run:
        yield run


def _of_one_grade(edge: Edge, first: int, last: int) -> list[tuple[int, int]]:
    """Return the parts of a stretch of a straight road whose grade does not change."""
    cuts = [first, *(station for station in edge.level if first < station < last), last]
    return list(pairwise(cuts))


def _stride(chunk: Chunk, edge: Edge) -> int:
    """Return how many stations a step has; it divides a piece."""
    return max(1, stations_a_piece(edge) >> (2 - min(chunk.lod, 2)))


def _build_run(chunk: Chunk, edge: Edge, run: list[Piece]) -> None:
    """Build pieces that follow each other as one: a step divides a piece, so their ends have cross-sections."""
    road = moved_road(edge, chunk.corner)
    first, last = run[0].first, run[-1].last
    stride = _stride(chunk, edge)
    if run[0].is_bridge:
        caps = (_ends_bridge(edge, first), _ends_bridge(edge, last))
        surfaces = bridge(road, first, last, stride, _ground_below(chunk), caps=caps)
    else:
        surfaces = sweep(road, first, last, stride)
    if chunk.lod >= UNMARKED_LOD:
        surfaces = [surface for surface in surfaces if surface.material != MARKING]
    chunk.add_surfaces(surfaces)
    if run[0].is_bridge and chunk.lod <= _COLLISION_LOD:
        chunk.add_collider(collider(road, first, last))
        chunk.add_collider(railing_collider(road, first, last))


def _ends_bridge(edge: Edge, station: int) -> bool:
    """Whether a bridge ends at the end of a piece, as far as that can be told from the station itself."""
    return bool(edge.on_ground[station])


def _ground_below(chunk: Chunk) -> Ground:
    """Return heights at places that are measured from the chunk's corner, for piers."""
    corner = chunk.corner

    def heights(x: NDArray[np.float64], z: NDArray[np.float64]) -> NDArray[np.float64]:
        return chunk.world.natural_heights(x + corner[0], z + corner[2])

    return heights


def _build_crossings(chunk: Chunk, network: Network) -> None:
    for cell in network.towns_near(chunk.low, chunk.high, 0.0):
        for crossing in network.crossings(cell).values():
            x, _, z = crossing.point
            if chunk.low[0] <= x < chunk.high[0] and chunk.low[1] <= z < chunk.high[1]:
                chunk.add_surfaces(crossing_surfaces(crossing, chunk.corner, chunk.lod))
                for arm in crossing.arms:
                    chunk.add_road(arm.edge.id)
