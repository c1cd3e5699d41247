"""Normals that files give: each arrives at its place, turned and scaled with it, and flat ones stand in for none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import trimesh

from python.unit.mesh_shapes import Floats, binary, loaded

if TYPE_CHECKING:
    from pathlib import Path

PLACES = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0]], np.float32)
FACES = np.array([[0, 1, 2], [1, 3, 2]])
NORMALS = np.array([[0, 0, 1], [0.6, 0, 0.8], [0, 0.6, 0.8], [-0.6, 0, 0.8]], np.float32)
VERTICES = "".join(f"v {x} {y} {z}\n" for x, y, z in PLACES.tolist())


def sheet() -> Any:
    """Return two triangles with normals that no geometry would give."""
    return trimesh.Trimesh(PLACES, FACES, vertex_normals=NORMALS, process=False)


def as_glb(mesh: Any) -> bytes:
    scene: Any = trimesh.Scene(mesh)
    return bytes(scene.export(file_type="glb"))


def as_obj(normals: Floats, faces: str) -> bytes:
    return (VERTICES + "".join(f"vn {x} {y} {z}\n" for x, y, z in normals.tolist()) + faces).encode()


def files() -> dict[str, bytes]:
    return {
        "sheet.obj": as_obj(NORMALS, "f 1//1 2//2 3//3\nf 2//2 4//4 3//3\n"),
        "sheet.ply": sheet().export(file_type="ply", vertex_normal=True),
        "text.ply": sheet().export(file_type="ply", vertex_normal=True, encoding="ascii"),
        "sheet.glb": as_glb(sheet()),
    }


def told(result: Any) -> dict[tuple[float, ...], set[tuple[float, ...]]]:
    """Return the normals that there are at each place, rounded."""
    found: dict[tuple[float, ...], set[tuple[float, ...]]] = {}
    mesh = result["mesh"]
    for place, normal in zip(mesh["positions"].tolist(), mesh["normals"].tolist(), strict=True):
        found.setdefault(tuple(place), set()).add(tuple(round(each, 5) + 0.0 for each in normal))
    return found


def expected(places: Floats, normals: Floats) -> dict[tuple[float, ...], set[tuple[float, ...]]]:
    pairs = zip(places.tolist(), normals.tolist(), strict=True)
    return {tuple(place): {tuple(round(each, 5) + 0.0 for each in normal)} for place, normal in pairs}


@pytest.mark.parametrize("name", files())
def test_normals_of_a_file_arrive_at_their_places(name: str, tmp_path: Path) -> None:
    result = loaded(tmp_path, files()[name], name, normals="file")
    assert told(result) == expected(PLACES, NORMALS)
    assert result["report"]["vertices"] == 4


@pytest.mark.parametrize("name", files())
def test_normals_of_a_file_turn_with_it(name: str, tmp_path: Path) -> None:
    result = loaded(tmp_path, files()[name], name, normals="file", up="z", scale=2.0)
    turn = np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]], np.float32)
    assert told(result) == expected(2 * PLACES @ turn + np.float32(0.0), NORMALS @ turn)


def test_normals_stay_upright_on_what_a_node_stretches(tmp_path: Path) -> None:
    """Those of a plane x + z = 1 that is stretched to x / 2 + z = 1 are (1, 0, 2), not (2, 0, 1)."""
    scene: Any = trimesh.Scene()
    slope = trimesh.Trimesh(
        [[1, 0, 0], [1, 1, 0], [0, 0, 1]], [[0, 1, 2]], vertex_normals=[[0.5**0.5, 0, 0.5**0.5]] * 3, process=False
    )
    scene.add_geometry(slope, transform=np.diag([2.0, 1.0, 1.0, 1.0]))
    result = loaded(tmp_path, scene.export(file_type="glb"), "slope.glb", normals="file")
    assert result["mesh"]["positions"][:, 0].max() == 2.0
    assert np.allclose(result["mesh"]["normals"], np.array([1.0, 0.0, 2.0]) / 5**0.5, atol=1e-6)
    flat = loaded(tmp_path, scene.export(file_type="glb"), "slope.glb", normals="flat")
    assert np.allclose(result["mesh"]["normals"], flat["mesh"]["normals"], atol=1e-6)


def test_a_seam_of_normals_has_a_vertex_on_each_side(tmp_path: Path) -> None:
    content = as_obj(NORMALS[[0, 2]], "f 1//1 2//1 3//1\nf 2//2 4//2 3//2\n")
    found = told(loaded(tmp_path, content, "seam.obj", normals="file"))
    assert {place: len(normals) for place, normals in found.items()} == {
        (0.0, 0.0, 0.0): 1,
        (1.0, 0.0, 0.0): 2,
        (0.0, 1.0, 0.0): 2,
        (1.0, 1.0, 0.0): 1,
    }


def test_a_zero_of_either_sign_is_the_same_normal(tmp_path: Path) -> None:
    normals = np.array([[0.0, 0.0, 1.0], [-0.0, -0.0, 1.0]], np.float32)
    content = as_obj(normals, "f 1//1 2//1 3//1\nf 2//2 4//2 3//2\n")
    assert loaded(tmp_path, content, "signs.obj", normals="file")["report"]["vertices"] == 4


@pytest.mark.parametrize("wrong", [(0.0, 0.0, 0.0), (float("nan"), 0.0, 1.0), (float("inf"), 0.0, 0.0)])
def test_a_normal_that_is_none_is_the_flat_one(wrong: tuple[float, ...], tmp_path: Path) -> None:
    normals = NORMALS.copy()
    normals[3] = wrong
    mesh: Any = trimesh.Trimesh(PLACES, FACES, vertex_normals=normals, process=False)
    content = mesh.export(file_type="ply", vertex_normal=True)
    normals[3] = (0, 0, 1)
    assert told(loaded(tmp_path, content, "wrong.ply", normals="file")) == expected(PLACES, normals)


@pytest.mark.parametrize("kind", ["obj", "ply", "off", "glb"])
def test_a_file_without_normals_is_flat(kind: str, tmp_path: Path) -> None:
    mesh: Any = trimesh.Trimesh([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]], [[0, 1, 2], [0, 2, 3]], process=False)
    content: Any = as_glb(mesh) if kind == "glb" else mesh.export(file_type=kind)
    content = content.encode() if isinstance(content, str) else content
    result = loaded(tmp_path, content, f"plain.{kind}", normals="file")
    assert told(result)[0.0, 0.0, 0.0] == {(0.0, 0.0, 1.0), (1.0, 0.0, 0.0)}


def test_normals_of_an_stl_file_are_those_of_its_triangles(tmp_path: Path) -> None:
    content = bytearray(binary(PLACES[FACES]))
    content[84:96] = np.array([0.0, 3.0, 4.0], np.float32).tobytes()
    result = loaded(tmp_path, bytes(content), normals="file")
    assert np.allclose(result["mesh"]["normals"][:3], [0.0, 0.6, 0.8])
    assert np.allclose(result["mesh"]["normals"][3:], [0.0, 0.0, 1.0]), "it has none"


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_normals_of_a_turned_triangle_look_where_it_faces(side: float, tmp_path: Path) -> None:
    """One of the two was wound wrongly, whether or not its normals were as wrong."""
    normals = np.array([[0.0, 0.0, 1.0], [0.0, 0.0, side]], np.float32)
    content = as_obj(normals, "f 1//1 2//1 3//1\nf 4//2 2//2 3//2\n")
    three = content + b"v 2 0 0\nf 2//1 5//1 4//1\n"
    result = loaded(tmp_path, three, "turned.obj", normals="file")
    assert result["report"]["flipped"] == 1
    assert np.allclose(result["mesh"]["normals"], [0.0, 0.0, 1.0])
