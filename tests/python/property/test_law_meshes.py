"""Law: whatever the triangles of a file, what the game gets is sound; equal files give equal bytes."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutout.meshes.loading import load
from cutout.wire import encode
from python.unit.mesh_shapes import Floats, binary, loaded, text, torus, triangles_of, volume

OPTIONS = st.fixed_dictionaries(
    {
        "up": st.sampled_from(["y", "z"]),
        "normals": st.sampled_from(["smooth", "flat", "file"]),
        "smooth_angle": st.floats(0.0, 180.0),
        "weld": st.booleans(),
        "repair": st.booleans(),
        "lods": st.integers(0, 3),
        "collision": st.sampled_from(["none", "hull", "trimesh"]),
    }
)


@st.composite
def triangles(draw: st.DrawFn) -> Floats:
    """Return triangles between few places, so that many share edges, are double or have no area."""
    places = draw(st.lists(st.tuples(*[st.integers(-3, 3)] * 3), min_size=1, max_size=12))
    faces = draw(st.lists(st.tuples(*[st.integers(0, len(places) - 1)] * 3), min_size=1, max_size=60))
    return np.array(places, np.float32)[np.array(faces)]


def result_of(content: bytes, options: dict[str, Any]) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        return loaded(Path(folder), content, **options)


@given(triangles(), OPTIONS)
def test_a_result_is_sound(corners: Floats, options: dict[str, Any]) -> None:
    result = result_of(binary(corners), options)
    mesh, report, lods = result["mesh"], result["report"], result["lods"]
    encode(result)
    assert report["triangles"] == len(mesh["indices"]) // 3
    if options["repair"]:
        assert report["triangles"] + report["degenerate"] + report["duplicate"] == len(corners)
    else:
        assert report["triangles"] == len(corners)
    if len(mesh["indices"]):
        assert np.allclose(np.linalg.norm(mesh["normals"], axis=1), 1.0, atol=1e-5)
        assert set(np.unique(mesh["indices"])) == set(range(len(mesh["positions"])))
    assert lods["offsets"][-1] == len(lods["indices"])
    assert len(lods["indices"]) == 0 or lods["indices"].max() < len(mesh["positions"])


@given(triangles(), OPTIONS)
def test_repair_leaves_nothing_to_repair(corners: Floats, options: dict[str, Any]) -> None:
    options |= {"repair": True, "up": "y"}
    once = result_of(binary(corners), options)
    again = result_of(binary(triangles_of(once["mesh"])), options) if len(once["mesh"]["indices"]) else once
    assert again["report"]["degenerate"] == (0 if len(once["mesh"]["indices"]) else once["report"]["degenerate"])
    assert again["report"]["triangles"] == once["report"]["triangles"]


@given(OPTIONS, st.floats(0.01, 100.0))
def test_the_volume_grows_with_the_cube_of_the_scale(options: dict[str, Any], scale: float) -> None:
    result = result_of(binary(torus(12, 8)), options | {"scale": scale})
    expected = volume(torus(12, 8)) * scale**3
    assert volume(triangles_of(result["mesh"])) == pytest.approx(expected, rel=1e-4)
    assert result["report"]["volume"] == pytest.approx(expected, rel=1e-4)


@given(triangles(), OPTIONS)
def test_text_and_binary_are_the_same_bytes(corners: Floats, options: dict[str, Any]) -> None:
    first, second = result_of(binary(corners), options), result_of(text(corners), options)
    first["report"]["format"] = second["report"]["format"]
    assert encode(first) == encode(second)


def test_the_same_file_gives_the_same_bytes_again(tmp_path: Path) -> None:
    path = tmp_path / "ring.stl"
    path.write_bytes(binary(torus()))
    request = {"path": str(path), "roots": [str(tmp_path)], "options": {"lods": 3, "collision": "hull"}}
    assert len({bytes(encode(load(request))) for _ in range(3)}) == 1
