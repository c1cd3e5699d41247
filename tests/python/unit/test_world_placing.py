"""Buildings and plants: where they may stand."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import shapely

from cutout.world.blue_noise import SPACING, TILE, points_in, tile
from support.world import SHORE, SIZE, TOWN, chunk, context, surface, things

PLANTS = ("tree", "conifer", "bush")


def outlines(rows: np.ndarray) -> np.ndarray:
    """Return the footprints of boxes."""
    signs = np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)])
    x = rows[:, 3:4] + signs[:, 0] * rows[:, 0:1] + signs[:, 1] * rows[:, 2:3]
    z = rows[:, 11:12] + signs[:, 0] * rows[:, 8:9] + signs[:, 1] * rows[:, 10:11]
    return np.asarray(shapely.polygons(np.stack([x, z], axis=2)))


def asphalt(coordinate: tuple[int, int], around: int = 1) -> np.ndarray:
    """Return the triangles of roads of a chunk and its neighbours, in the chunk's coordinates."""
    parts = []
    for i in range(-around, around + 1):
        for j in range(-around, around + 1):
            result = chunk((coordinate[0] + i, coordinate[1] + j), 0, layers=("terrain", "roads"))
            positions, _, triangles = surface(result, "asphalt")
            parts.append((positions[:, [0, 2]] + np.array([i, j]) * SIZE)[triangles])
    return np.asarray(shapely.polygons(np.concatenate(parts)))


@pytest.mark.parametrize("coordinate", [TOWN[6], TOWN[7], TOWN[11], TOWN[12]])
def test_buildings_meet_neither_roads_nor_each_other(coordinate: tuple[int, int]) -> None:
    rows = [
        things(chunk((coordinate[0] + i, coordinate[1])), "building") + i * SIZE * (np.arange(16) == 3) for i in (0, 1)
    ]
    walls = np.concatenate(rows)
    # Upper parts stand on others.
    walls = walls[
        np.array(
            [not any((near[[3, 11]] == row[[3, 11]]).all() and near[7] < row[7] for near in walls) for row in walls]
        )
    ]
    footprints = outlines(walls)
    assert len(footprints) > 20
    one, other = shapely.STRtree(footprints).query(footprints, predicate="intersects")
    assert (one == other).all()
    roads = shapely.STRtree(asphalt(coordinate))
    assert len(roads.query(footprints[: len(rows[0])], predicate="dwithin", distance=0.2)[0]) == 0


def test_buildings_stand_in_the_ground_and_out_of_water() -> None:
    asked = context(TOWN[6])
    lots = asked.world.lots
    assert lots is not None
    near = lots.near(asked.low, asked.high, 0.0)
    assert len(near) > 15
    corners = shapely.get_coordinates(near.outlines(0.0)).reshape(-1, 5, 2)[:, :4].reshape(-1, 2)
    inside = asked.owns(corners[:, 0], corners[:, 1])
    ground = asked.height(corners[inside, 0].copy(), corners[inside, 1].copy())
    base, top = np.repeat(near.base, 4)[inside], np.repeat(near.base + near.height, 4)[inside]
    assert (base <= ground + 1e-9).all()
    assert (top > ground + 3.0).all()
    assert (base > 0.0).all()


def test_boxes_are_the_buildings() -> None:
    result = chunk(TOWN[6])
    boxes = result["boxes"].reshape(-1, 15)
    walls = things(result, "building")
    assert len(boxes) == len(walls)
    sizes = np.sqrt((walls[:, [0, 8]] ** 2).sum(axis=1))
    assert sorted(boxes[:, 12].tolist()) == pytest.approx(sorted(sizes.tolist()), rel=1e-5)
    # Rows of a rotation: of unit length.
    assert (boxes[:, [0, 2]] ** 2).sum(axis=1) == pytest.approx(np.ones(len(boxes)), rel=1e-5)
    assert len(chunk(TOWN[6], 1)["boxes"]) == 0
    assert len(chunk(TOWN[6], 1, options={"buildings": {"collision_lod": 1}})["boxes"])


def test_no_lot_is_built_on_at_density_0() -> None:
    assert len(things(chunk(TOWN[6], options={"buildings": {"density": 0.0}}), "building")) == 0


@pytest.mark.parametrize("coordinate", [TOWN[1], TOWN[6], TOWN[10], SHORE])
def test_plants_stand_neither_on_roads_nor_in_buildings_nor_in_water(coordinate: tuple[int, int]) -> None:
    result = chunk(coordinate)
    rows = things(result, *PLANTS)
    assert len(rows) > 20
    points = shapely.points(rows[:, 3], rows[:, 11])
    roads = shapely.STRtree(asphalt(coordinate))
    assert len(roads.query(points, predicate="dwithin", distance=0.5)[0]) == 0
    walls = things(result, "building")
    if len(walls):
        near = shapely.STRtree(outlines(walls)).query(points, predicate="dwithin", distance=1.1)
        assert len(near[0]) == 0
    assert (rows[:, 7] > 0.0).all()


def test_plants_keep_their_distance_over_borders() -> None:
    thick = {"forests": 1.0, "density": 1.0}
    rows = [
        things(chunk((30 + i, 12 + j), layers=("vegetation",), options={"vegetation": thick}), *PLANTS)
        + SIZE * (i * (np.arange(16) == 3) + j * (np.arange(16) == 11))
        for i in (0, 1)
        for j in (0, 1)
    ]
    assert min(map(len, rows)) > 1000
    whole = np.concatenate(rows)
    points = np.asarray(shapely.points(whole[:, 3], whole[:, 11]))
    one, other = shapely.STRtree(points).query(points, predicate="dwithin", distance=SPACING - 1e-3)
    assert (one == other).all()
    # No seam: the strip along the border is planted about as thickly as all are.
    at_border = (np.abs(whole[:, 3] - SIZE) < 10.0).sum()
    assert 0.75 < at_border / (len(whole) / 20.0) < 1.3


def test_coarser_levels_plant_some_of_the_same() -> None:
    def placed(lod: int) -> set[tuple[float, float]]:
        rows = things(chunk(TOWN[1], lod), "tree", "conifer")
        return set(zip(rows[:, 3].tolist(), rows[:, 11].tolist(), strict=True))

    levels = [placed(lod) for lod in range(6)]
    assert all(coarse < fine for fine, coarse in pairwise(levels))


def test_the_tile_is_blue_noise_and_meets_itself() -> None:
    points = tile()
    away = np.abs(points[:, None] - points[None])
    away = np.minimum(away, TILE - away)
    squared = (away**2).sum(axis=2) + 1e9 * np.eye(len(points))
    assert squared.min() >= SPACING**2
    # Of a hexagonal lattice, the densest there is.
    assert len(points) > 0.4 * TILE**2 / (SPACING**2 * 0.866)
    # Every beginning keeps its distance too.
    for count in (50, 200):
        assert squared[:count, :count].min() > 0.4 * TILE**2 / count


def test_points_are_the_same_from_each_side() -> None:
    whole = points_in(5, (-150.0, 20.0), (250.0, 300.0))
    parts = [points_in(5, (-150.0, 20.0), (13.7, 300.0)), points_in(5, (13.7, 20.0), (250.0, 300.0))]
    names = [set(zip(part.x.tolist(), part.z.tolist(), part.ranks.tolist(), strict=True)) for part in (whole, *parts)]
    assert names[1] | names[2] == names[0]
    assert not names[1] & names[2]
    fewer = points_in(5, (-150.0, 20.0), (250.0, 300.0), 0.25)
    assert set(fewer.ranks.tolist()) == {rank for rank in whole.ranks.tolist() if rank < 0.25}


def test_large_chunks_are_planted_more_thinly() -> None:
    request: dict[str, Any] = {
        "chunk_size": 2048.0,
        "layers": ("terrain", "vegetation"),
        "options": {"vegetation": {"forests": 1.0, "density": 1.0}},
    }
    rows = things(chunk((3, 3), **request), *PLANTS)
    assert 10_000 < len(rows) <= 100_000
