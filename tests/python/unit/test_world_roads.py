"""Roads of chunks: built once, the same ids from all sides, no gap between pieces, crossings and levels of detail."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import shapely

from cutout.world.crossing_mesh import crossing_surfaces, moved_road
from cutout.world.network.crossings import crossing_of
from cutout.world.network.edges import ALLEY, HIGHWAY, MAIN, PROFILES, Edge, Point
from cutout.world.network.sites import Cell
from cutout.world.road_layer import NO_ALLEYS_LOD, pieces_of, stations_a_piece
from cutout.world.roads import Road
from cutout.world.straight_streets import straight_streets
from support.world import BRIDGE, SIZE, TOWN, chunk, context, facing, surface

ONLY: dict[str, Any] = {"layers": ("terrain", "roads")}


def all_edges() -> dict[int, Edge]:
    return {edge.id: edge for coordinate in TOWN for edge in context(coordinate).edges}


def test_every_piece_belongs_to_one_chunk() -> None:
    asked = context(TOWN[0])
    network = asked.world.network
    assert network is not None
    pieces = 0
    for edge in all_edges().values():
        cut = pieces_of(network, edge)
        first, last = network.body(edge)
        # Together they are the whole road between its crossings, each station's step once.
        assert [cut[0].first, cut[-1].last] == [first, last]
        assert all(one.last == other.first for one, other in pairwise(cut))
        middles = edge.stations[[(piece.first + piece.last) // 2 for piece in cut]]
        owners = np.floor(middles[:, [0, 2]] / SIZE).astype(int).tolist()
        for owner, middle in zip(owners, middles, strict=True):
            here = context((owner[0], owner[1]), **ONLY)
            assert here.owns(middle[:1], middle[2:]).all()
            assert edge.id in {each.id for each in here.edges}
            around = [(owner[0] + i, owner[1] + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
            assert sum(bool(context(place).owns(middle[:1], middle[2:]).all()) for place in around) == 1
        pieces += len(cut)
    assert pieces > 200


def test_ids_are_those_of_the_roads_and_the_same_from_all_sides() -> None:
    edges = all_edges()
    seen: set[int] = set()
    for coordinate in TOWN:
        for lod in (0, 3, 5):
            ids = chunk(coordinate, lod, **ONLY)["road_ids"]
            assert (np.diff(ids) > 0).all()
            assert all(0 <= id_ < 2**63 for id_ in ids.tolist())
            if lod < NO_ALLEYS_LOD:
                assert set(ids.tolist()) <= edges.keys()
            seen |= set(ids.tolist())
    assert len(seen) > 60
    other = {edge.id for coordinate in TOWN for edge in context(coordinate, seed=2).edges}
    assert not other & edges.keys()


@pytest.mark.parametrize("lod", [0, 1, 2, 3])
def test_roads_of_neighbours_and_levels_meet(lod: int) -> None:
    """Each road's asphalt has the cross-section of the road at every end of a piece, at every level of detail."""
    asked = context(TOWN[6])
    network = asked.world.network
    assert network is not None
    places = {place: surface(chunk(place, lod, **ONLY), "asphalt")[0] for place in TOWN}
    seen = 0
    for edge in all_edges().values():
        if edge.type == ALLEY and lod >= NO_ALLEYS_LOD:
            continue
        pieces = pieces_of(network, edge)
        for one, other in pairwise(pieces):
            owners = []
            for piece in (one, other):
                middle = edge.stations[(piece.first + piece.last) // 2]
                owners.append((int(middle[0] // SIZE), int(middle[2] // SIZE)))
            if owners[0] == owners[1] or not set(owners) <= places.keys():
                continue
            for owner in owners:
                corner = np.array([owner[0] * SIZE, 0.0, owner[1] * SIZE])
                section = moved_road(edge, corner).section(one.last)[[0, -1]].astype(np.float32)
                here = places[owner]
                assert all((here == point).all(axis=1).any() for point in section)
                seen += 1
    assert seen >= 20


def test_steps_divide_pieces_at_every_level() -> None:
    for edge in context(TOWN[6]).edges:
        whole = stations_a_piece(edge)
        assert whole & (whole - 1) == 0
        assert whole >= 4


def test_crossings_meet_their_roads_bit_for_bit() -> None:
    asked = context(TOWN[6])
    network = asked.world.network
    assert network is not None
    seen = 0
    for cell in network.cells(asked.low, asked.high, 0.0):
        for crossing in network.crossings(cell).values():
            for lod in (0, 1, 2, 5):
                surfaces = crossing_surfaces(crossing, asked.corner, lod)
                asphalt = next(each for each in surfaces if each.material == "asphalt")
                for arm in crossing.arms:
                    section = moved_road(arm.edge, asked.corner).section(arm.station)
                    assert all((asphalt.positions == point).all(axis=1).any() for point in section)
                for each in surfaces:
                    out = facing(each.positions, each.indices.reshape(-1, 3))
                    normals = each.normals[each.indices.reshape(-1, 3)[:, 0]]
                    assert ((out * normals).sum(axis=1) > 0.0).all()
                seen += 1
    assert seen > 200


@pytest.mark.parametrize(
    ("ways", "length", "types"),
    [
        ([(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)], 16.0, (HIGHWAY, HIGHWAY, HIGHWAY)),
        ([(1.0, 0.0), (0.94, 0.34), (-1.0, 0.0)], 60.0, (MAIN, HIGHWAY, MAIN)),
        ([(1.0, 0.0), (0.94, 0.34)], 30.0, (ALLEY, HIGHWAY)),
    ],
)
def test_roads_that_are_too_short_or_acute_meet_on_a_square(
    ways: list[tuple[float, float]], length: float, types: tuple[str, ...]
) -> None:
    edges = []
    for number, ((x, z), type_) in enumerate(zip(ways, types, strict=True)):
        road = Road.through([(0.0, 0.0, 0.0), (x * length, 0.0, z * length)], PROFILES[type_], 4.0, number)
        on_ground, level = np.ones(len(road), np.bool_), (1, len(road) - 2)
        cells = (Cell(0, 0), Cell(0, 0))
        edges.append(
            Edge(number, type_, (0.0, 0.0), road, on_ground, (0, number), cells, is_straight=True, level=level)
        )
    crossing = crossing_of(0, Point(0.0, 0.0, 0.0), [(edge, True) for edge in edges])
    (asphalt,) = crossing_surfaces(crossing, np.zeros(3), 0)
    assert (facing(asphalt.positions, asphalt.indices.reshape(-1, 3))[:, 1] > 0.0).all()
    covered = shapely.union_all(shapely.polygons(asphalt.positions[:, [0, 2]][asphalt.indices.reshape(-1, 3)]))
    for arm in crossing.arms:
        assert shapely.covers(covered.buffer(1e-6), shapely.points(arm.edge.road.section(arm.station)[:, [0, 2]])).all()


def test_straight_streets_have_the_sections_of_their_roads() -> None:
    asked = context(TOWN[6])
    network = asked.world.network
    assert network is not None
    seen = 0
    for edge in (edge for edge in all_edges().values() if edge.is_straight):
        road = moved_road(edge, asked.corner)
        first, last = network.body(edge)
        surfaces = straight_streets([(road, first, last)], is_marked=True)
        asphalt = surfaces[0]
        for station in (first, last):
            assert all((asphalt.positions == point).all(axis=1).any() for point in road.section(station))
        for each in surfaces:
            out = facing(each.positions, each.indices.reshape(-1, 3))
            normals = each.normals[each.indices.reshape(-1, 3)[:, 0]]
            assert ((out * normals).sum(axis=1) > 0.0).all()
            assert np.abs((normals * normals).sum(axis=1) - 1.0).max() < 1e-9
        seen += 1
    assert seen > 40


def test_no_street_is_steeper_than_asked() -> None:
    for grade in (0.06, 0.1):
        options = {"roads": {"max_grade": grade}}
        for edge in context(TOWN[6], options=options).edges:
            steps = np.diff(edge.stations, axis=0)
            steepest = (np.abs(steps[:, 1]) / np.sqrt(steps[:, 0] ** 2 + steps[:, 2] ** 2)).max()
            assert steepest <= grade * 1.25


def test_a_bridge_stands_over_water_and_can_be_driven_on() -> None:
    asked = context(BRIDGE)
    spans = [edge for edge in asked.edges if not edge.on_ground.all()]
    assert spans
    for edge in spans:
        over = edge.stations[~edge.on_ground]
        below = asked.world.natural_heights(over[:, 0], over[:, 2])
        assert (over[:, 1] > np.maximum(below, 0.0) + 1.0).all()
    result = chunk(BRIDGE)
    assert "rail" in result["mesh"]["materials"]
    assert len(result["collider"]) % 3 == 0
    assert len(result["collider"])
    assert len(chunk(BRIDGE, 2)["collider"]) == 0


def test_lines_are_for_near_chunks() -> None:
    materials = [chunk(TOWN[6], lod, **ONLY)["mesh"]["materials"] for lod in range(4)]
    assert ["marking" in names for names in materials] == [True, True, False, False]


def test_far_out_roads_are_as_good() -> None:
    far = (1 << 20) - 3
    for edge in context((far, -far)).edges:
        steps = np.diff(edge.road.points, axis=0)
        assert np.isfinite(steps).all()
        assert np.sqrt((steps * steps).sum(axis=1)).max() < 10.0
    assert np.isfinite(chunk((far, -far))["mesh"]["positions"]).all()


@pytest.mark.parametrize(
    "options", [{}, {"cell_size": 800.0, "towns": 1.0}, {"town_size": 0.2, "block_size": 120.0}, {"block_size": 50.0}]
)
def test_roads_stay_where_chunks_look_for_them(options: dict[str, float]) -> None:
    """A chunk asks only the cells whose roads may reach it: no road may be elsewhere."""
    network = context((0, 0), seed=3, options={"roads": options}).world.network
    assert network is not None
    for cell in (Cell(0, 0), Cell(1, 5), Cell(-7, 0)):
        for edge in network.edges(cell):
            # From a rectangle of no size at any of its stations the road is found.
            for x, _, z in edge.stations[:: max(1, len(edge.road) // 3)].tolist():
                assert edge in network.edges_near((x, z), (x, z))
                assert edge.id in network.segments_near((x, z), (x, z), 0.0).ids
