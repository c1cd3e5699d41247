"""From triangles to what the game gets: welding, mending, normals, levels of detail, collision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import trimesh

from cutout.errors import BadFile, TooLarge
from cutout.meshes import loading, splitting, text_headers
from cutout.meshes.collision import HULL_POINTS, hull_points
from cutout.meshes.components import components
from cutout.meshes.splitting import split
from cutout.meshes.topology import faces_to_flip, find_edges
from cutout.meshes.welding import weld
from cutout.wire import decode, encode
from python.unit.mesh_shapes import binary, cube, loaded, torus, triangles_of, volume

if TYPE_CHECKING:
    from pathlib import Path


def test_equal_rows_get_one_number_in_order_of_appearance() -> None:
    first, number = weld(np.array([[7, 1], [2, 2], [7, 1], [0, 0], [2, 2]], np.uint32))
    assert first.tolist() == [0, 1, 3]
    assert number.tolist() == [0, 1, 0, 2, 1]


def test_welding_does_not_rest_on_hashes() -> None:
    """Two rows with the same hash: the second column undoes what the first did."""
    multiplier, mask = 0x9E3779B97F4A7C15, 2**64 - 1

    def hashed(value: int) -> int:
        product = value * multiplier & mask
        return product ^ product >> 29

    pairs = np.array([[1, 0], [2, (hashed(1) ^ hashed(2)) & 0xFFFFFFFF]], np.uint32)
    rows = np.tile(pairs, (50, 1))
    first, number = weld(rows)
    assert np.array_equal(rows[first][number], rows)
    assert len(first) == 2


def test_components_are_those_of_a_search() -> None:
    random = np.random.default_rng(3)
    first, second = random.integers(0, 300, (2, 200))
    labels = np.arange(300)
    for _ in range(300):
        for a, b in zip(first, second, strict=True):
            labels[a] = labels[b] = min(labels[a], labels[b])
    assert components(300, first, second).tolist() == labels.tolist()


def test_a_cube_is_eight_places_with_three_normals_each(tmp_path: Path) -> None:
    result = loaded(tmp_path, binary(cube()))
    assert len(result["mesh"]["positions"]) == 24
    report = result["report"]
    assert report["is_watertight"]
    assert report["volume"] == pytest.approx(8.0)
    assert report["bounds"].tolist() == [[-1.0] * 3, [1.0] * 3]
    assert len(loaded(tmp_path, binary(cube()), smooth_angle=100.0)["mesh"]["positions"]) == 8
    assert len(loaded(tmp_path, binary(cube()), normals="flat")["mesh"]["positions"]) == 36
    assert len(loaded(tmp_path, binary(cube()), smooth_angle=100.0, weld=False)["mesh"]["positions"]) == 36


@pytest.mark.parametrize("up", ["y", "z"])
@pytest.mark.parametrize("normals", ["smooth", "flat", "file"])
def test_triangles_and_normals_face_outward_in_the_game(up: str, normals: str, tmp_path: Path) -> None:
    mesh = loaded(tmp_path, binary(torus()), up=up, normals=normals)["mesh"]
    assert volume(triangles_of(mesh)) == pytest.approx(volume(torus()), rel=1e-5)
    corners = mesh["positions"][mesh["indices"]].reshape(-1, 3, 3)
    outward = -np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    told = mesh["normals"][mesh["indices"]].reshape(-1, 3, 3)
    assert (np.einsum("ij,ikj->ik", outward, told) > 0.0).all()
    assert np.allclose(np.linalg.norm(mesh["normals"], axis=1), 1.0, atol=1e-6)


def test_what_was_up_along_z_is_up_along_y(tmp_path: Path) -> None:
    triangles = cube() * np.array([1, 2, 3], np.float32)
    bounds = loaded(tmp_path, binary(triangles), up="z", scale=0.5)["report"]["bounds"]
    assert bounds.tolist() == [[-0.5, -1.5, -1.0], [0.5, 1.5, 1.0]]


def test_smooth_normals_are_those_of_the_shape(tmp_path: Path) -> None:
    mesh = loaded(tmp_path, binary(torus(200, 100)))["mesh"]
    places = mesh["positions"].astype(np.float64)
    ring = places * [1.0, 1.0, 0.0]
    exact = places - 3.0 * ring / np.linalg.norm(ring, axis=1)[:, None]
    assert len(places) == 20_000
    assert np.abs(mesh["normals"] - exact).max() < 2e-3


def test_an_edge_ends_where_smoothness_begins(tmp_path: Path) -> None:
    """A cone: smooth around, a crease where it meets its floor, and one normal at its top."""
    angles = np.linspace(0.0, 2.0 * np.pi, 64, endpoint=False)
    ring = np.stack([np.cos(angles), np.sin(angles), angles * 0.0], axis=1)
    following = np.roll(ring, -1, axis=0)
    top, floor = np.broadcast_to([0.0, 0.0, 5.0], ring.shape), np.zeros_like(ring)
    sides, base = np.stack([ring, following, top], axis=1), np.stack([following, ring, floor], axis=1)
    result = loaded(tmp_path, binary(np.concatenate([sides, base]).astype(np.float32)))
    assert result["report"]["is_watertight"]
    assert len(result["mesh"]["positions"]) == 2 * 64 + 2


def spoiled() -> Any:
    """Return a ring with a triangle twice, one of two corners, one without an area, one not finite, some turned."""
    triangles = torus()
    triangles[100:400] = triangles[100:400, ::-1]
    extra = np.array(
        [triangles[5][[1, 2, 0]], [[0, 0, 0], [0, 0, 0], [1, 1, 1]], [[0, 0, 0], [1, 1, 1], [2, 2, 2]]], np.float32
    )
    broken = np.array([[[np.nan, 0, 0], [1, 0, 0], [0, 1, 0]]], np.float32)
    return np.concatenate([triangles, extra, broken])


def test_repair_puts_right_what_it_reports(tmp_path: Path) -> None:
    report = loaded(tmp_path, binary(spoiled()))["report"]
    counts = {name: report[name] for name in ("triangles", "degenerate", "duplicate", "not_finite", "flipped")}
    assert counts == {"triangles": 2400, "degenerate": 2, "duplicate": 1, "not_finite": 1, "flipped": 300}
    mesh = loaded(tmp_path, binary(spoiled()))["mesh"]
    assert volume(triangles_of(mesh)) == pytest.approx(volume(torus()), rel=1e-5)


def test_without_repair_nothing_is_changed_and_what_is_not_finite_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=f"triangle 2403 .*offset {84 + 50 * 2403}"):
        loaded(tmp_path, binary(spoiled()), repair=False)
    result = loaded(tmp_path, binary(spoiled()[:-1]), repair=False)
    assert result["report"]["triangles"] == 2403
    assert result["report"]["duplicate"] == 1
    assert not result["report"]["is_watertight"]
    assert np.array_equal(triangles_of(result["mesh"]).reshape(-1, 9), spoiled()[:-1].reshape(-1, 9))


def test_a_closed_mesh_that_is_inside_out_is_turned(tmp_path: Path) -> None:
    report = loaded(tmp_path, binary(torus()[:, ::-1]))["report"]
    assert report["flipped"] == 2400
    assert report["volume"] == pytest.approx(volume(torus()), rel=1e-5)


def test_a_mesh_is_closed_though_its_zeros_are_not_quite(tmp_path: Path) -> None:
    """Programs write 1e-16 for the sine of half a turn, beside a 0 for the same corner of another triangle."""
    noisy = cube(200.0) + np.float32(100.0)
    zeros = noisy == 0.0
    zeros[::2] = False
    noisy[zeros] = np.float32(-1.7e-15)
    report = loaded(tmp_path, binary(noisy))["report"]
    assert report["is_watertight"]
    assert report["volume"] == pytest.approx(8e6)
    noisy[zeros] = np.float32(-1e-3)
    assert not loaded(tmp_path, binary(noisy))["report"]["is_watertight"]


def test_a_mesh_is_closed_though_some_triangles_are_lines(tmp_path: Path) -> None:
    """The library looks before such triangles are gone, and then finds edges of more than two."""
    line = np.array([[[-1, -1, -1], [1, 1, -1], [1, 1, -1]]], np.float32)
    triangles = np.concatenate([cube(), line])
    mesh = trimesh.Trimesh(triangles.reshape(-1, 3), np.arange(39).reshape(-1, 3))
    assert not mesh.is_watertight
    mesh.update_faces(mesh.nondegenerate_faces())
    assert mesh.is_watertight
    report = loaded(tmp_path, binary(triangles))["report"]
    assert report["is_watertight"]
    assert report["degenerate"] == 1


def test_a_strip_with_one_side_is_left_as_it_is() -> None:
    """Möbius' strip of five triangles cannot be turned so that all wind alike."""
    faces = np.array([[0, 1, 2], [1, 3, 2], [2, 3, 4], [3, 0, 4], [4, 0, 1]])
    assert not faces_to_flip(5, find_edges(faces)).any()


def test_a_mesh_of_nothing_but_lines_is_empty_and_says_so(tmp_path: Path) -> None:
    result = loaded(tmp_path, binary(np.zeros((3, 3, 3), np.float32)), lods=3, collision="hull")
    assert result["mesh"]["materials"] == ()
    assert "no triangle" in result["report"]["notes"][0]
    decode(encode(result))


def test_no_surface_has_more_vertices_than_allowed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole = loaded(tmp_path, binary(torus()))
    monkeypatch.setattr(splitting, "MAX_VERTICES", 500)
    monkeypatch.setattr(splitting.split, "__defaults__", (500,))
    cut = loaded(tmp_path, binary(torus()), lods=2)
    counts = np.diff(cut["mesh"]["vertex_offsets"])
    assert len(counts) > 2
    assert counts.max() <= 500
    assert np.array_equal(triangles_of(cut["mesh"]), triangles_of(whole["mesh"]))


def test_a_mesh_of_more_vertices_than_a_surface_takes_has_several(tmp_path: Path) -> None:
    triangles = torus(300, 250)
    mesh = loaded(tmp_path, binary(triangles))["mesh"]
    assert np.diff(mesh["vertex_offsets"]).max() <= 65_536 < len(mesh["positions"])
    assert np.array_equal(triangles_of(mesh), triangles)


@pytest.mark.parametrize("sizes", [[1] * 257, [2] + [1] * 255])
def test_more_surfaces_than_the_engine_takes_are_refused(
    sizes: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """There are 257 of them, whether by materials alone or because one is cut in two."""
    monkeypatch.setattr(splitting.split, "__defaults__", (3,))
    lines = [f"v {i} 0 0\nv {i} 1 0\nv {i} 0 1\n" for i in range(257)]
    faces = iter(f"f {3 * i + 1} {3 * i + 2} {3 * i + 3}\n" for i in range(257))
    lines += [f"usemtl paint {i}\n{''.join(next(faces) for _ in range(size))}" for i, size in enumerate(sizes)]
    monkeypatch.setattr(text_headers, "MAX_MATERIALS", 1000)
    with pytest.raises(TooLarge, match=rf"{len(sizes)} materials in 257 surfaces, and at most 256.*join materials"):
        loaded(tmp_path, "".join(lines).encode(), "many.obj")


def test_parts_of_a_mesh_go_by_material() -> None:
    corners = np.array([[0, 1, 2], [2, 1, 3], [0, 4, 1]])
    parts = split(corners, np.array([1, 0, 1]))
    assert [part.material for part in parts] == [0, 1]
    found = [part.vertices[part.indices].tolist() for part in parts]
    assert found == [[[2, 1, 3]], [[0, 1, 2], [0, 4, 1]]]


@pytest.mark.parametrize("normals", ["smooth", "flat"])
def test_levels_of_detail_halve_and_stay_near(normals: str, tmp_path: Path) -> None:
    result = loaded(tmp_path, binary(torus()), lods=3, normals=normals)
    lods, mesh = result["lods"], result["mesh"]
    counts = np.diff(lods["offsets"]) // 3
    assert np.allclose(counts, [1200, 600, 300], rtol=0.1)
    assert (np.diff(lods["errors"]) > 0.0).all()
    assert 0.0 < lods["errors"][0] < lods["errors"][-1] < 0.5
    assert lods["indices"].max() < len(mesh["positions"])
    for begin, end in zip(lods["offsets"][:-1], lods["offsets"][1:], strict=True):
        level = mesh["positions"][lods["indices"][begin:end]].reshape(-1, 3, 3)[:, ::-1]
        assert volume(level) == pytest.approx(volume(torus()), rel=0.15)


def test_every_surface_has_as_many_levels(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(splitting.split, "__defaults__", (600,))
    result = loaded(tmp_path, binary(np.concatenate([torus(), cube() + np.float32(9.0)])), lods=3)
    lods = result["lods"]
    assert len(lods["errors"]) % len(result["mesh"]["materials"]) == 0
    assert len(lods["offsets"]) == len(lods["errors"]) + 1
    assert lods["offsets"][-1] == len(lods["indices"])


def test_points_of_a_hull_are_farthest_in_every_direction() -> None:
    box = np.concatenate([cube().reshape(-1, 3), np.random.default_rng(1).uniform(-0.9, 0.9, (5000, 3))])
    assert sorted(map(tuple, hull_points(box.astype(np.float32)).tolist())) == sorted(
        {tuple(corner) for corner in cube().reshape(-1, 3).tolist()}
    )
    ball = np.random.default_rng(2).normal(size=(20_000, 3))
    ball /= np.linalg.norm(ball, axis=1)[:, None]
    points = hull_points(ball.astype(np.float32))
    assert 150 < len(points) <= HULL_POINTS
    directions = ball[:500]
    assert (directions @ points.T).max(axis=1).min() > 0.97


def test_triangles_to_collide_with_are_those_of_the_mesh(tmp_path: Path) -> None:
    result = loaded(tmp_path, binary(torus()), collision="trimesh")
    assert volume(result["collision"].reshape(-1, 3, 3)[:, ::-1]) == pytest.approx(volume(torus()), rel=1e-5)


def test_a_file_without_texture_coordinates_sends_none(tmp_path: Path) -> None:
    mesh = loaded(tmp_path, binary(torus()))["mesh"]
    assert np.asarray(mesh["uvs"]).shape == (0, 2)
    assert len(decode(encode(mesh))["uvs"]) == 0


def test_edges_of_places_without_number_are_found_too() -> None:
    faces = np.random.default_rng(3).permuted(np.tile(np.arange(60), (400, 1)), axis=1)[:, :3]
    quick = find_edges(faces)
    # The last place has a number so large that two of them and an edge's do not fit 64 bits.
    slow = find_edges(np.where(faces == 59, 1 << 30, faces))
    assert len(quick.pairs) > 0
    assert np.array_equal(slow.pairs, quick.pairs)
    assert np.array_equal(slow.is_opposite, quick.is_opposite)


def test_a_result_that_cannot_cross_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(loading, "MAX_RESULT", 60_000)
    with pytest.raises(TooLarge, match=r"2400 triangles.*at most 60000.*simplify"):
        loaded(tmp_path, binary(torus()))


def test_a_result_crosses_the_bridge(tmp_path: Path) -> None:
    result = loaded(tmp_path, binary(torus()), lods=2, collision="hull")
    read = decode(encode(result))
    assert set(read) == {"mesh", "lods", "collision", "report"}
    assert np.asarray(read["collision"]).shape == result["collision"].shape
