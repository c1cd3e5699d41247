"""Laws: a chunk is a pure function of its request; neighbours of a level meet to the last bit, wherever they are."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cutout.wire import encode
from cutout.world import world
from cutout.world.building import build_chunk
from cutout.world.request import MAX_COORDINATE
from cutout.world.terrain import quads_at
from support.world import ground_grid

seeds = st.integers(-(2**63), 2**63 - 1)
near = st.tuples(st.integers(-40, 40), st.integers(-40, 40))
far = st.tuples(
    st.integers(-MAX_COORDINATE + 1, MAX_COORDINATE - 1), st.integers(-MAX_COORDINATE + 1, MAX_COORDINATE - 1)
)
sizes = st.sampled_from([200.0, 64.0, 33.3, 500.0])
lods = st.integers(0, 7)


@settings(max_examples=12)
@given(seeds, near | far, lods, sizes)
def test_neighbours_meet_to_the_last_bit(seed: int, place: tuple[int, int], lod: int, size: float) -> None:
    quads = quads_at(64, lod)
    grids = []
    for i, j in ((0, 0), (1, 0), (0, 1)):
        request = {"seed": seed, "coordinate": (place[0] + i, place[1] + j), "lod": lod, "chunk_size": size}
        grids.append(ground_grid(build_chunk({**request, "layers": ("terrain", "roads")}), quads))
    (here, normals), (east, east_normals), (south, south_normals) = grids
    assert here[:, -1].tobytes() == east[:, 0].tobytes()
    assert normals[:, -1].tobytes() == east_normals[:, 0].tobytes()
    assert here[-1].tobytes() == south[0].tobytes()
    assert normals[-1].tobytes() == south_normals[0].tobytes()


@settings(max_examples=8)
@given(seeds, near | far, lods, sizes)
def test_what_was_built_before_does_not_matter(seed: int, place: tuple[int, int], lod: int, size: float) -> None:
    request = {"seed": seed, "coordinate": place, "lod": lod, "chunk_size": size}
    world.forget_worlds()
    alone = encode(build_chunk(request))
    world.forget_worlds()
    for i, j, level in ((1, 0, 0), (0, -1, lod), (-1, 1, 2)):
        build_chunk({**request, "coordinate": (place[0] + i, place[1] + j), "lod": level})
    assert encode(build_chunk(request)) == alone


@settings(max_examples=12)
@given(seeds, near | far, lods, sizes)
def test_results_are_sound(seed: int, place: tuple[int, int], lod: int, size: float) -> None:
    result = build_chunk({"seed": seed, "coordinate": place, "lod": lod, "chunk_size": size})
    mesh = result["mesh"]
    assert all(np.isfinite(mesh[name]).all() for name in ("positions", "normals", "uvs"))
    lengths = (mesh["normals"].astype(np.float64) ** 2).sum(axis=1)
    assert np.abs(lengths - 1.0).max() < 1e-4
    for at, material in enumerate(mesh["materials"]):
        vertices = slice(*mesh["vertex_offsets"][at : at + 2])
        indices = mesh["indices"][slice(*mesh["index_offsets"][at : at + 2])]
        assert len(indices) % 3 == 0
        assert 0 <= indices.min() <= indices.max() < len(mesh["positions"][vertices])
        if material in {"asphalt", "marking", "water"}:
            assert (mesh["normals"][vertices][:, 1] > 0.7).all()
    things = result["instances"]
    assert len(things["buffer"]) == 16 * things["counts"].sum()
    rows = things["buffer"].reshape(-1, 16)
    assert ((rows[:, [3, 11]] >= 0.0) & (rows[:, [3, 11]] <= np.float32(size))).all()
    assert ((rows[:, 12:] >= 0.0) & (rows[:, 12:] <= 1.0)).all()
    # Where the meshes' sides point is not mirrored.
    basis = rows.reshape(-1, 4, 4)[:, :3, :3].astype(np.float64)
    assert (np.linalg.det(basis) > 0.0).all()
