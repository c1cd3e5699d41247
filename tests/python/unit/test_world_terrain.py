"""The ground: borders, levels of detail, roads cut into it, water, what collides."""

from __future__ import annotations

import numpy as np
import pytest

from cutout.world.terrain import quads_at
from support.world import BRIDGE, SIZE, TOWN, chunk, context, facing, ground_grid, surface

COARSEST = 7


@pytest.mark.parametrize("lod", range(COARSEST + 1))
def test_neighbours_meet_to_the_last_bit(lod: int) -> None:
    quads = quads_at(64, lod)
    moved = 0
    for column, row in [TOWN[0], TOWN[7], TOWN[12], BRIDGE]:
        here, normals = ground_grid(chunk((column, row), lod), quads)
        east, east_normals = ground_grid(chunk((column + 1, row), lod), quads)
        south, south_normals = ground_grid(chunk((column, row + 1), lod), quads)
        assert here[:, -1].tobytes() == east[:, 0].tobytes()
        assert normals[:, -1].tobytes() == east_normals[:, 0].tobytes()
        assert here[-1].tobytes() == south[0].tobytes()
        assert normals[-1].tobytes() == south_normals[0].tobytes()
        asked = context((column, row))
        x = np.full(65, asked.high[0])
        z = (asked.low[1] + np.arange(65) * (SIZE / 64)).astype(np.float64)
        moved += int((asked.bedded(x, z, asked.bed(2.0))[1] > 0.0).sum())
    # Roads were cut into some of it, so that this was seen too.
    assert moved > 30


def test_coarser_levels_take_vertices_of_the_same_natural_ground() -> None:
    only = {"layers": ("terrain",)}
    finest, _ = ground_grid(chunk((40, 7), 0, **only), 64)
    for lod in range(1, COARSEST + 1):
        quads = quads_at(64, lod)
        coarse, _ = ground_grid(chunk((40, 7), lod, **only), quads)
        assert coarse.tobytes() == finest[:: 64 // quads, :: 64 // quads].tobytes()


@pytest.mark.parametrize("lod", [0, 1, 2, 3, 5])
def test_asphalt_lies_over_the_ground(lod: int) -> None:
    quads = quads_at(64, lod)
    step = SIZE / quads
    seen = 0
    for coordinate in TOWN:
        result = chunk(coordinate, lod)
        heights, _ = ground_grid(result, quads)
        places, _, _ = surface(result, "asphalt")
        inside = places[((places[:, [0, 2]] > 0.0) & (places[:, [0, 2]] < SIZE)).all(axis=1)]
        column, row = (np.minimum((inside[:, axis] / step).astype(int), quads - 1) for axis in (0, 2))
        u, v = inside[:, 0] / step - column, inside[:, 2] / step - row
        a, b, c, d = (heights[row + i, column + j] for i, j in ((0, 0), (0, 1), (1, 1), (1, 0)))
        # As the two triangles of a quad are cut.
        below = np.where(u > v, a + u * (b - a) + v * (c - b), a + u * (c - d) + v * (d - a))
        over = inside[:, 1] - below
        assert (over > 0.0).all(), f"{coordinate}: the ground is {-over.min():.3f} m over the asphalt"
        if lod == 0:
            assert (over < 0.6).all(), f"{coordinate}: the ground is {over.max():.3f} m below the asphalt"
        seen += len(inside)
    assert seen > 1000


@pytest.mark.parametrize("lod", [0, 4])
def test_triangles_face_up_and_skirts_outward(lod: int) -> None:
    positions, normals, triangles = surface(chunk(TOWN[3], lod), "ground")
    quads = quads_at(64, lod)
    out = facing(positions, triangles)
    grid = 2 * quads * quads
    assert (out[:grid, 1] > 0.0).all()
    middles = positions[triangles[grid:]].mean(axis=1) - np.array([SIZE / 2.0, 0.0, SIZE / 2.0])
    assert ((out[grid:] * middles)[:, [0, 2]].sum(axis=1) > 0.0).all()
    assert np.abs((normals * normals).sum(axis=1) - 1.0).max() < 1e-5


def test_skirts_reach_below_the_coarser_neighbour() -> None:
    only = {"layers": ("terrain", "roads")}
    for coordinate in TOWN[::3]:
        for lod in (1, 2, 3):
            coarse, _ = ground_grid(chunk((coordinate[0] + 1, coordinate[1]), lod, **only), quads_at(64, lod))
            result = chunk(coordinate, lod - 1, **only)
            positions, _, _ = surface(result, "ground")
            fine, _ = ground_grid(result, quads_at(64, lod - 1))
            lowest = np.interp(np.arange(len(fine)) / 2.0, np.arange(len(coarse)), coarse[:, 0])
            depth = fine.ravel()[0] - positions[len(fine) ** 2, 1]
            assert (np.abs(fine[:, -1] - lowest) < depth).mean() > 0.97


def test_what_collides_is_the_ground_of_the_finest_level_only() -> None:
    result = chunk(TOWN[6], 0)
    heights, _ = ground_grid(result, 64)
    solid = result["heights"].reshape(65, 65)
    assert result["height_step"] == SIZE / 64
    # Under roads one drives on the asphalt, a little above the mesh that it hides.
    assert ((solid - heights >= 0.0) & (solid - heights < 0.25)).all()
    assert len(chunk(TOWN[6], 1)["heights"]) == 0
    options = {"terrain": {"collision_lod": 1, "quads": 32}}
    assert len(chunk(TOWN[6], 1, options=options)["heights"]) == 17 * 17
    assert len(chunk(TOWN[6], 0, options={"terrain": {"collision_lod": -1}})["heights"]) == 0


def test_water_covers_all_ground_below_the_sea_and_nothing_else() -> None:
    result = chunk(BRIDGE, 0)
    positions, normals, triangles = surface(result, "water")
    assert len(triangles)
    assert (positions[:, 1] == 0.0).all()
    assert (normals == (0.0, 1.0, 0.0)).all()
    assert (facing(positions, triangles)[:, 1] > 0.0).all()
    heights, _ = ground_grid(result, 64)
    row, column = np.nonzero(heights < 0.0)
    x, z = column * (SIZE / 64), row * (SIZE / 64)
    low, high = positions[triangles].min(axis=1), positions[triangles].max(axis=1)
    covered = (
        (low[:, 0] <= x[:, None]) & (x[:, None] <= high[:, 0]) & (low[:, 2] <= z[:, None]) & (z[:, None] <= high[:, 2])
    ).any(axis=1)
    assert covered.all()
    dry = chunk((0, 0), 0, layers=("terrain",), options={"terrain": {"sea_level": -500.0}})
    assert "water" not in dry["mesh"]["materials"]


def test_without_terrain_the_world_is_flat() -> None:
    result = chunk(TOWN[6], 0, layers=("roads",))
    assert result["mesh"]["materials"]
    places, _, _ = surface(result, "asphalt")
    assert np.abs(places[:, 1]).max() < 1e-6
